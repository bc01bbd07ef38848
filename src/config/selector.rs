//! Which rules a setting speaks of.

use crate::diagnostic::RuleId;

/// A rule id or the beginning of one: `typo` means every rule of that dictionary, `typo/布署` that rule, and
/// a text with a slash also every rule that it begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Selector(String);

impl Selector {
    /// The selector as written in a setting.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The selector as written in a setting.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it speaks of `rule`.
    #[must_use]
    pub fn matches(&self, rule: &RuleId) -> bool {
        if self.0.contains('/') {
            rule.as_str().starts_with(&self.0)
        } else {
            rule.dictionary() == self.0
        }
    }

    /// Whether it speaks of any of `rules`, which are in order.
    #[must_use]
    pub fn is_among(&self, rules: &[RuleId]) -> bool {
        let first = if self.0.contains('/') {
            self.0.clone()
        } else {
            format!("{}/", self.0)
        };
        let next = rules.partition_point(|rule| rule.as_str() < first.as_str());
        rules.get(next).is_some_and(|rule| self.matches(rule))
    }

    /// Whether it speaks of every rule that `other` speaks of.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        if self.0.contains('/') {
            other.0.starts_with(&self.0)
        } else {
            other.0.split('/').next() == Some(&self.0)
        }
    }
}
