//! Reports as other programs get them: texts and names that mean harm, what must not be shown, files beside the report.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use clap::ValueEnum as _;
use serde_json::{Value, json};
use shenjiao::report::{OutputFormat, json::JSON_SCHEMA, printable};

/// A number that passes for a person's.
const SECRET: &str = "330102198503151232";

fn shenjiao(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
    command.current_dir(folder);
    for name in [
        "CI",
        "GITHUB_ACTIONS",
        "GITLAB_CI",
        "TF_BUILD",
        "JENKINS_URL",
        "TEAMCITY_VERSION",
    ] {
        command.env_remove(name);
    }
    command.args(["check", "--isolated"]);
    command
}

fn formats() -> impl Iterator<Item = (OutputFormat, String)> {
    OutputFormat::value_variants().iter().map(|&format| {
        let name = format.to_possible_value().unwrap().get_name().to_owned();
        (format, name)
    })
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Checks records that come in on the standard input.
fn records(input: &[u8], arguments: &[&str]) -> Output {
    let mut child = shenjiao(Path::new("."))
        .args(["--records", "jsonl"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

/// Lines that a terminal, a build server, a spreadsheet or a reader of XML would obey, a finding in each.
const HOSTILE: [&str; 14] = [
    "甲\u{1b}[2J\u{9b}31m做为乙",
    "::error file=a.md,line=1::做为乙",
    " ::set-output name=a::做为乙",
    "甲##[error]做为乙",
    "甲##[做为乙",
    "甲##vso[task.setvariable variable=a]做为乙",
    "##teamcity[buildStatus status='SUCCESS']做为乙",
    "=1+1,做为乙",
    "＝做为乙",
    "\t@SUM(1)做为乙",
    "]]><b a=\"'&amp;做为乙",
    "甲\u{fffe}\u{ffff}\u{202e}做为乙",
    "甲做\u{200b}为乙",
    "甲%0A::error::做为乙",
];

/// Names of the same sort. Not every system allows them.
#[cfg(unix)]
const HOSTILE_NAMES: [&str; 6] = [
    "::error file=a,line=1::b.md",
    "=1+1.md",
    "甲##[error]b.md",
    "a\n::error::b.md",
    "a%0A::error::,title=b.md",
    "\u{1b}[2J\"'<>&.md",
];
#[cfg(not(unix))]
const HOSTILE_NAMES: [&str; 1] = ["=1+1.md"];

#[test]
fn texts_and_names_do_no_harm_in_any_format() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("post.txt"), HOSTILE.join("\n\n")).unwrap();
    for name in HOSTILE_NAMES {
        fs::write(folder.path().join(name), "做为乙。\n").unwrap();
    }
    let arguments = [
        "--select",
        "typo/做为",
        "--today",
        "2026-01-01",
        ".",
        "::error::gone.md",
    ];
    let expected = HOSTILE.len() + HOSTILE_NAMES.len();
    for (format, name) in formats() {
        let output = shenjiao(folder.path())
            .args(["--format", &name])
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}");
        let mut found = 0;
        let text = stdout(&output);
        let errors = String::from_utf8(output.stderr).unwrap();
        let text = match format {
            OutputFormat::Csv => text.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n"),
            _ => text,
        };
        for line in text.lines().chain(errors.lines()) {
            assert!(!line.contains(printable::is_hidden), "{name}: {line:?}");
            assert!(!printable::holds_command(line), "{name}: {line}");
            if line.trim_start().starts_with("::") {
                assert_eq!(format, OutputFormat::Github, "{name}: {line}");
                // One command, with its properties and nothing else before the message.
                let (head, message) = line.strip_prefix("::error ").unwrap().split_once("::").unwrap();
                assert!(head.starts_with("file=") && !message.is_empty(), "{line}");
                assert!(!head.contains(":error"), "{line}");
                found += 1;
            }
        }
        match format {
            OutputFormat::Csv => {
                for row in csv::Reader::from_reader(text.as_bytes()).records() {
                    let row = row.unwrap();
                    assert_eq!(row.len(), 12);
                    for cell in &row {
                        let begins = cell.trim_start().chars().next();
                        assert!(!begins.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{cell}");
                    }
                    found += 1;
                }
                assert_eq!(found, expected + 1);
            }
            OutputFormat::Checkstyle | OutputFormat::Junit => {
                let findings = count_elements(&text, &["error", "failure"]);
                assert_eq!(findings, expected + 1, "{text}");
            }
            OutputFormat::Github => assert_eq!(found, expected + 1),
            OutputFormat::Json => {
                // A program gets every character as it was.
                let object: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(object["diagnostics"].as_array().unwrap().len(), expected);
                let seen = |key: &str, value: &str| {
                    let diagnostics = object["diagnostics"].as_array().unwrap();
                    diagnostics.iter().any(|diagnostic| diagnostic[key] == value)
                };
                assert!(seen("text", "做\u{200b}为"));
                for name in HOSTILE_NAMES {
                    assert!(seen("path", name), "{name}");
                }
            }
            _ => assert!(!text.is_empty()),
        }
    }
}

/// Reads the whole document, and fails if it is not well-formed or holds what XML forbids.
fn count_elements(text: &str, names: &[&str]) -> usize {
    let is_char = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_char));
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut count = 0;
    let mut open = 0_usize;
    loop {
        use quick_xml::events::Event;
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
        if let Event::Start(element) | Event::Empty(element) = event {
            for attribute in element.attributes() {
                attribute.unwrap();
            }
            count += usize::from(names.contains(&element.name().as_ref()));
        }
    }
    assert_eq!(open, 0);
    count
}

/// A post with a person's number beside a slip, and a dictionary that keeps a code name secret.
fn post_with_secrets() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("post.md"),
        format!("做为干部，身份证号{SECRET}，参加天盾行动。\n"),
    )
    .unwrap();
    let dictionary = "[dictionary]\nid = \"project\"\ntitle = \"内部代号\"\ngate = \"secrecy\"\n[term]\n\"天盾行动\" = \"专项行动\"\n";
    fs::write(folder.path().join("own.toml"), dictionary).unwrap();
    folder
}

#[test]
fn redaction_holds_in_every_format_on_the_screen_and_in_files() {
    let folder = post_with_secrets();
    let is_safe = |text: &str| !text.contains(SECRET) && !text.contains("天盾") && !text.contains("专项行动");
    for (_, name) in formats() {
        let run = |redact: &[&str]| {
            let file = format!("{name}=report");
            let output = shenjiao(folder.path())
                .args([
                    "--dictionary",
                    "own.toml",
                    "--format",
                    &name,
                    "--output",
                    &file,
                    "post.md",
                ])
                .args(redact)
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(1), "{name}");
            let written = fs::read_to_string(folder.path().join("report")).unwrap();
            (stdout(&output), written)
        };
        let (shown, written) = run(&["--redact"]);
        assert!(is_safe(&shown), "{name}: {shown}");
        assert_eq!(shown, written, "{name}");
        let (shown, written) = run(&[]);
        assert!(!is_safe(&shown), "{name}: {shown}");
        assert_eq!(shown, written, "{name}");
    }

    let record = json!({ "id": 1, "text": format!("身份证号{SECRET}。") }).to_string();
    assert!(is_safe(&stdout(&records(record.as_bytes(), &["--redact"]))));
    assert!(!is_safe(&stdout(&records(record.as_bytes(), &[]))));
}

#[test]
fn the_log_of_a_build_server_is_redacted_unless_one_says_otherwise() {
    let folder = post_with_secrets();
    for (format, name) in formats() {
        let run = |variable: &str, more: &[&str]| {
            let output = shenjiao(folder.path())
                .env(variable, "true")
                .args(["--format", &name, "--output", "report.json", "post.md"])
                .args(more)
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(1), "{name}");
            let written = fs::read_to_string(folder.path().join("report.json")).unwrap();
            assert!(written.contains(SECRET), "files are for programs");
            (stdout(&output).contains(SECRET), !output.stderr.is_empty())
        };
        // A log that does not show all says so; other formats go to programs.
        let plain = run("HOME", &[]);
        let expected = if format.is_for_logs() { (false, true) } else { plain };
        assert_eq!(run("CI", &[]), expected, "{name}");
        assert_eq!(run("CI", &["--quiet"]), (expected.0, false), "{name}");
        assert_eq!(run("CI", &["--no-redact"]), plain, "{name}");
    }
}

#[test]
fn files_hold_the_whole_report_whatever_was_there_and_nothing_else_is_left() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("post.md"), "做为代表。\n").unwrap();
    fs::create_dir(folder.path().join("reports")).unwrap();
    fs::write(folder.path().join("reports/a.sarif"), "旧".repeat(10_000)).unwrap();
    let run = |arguments: &[&str]| shenjiao(folder.path()).args(arguments).arg("post.md").output().unwrap();
    let output = run(&[
        "--output",
        "reports/a.sarif",
        "--output",
        "junit=reports/b.xml",
        "--quiet",
    ]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(stdout(&output), stdout(&run(&["--quiet"])));
    for (file, format) in [("reports/a.sarif", "sarif"), ("reports/b.xml", "junit")] {
        let written = fs::read_to_string(folder.path().join(file)).unwrap();
        assert_eq!(written, stdout(&run(&["--format", format])), "{file}");
    }
    let mut left: Vec<String> = fs::read_dir(folder.path().join("reports"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["a.sarif", "b.xml"]);
}

#[cfg(unix)]
#[test]
fn a_link_and_a_device_stay_what_they_are_and_new_files_can_be_read_by_others() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("post.md"), "做为代表。\n").unwrap();
    fs::write(path("old.json"), "").unwrap();
    fs::set_permissions(path("old.json"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink("old.json", path("link.json")).unwrap();
    symlink("post.md", path("post.json")).unwrap();
    let run = |file: &str| {
        shenjiao(folder.path())
            .args(["--output", file, "post.md"])
            .output()
            .unwrap()
    };
    for file in ["json=/dev/null", "link.json", "new.json"] {
        assert_eq!(run(file).status.code(), Some(1), "{file}");
    }
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    assert!(fs::symlink_metadata(path("link.json")).unwrap().is_symlink());
    assert!(fs::read_to_string(path("old.json")).unwrap().contains("typo/做为"));
    let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("old.json"), 0o600);
    fs::write(path("plain"), "").unwrap();
    assert_eq!(mode("new.json"), mode("plain"));
    // By whatever name, the post stays.
    assert_eq!(run("post.json").status.code(), Some(2));
    assert_eq!(fs::read_to_string(path("post.md")).unwrap(), "做为代表。\n");
}

#[test]
fn every_line_of_a_stream_gets_one_result_whatever_the_number_of_threads() {
    let texts = ["要认真布署工作。", "一切正常。", "做为代表，认真布署。"];
    let mut input = String::new();
    for number in 0..2000 {
        let text = texts[number % 3].repeat(number % 7 + 1);
        input.push_str(&json!({ "id": format!("站{number}"), "text": text, "site": "某县" }).to_string());
        input.push('\n');
    }
    let one = records(input.as_bytes(), &["-j", "1"]);
    assert_eq!(one.status.code(), Some(1));
    assert_eq!(stdout(&one), stdout(&records(input.as_bytes(), &["-j", "8"])));

    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    let schema = json!({ "$ref": "#/$defs/record_result", "$defs": schema["$defs"] });
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut lines = 0;
    for (line, number) in stdout(&one).lines().zip(0..) {
        let result: Value = serde_json::from_str(line).unwrap();
        schema.validate(&result).unwrap();
        assert_eq!(result["id"], format!("站{number}"));
        assert_eq!(result["line"], number + 1);
        assert_eq!(result["problem"], Value::Null);
        assert_eq!(result["diagnostics"].as_array().unwrap().is_empty(), number % 3 == 1);
        lines += 1;
    }
    assert_eq!(lines, 2000);
}

#[test]
fn a_line_that_is_no_record_is_told_and_the_others_are_checked() {
    let lines: [(&[u8], Value, &str); 13] = [
        (b"{\"id\": 1, \"text\": \"\xe5\xb8\x83\"}", json!(1), ""),
        (b"", json!(null), "不是 JSON 对象"),
        (b"[1, \"a\"]", json!(null), "不是 JSON 对象"),
        (b"{\"id\": 2, \"text\": \"a", json!(null), "不是正确的 JSON"),
        (b"{\"id\": 2, \"text\": \"\xff\"}", json!(null), "不是 UTF-8"),
        (b"{\"id\": [1], \"text\": \"a\"}", json!(null), "id 要写成"),
        (b"{\"id\": \"a\", \"html\": 5}", json!("a"), "html 要写成文字"),
        (b"{\"id\": \"a\", \"body\": \"b\"}", json!("a"), "没有 title"),
        (b"{\"id\": \"a\", \"text\": null}", json!("a"), "没有 title"),
        (
            b"{\"text\": \"a\", \"date\": \"2024-02-30\"}",
            json!(null),
            "date 不是日期",
        ),
        (b"{\"text\": \"a\", \"date\": 20240501}", json!(null), "date 不是日期"),
        (
            b"{\"id\": \"##[x\\u001b\", \"text\": \"\", \"date\": \"\"}\r",
            json!("##[x\u{1b}"),
            "",
        ),
        (
            b"{\"id\": null, \"title\": \"\", \"date\": \"2024-05-01T08:00:00Z\"}",
            json!(null),
            "",
        ),
    ];
    let mut input = b"\xef\xbb\xbf".to_vec();
    for (line, ..) in &lines {
        input.extend_from_slice(line);
        input.push(b'\n');
    }
    let output = records(&input, &[]);
    assert_eq!(output.status.code(), Some(2));
    let results = stdout(&output);
    assert!(!printable::holds_command(&results));
    assert_eq!(results.lines().count(), lines.len());
    for ((result, (_, id, part)), number) in results.lines().zip(lines).zip(1..) {
        let result: Value = serde_json::from_str(result).unwrap();
        assert_eq!(result["id"], id, "{number}");
        match result["problem"]["message"].as_str() {
            Some(message) => {
                assert!(!part.is_empty() && message.contains(part), "{number}: {message}");
                assert_eq!(result["problem"]["path"], format!("-:{number}"));
            }
            None => assert_eq!(part, "", "{number}"),
        }
    }
}
