//! What is meant: every choice resolved, no paths left to look up.

use std::sync::Arc;

use jiff::civil::Date;

use super::Selector;
use crate::{
    context::Learned,
    diagnostic::{RuleId, Severity},
    dictionary::{Dictionary, Entry},
    document::ParseOptions,
    rules::RuleOptions,
};

/// Everything that a check depends on besides the shipped dictionaries and the text. The default is what a user
/// without any configuration gets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The organisation's own dictionaries, in force after the shipped ones.
    pub dictionaries: Vec<Arc<Dictionary>>,
    /// Rules in force; empty means every dictionary that is enabled by itself.
    pub select: Vec<Selector>,
    /// Rules in force besides these.
    pub extend_select: Vec<Selector>,
    /// Rules out of force all the same.
    pub ignore: Vec<Selector>,
    /// Severities other than the dictionaries' own; the last that speaks of a rule holds.
    pub severities: Vec<(Selector, Severity)>,
    /// Texts accepted for a reason; expired ones are not among them.
    pub allow: Vec<Allow>,
    /// Whether a suppression in a text needs a reason to hold.
    pub suppression_reasons: bool,
    /// How documents are read.
    pub parse: ParseOptions,
    /// What the organisation tells the text rules.
    pub rules: RuleOptions,
    /// What the organisation taught of its own usage.
    pub learned: Option<Arc<Learned>>,
    /// The day as of which every document is judged; else each by its own date.
    pub as_of: Option<Date>,
    /// The present day, by which a document without a date is judged.
    pub today: Option<Date>,
    /// The lowest severity that fails a run.
    pub fail_level: Severity,
}

/// A text that the organisation stands by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The text; a finding that lies within it is released.
    pub text: String,
    /// The rules that it answers to; `None` means all.
    pub rule: Option<Selector>,
    /// Why it is right.
    pub reason: String,
}

impl Allow {
    /// Whether it answers to `rule`.
    #[must_use]
    pub fn answers(&self, rule: &RuleId) -> bool {
        self.rule.as_ref().is_none_or(|selector| selector.matches(rule))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dictionaries: Vec::new(),
            select: Vec::new(),
            extend_select: Vec::new(),
            ignore: Vec::new(),
            severities: Vec::new(),
            allow: Vec::new(),
            suppression_reasons: true,
            parse: ParseOptions::default(),
            rules: RuleOptions::default(),
            learned: None,
            as_of: None,
            today: None,
            fail_level: Severity::Error,
        }
    }
}

impl Settings {
    /// Whether `rule`, of a dictionary that is `enabled` by itself or not, is in force.
    #[must_use]
    pub fn selects(&self, rule: &RuleId, enabled: bool) -> bool {
        let named = |selectors: &[Selector]| selectors.iter().any(|selector| selector.matches(rule));
        let selected = if self.select.is_empty() {
            enabled
        } else {
            named(&self.select)
        };
        (selected || named(&self.extend_select)) && !self.ignores(rule)
    }

    /// Whether `rule` was put out of force by name.
    #[must_use]
    pub fn ignores(&self, rule: &RuleId) -> bool {
        self.ignore.iter().any(|selector| selector.matches(rule))
    }

    /// The severity of `entry` under these settings.
    #[must_use]
    pub fn severity(&self, entry: &Entry) -> Severity {
        self.severity_of(&entry.rule, entry.severity)
    }

    /// The severity under these settings of `rule`, whose own severity is `own`.
    #[must_use]
    pub fn severity_of(&self, rule: &RuleId, own: Severity) -> Severity {
        severity_of(&self.severities, rule, own)
    }
}

/// The severity of `rule`, whose own severity is `own`, where `severities` say otherwise; the last that speaks of it
/// holds.
pub(crate) fn severity_of(severities: &[(Selector, Severity)], rule: &RuleId, own: Severity) -> Severity {
    severities
        .iter()
        .rev()
        .find(|(selector, _)| selector.matches(rule))
        .map_or(own, |&(_, severity)| severity)
}
