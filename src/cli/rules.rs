//! `shenjiao rules`: every rule, for people or as JSON.

use std::io::Write;

use serde::Serialize;

use super::{
    args::{ListFormat, RulesArguments},
    explain::unknown_rule,
    session::{Failure, Status, rules_here},
};
use crate::config::Selector;

/// A rule as machines get it.
#[derive(Serialize)]
struct Listed<'r> {
    rule: &'r str,
    dictionary: &'r str,
    gate: &'static str,
    severity: &'static str,
    /// Whether it is in force under the present settings.
    enabled: bool,
    wrong: &'r str,
    suggestions: &'r [String],
    basis: Option<&'r str>,
    note: Option<&'r str>,
}

pub(super) fn run(arguments: &RulesArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let rules = rules_here(&arguments.settings)?;
    let settings = &rules.resolved.settings;
    let only: Vec<Selector> = arguments.only.iter().map(Selector::new).collect();
    let dictionaries = rules.checker()?.dictionaries();
    for selector in &only {
        let mut entries = dictionaries.iter().flat_map(|dictionary| &dictionary.entries);
        if !entries.any(|entry| selector.matches(&entry.rule)) {
            return Err(unknown_rule(selector.as_str(), dictionaries).into());
        }
    }
    let entries = dictionaries
        .iter()
        .flat_map(|dictionary| dictionary.entries.iter().map(move |entry| (dictionary, entry)));
    let listed: Vec<Listed<'_>> = entries
        .filter(|(_, entry)| only.is_empty() || only.iter().any(|selector| selector.matches(&entry.rule)))
        .map(|(dictionary, entry)| Listed {
            rule: entry.rule.as_str(),
            dictionary: &dictionary.id,
            gate: entry.gate.id(),
            severity: settings.severity(entry).id(),
            enabled: settings.selects(&entry.rule, dictionary.enabled),
            wrong: &entry.wrong,
            suggestions: &entry.to,
            basis: entry.basis.as_deref(),
            note: entry.note.as_deref(),
        })
        .collect();

    match arguments.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &listed).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Human => {
            for rule in &listed {
                let state = if rule.enabled { "" } else { "（停用）" };
                let right = rule.suggestions.join("、");
                writeln!(out, "{}\t{}\t{}\t{right}{state}", rule.rule, rule.severity, rule.gate)?;
            }
        }
    }
    Ok(Status::Success)
}
