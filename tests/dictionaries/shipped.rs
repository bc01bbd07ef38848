//! What must be true of the files that are part of the program, and of the handbook beside them.

use std::collections::HashMap;

use shenjiao::{
    dictionary::{
        Boundary, Kind, shipped,
        verify::{verify, without_basis},
    },
    text::fold::fold,
};
use toml::{Table, Value};

use crate::{HEADER, problems, with_terms};

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
        if !entry.kind.form_is_wrong() {
            continue;
        }
        let before = seen.insert(&entry.form, &entry.rule);
        assert_eq!(before, None, "{}", entry.rule);
    }
}

#[test]
fn shipped_examples_speak_of_their_entry() {
    for entry in shipped().unwrap().iter().flat_map(|dictionary| &dictionary.entries) {
        if !matches!(entry.kind, Kind::Term) {
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

/// The sections with their own keys, and the key that stands for a whole entry.
const SECTIONS: [(&str, &[&str], Option<&str>); 9] = [
    ("term", &[], Some("to")),
    ("pattern", &["regex", "validator", "not-validator"], None),
    ("cooccurrence", &["parts"], None),
    ("rename", &["on"], None),
    ("title", &["on"], Some("to")),
    (
        "enumeration",
        &["label", "alias", "members", "ordered"],
        Some("members"),
    ),
    ("series", &["forms", "held"], None),
    ("anniversary", &["date", "alias"], Some("date")),
    ("canonical", &["list"], Some("except")),
];

/// The keys that entries of all kinds have, in the order in which they are written.
const KEYS: [&str; 20] = [
    "to",
    "boundary",
    "except",
    "near",
    "not-near",
    "after",
    "before",
    "not-after",
    "not-before",
    "quoted",
    "titled",
    "heading",
    "since",
    "until",
    "basis",
    "note",
    "severity",
    "gate",
    "hit",
    "miss",
];

/// A value as it is written: lists of one text are that text.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Value::Array(items) if items.len() == 1 && items[0].is_str() => written(&items[0]),
        Value::Array(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// The one form in which an entry is shipped, so that a change of an entry is a change of its line.
fn canonical(form: &str, entry: &Value, own_keys: &[&str], short_key: Option<&str>, header: &Table) -> String {
    let name = written(&Value::String(form.to_owned()));
    let Value::Table(entry) = entry else {
        return format!("{name} = {}", written(entry));
    };
    let is_inherited = |key: &str, value: &Value| match key {
        "basis" | "severity" | "gate" => header.get(key) == Some(value),
        "boundary" => own_keys.is_empty() && value.as_str() == Some(Boundary::default_for(form).id()),
        _ => false,
    };
    let known: Vec<_> = own_keys.iter().chain(&KEYS).collect();
    assert!(entry.keys().all(|key| known.contains(&&key.as_str())), "{form}");
    let keys: Vec<_> = known
        .into_iter()
        .filter_map(|key| Some((*key, entry.get(*key)?)))
        .filter(|(key, value)| !is_inherited(key, value))
        .map(|(key, value)| format!("{key} = {}", written(value)))
        .collect();
    match (short_key.and_then(|key| entry.get(key)), keys.len()) {
        (Some(value), 1) => format!("{name} = {}", written(value)),
        _ => format!("{name} = {{ {} }}", keys.join(", ")),
    }
}

#[test]
fn shipped_files_are_in_canonical_form() {
    for dictionary in shipped().unwrap() {
        let text = std::fs::read_to_string(&dictionary.path).unwrap();
        let file: Table = text.parse().unwrap();
        let header = file["dictionary"].as_table().unwrap();
        let mut expected = Vec::new();
        let mut sections = SECTIONS.to_vec();
        sections.sort_by_key(|(section, ..)| text.find(&format!("\n[{section}]\n")));
        for (section, own_keys, short_key) in sections {
            let Some(entries) = file.get(section).and_then(Value::as_table) else {
                continue;
            };
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(form, entry)| {
                let is_short = short_key == Some("to") && !entry.is_table();
                let to = if is_short { Some(*entry) } else { entry.get("to") };
                let first = to.map(|to| to.as_array().map_or(to, |all| &all[0]));
                (first.and_then(Value::as_str).map(str::to_owned), form.as_str())
            });
            expected.push(format!("[{section}]"));
            let lines = entries
                .iter()
                .map(|(form, entry)| canonical(form, entry, own_keys, short_key, header));
            expected.extend(lines);
        }
        let written = text.lines().filter(|line| !line.is_empty());
        let written: Vec<_> = written.skip_while(|line| *line != expected[0]).collect();
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
        } else if example.starts_with('[') {
            format!("{HEADER}{example}")
        } else {
            with_terms(example)
        };
        assert_eq!(problems(&text), "", "{example}");
    }
}
