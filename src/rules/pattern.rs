//! Regular expressions of rules.
//!
//! `\d` and `\w` are those of Unicode, so they take full-width digits; write `[0-9]` for the ASCII ones. The engine has
//! no look-around: match what is certain and ask [`neighbour`](crate::text::neighbour) about what stands beside it.

use regex::Regex;

/// Compiles the pattern of a rule, which is a constant: keep it in a `static` of type `LazyLock<Regex>`.
#[expect(
    clippy::expect_used,
    reason = "a rule's pattern is a constant, and the cases of the rule run it"
)]
pub(super) fn pattern(source: &'static str) -> Regex {
    Regex::new(source).expect("the pattern of a rule is valid")
}
