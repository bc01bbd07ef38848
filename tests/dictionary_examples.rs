//! What every entry of the shipped dictionaries says of itself, put to the checker that users get.

use shenjiao::{
    Checker, Diagnostic, Document, Format, Settings,
    config::Selector,
    dictionary::{Dictionary, Entry},
    rules,
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
        // By itself a wrong form is one finding: its own, or that of an entry which covers all of it.
        let found = self.found(&entry.wrong);
        let whole = |diagnostic: &Diagnostic| diagnostic.text == entry.wrong;
        if found.len() != 1 || !(found[0].rule == entry.rule || whole(&found[0])) {
            self.fail(dictionary, entry, "must be the only finding in", &entry.wrong, &found);
        }
    }
}

#[test]
fn every_shipped_entry_is_as_it_says() {
    // A word is no text: 秘密 by itself on a line is a mark to the text rules.
    let families = rules::FAMILIES.iter().map(|family| Selector::new(family.id));
    let checker = Checker::new(&Settings {
        ignore: families.collect(),
        ..Settings::default()
    })
    .unwrap();
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
