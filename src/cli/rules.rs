//! `shenjiao rules`: every rule, for people or as JSON.

use std::io::Write;

use serde::Serialize;

use super::{
    args::{ListFormat, RulesArguments},
    explain::unknown_rule,
    session::{Failure, Status, rules_here},
};
use crate::{config::Selector, diagnostic::RuleId, rules};

/// A rule as machines get it.
#[derive(Serialize)]
struct Listed<'r> {
    rule: &'r str,
    dictionary: &'r str,
    gate: &'static str,
    severity: &'static str,
    /// Whether it is in force under the present settings.
    enabled: bool,
    /// The wrong form, or what a text rule finds.
    wrong: &'r str,
    suggestions: &'r [String],
    basis: Option<&'r str>,
    note: Option<&'r str>,
}

pub(super) fn run(arguments: &RulesArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let here = rules_here(&arguments.settings)?;
    let settings = &here.resolved.settings;
    let only: Vec<Selector> = arguments.only.iter().map(Selector::new).collect();
    let dictionaries = here.checker()?.dictionaries();
    for selector in &only {
        let mut entries = dictionaries.iter().flat_map(|dictionary| &dictionary.entries);
        let is_text_rule = rules::all().any(|rule| selector.matches(&rule.rule_id()));
        if !is_text_rule && !entries.any(|entry| selector.matches(&entry.rule)) {
            return Err(unknown_rule(selector.as_str(), dictionaries).into());
        }
    }
    let entries = dictionaries
        .iter()
        .flat_map(|dictionary| dictionary.entries.iter().map(move |entry| (dictionary, entry)));
    let is_wanted = |rule: &RuleId| only.is_empty() || only.iter().any(|selector| selector.matches(rule));
    let text_rules = rules::FAMILIES
        .iter()
        .flat_map(|family| family.rules.iter().map(move |&rule| (family, rule)))
        .filter(|(_, rule)| is_wanted(&rule.rule_id()))
        .map(|(family, rule)| Listed {
            rule: rule.id,
            dictionary: family.id,
            gate: rule.gate.id(),
            severity: settings.severity_of(&rule.rule_id(), rule.severity).id(),
            enabled: settings.selects(&rule.rule_id(), rule.enabled),
            wrong: rule.title,
            suggestions: &[],
            basis: Some(rule.basis),
            note: None,
        });
    let listed: Vec<Listed<'_>> = entries
        .filter(|(_, entry)| is_wanted(&entry.rule))
        .map(|(dictionary, entry)| Listed {
            rule: entry.rule.as_str(),
            dictionary: &dictionary.id,
            gate: entry.gate.id(),
            severity: settings.severity(entry).id(),
            enabled: settings.selects(&entry.rule, dictionary.enabled),
            wrong: &entry.form,
            suggestions: &entry.to,
            basis: entry.basis.as_deref(),
            note: entry.note.as_deref(),
        })
        .chain(text_rules)
        .collect();

    match arguments.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &listed).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Human => {
            for rule in &listed {
                let state = if rule.enabled { "" } else { "（停用）" };
                let right = match rule.suggestions {
                    [] => rule.wrong.to_owned(),
                    suggestions => suggestions.join("、"),
                };
                writeln!(out, "{}\t{}\t{}\t{right}{state}", rule.rule, rule.severity, rule.gate)?;
            }
        }
    }
    Ok(Status::Success)
}
