//! Compiles the patterns of rules.

use regex::Regex;

/// The pattern `source`, which is a constant of a rule.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant and every rule's cases run it"
)]
pub(super) fn pattern(source: &'static str) -> Regex {
    Regex::new(source).expect("a rule's pattern is a regular expression")
}
