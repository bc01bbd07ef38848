//! What a report tells of its rules: the handbook pages of text rules, and of entries what `explain` prints.

use std::collections::HashSet;

use super::explain::write_entry;
use crate::{
    checker::Checker,
    diagnostic::RuleId,
    dictionary::{Entry, Kind},
    report::{LocatedDiagnostic, RuleInfo},
    rules,
};

/// Every rule that found one of `diagnostics`, from the text rules and from the dictionaries of `checkers`.
pub(super) fn rule_infos<'c>(
    diagnostics: &[LocatedDiagnostic],
    checkers: impl Iterator<Item = &'c Checker>,
) -> Vec<RuleInfo> {
    let rules = diagnostics.iter().map(|located| &located.diagnostic.rule);
    let mut wanted: HashSet<&str> = rules.clone().map(RuleId::as_str).collect();
    let dictionaries: HashSet<&str> = rules.map(RuleId::dictionary).collect();
    let mut infos = Vec::with_capacity(wanted.len());
    for rule in rules::all().filter(|rule| wanted.remove(rule.id)) {
        infos.push(RuleInfo {
            id: rule.id.to_owned(),
            title: rule.title.to_owned(),
            severity: rule.severity,
            help: rule.page.to_owned(),
            is_markdown: true,
        });
    }
    let of_checkers = checkers.flat_map(Checker::dictionaries);
    for dictionary in of_checkers.filter(|dictionary| dictionaries.contains(dictionary.id.as_str())) {
        for entry in dictionary
            .entries
            .iter()
            .filter(|entry| wanted.remove(entry.rule.as_str()))
        {
            let mut help = Vec::new();
            // Writing to memory does not fail.
            let _ = write_entry(dictionary, entry, &mut help);
            infos.push(RuleInfo {
                id: entry.rule.as_str().to_owned(),
                title: title(entry),
                severity: entry.severity,
                help: String::from_utf8_lossy(&help).into_owned(),
                is_markdown: false,
            });
        }
    }
    infos
}

fn title(entry: &Entry) -> String {
    match &entry.kind {
        Kind::Canonical(_) => format!("规范写法「{}」", entry.form),
        _ if entry.to.is_empty() => format!("「{}」", entry.form),
        _ => format!("「{}」应为「{}」", entry.form, entry.to.join("」或「")),
    }
}
