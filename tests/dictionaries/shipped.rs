//! What must be true of the files that are part of the program, and of the handbook beside them.

use std::collections::HashMap;

use shenjiao::{
    diagnostic::Severity,
    dictionary::{
        Boundary, Entry, Held, Kind, PartialDate, Phrases, shipped,
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
    let entries = shipped().unwrap().iter().flat_map(|dictionary| &dictionary.entries);
    for entry in entries.filter(|entry| entry.kind.form_is_wrong()) {
        for example in entry.hit.iter().chain(&entry.miss) {
            assert!(example.contains(&entry.form), "{}: {example}", entry.rule);
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn quoted_list(texts: &[String]) -> String {
    match texts {
        [only] => quoted(only),
        _ => {
            let items: Vec<_> = texts.iter().map(|item| quoted(item)).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

/// A day, month or year as short as it is known.
fn spelled(date: PartialDate) -> String {
    let day = date.first().to_string();
    let known = if date.first() == date.last() {
        day.len()
    } else if date.first().month() == date.last().month() {
        "2018-10".len()
    } else {
        "2018".len()
    };
    day[..known].to_owned()
}

/// The section of an entry, the keys that only its section has, and the value that stands for the first of them alone.
fn own_keys(entry: &Entry) -> (&'static str, Vec<String>, Option<String>) {
    match &entry.kind {
        Kind::Enumeration(enumeration) => {
            let mut keys = Vec::new();
            let [label, aliases @ ..] = &*enumeration.labels else {
                panic!("{}", entry.rule);
            };
            if *label != entry.form {
                keys.push(format!("label = {}", quoted(label)));
            }
            if !aliases.is_empty() {
                keys.push(format!("alias = {}", quoted_list(aliases)));
            }
            let members: Vec<_> = enumeration.members.iter().map(|member| quoted_list(member)).collect();
            keys.push(format!("members = [{}]", members.join(", ")));
            if !enumeration.ordered {
                keys.push("ordered = false".to_owned());
            }
            let short = format!("[{}]", members.join(", "));
            ("[enumeration]", keys, Some(short))
        }
        Kind::Series(series) => {
            let held = |held: &Held| {
                let number = match held.session {
                    0 => held.term.to_string(),
                    session => format!("{}.{session}", held.term),
                };
                let (start, end) = (spelled(held.start), spelled(held.end));
                let days = if start == end {
                    start
                } else {
                    format!("{start}—{end}")
                };
                format!("{number} {days}")
            };
            let held: Vec<_> = series.held.iter().map(held).collect();
            let keys = vec![
                format!("forms = {}", quoted_list(&series.forms)),
                format!("held = {}", quoted_list(&held)),
            ];
            ("[series]", keys, None)
        }
        Kind::Anniversary(anniversary) => {
            let date = quoted(&spelled(anniversary.date));
            let mut keys = vec![format!("date = {date}")];
            if anniversary.forms.len() > 1 {
                keys.push(format!("alias = {}", quoted_list(&anniversary.forms[1..])));
            }
            ("[anniversary]", keys, Some(date))
        }
        Kind::Rename(rename) => {
            let mut keys: Vec<_> = rename
                .on
                .map(|on| format!("on = {}", quoted(&spelled(on))))
                .into_iter()
                .collect();
            let short = (rename.is_title && keys.is_empty()).then(|| quoted_list(&entry.to));
            keys.push(format!("to = {}", quoted_list(&entry.to)));
            let section = if rename.is_title { "[title]" } else { "[rename]" };
            (section, keys, short)
        }
        Kind::Canonical(phrases) => {
            let keys = match phrases {
                Phrases::Form => Vec::new(),
                Phrases::Idioms => vec!["list = \"idioms\"".to_owned()],
            };
            ("[canonical]", keys, None)
        }
        _ => (
            "[term]",
            vec![format!("to = {}", quoted_list(&entry.to))],
            Some(quoted_list(&entry.to)),
        ),
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
    let (section, mut keys, short) = own_keys(entry);
    let own = keys.len();
    if ["[term]", "[rename]"].contains(&section) && entry.boundary != Boundary::default_for(&entry.form) {
        keys.push(format!("boundary = {}", quoted(entry.boundary.id())));
    }
    let condition = entry.condition.as_deref().cloned().unwrap_or_default();
    for (key, texts) in [
        ("except", &entry.except),
        ("near", &condition.near),
        ("not-near", &condition.not_near),
        ("after", &condition.after),
        ("before", &condition.before),
        ("not-after", &condition.not_after),
        ("not-before", &condition.not_before),
    ] {
        if !texts.is_empty() {
            keys.push(format!("{key} = {}", quoted_list(texts)));
        }
    }
    // A month is the shortest that a shipped file needs.
    for (key, day) in [("since", entry.since), ("until", entry.until)] {
        if let Some(day) = day {
            keys.push(format!("{key} = \"{}-{:02}\"", day.year(), day.month()));
        }
    }
    if let Some(basis) = entry.basis.as_deref().filter(|&basis| basis != dictionary_basis) {
        keys.push(format!("basis = {}", quoted(basis)));
    }
    if let Some(note) = &entry.note {
        keys.push(format!("note = {}", quoted(note)));
    }
    if entry.severity != Severity::Error {
        keys.push(format!("severity = {}", quoted(entry.severity.id())));
    }
    for (key, examples) in [("hit", &entry.hit), ("miss", &entry.miss)] {
        if !examples.is_empty() {
            keys.push(format!("{key} = {}", quoted_list(examples)));
        }
    }
    let form = quoted(&entry.form);
    if section == "[canonical]" && own == 0 {
        match (&keys[..], &entry.except[..]) {
            ([], _) => return format!("{form} = []"),
            ([_], [_, ..]) => return format!("{form} = {}", quoted_list(&entry.except)),
            _ => {}
        }
    }
    match short {
        Some(short) if keys.len() == own && own == 1 => format!("{form} = {short}"),
        _ => format!("{form} = {{ {} }}", keys.join(", ")),
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
        let mut sections: Vec<(&str, Vec<_>)> = Vec::new();
        for entry in &dictionary.entries {
            let section = own_keys(entry).0;
            match sections.last_mut() {
                Some((last, entries)) if *last == section => entries.push(entry),
                _ => sections.push((section, vec![entry])),
            }
        }
        let mut expected = Vec::new();
        for (section, mut entries) in sections {
            entries.sort_by_key(|entry| (entry.to.first(), &entry.form));
            expected.push(section.to_owned());
            expected.extend(entries.iter().map(|entry| canonical(entry, basis)));
        }
        let is_entry = |line: &&str| !line.is_empty();
        let is_header = |line: &&str| !line.starts_with('[') || *line == "[dictionary]";
        let written: Vec<_> = text.lines().skip_while(is_header).filter(is_entry).collect();
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
