//! What is found in a text and what is let pass: word ends, exceptions, overlap, folding, broken words.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{sync::Arc, thread};

use proptest::prelude::*;
use shenjiao::{
    checker::Checker,
    config::{Allow, Selector, Settings},
    dictionary,
    document::{Document, Format, PieceText, Segment},
    text::fold,
};

/// A checker with the entries of `terms` alone.
fn checker(terms: &str) -> Checker {
    checker_with(&[("own", terms)], Vec::new())
}

fn checker_with(dictionaries: &[(&str, &str)], allow: Vec<Allow>) -> Checker {
    let load = |(id, terms): &(&str, &str)| {
        let text = format!("[dictionary]\nid = \"{id}\"\ntitle = \"{id}\"\ngate = \"language\"\n\n[term]\n{terms}\n");
        Arc::new(dictionary::load("own.toml", &text).unwrap())
    };
    let settings = Settings {
        dictionaries: dictionaries.iter().map(load).collect(),
        select: dictionaries.iter().map(|(id, _)| Selector::new(*id)).collect(),
        allow,
        ..Settings::default()
    };
    Checker::new(&settings).unwrap()
}

/// The rules and source texts of what is reported.
fn found(checker: &Checker, text: &str, format: Format) -> Vec<String> {
    let diagnostics = checker.check(&Document::new(text, format));
    diagnostics
        .into_iter()
        .map(|diagnostic| format!("{} {}", diagnostic.rule, diagnostic.text))
        .collect()
}

#[test]
fn word_ends_decide() {
    let cases: [(&str, &str, &[&str]); 13] = [
        (r#""布署" = "部署""#, "各单位要认真布署工作", &["own/布署 布署"]),
        (r#""布署" = "部署""#, "日前公布署名单位", &[]),
        (
            r#""布署" = { to = "部署", boundary = "none" }"#,
            "日前公布署名单位",
            &["own/布署 布署"],
        ),
        (
            r#""布署" = { to = "部署", boundary = "start" }"#,
            "日前公布署名单位",
            &[],
        ),
        (r#""布署" = { to = "部署", boundary = "end" }"#, "日前公布署名单位", &[]),
        (r#""截止" = "截至""#, "截止2020年底", &["own/截止 截止"]),
        (r#""截止" = "截至""#, "数据GDP截止Q3", &["own/截止 截止"]),
        (r#""公号" = "公众号""#, "请关注本公号。", &["own/公号 公号"]),
        (r#""app" = "应用""#, "下载APP即可，下载Apple不行", &["own/app APP"]),
        (
            r#""2019年" = { to = "二〇一九年", boundary = "word" }"#,
            "12019年和2019年",
            &["own/2019年 2019年"],
        ),
        (r#""囯" = { to = "国", boundary = "none" }"#, "中囯人民", &["own/囯 囯"]),
        // Longer forms cannot straddle and are not judged.
        (
            r#""渊远流长" = "源远流长""#,
            "文化渊远流长的",
            &["own/渊远流长 渊远流长"],
        ),
        (r#""的的" = "的""#, "打的的士", &[]),
    ];
    for (terms, text, expected) in cases {
        assert_eq!(found(&checker(terms), text, Format::Plain), expected, "{terms}: {text}");
    }
}

#[test]
fn what_is_right_is_let_pass() {
    let cases: [(&str, &str, &[&str]); 7] = [
        // Exceptions before, after and around the form.
        (
            r#""按装" = { to = "安装", boundary = "none", except = ["按装箱单"] }"#,
            "请按装箱单核对",
            &[],
        ),
        (
            r#""按装" = { to = "安装", boundary = "none", except = ["请按装"] }"#,
            "请按装；按装",
            &["own/按装 按装"],
        ),
        (
            r#""保监会" = { to = "金融监管总局", except = ["银保监会令"] }"#,
            "银保监会令、保监会",
            &["own/保监会 保监会"],
        ),
        // A right form that holds the wrong one.
        (
            r#""银监会" = { to = "原银监会", boundary = "none" }"#,
            "原银监会，银监会",
            &["own/银监会 银监会"],
        ),
        // Forms that differ from the right one in case or script only are matched to the letter.
        (
            r#""Iphone" = "iPhone""#,
            "iPhone、Iphone、IPHONE",
            &["own/Iphone Iphone"],
        ),
        (
            r#""扫黑除惡" = "扫黑除恶""#,
            "扫黑除恶，扫黑除惡",
            &["own/扫黑除惡 扫黑除惡"],
        ),
        // All others fold.
        (r#""扫黑险恶" = "扫黑除恶""#, "掃黑險惡", &["own/扫黑险恶 掃黑險惡"]),
    ];
    for (terms, text, expected) in cases {
        assert_eq!(found(&checker(terms), text, Format::Plain), expected, "{terms}: {text}");
    }
}

#[test]
fn an_organisation_may_stand_by_a_text() {
    let allow = |rule: Option<&str>| {
        vec![Allow {
            text: "布署科技公司".to_owned(),
            rule: rule.map(Selector::new),
            reason: "注册名".to_owned(),
        }]
    };
    let terms = [("own", r#""布署" = { to = "部署", boundary = "none" }"#)];
    let text = "布署科技公司布署工作";
    for (rule, expected) in [(None, 1), (Some("own"), 1), (Some("own/布署"), 1), (Some("other"), 2)] {
        let found = found(&checker_with(&terms, allow(rule)), text, Format::Plain);
        assert_eq!(found.len(), expected, "{rule:?}");
    }
}

#[test]
fn one_place_is_reported_once() {
    let nested = r#"
"扫黑险恶" = "扫黑除恶"
"扫黑险恶专项斗争" = "扫黑除恶专项斗争""#;
    let text = "扫黑险恶专项斗争";
    assert_eq!(
        found(&checker(nested), text, Format::Plain),
        ["own/扫黑险恶专项斗争 扫黑险恶专项斗争"]
    );

    let same = [("first", r#""布署" = "部署""#), ("second", r#""布署" = "安排""#)];
    let both = checker_with(&same, Vec::new());
    assert_eq!(found(&both, "认真布署", Format::Plain), ["second/布署 布署"]);

    let overlapping = r#"
"甲乙丙丁" = "一"
"丙丁戊己" = "二""#;
    assert_eq!(found(&checker(overlapping), "甲乙丙丁戊己", Format::Plain).len(), 2);
}

#[test]
fn a_broken_word_is_still_a_word() {
    let cases = [
        (Format::Plain, "扫黑\n险恶", "扫黑\n险恶"),
        (
            Format::Plain,
            "扫\u{200b}黑\u{ad}险\u{feff}恶",
            "扫\u{200b}黑\u{ad}险\u{feff}恶",
        ),
        (Format::Plain, "扫黑\u{a0}险恶", "扫黑\u{a0}险恶"),
        (Format::Markdown, "开展扫黑**险恶**斗争", "扫黑**险恶"),
        (Format::Markdown, "> 扫黑\n> 险恶", "扫黑\n> 险恶"),
        (
            Format::Markdown,
            "扫[黑险](https://a.cn \"扫\")恶",
            "扫[黑险](https://a.cn \"扫\")恶",
        ),
        (Format::Markdown, "扫黑&#x9669;恶", "扫黑&#x9669;恶"),
        (Format::Markdown, "<p>扫黑<b>险恶</b></p>", "扫黑<b>险恶"),
        (
            Format::Html,
            "<p>扫<span style='color:red'>黑</span>险&#24694;",
            "扫<span style='color:red'>黑</span>险&#24694;",
        ),
        (Format::Html, "<p>扫黑&nbsp;险\n   恶</p>", "扫黑&nbsp;险\n   恶"),
        (Format::Html, "<img alt='扫黑&#8203;险恶'>", "扫黑&#8203;险恶"),
    ];
    let checker = checker(r#""扫黑险恶" = "扫黑除恶""#);
    for (format, source, written) in cases {
        assert_eq!(
            found(&checker, source, format),
            [format!("own/扫黑险恶 {written}")],
            "{source}"
        );
    }
    for (format, source) in [
        (Format::Plain, "扫黑\n\n险恶"),
        (Format::Plain, "扫黑 险恶"),
        (Format::Markdown, "扫黑`险`险恶"),
        (Format::Markdown, "```\n扫黑险恶\n```"),
        (Format::Html, "<p>扫黑</p><p>险恶</p>"),
        (Format::Html, "扫黑<br>险恶<script>扫黑险恶</script><!-- 扫黑险恶 -->"),
    ] {
        assert!(found(&checker, source, format).is_empty(), "{source}");
    }
}

/// Forms that are suffixes, prefixes and parts of one another, of one character, and longer than a mask has bits.
const FORMS: [&str; 12] = [
    "甲",
    "甲乙",
    "乙丙",
    "甲乙丙",
    "丙甲乙丙",
    "乙a",
    "ab",
    "b丙丙",
    "𠮷乙",
    "恶丙",
    "1丙",
    LONG,
];
const LONG: &str = "丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙乙";

/// Every occurrence of a form, found by comparing it at every character; a list, so that none may come twice.
fn reference(document: &Document, forms: &[&str]) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    for segment in document.segments() {
        let characters = characters(segment);
        for form in forms {
            let form_characters: Vec<char> = fold::fold(form).chars().collect();
            for window in characters.windows(form_characters.len()) {
                if window.iter().map(|character| &character.0).eq(&form_characters) {
                    let last = window[window.len() - 1];
                    found.push((window[0].1, last.2, format!("own/{form}")));
                }
            }
        }
    }
    found.sort();
    found
}

/// The folded characters of a segment with the start and end of their sources.
fn characters(segment: Segment<'_>) -> Vec<(char, usize, usize)> {
    let mut characters = Vec::new();
    for piece in segment.pieces {
        for (at, c) in segment.piece_text(piece).char_indices() {
            let (start, end) = match piece.text {
                PieceText::Identical => (piece.source.start + at, piece.source.start + at + c.len_utf8()),
                PieceText::Replaced(_) => (piece.source.start, piece.source.end),
            };
            characters.extend(fold::table().fold(c).map(|folded| (folded, start, end)));
        }
    }
    characters
}

/// Every candidate of a checker for `forms`, reported or not, is what the slow search finds, and a checker that is
/// shared by threads says the same to each.
fn hold_to_reference(forms: &[&str], source: String, format: Format) -> Result<(), TestCaseError> {
    let terms: String = forms.iter().map(|form| format!("\"{form}\" = \"正\"\n")).collect();
    let checker = checker(&terms);
    let document = Document::new(source, format);
    let traced = checker.trace(&document);
    let (one, other) = thread::scope(|scope| {
        let one = scope.spawn(|| checker.trace(&document));
        let other = scope.spawn(|| checker.trace(&document));
        (one.join().unwrap(), other.join().unwrap())
    });
    prop_assert_eq!(&traced, &one);
    prop_assert_eq!(&traced, &other);

    let mut places: Vec<_> = traced
        .iter()
        .map(|candidate| {
            let rule = checker.entries()[candidate.entry].rule.to_string();
            (candidate.range.start, candidate.range.end, rule)
        })
        .collect();
    places.sort();
    prop_assert_eq!(places, reference(&document, forms));
    Ok(())
}

/// Texts of characters that the forms are made of, broken by what breaks words in real ones.
fn texts() -> impl Strategy<Value = String> {
    let parts = vec![
        "甲",
        "乙",
        "丙",
        "a",
        "b",
        "Ａ",
        "B",
        "1",
        "𠮷",
        "惡",
        "恶",
        "\u{200b}",
        "\u{ad}",
        " ",
        "\u{a0}",
        "\n",
        "**",
        "<b>",
        "</b>",
        "<p>",
        "&#x7532;",
        "&nbsp;",
        "`",
        "[",
        "](x)",
        "，",
        "丙丙丙丙丙丙丙丙丙丙丙",
    ];
    prop::collection::vec(prop::sample::select(parts), 0..60).prop_map(|parts| parts.concat())
}

fn formats() -> impl Strategy<Value = Format> {
    prop::sample::select(vec![Format::Plain, Format::Markdown, Format::Html])
}

proptest! {
    #[test]
    fn matching_finds_what_a_slow_search_finds(source in texts(), format in formats()) {
        hold_to_reference(&FORMS, source, format)?;
    }

    #[test]
    fn any_dictionary_is_searched_for(
        forms in prop::collection::hash_set("[甲乙丙恶𠮷ab1]{1,5}", 1..12),
        source in texts(),
        format in formats(),
    ) {
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        hold_to_reference(&forms, source, format)?;
    }
}
