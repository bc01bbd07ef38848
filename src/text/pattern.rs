//! Regular expressions that are constants of the program.
//!
//! `\d` and `\w` are those of Unicode, so they take full-width digits; write `[0-9]` for the ASCII ones. The engine has
//! no look-around: match what is certain and ask [`neighbour`](crate::text::neighbour) about what stands beside it. What others write is
//! compiled with limits by `dictionary`.

use regex::Regex;

/// Compiles a constant pattern: keep it in a `static` of type `LazyLock<Regex>`.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant, and the cases of its rule or kind run it"
)]
pub(crate) fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a constant pattern is valid")
}
