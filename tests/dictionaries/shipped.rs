//! What must be true of the files that are part of the program, and of the handbook beside them.

use std::collections::HashMap;

use shenjiao::{
    diagnostic::Severity,
    dictionary::{
        Boundary, Entry, Kind, Phrases, shipped,
        verify::{verify, without_basis},
    },
    text::fold::fold,
};

use crate::{problems, with_terms};

#[test]
fn shipped_dictionaries_are_sound() {
    let shipped = shipped().unwrap();
    let problems: Vec<_> = verify(shipped).into_iter().chain(without_basis(shipped)).collect();
    assert_eq!(problems, []);
}

#[test]
fn a_wrong_form_is_shipped_once() {
    let mut seen = HashMap::new();
    for entry in shipped().unwrap().iter().flat_map(|dictionary| &dictionary.entries) {
        let before = seen.insert(&entry.form, &entry.rule);
        assert_eq!(before, None, "{}", entry.rule);
    }
}

#[test]
fn shipped_examples_speak_of_their_entry() {
    for entry in shipped().unwrap().iter().flat_map(|dictionary| &dictionary.entries) {
        if matches!(entry.kind, Kind::Canonical(_)) {
            continue;
        }
        for example in entry.hit.iter().chain(&entry.miss) {
            assert!(example.contains(&entry.form), "{}: {example}", entry.rule);
        }
    }
}

#[test]
fn what_near_misses_are_found_by_is_in_its_folded_form() {
    for name in ["idioms.txt", "readings.tsv", "shapes.tsv"] {
        let path = format!("dictionaries/near-miss/{name}");
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            assert_eq!(fold(line).replace(' ', "\t"), line, "{path}");
        }
        let lines: Vec<_> = text.lines().collect();
        assert!(lines.is_sorted(), "{path}");
    }
}

/// The one form in which an entry is shipped, so that a change of an entry is a change of its line.
fn canonical(entry: &Entry, dictionary_basis: &str) -> String {
    let text = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let texts = |texts: &[String]| match texts {
        [only] => text(only),
        _ => {
            let items: Vec<_> = texts.iter().map(|item| text(item)).collect();
            format!("[{}]", items.join(", "))
        }
    };
    let mut keys = Vec::new();
    if matches!(entry.kind, Kind::Canonical(Phrases::Idioms)) {
        keys.push("list = \"idioms\"".to_owned());
    }
    let is_canonical = matches!(entry.kind, Kind::Canonical(_));
    if !is_canonical && entry.boundary != Boundary::default_for(&entry.form) {
        keys.push(format!("boundary = {}", text(entry.boundary.id())));
    }
    if !entry.except.is_empty() {
        keys.push(format!("except = {}", texts(&entry.except)));
    }
    if let Some(basis) = entry.basis.as_deref().filter(|&basis| basis != dictionary_basis) {
        keys.push(format!("basis = {}", text(basis)));
    }
    if let Some(note) = &entry.note {
        keys.push(format!("note = {}", text(note)));
    }
    if entry.severity != Severity::Error {
        keys.push(format!("severity = {}", text(entry.severity.id())));
    }
    for (key, examples) in [("hit", &entry.hit), ("miss", &entry.miss)] {
        if !examples.is_empty() {
            keys.push(format!("{key} = {}", texts(examples)));
        }
    }
    if is_canonical {
        let form = text(&entry.form);
        return match (&keys[..], &entry.except[..]) {
            ([], _) => format!("{form} = []"),
            ([_], [_, ..]) => format!("{form} = {}", texts(&entry.except)),
            _ => format!("{form} = {{ {} }}", keys.join(", ")),
        };
    }
    let (wrong, to) = (text(&entry.form), texts(&entry.to));
    if keys.is_empty() {
        format!("{wrong} = {to}")
    } else {
        format!("{wrong} = {{ to = {to}, {} }}", keys.join(", "))
    }
}

#[test]
fn shipped_files_are_in_canonical_form() {
    for dictionary in shipped().unwrap() {
        let text = std::fs::read_to_string(&dictionary.path).unwrap();
        let basis = text
            .lines()
            .find_map(|line| line.strip_prefix("basis = \"")?.strip_suffix('"'))
            .unwrap();
        let mut entries: Vec<_> = dictionary.entries.iter().collect();
        let is_canonical = |entry: &Entry| matches!(entry.kind, Kind::Canonical(_));
        entries.sort_by_key(|entry| (is_canonical(entry), entry.to.first(), &entry.form));
        let expected: Vec<_> = entries.iter().map(|entry| canonical(entry, basis)).collect();
        let is_entry = |line: &&str| line.starts_with('"');
        let written: Vec<_> = text.lines().filter(is_entry).collect();
        let first = written
            .iter()
            .zip(&expected)
            .find(|(written, expected)| written != expected);
        assert_eq!(first, None, "{}: written, expected", dictionary.path);
        assert_eq!(written.len(), expected.len(), "{}", dictionary.path);
    }
}

#[test]
fn every_example_of_the_handbook_loads() {
    let handbook = std::fs::read_to_string("dictionaries/README.md").unwrap();
    let examples: Vec<_> = handbook
        .split("```toml\n")
        .skip(1)
        .filter_map(|block| block.split_once("```"))
        .map(|(example, _)| example)
        .collect();
    assert!(!examples.is_empty());
    for example in examples {
        let text = if example.contains("[dictionary]") {
            example.to_owned()
        } else {
            with_terms(example)
        };
        assert_eq!(problems(&text), "", "{example}");
    }
}
