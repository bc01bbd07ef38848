//! What directives in a text accept, in each format, and what is said of those that do nothing.
//!
//! In a source 布署 is the error to be accepted or not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use shenjiao::{Checker, Document, Format, Settings, config::Selector, suppression};

fn settings() -> Settings {
    Settings {
        select: ["typo", "suppression"].map(Selector::new).to_vec(),
        today: Some(jiff::civil::date(2026, 7, 1)),
        ..Settings::default()
    }
}

/// The rules of what remains, and how many findings were accepted.
fn applied(settings: &Settings, source: &str, format: Format) -> (Vec<String>, usize) {
    let checker = Checker::new(settings).unwrap();
    let document = Document::new(source, format);
    let suppressed = suppression::apply(&checker, &document, checker.check(&document), &[]);
    let found = suppressed.found.iter().map(|found| found.rule.to_string()).collect();
    (found, suppressed.accepted.len())
}

/// How many 布署 of each source remain and are accepted; nothing is wrong with the directives.
#[test]
fn a_directive_holds_for_the_block_it_speaks_of() {
    let plain = [
        ("〔shenjiao: ignore typo/布署 -- 引用〕\n认真布署。\n再次布署。", 1, 1),
        ("〔shenjiao：ignore typo —— 引用〕\n认真布署，\n仍在布署。", 1, 1),
        ("认真布署。\n<!-- shenjiao: ignore typo -- 引用 -->\n再次布署。\n", 1, 1),
        (
            "〔shenjiao: ignore-start typo -- 引用〕\n布署。\n\n布署。\n〔shenjiao: ignore-end〕\n布署。",
            1,
            2,
        ),
        // A line that is not a note by itself is prose.
        ("国发〔2024〕5号布署。", 1, 0),
    ];
    let markdown = [
        ("<!-- shenjiao: ignore typo -- 引用 -->\n布署，\n布署。\n\n布署。", 1, 2),
        ("<!-- shenjiao: ignore typo -- 引用 -->\n\n# 布署\n\n布署", 1, 1),
        ("<!-- shenjiao: ignore typo -- 引用 -->\n- 布署\n- 布署\n\n布署", 1, 2),
        (
            "<!-- shenjiao: ignore typo -- 引用 -->\n\n| 布署 | 甲 |\n|--|--|\n| 乙 | 布署 |\n\n布署",
            1,
            2,
        ),
        ("布署<!-- shenjiao: ignore typo -- 引用 -->。布署。\n\n布署", 1, 2),
        ("布署。<!-- shenjiao: ignore typo -- 引用 -->\n\n布署", 1, 1),
        ("- 布署 <!-- shenjiao: ignore typo -- 引用 -->\n- 布署", 1, 1),
        (
            "| 布署 <!-- shenjiao: ignore typo -- 引用 --> | 布署 |\n|--|--|\n| 甲 | 乙 |",
            1,
            1,
        ),
        ("> <!-- shenjiao: ignore typo -- 引用 -->\n> 布署\n\n布署", 1, 1),
        (
            "<!-- 别的注释 -->\n<!-- shenjiao: ignore typo -- 引用 -->\n<!-- 别的注释 -->\n布署\n\n布署",
            1,
            1,
        ),
        (
            "<div>\n<!-- shenjiao: ignore typo -- 引用 -->\n<p>布署</p>\n<p>布署</p>\n</div>",
            1,
            1,
        ),
        ("<!-- shenjiao: ignore typo -- 引用 -->\n<p>布署</p>\n\n布署", 1, 1),
        ("<!-- shenjiao: ignore typo -- 引用 -->\n\n![布署](a.png)\n\n布署", 1, 1),
        (
            "<!-- shenjiao: ignore-start typo -- 引用 -->\n布署\n\n布署\n<!-- shenjiao: ignore-end typo -->\n\n布署",
            1,
            2,
        ),
        ("布<!-- shenjiao: ignore typo -- 引用 -->署", 0, 1),
        ("---\ntitle: 布署\nshenjiao-ignore: typo/布署 -- 转载\n---\n布署", 0, 2),
        (
            "---\nshenjiao-ignore:\n  - typo/布署 until 2026-07-01 -- 转载\n---\n布署",
            0,
            1,
        ),
        ("---\nshenjiao-ignore: [\"typo -- 转载\"]\n---\n布署", 0, 1),
        ("+++\nshenjiao-ignore = \"typo -- 转载\"\n+++\n布署", 0, 1),
        // In code it is an example.
        ("`<!-- shenjiao: ignore typo -- 引用 -->`\n\n布署", 1, 0),
        ("```\n<!-- shenjiao: ignore typo -- 引用 -->\n```\n布署", 1, 0),
    ];
    let html = [
        ("<!-- shenjiao: ignore typo -- 引用 --><p>布署</p><p>布署</p>", 1, 1),
        ("<p>布署<!-- shenjiao: ignore typo -- 引用 -->布署</p><p>布署</p>", 1, 2),
        ("<p>布署<!-- shenjiao: ignore typo -- 引用 --></p><p>布署</p>", 1, 1),
        (
            "<p>\n<!-- shenjiao: ignore typo -- 引用 -->\n<b>布署</b>，布署</p><p>布署</p>",
            1,
            2,
        ),
        (
            "<!-- shenjiao: ignore typo -- 引用 --><div title=布署><p>布署</p><p>布署</p></div><p>布署</p>",
            1,
            3,
        ),
        ("<div>布署<!-- shenjiao: ignore typo -- 引用 --><p>布署</p></div>", 1, 1),
        (
            "<ul><li>布署</li><!-- shenjiao: ignore typo -- 引用 --><li>布署</li></ul>",
            1,
            1,
        ),
        (
            "<p>布署</p><!-- shenjiao: ignore-start typo -- 引用 --><p>布署</p><!-- shenjiao: ignore-end -->",
            1,
            1,
        ),
        (
            "<script>'<!-- shenjiao: ignore typo -- 引用 -->'</script><p>布署</p>",
            1,
            0,
        ),
    ];
    let cases = plain
        .iter()
        .map(|case| (Format::Plain, case))
        .chain(markdown.iter().map(|case| (Format::Markdown, case)))
        .chain(html.iter().map(|case| (Format::Html, case)));
    let settings = settings();
    for (format, &(source, remaining, accepted)) in cases {
        let expected = (vec!["typo/布署".to_owned(); remaining], accepted);
        assert_eq!(applied(&settings, source, format), expected, "{source}");
    }
}

#[test]
fn a_directive_that_does_nothing_is_reported() {
    let cases: [(&str, &[&str]); 15] = [
        (
            "<!-- shenjiao: ignore typo/布署 -->\n布署",
            &["suppression/reason", "typo/布署"],
        ),
        (
            "<!-- shenjiao: ignore typo/布署 -- 引用 -->\n部署",
            &["suppression/unused"],
        ),
        (
            "<!-- shenjiao: ignore typo/布署 typo/做为 -- 引用 -->\n布署",
            &["suppression/unused"],
        ),
        (
            "部署\n\n<!-- shenjiao: ignore typo/布署 -- 引用 -->",
            &["suppression/unused"],
        ),
        (
            "<!-- shenjiao: ignore typo until 2026-06-30 -- 引用 -->\n布署",
            &["suppression/expired", "typo/布署"],
        ),
        ("<!-- shenjiao: ignore typo until 2026-07-01 -- 引用 -->\n布署", &[]),
        (
            "<!-- shenjiao: ignore typo/布鼠 -- 引用 -->\n布署",
            &["suppression/unknown-rule", "typo/布署"],
        ),
        (
            "<!-- shenjiao: ignore 布署 -- 引用 -->\n布署",
            &["suppression/unknown-rule", "typo/布署"],
        ),
        (
            "<!-- shenjiao: ignroe typo -- 引用 -->\n布署",
            &["suppression/syntax", "typo/布署"],
        ),
        (
            "<!-- shenjiao ignore typo -- 引用 -->\n布署",
            &["suppression/syntax", "typo/布署"],
        ),
        (
            "<!-- shenjiao: ignore-start typo -- 引用 -->\n布署",
            &["suppression/syntax", "typo/布署"],
        ),
        (
            "布署\n\n<!-- shenjiao: ignore-end -->",
            &["typo/布署", "suppression/syntax"],
        ),
        ("---\nshenjiao-ignore:\n---\n布署", &["suppression/syntax", "typo/布署"]),
        // A rule that is not in force may well be needed in another run.
        ("<!-- shenjiao: ignore idiom -- 引用 -->\n部署", &[]),
        // Of two for the same place the inner one is needed.
        (
            "---\nshenjiao-ignore: typo -- 转载\n---\n<!-- shenjiao: ignore typo -- 引用 -->\n布署",
            &["suppression/unused"],
        ),
    ];
    let settings = settings();
    for (source, expected) in cases {
        assert_eq!(applied(&settings, source, Format::Markdown).0, expected, "{source}");
    }
    let lenient = Settings {
        suppression_reasons: false,
        ..settings
    };
    let source = "<!-- shenjiao: ignore typo/布署 -->\n布署";
    assert_eq!(applied(&lenient, source, Format::Markdown), (Vec::new(), 1));
}

#[test]
fn the_reason_and_the_finding_are_kept() {
    let checker = Checker::new(&settings()).unwrap();
    let document = Document::new(
        "<!-- shenjiao: ignore-start typo -- 外层 -->\n布署\n\n<!-- shenjiao: ignore typo/布署 -- 内层 -->\n布署\n\n<!-- shenjiao: ignore-end -->",
        Format::Markdown,
    );
    let suppressed = suppression::apply(&checker, &document, checker.check(&document), &[]);
    let kept: Vec<(&str, &str)> = suppressed
        .accepted
        .iter()
        .map(|(found, reason)| (found.rule.as_str(), reason.as_str()))
        .collect();
    assert_eq!(kept, [("typo/布署", "外层"), ("typo/布署", "内层")]);
}

#[test]
fn directives_are_no_prose_and_break_no_word_of_a_paragraph() {
    for (source, format, text) in [
        ("甲\n〔shenjiao: ignore typo -- 布署〕\n乙", Format::Plain, "甲|乙"),
        ("甲<!-- shenjiao: ignore typo -- 布署 -->乙", Format::Markdown, "甲乙"),
        (
            "---\nshenjiao-ignore: typo -- 布署\ntitle: 甲\n---\n乙",
            Format::Markdown,
            "甲|乙",
        ),
        ("<p>甲<!-- shenjiao: ignore typo -- 布署 -->乙", Format::Html, "甲乙"),
    ] {
        let document = Document::new(source, format);
        let texts: Vec<String> = document.segments().map(|segment| segment.text()).collect();
        assert_eq!(texts.join("|"), text, "{source}");
        assert_eq!(document.notes().len(), 1, "{source}");
        let note = document.notes()[0].range.slice(source);
        assert!(note.contains("typo -- 布署"), "{note}");
    }
}
