//! What must be true of the files that are part of the program, and of the handbook beside them.

use std::collections::HashMap;

use shenjiao::{
    diagnostic::Severity,
    dictionary::{
        Boundary, Entry, Kind, PartialDate, shipped,
        verify::{verify, without_basis},
    },
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
        for example in entry.hit.iter().chain(&entry.miss) {
            assert!(example.contains(&entry.form), "{}: {example}", entry.rule);
        }
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
    let mut is_short = true;
    if let Kind::Rename(rename) = &entry.kind {
        is_short = rename.is_title;
        keys.extend(rename.on.map(|on| format!("on = {}", text(&iso(on)))));
    }
    let to = texts(&entry.to);
    if keys.is_empty() || !entry.to.is_empty() {
        keys.push(format!("to = {to}"));
    }
    let default = match &entry.kind {
        Kind::Rename(rename) if rename.is_title => Boundary::None,
        _ => Boundary::default_for(&entry.form),
    };
    if entry.boundary != default {
        keys.push(format!("boundary = {}", text(entry.boundary.id())));
    }
    if !entry.except.is_empty() {
        keys.push(format!("except = {}", texts(&entry.except)));
    }
    let condition = entry.condition.as_deref().cloned().unwrap_or_default();
    for (key, words) in [
        ("near", condition.near),
        ("not-near", condition.not_near),
        ("after", condition.after),
        ("before", condition.before),
        ("not-after", condition.not_after),
        ("not-before", condition.not_before),
    ] {
        if !words.is_empty() {
            keys.push(format!("{key} = {}", texts(&words)));
        }
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
    let wrong = text(&entry.form);
    if is_short && keys.len() == 1 && keys[0].starts_with("to = ") {
        format!("{wrong} = {to}")
    } else {
        format!("{wrong} = {{ {} }}", keys.join(", "))
    }
}

/// A day, month or year as a dictionary writes it.
fn iso(date: PartialDate) -> String {
    let (first, last) = (date.first(), date.last());
    if first == last {
        first.to_string()
    } else if first.month() == last.month() {
        format!("{:04}-{:02}", first.year(), first.month())
    } else {
        format!("{:04}", first.year())
    }
}

#[test]
fn shipped_files_are_in_canonical_form() {
    for dictionary in shipped().unwrap() {
        let text = std::fs::read_to_string(&dictionary.path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let basis = lines
            .iter()
            .find_map(|line| line.strip_prefix("basis = \"")?.strip_suffix('"'))
            .unwrap();
        // A section at a time, since each is in order by itself.
        let section = |entry: &Entry| lines[..entry.line].iter().rposition(|line| line.starts_with('['));
        let mut entries: Vec<_> = dictionary.entries.iter().collect();
        entries.sort_by_key(|entry| (section(entry), entry.to.first(), &entry.form));
        let expected: Vec<_> = entries.iter().map(|entry| canonical(entry, basis)).collect();
        let written = lines.iter().filter(|line| line.starts_with('"'));
        let written: Vec<_> = written.map(ToString::to_string).collect();
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
        let text = if example.contains("[term]") {
            example.to_owned()
        } else {
            with_terms(example)
        };
        assert_eq!(problems(&text), "", "{example}");
    }
}
