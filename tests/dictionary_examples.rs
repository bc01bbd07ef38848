//! What every entry of the shipped dictionaries says of itself, put to the checker that users get.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use shenjiao::{
    Checker, Diagnostic, Document, Format, Settings,
    config::Selector,
    dictionary::{Dictionary, Entry, Kind, shipped},
    rules,
};

struct Examiner {
    checker: Checker,
    failures: Vec<String>,
}

impl Examiner {
    fn found(&self, text: &str) -> Vec<Diagnostic> {
        // `2023-05-01|` in front of a text is its day of publication.
        let (day, text) = match text.split_once('|') {
            Some((day, text)) => (Some(day.parse().unwrap()), text),
            None => (None, text),
        };
        self.checker
            .check(&Document::new(text, Format::Plain).published_on(day))
    }

    fn fail(&mut self, dictionary: &Dictionary, entry: &Entry, claim: &str, text: &str, found: &[Diagnostic]) {
        let rules: Vec<_> = found.iter().map(|diagnostic| diagnostic.rule.as_str()).collect();
        self.failures.push(format!(
            "{}:{}: {}: {claim} {text:?}, found {rules:?}",
            dictionary.path, entry.line, entry.rule
        ));
    }

    fn examine(&mut self, dictionary: &Dictionary, entry: &Entry) {
        for hit in &entry.hit {
            let found = self.found(hit);
            // An entry of another dictionary may know that very slip.
            let is_it = |diagnostic: &Diagnostic| {
                let mut suggestions = diagnostic.suggestions.iter();
                diagnostic.rule == entry.rule || suggestions.any(|right| entry.form.contains(&**right))
            };
            if !found.iter().any(is_it) {
                self.fail(dictionary, entry, "must be reported in its hit", hit, &found);
            }
        }
        for miss in &entry.miss {
            let found = self.found(miss);
            if found.iter().any(|diagnostic| diagnostic.rule == entry.rule) {
                self.fail(dictionary, entry, "must not be reported in its miss", miss, &found);
            }
        }
        let is_canonical = matches!(entry.kind, Kind::Canonical(_));
        for right in entry.to.iter().chain(entry.except.iter().filter(|_| !is_canonical)) {
            let found = self.found(right);
            if !found.is_empty() {
                self.fail(
                    dictionary,
                    entry,
                    "nothing must be reported in the right text",
                    right,
                    &found,
                );
            }
        }
        if matches!(entry.kind, Kind::Canonical(_)) {
            let found = self.found(&entry.form);
            if !found.is_empty() {
                self.fail(dictionary, entry, "nothing must be reported in", &entry.form, &found);
            }
            return;
        }
        if !matches!(entry.kind, Kind::Term | Kind::Rename(_)) || entry.condition.is_some() {
            return;
        }
        // By itself a wrong form is one finding: its own, or that of an entry which covers all of it.
        let form = match &entry.kind {
            Kind::Rename(rename) if rename.is_title => format!("《{}》", entry.form),
            _ => entry.form.clone(),
        };
        let found = self.found(&form);
        let whole = |diagnostic: &Diagnostic| diagnostic.text == entry.form;
        if found.len() != 1 || !(found[0].rule == entry.rule || whole(&found[0])) {
            self.fail(dictionary, entry, "must be the only finding in", &form, &found);
        }
    }
}

fn examine_all(checker: Checker, of: &[Arc<Dictionary>]) {
    let mut examiner = Examiner {
        checker,
        failures: Vec::new(),
    };
    for dictionary in of {
        for entry in &dictionary.entries {
            examiner.examine(dictionary, entry);
        }
    }
    assert!(examiner.failures.is_empty(), "{}", examiner.failures.join("\n"));
}

#[test]
fn every_shipped_entry_is_as_it_says() {
    // Text rules have cases of their own, and a word by itself is no text to them.
    let settings = Settings {
        ignore: rules::FAMILIES.iter().map(|family| Selector::new(family.id)).collect(),
        ..Settings::default()
    };
    let checker = Checker::new(&settings).unwrap();
    let enabled: Vec<_> = checker.dictionaries().iter().filter(|of| of.enabled).cloned().collect();
    examine_all(checker, &enabled);
}

/// What is not in force by default is examined by itself.
#[test]
fn every_optional_entry_is_as_it_says() {
    let optional: Vec<_> = shipped().unwrap().iter().filter(|of| !of.enabled).cloned().collect();
    assert!(!optional.is_empty());
    for dictionary in optional {
        let settings = Settings {
            select: vec![Selector::new(&*dictionary.id)],
            ..Settings::default()
        };
        examine_all(Checker::new(&settings).unwrap(), &[dictionary]);
    }
}
