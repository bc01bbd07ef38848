//! Any bytes at all are decoded or refused with a reason, and a decoded text can be checked and its places found again.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "invariants/checking.rs"]
mod checking;
#[path = "invariants/decoding.rs"]
mod decoding;

use std::sync::LazyLock;

use encoding_rs::GB18030;
use proptest::prelude::*;
use shenjiao::{
    checker::Checker,
    config::Settings,
    input::encoding::{SourceFile, decode},
    report::{LocatedDiagnostic, OutputFormat, Report, locate::locate, reporter, style::Styles},
    text::text_range::TextRange,
};

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(&Settings::default()).unwrap());

/// Bytes of a text that has something to find, in one of the encodings of offices, with a few bytes of chance.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let parts = vec![
        "各单位要认真布署",
        "做",
        "为",
        "\u{200b}",
        "**",
        "<b>",
        "<meta charset=gb2312>",
        "&nbsp;",
        "\r\n",
        "\n",
        "㐀",
        "€",
        "𠮷😀é",
        "确保万无一失。",
        "\t",
        "```",
        "<!--",
        "掃黑險惡",
    ];
    let text = prop::collection::vec(prop::sample::select(parts), 0..12).prop_map(|parts| parts.concat());
    let chance = prop::collection::vec(any::<u8>(), 0..3);
    (text, chance, 0..4, any::<prop::sample::Index>()).prop_map(|(text, chance, encoding, place)| {
        let mut bytes = match encoding {
            0 => text.into_bytes(),
            1 => GB18030.encode(&text).0.into_owned(),
            2 => "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
            _ => ["\u{feff}", &text].concat().into_bytes(),
        };
        let at = place.index(bytes.len() + 1);
        bytes.splice(at..at, chance);
        bytes
    })
}

fn check(bytes: &[u8]) {
    for hints in decoding::hints() {
        match decode(bytes.to_vec(), &hints) {
            Ok(file) => {
                decoding::assert_places(&file, bytes);
                check_text(&file, bytes);
            }
            Err(error) => decoding::assert_explained(&error, bytes),
        }
    }
}

/// Every finding is found again in the bytes on disk.
fn check_text(file: &SourceFile, bytes: &[u8]) {
    for format in checking::FORMATS {
        let diagnostics = checking::assert_sound(&CHECKER, &file.text, format);
        let ranges: Vec<TextRange> = diagnostics.iter().map(|diagnostic| diagnostic.range).collect();
        let located = locate(diagnostics, "f", file);
        assert_eq!(located.len(), ranges.len());
        check_json(&located);
        for located in located {
            assert!(located.line >= 1 && located.column >= 1 && located.line <= located.end_line);
            let place = (located.byte_start, located.byte_end);
            decoding::assert_text(file, bytes, place, &located.diagnostic.text);
        }
    }
}

/// The machine report can be read again, with every finding in it.
fn check_json(located: &[LocatedDiagnostic]) {
    let report = Report {
        diagnostics: located.to_vec(),
        ..Report::default()
    };
    let mut json = Vec::new();
    reporter(OutputFormat::Json, Styles::plain())
        .write(&report, &mut json)
        .unwrap();
    let read: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let texts = read["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["text"].as_str().unwrap());
    assert!(texts.eq(located.iter().map(|located| located.diagnostic.text.as_str())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn files_of_offices(bytes in files()) {
        check(&bytes);
    }

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes);
    }
}
