//! The positions of the JSON report lead back to the reported text in the file as it lies on disk, in any encoding.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

use std::{fs, path::Path, process::Command};

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::Value;

/// Checks the file and each of its findings; returns how many there are.
fn verify(path: &Path, encoding: &'static Encoding) -> usize {
    let output = Command::new(env!("CARGO_BIN_EXE_shenjiao"))
        .args(["check", "--isolated", "--format", "jsonl"])
        .arg(path)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let bytes = fs::read(path).unwrap();
    let decode = |bytes: &[u8]| encoding.decode_without_bom_handling(bytes).0.into_owned();
    // A byte-order mark belongs to the bytes, but takes no column.
    let text = decode(&bytes).trim_start_matches('\u{feff}').to_owned();
    let lines: Vec<&str> = text.split('\n').collect();

    let mut findings = 0;
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        if record.get("rule").is_none() {
            continue;
        }
        findings += 1;
        let number = |key: &str| usize::try_from(record[key].as_u64().unwrap()).unwrap();
        let expected = record["text"].as_str().unwrap();
        let context = format!("{}: {record}", path.display());

        assert_eq!(
            decode(&bytes[number("byte_start")..number("byte_end")]),
            expected,
            "{context}"
        );

        let before = |line: usize, column: usize| -> usize {
            let whole: usize = lines[..line - 1].iter().map(|line| line.len() + 1).sum();
            let part = lines[line - 1].chars().take(column - 1).map(char::len_utf8);
            whole + part.sum::<usize>()
        };
        let start = before(number("line"), number("column"));
        let end = before(number("end_line"), number("end_column"));
        assert_eq!(&text[start..end], expected, "{context}");

        let units: Vec<u16> = lines[number("line") - 1].encode_utf16().collect();
        let rest = String::from_utf16(&units[number("utf16_column") - 1..]).unwrap();
        let first_line = expected.split('\n').next().unwrap();
        assert!(rest.starts_with(first_line), "{context}");
    }
    findings
}

#[test]
fn in_the_sample_posts() {
    for post in fs::read_dir("tests/posts").unwrap() {
        let path = post.unwrap().path();
        let utf8 = String::from_utf8(fs::read(&path).unwrap()).is_ok();
        verify(&path, if utf8 { UTF_8 } else { GB18030 });
    }
}

#[test]
fn in_every_encoding() {
    const TEXT: &str = "# 关于防汛工作的布署\r\n\n各单位要做**为**一件大事来抓，\
        😀𠮷é形势严竣，\t于此同时加强值班。\n他说，做\n为一名党员，要保持警惕。 佈署&nbsp;工作，准\u{200b}雀无误。\n";
    let utf16 = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{TEXT}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.md");
    for (encoding, bytes) in [
        (UTF_8, TEXT.as_bytes().to_vec()),
        (UTF_8, marked.as_bytes().to_vec()),
        (UTF_16LE, utf16(&marked, u16::to_le_bytes)),
        (UTF_16BE, utf16(&marked, u16::to_be_bytes)),
        (GB18030, GB18030.encode(TEXT).0.into_owned()),
    ] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(verify(&path, encoding), 8, "{}", encoding.name());
    }
}
