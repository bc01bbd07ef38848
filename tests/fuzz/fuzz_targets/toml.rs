//! Any text is a dictionary or a configuration file, or has problems with a place; a dictionary can be searched for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shenjiao::{
    config::options,
    dictionary::{load, verify::verify},
    document::{Document, Format, prose::Layout},
    matching::{Day, Matcher},
    problem::{Problem, ProblemKind},
    toml_message::TomlText,
};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match load("f", &text) {
        Ok(dictionary) => {
            let entries = dictionary.entries.clone();
            for entry in &entries {
                assert!(entry.line >= 1 && entry.line <= text.matches(['\n', '\r']).count() + 1);
            }
            let _ = verify(&[dictionary.into()]);
            let matcher = Matcher::new(entries, Vec::new()).unwrap();
            let document = Document::new(&*text, Format::Plain);
            for candidate in matcher.candidates(&Layout::new(&document), Day::default(), true) {
                assert!(!candidate.range.slice(&text).is_empty());
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            problems.iter().for_each(|problem| assert_place(problem, &text));
        }
    }
    if let Err(problem) = options::parse(&TomlText::new("f", ProblemKind::Config, &*text)) {
        assert_place(&problem, &text);
    }
});

/// The problem names a line of the text, a column, and what is wrong.
fn assert_place(problem: &Problem, text: &str) {
    let mut parts = problem.path.split(':').skip(1).map(|part| part.parse::<usize>().unwrap());
    let (line, column) = (parts.next().unwrap(), parts.next().unwrap());
    let lines = text.matches(['\n', '\r']).count() + 1;
    assert!(line >= 1 && line <= lines && column >= 1, "{problem:?}");
    assert!(column <= text.chars().count() + 1, "{problem:?}");
    assert!(!problem.message.is_empty());
}
