//! What a reader and a program get to see of a run.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use clap::ValueEnum as _;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16LE};
use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::{Value, json};
use shenjiao::{
    diagnostic::{Applicability, Diagnostic, Edit, Fix, Gate, Related, RuleId, Severity},
    dictionary,
    input::encoding::{DecodeHints, SourceFile, decode},
    problem::{Problem, ProblemKind},
    report::{
        DictionaryInfo, OutputFormat, Report, RuleInfo, Skipped, json::JSON_SCHEMA, locate::locate,
        problems::write_problems, reporter, style::Styles,
    },
    text::{line_index::LineIndex, text_range::TextRange},
};
use unicode_width::UnicodeWidthStr as _;

fn source(text: &str, encoding: &'static Encoding, byte_order_mark: bool) -> SourceFile {
    // Any text at all is a source, also one that would not pass for a text file.
    if encoding == UTF_8 && !byte_order_mark {
        return SourceFile::from(text.to_owned());
    }
    let mut bytes = if byte_order_mark {
        encode("\u{FEFF}", encoding)
    } else {
        Vec::new()
    };
    bytes.extend(encode(text, encoding));
    let hints = DecodeHints {
        encoding: Some(encoding),
        ..DecodeHints::default()
    };
    decode(bytes, &hints).unwrap()
}

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else {
        encoding.encode(text).0.into_owned()
    }
}

fn diagnostic(severity: Severity, gate: Gate, range: TextRange, text: &str) -> Diagnostic {
    Diagnostic {
        rule: RuleId::new("typo", "布署"),
        gate,
        severity,
        range,
        text: range.slice(text).to_owned(),
        message: "「布署」应为「部署」".to_owned(),
        suggestions: vec!["部署".to_owned()],
        fix: Some(Fix {
            edits: vec![Edit {
                range,
                text: "部署".to_owned(),
            }],
            applicability: Applicability::Safe,
        }),
        basis: None,
        related: Vec::new(),
        recurrences: Vec::new(),
    }
}

/// One finding at every place where `hit` stands in `text`.
fn find(text: &str, hit: &str) -> Vec<Diagnostic> {
    text.match_indices(hit)
        .map(|(at, _)| {
            diagnostic(
                Severity::Error,
                Gate::Language,
                TextRange::new(at, at + hit.len()),
                text,
            )
        })
        .collect()
}

/// A run with one finding of every awkward sort.
fn report() -> Report {
    let mut report = Report {
        dictionaries: vec![DictionaryInfo {
            id: "typo".to_owned(),
            version: "2026.1".to_owned(),
            entries: 42,
        }],
        rules: vec![RuleInfo {
            id: "typo/布署".to_owned(),
            title: "「布署」应为「部署」".to_owned(),
            severity: Severity::Error,
            help: "# 布署\n\n## 查什么".to_owned(),
            is_markdown: true,
        }],
        files: 3,
        characters: 1234,
        skipped: Skipped {
            binary: 3,
            other_kind: 2,
            excluded: 1,
        },
        problems: vec![
            Problem::new(
                "posts/b.txt",
                ProblemKind::Encoding,
                "编码不能确定，请用 --encoding 指明",
            ),
            Problem::new("缺\u{1b}[2J.md", ProblemKind::NotFound, "没有这个文件"),
            Problem::new(
                "shenjiao.toml:3:1",
                ProblemKind::Config,
                "不认识的键 severty\n是否为 severity？",
            ),
        ],
        ..Report::default()
    };

    let text = "标题\n\n各单位要认真布署安全生产工作。\n";
    let mut diagnostics = find(text, "布署");
    diagnostics[0].basis = Some("《现代汉语词典》第7版".into());
    diagnostics[0].related.push(Related {
        range: TextRange::new(0, 6),
        message: "标题\n在这里".to_owned(),
    });
    report
        .diagnostics
        .extend(locate(diagnostics, "posts/a.md", &source(text, UTF_8, true)));

    let lines = [
        "\t一、\t布署到位",
        "👨‍👩‍👧❤️é\u{301}“ＡＢ”——布署😀",
        &format!("{}布署{}", "前文".repeat(60), "后文".repeat(60)),
        "恶意\u{1b}[31m\u{202e}文\u{9b}本布\u{200b}署\u{7}",
        "跨行的布\r\n署",
        "末行布署",
    ];
    let text = lines.join("\n");
    let mut diagnostics = find(&text, "布署");
    diagnostics[1].severity = Severity::Warning;
    diagnostics[1].suggestions = vec!["部署".to_owned(), "布置".to_owned()];
    diagnostics[2].severity = Severity::Info;
    diagnostics[2].gate = Gate::Political;
    for split in ["布\u{200b}署", "布\r\n署"] {
        let mut found = find(&text, split);
        found[0].message = format!("「{split}」应为「部署」");
        diagnostics.append(&mut found);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.range);
    report.diagnostics.extend(locate(
        diagnostics,
        "posts/难\u{1b}[0m.txt",
        &source(&text, GB18030, false),
    ));
    report
}

fn render(report: &Report, format: OutputFormat, styles: Styles) -> String {
    let mut out = Vec::new();
    reporter(format, styles).write(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The output without the versions that change with each release.
fn versionless(output: &str) -> String {
    output
        .replace(dictionary::VERSION, "[dictionaries]")
        .replace(env!("CARGO_PKG_VERSION"), "[version]")
}

#[test]
fn human() {
    assert_snapshot!(render(&report(), OutputFormat::Human, Styles::plain()));
}

#[test]
fn human_colored() {
    let output = render(&report(), OutputFormat::Human, Styles::colored());
    assert_snapshot!(output.replace('\u{1b}', "␛"));
}

#[test]
fn concise() {
    assert_snapshot!(render(&report(), OutputFormat::Concise, Styles::colored()));
}

#[test]
fn json() {
    assert_snapshot!(versionless(&render(&report(), OutputFormat::Json, Styles::colored())));
}

#[test]
fn jsonl() {
    assert_snapshot!(versionless(&render(&report(), OutputFormat::Jsonl, Styles::colored())));
}

#[test]
fn formats_for_other_programs() {
    for format in [
        OutputFormat::Sarif,
        OutputFormat::Github,
        OutputFormat::Gitlab,
        OutputFormat::Checkstyle,
        OutputFormat::Junit,
        OutputFormat::Rdjsonl,
        OutputFormat::Csv,
    ] {
        let name = format.to_possible_value().unwrap().get_name().to_owned();
        let output = versionless(&render(&report(), format, Styles::colored()));
        assert_snapshot!(name, output.replace('\u{feff}', "<U+FEFF>").replace('\r', "␍"));
    }
}

#[test]
fn sarif_keeps_the_published_schema() {
    let schema: Value = serde_json::from_str(include_str!("schemas/sarif-2.1.0.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for report in [report(), Report::default()] {
        let log: Value = serde_json::from_str(&render(&report, OutputFormat::Sarif, Styles::plain())).unwrap();
        schema.validate(&log).unwrap();
        assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
        let succeeded = &log["runs"][0]["invocations"][0]["executionSuccessful"];
        assert_eq!(succeeded, &json!(report.problems.is_empty()));
        // Each result points at its own rule.
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let number = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            let rule = &log["runs"][0]["tool"]["driver"]["rules"][number];
            assert_eq!(rule["id"], result["ruleId"]);
        }
    }
}

#[test]
fn rdjsonl_keeps_the_published_schema_and_counts_bytes() {
    let schema: Value = serde_json::from_str(include_str!("schemas/rdjson-diagnostic.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let lines = |report: &Report| -> Vec<Value> {
        let output = render(report, OutputFormat::Rdjsonl, Styles::plain());
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    lines(&report()).iter().for_each(|line| schema.validate(line).unwrap());

    let text = "第一行\n𠮷é布署";
    for (encoding, byte_order_mark, is_offered) in [(UTF_8, false, true), (UTF_8, true, false), (GB18030, false, false)]
    {
        let diagnostics = locate(find(text, "布署"), "a.md", &source(text, encoding, byte_order_mark));
        let report = Report {
            diagnostics,
            ..Report::default()
        };
        let [line] = &lines(&report)[..] else {
            panic!("not one line")
        };
        let range = json!({ "start": { "line": 2, "column": 7 }, "end": { "line": 2, "column": 13 } });
        assert_eq!(line["location"]["range"], range);
        // reviewdog would splice UTF-8 into the bytes of the file.
        assert_eq!(line.get("suggestions").is_some(), is_offered, "{}", encoding.name());
    }
}

#[test]
fn a_replacement_never_loses_markup_or_chooses_for_the_author() {
    let cases = [
        ("布署", &["部署"][..], true, true),
        ("布**署", &["部署"], true, false),
        ("布\n署", &["部署"], true, false),
        ("布署", &["部署", "布置"], true, false),
        ("布署", &[], true, false),
        // A name, say.
        ("布署", &["部署"], false, false),
    ];
    for (text, suggestions, may_be_fixed, is_offered) in cases {
        let mut diagnostics = find(text, text);
        if !may_be_fixed {
            diagnostics[0].fix = None;
        }
        diagnostics[0].suggestions = suggestions.iter().map(|&suggestion| suggestion.to_owned()).collect();
        let diagnostics = locate(diagnostics, "a.md", &source(text, UTF_8, false));
        let report = Report {
            diagnostics,
            ..Report::default()
        };
        let log: Value = serde_json::from_str(&render(&report, OutputFormat::Sarif, Styles::plain())).unwrap();
        assert_eq!(
            log["runs"][0]["results"][0].get("fixes").is_some(),
            is_offered,
            "{text}"
        );
    }
}

#[test]
fn fingerprints_stay_when_lines_move_and_no_two_are_alike() {
    let fingerprints = |text: &str| -> Vec<String> {
        let diagnostics = locate(find(text, "布署"), "./稿件/a.md", &source(text, UTF_8, false));
        let report = Report {
            diagnostics,
            ..Report::default()
        };
        let issues: Vec<Value> = serde_json::from_str(&render(&report, OutputFormat::Gitlab, Styles::plain())).unwrap();
        let log: Value = serde_json::from_str(&render(&report, OutputFormat::Sarif, Styles::plain())).unwrap();
        let of_gitlab: Vec<String> = issues
            .iter()
            .map(|issue| issue["fingerprint"].as_str().unwrap().to_owned())
            .collect();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let of_sarif = results
            .iter()
            .map(|result| &result["partialFingerprints"]["shenjiao/v1"]);
        assert!(of_sarif.eq(&of_gitlab));
        of_gitlab
    };
    let text = "认真布署工作。\n认真布署工作。\n统一布署，再次布署。\n";
    let before = fingerprints(text);
    assert_eq!(before, fingerprints(&format!("新加的一段。\n\n{text}结尾。\n")));
    let mut unique = before.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), 4);
    // Fixed for good: build servers have stored it.
    assert_eq!(before[0], "e0478fb791af373540d0ef4c47b1332c");
}

#[test]
fn problems() {
    let mut out = Vec::new();
    write_problems(&report().problems, &Styles::plain(), &mut out).unwrap();
    assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn the_summary_never_says_clean_unless_all_was_read_and_is_clean() {
    let file = || Problem::new("b.txt", ProblemKind::NotFound, "没有这个文件");
    let dictionary = || Problem::new("c.toml", ProblemKind::Dictionary, "缺少 id");
    let cases = [
        (0, vec![], 0, "没有检查任何文件\n"),
        (0, vec![], 1200, "没有检查任何文件\n跳过 1,200 个二进制文件\n"),
        (0, vec![file()], 0, "没有检查任何文件；1 个文件无法检查，见上\n"),
        (4, vec![], 0, "检查 4 个文件，1,234,567 字：未发现问题\n"),
        (
            4,
            vec![],
            1,
            "检查 4 个文件，1,234,567 字：未发现问题\n跳过 1 个二进制文件\n",
        ),
        (
            4,
            vec![file(), file()],
            0,
            "检查 4 个文件，1,234,567 字：错误 0、警告 0、提示 0；另有 2 个文件无法检查，见上\n",
        ),
        (
            4,
            vec![dictionary()],
            0,
            "检查 4 个文件，1,234,567 字：错误 0、警告 0、提示 0；配置或词典有 1 处错误，见上\n",
        ),
    ];
    for (files, problems, binary, expected) in cases {
        let report = Report {
            files,
            characters: 1_234_567,
            problems,
            skipped: Skipped {
                binary,
                ..Skipped::default()
            },
            ..Report::default()
        };
        assert_eq!(render(&report, OutputFormat::Human, Styles::plain()), expected);
        for &format in &OutputFormat::value_variants()[1..] {
            assert!(!render(&report, format, Styles::plain()).contains("未发现"));
        }
    }
}

#[test]
fn machine_formats_keep_their_schema() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let whole = jsonschema::validator_for(&schema).unwrap();
    let line = jsonschema::validator_for(&json!({ "$ref": "#/$defs/jsonl_line", "$defs": schema["$defs"] })).unwrap();

    for report in [report(), Report::default()] {
        let object: Value = serde_json::from_str(&render(&report, OutputFormat::Json, Styles::plain())).unwrap();
        whole.validate(&object).unwrap();
        let Value::Object(mut rest) = object.clone() else {
            panic!("not an object")
        };
        rest.remove("problems");
        assert!(!whole.is_valid(&Value::Object(rest)), "the schema asks for every key");

        // A line each, and nothing but the same objects.
        let lines: Vec<Value> = render(&report, OutputFormat::Jsonl, Styles::plain())
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        lines.iter().for_each(|object| line.validate(object).unwrap());
        let with_key = |key: &str| {
            lines
                .iter()
                .filter(|line| line.get(key).is_some())
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(json!(with_key("rule")), object["diagnostics"]);
        assert_eq!(json!(with_key("kind")), object["problems"]);
        assert_eq!(lines.first().unwrap()["tool"], object["tool"]);
        assert_eq!(lines.last().unwrap()["summary"], object["summary"]);
    }
}

#[test]
fn every_id_that_the_program_knows_is_in_the_schema() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    let properties = |of: &str| schema["$defs"][of]["properties"].clone();
    let kinds = [
        ProblemKind::NotFound,
        ProblemKind::Unreadable,
        ProblemKind::Binary,
        ProblemKind::Encoding,
        ProblemKind::Config,
        ProblemKind::Dictionary,
        ProblemKind::Record,
    ];
    assert_eq!(properties("diagnostic")["gate"]["enum"], json!(Gate::ALL.map(Gate::id)));
    assert_eq!(
        properties("diagnostic")["severity"]["enum"],
        json!(Severity::ALL.map(Severity::id))
    );
    assert_eq!(properties("problem")["kind"]["enum"], json!(kinds.map(ProblemKind::id)));
}

#[test]
fn bytes_are_those_of_the_file_on_disk() {
    let text = "第一行\r\n𠮷😀é布署";
    let cases = [
        (UTF_8, false, 21, 27),
        (UTF_8, true, 24, 30),
        (UTF_16LE, true, 22, 26),
        (GB18030, false, 18, 22),
    ];
    for (encoding, byte_order_mark, start, end) in cases {
        let located = &locate(find(text, "布署"), "a.md", &source(text, encoding, byte_order_mark))[0];
        assert_eq!((located.line, located.column, located.utf16_column), (2, 4, 6));
        assert_eq!(
            (located.byte_start, located.byte_end),
            (start, end),
            "{}",
            encoding.name()
        );
    }
}

#[test]
fn a_megabyte_on_one_line_with_a_hundred_thousand_findings_is_located() {
    let text = "认真布署".repeat(100_000);
    let located = locate(find(&text, "布署"), "a.md", &source(&text, UTF_8, false));
    let last = located.last().unwrap();
    assert_eq!((located.len(), last.line, last.column), (100_000, 1, 399_999));
}

/// Short texts of what makes positions hard.
fn awkward_text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "布署",
        "文",
        "，",
        "“",
        "a",
        "é",
        "e\u{301}",
        "𠮷",
        "😀",
        "❤\u{fe0f}",
        "👨‍👩‍👧",
        "🇨🇳",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\u{1b}[1m",
        "\u{202e}",
        "\u{200b}",
        "\u{3000}",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

/// A text with ranges on its char boundaries, ordered by start.
fn text_and_ranges() -> impl Strategy<Value = (String, Vec<TextRange>)> {
    let indexes = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..12);
    (awkward_text(), indexes).prop_map(|(text, indexes)| {
        let boundaries: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let mut ranges: Vec<TextRange> = indexes
            .iter()
            .map(|(one, other)| (*one.get(&boundaries), *other.get(&boundaries)))
            .map(|(one, other)| TextRange::new(one.min(other), one.max(other)))
            .collect();
        ranges.sort_unstable();
        (text, ranges)
    })
}

proptest! {
    #[test]
    fn locating_in_one_walk_agrees_with_counting_each_line_anew((text, ranges) in text_and_ranges()) {
        let diagnostics: Vec<Diagnostic> = ranges
            .iter()
            .map(|&range| diagnostic(Severity::Error, Gate::Language, range, &text))
            .collect();
        let index = LineIndex::new(&text);
        let located = locate(diagnostics, "a.md", &source(&text, UTF_8, false));
        prop_assert_eq!(located.len(), ranges.len());
        for (located, range) in located.iter().zip(ranges) {
            let (start, end) = (index.line_column(&text, range.start), index.line_column(&text, range.end));
            prop_assert_eq!((located.line, located.column), (start.line, start.column));
            prop_assert_eq!((located.end_line, located.end_column), (end.line, end.column));
            prop_assert_eq!(located.utf16_column, index.utf16_column(&text, range.start));
            prop_assert_eq!((located.byte_start, located.byte_end), (range.start, range.end));
        }
    }

    #[test]
    fn carets_stand_under_the_finding((text, ranges) in text_and_ranges()) {
        for range in ranges {
            let finding = diagnostic(Severity::Error, Gate::Language, range, &text);
            let diagnostics = locate(vec![finding], "a.md", &source(&text, UTF_8, false));
            let report = Report { diagnostics, files: 1, ..Report::default() };

            // In colour the line itself tells where the finding begins and ends.
            let colored = render(&report, OutputFormat::Human, Styles::colored());
            let line = colored.lines().nth(1).unwrap();
            let (_, line) = line.split_once("│\u{1b}[0m ").unwrap();
            let mut parts = line.split('\u{1b}');
            let before = parts.next().unwrap();
            let marked: String = parts.by_ref().take_while(|part| !part.starts_with("[0m")).filter_map(|part| part.split_once('m')).map(|(_, text)| text).collect();

            let plain = render(&report, OutputFormat::Human, Styles::plain());
            let hidden = ['\u{1b}', '\u{202e}', '\u{200b}', '\t', '\r'];
            prop_assert!(!plain.contains(hidden));
            let carets = plain.lines().nth(2).unwrap();
            let (_, carets) = carets.split_once("│ ").unwrap();
            let caret = carets.find('^').unwrap();
            prop_assert_eq!(before.width(), caret, "{}", plain);
            prop_assert_eq!(marked.width().max(1), carets.matches('^').count(), "{}", plain);
        }
    }
}
