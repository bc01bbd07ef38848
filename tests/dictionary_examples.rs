//! What every entry of the shipped dictionaries says of itself, put to the checker that users get.

use shenjiao::{
    Checker, Diagnostic, Document, Format, Settings,
    dictionary::{Dictionary, Entry, Kind},
};

struct Examiner {
    checker: Checker,
    failures: Vec<String>,
}

impl Examiner {
    fn found(&self, text: &str) -> Vec<Diagnostic> {
        self.checker.check(&Document::new(text, Format::Plain))
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
            if !found.iter().any(|diagnostic| diagnostic.rule == entry.rule) {
                self.fail(dictionary, entry, "must be reported in its hit", hit, &found);
            }
        }
        for miss in &entry.miss {
            let found = self.found(miss);
            if found.iter().any(|diagnostic| diagnostic.rule == entry.rule) {
                self.fail(dictionary, entry, "must not be reported in its miss", miss, &found);
            }
        }
        for right in entry.to.iter().chain(&entry.except) {
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
        // What holds among certain neighbours only is no finding by itself.
        if entry.condition.as_ref().is_some_and(|condition| {
            !condition.after.is_empty() || !condition.before.is_empty() || !condition.near.is_empty()
        }) || !entry.kind.form_is_wrong()
        {
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

#[test]
fn every_shipped_entry_is_as_it_says() {
    let checker = Checker::new(&Settings::default()).unwrap();
    let dictionaries = checker.dictionaries().to_vec();
    let mut examiner = Examiner {
        checker,
        failures: Vec::new(),
    };
    for dictionary in &dictionaries {
        for entry in &dictionary.entries {
            examiner.examine(dictionary, entry);
        }
    }
    assert!(examiner.failures.is_empty(), "{}", examiner.failures.join("\n"));
}
