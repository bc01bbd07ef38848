//! Whether what a setting speaks of exists: a selector that means nothing would silently switch nothing off.

use std::{cell::OnceCell, collections::BTreeSet};

use super::{
    Selector,
    choices::{Choices, Place, Placed},
};
use crate::{diagnostic::RuleId, dictionary::Dictionary, problem::Problem, toml_message::did_you_mean};

/// Every rule that there is for one group of files.
pub(super) struct KnownRules<'k> {
    rules: Vec<&'k RuleId>,
    /// Their dictionaries, listed when a selector is first looked at; most settings have none.
    dictionaries: OnceCell<BTreeSet<&'k str>>,
    own: Vec<&'k str>,
}

impl<'k> KnownRules<'k> {
    /// The shipped rules and those of the organisation's dictionaries.
    pub(super) fn new(shipped: &'k [RuleId], own: impl Iterator<Item = &'k Dictionary> + Clone) -> Self {
        let rules = shipped
            .iter()
            .chain(
                own.clone()
                    .flat_map(|dictionary| dictionary.entries.iter().map(|entry| &entry.rule)),
            )
            .collect();
        Self {
            rules,
            dictionaries: OnceCell::new(),
            own: own.map(|dictionary| dictionary.id.as_str()).collect(),
        }
    }

    fn dictionaries(&self) -> &BTreeSet<&'k str> {
        self.dictionaries.get_or_init(|| {
            let rules = self.rules.iter().map(|rule| rule.dictionary());
            rules.chain(self.own.iter().copied()).collect()
        })
    }

    /// A problem for each selector among `choices` that speaks of nothing.
    pub(super) fn check(&self, choices: &Choices, problems: &mut Vec<Problem>) {
        let mut check = |selector: &Selector, place: &Place| {
            if !self.exist(selector) {
                problems.push(place.problem(self.complaint(selector)));
            }
        };
        let lists = [&choices.select, &choices.extend_select, &choices.ignore];
        let per_file = choices.per_file_ignores.iter().map(|ignores| &ignores.value.selectors);
        for Placed { value, place } in lists.into_iter().chain(per_file).flatten() {
            check(value, place);
        }
        for Placed { value, place } in &choices.severities {
            check(&value.0, place);
        }
        for Placed { value, .. } in &choices.allow {
            if let (Some(rule), Some(place)) = (&value.allow.rule, &value.rule_place) {
                check(rule, place);
            }
        }
    }

    fn exist(&self, selector: &Selector) -> bool {
        self.dictionaries().contains(selector.as_str()) || self.rules.iter().any(|rule| selector.matches(rule))
    }

    fn complaint(&self, selector: &Selector) -> String {
        let text = selector.as_str();
        match self.nearest(text) {
            Some(near) => format!("没有「{text}」这部词典或这条规则，是不是「{near}」？"),
            None => {
                let known: Vec<&str> = self.dictionaries().iter().copied().collect();
                format!(
                    "没有「{text}」这部词典或这条规则，请改正或删去；现有词典：{}",
                    known.join("、")
                )
            }
        }
    }

    /// What `text` was probably meant to be.
    fn nearest(&self, text: &str) -> Option<String> {
        let dictionaries = || self.dictionaries().iter().copied();
        let Some((dictionary, entry)) = text.split_once('/') else {
            // An entry named without its dictionary is a likelier slip than a dictionary of nearly that name.
            let named = self.rules.iter().find(|rule| entry_of(rule) == text);
            return named
                .map(ToString::to_string)
                .or_else(|| did_you_mean(text, dictionaries()).map(str::to_owned));
        };
        let dictionary = match self.dictionaries().get(dictionary) {
            Some(dictionary) => dictionary,
            None => did_you_mean(dictionary, dictionaries())?,
        };
        let entries = self
            .rules
            .iter()
            .filter(|rule| rule.dictionary() == dictionary)
            .map(|rule| entry_of(rule));
        let entry = if entries.clone().any(|known| known.starts_with(entry)) {
            entry
        } else {
            did_you_mean(entry, entries)?
        };
        Some(format!("{dictionary}/{entry}"))
    }
}

/// The part of a rule id after its dictionary.
fn entry_of(rule: &RuleId) -> &str {
    rule.as_str().split_once('/').map_or("", |(_, entry)| entry)
}
