//! A dictionary as the TOML that means the same, for what was imported from a table.

use std::fmt::Write;

use super::{Boundary, Dictionary, Entry, Kind};

/// The text of a dictionary of terms. Entries of other kinds, which no table can hold, are left out.
#[must_use]
pub fn to_toml(dictionary: &Dictionary) -> String {
    let mut out = String::from("[dictionary]\n");
    let gate = dictionary.entries.first().map_or("language", |entry| entry.gate.id());
    let _ = writeln!(out, "id = {}", quote(&dictionary.id));
    let _ = writeln!(out, "title = {}", quote(&dictionary.title));
    let _ = writeln!(out, "gate = {}", quote(gate));
    let _ = writeln!(out, "\n[term]");
    for entry in dictionary
        .entries
        .iter()
        .filter(|entry| matches!(entry.kind, Kind::Term))
    {
        let _ = writeln!(out, "{} = {}", quote(&entry.form), value(entry, gate));
    }
    out
}

fn value(entry: &Entry, gate: &str) -> String {
    let mut keys = Vec::new();
    let mut push = |key: &str, value: String| keys.push(format!("{key} = {value}"));
    if entry.boundary != Boundary::default_for(&entry.form) {
        push("boundary", quote(entry.boundary.id()));
    }
    if !entry.except.is_empty() {
        push("except", list(&entry.except));
    }
    if let Some(basis) = &entry.basis {
        push("basis", quote(basis));
    }
    if let Some(note) = &entry.note {
        push("note", quote(note));
    }
    if entry.severity != crate::diagnostic::Severity::Error {
        push("severity", quote(entry.severity.id()));
    }
    if entry.gate.id() != gate {
        push("gate", quote(entry.gate.id()));
    }
    if keys.is_empty() {
        return list(&entry.to);
    }
    if !entry.to.is_empty() {
        keys.insert(0, format!("to = {}", list(&entry.to)));
    }
    format!("{{ {} }}", keys.join(", "))
}

fn list(texts: &[String]) -> String {
    match texts {
        [only] => quote(only),
        _ => format!(
            "[{}]",
            texts.iter().map(|text| quote(text)).collect::<Vec<_>>().join(", ")
        ),
    }
}

fn quote(text: &str) -> String {
    toml::Value::from(text).to_string()
}
