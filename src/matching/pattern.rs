//! Regular expressions.
//!
//! A text holds few places where an expression could match. Of each expression the texts are known of which one must
//! stand in any match; only where one stands is the expression compiled and tried.

use super::{
    finder::{Finder, Found, Scene, Seen},
    validation,
};
use crate::{
    dictionary::{Kind, search::Sort},
    document::prose::Paragraph,
};

/// Looks for patterns.
pub(super) struct PatternFinder {
    /// The entries of which no text tells where they could match.
    everywhere: Vec<usize>,
}

impl PatternFinder {
    /// A finder for patterns, of which those `everywhere` must be tried wherever there is text.
    pub(super) const fn new(everywhere: Vec<usize>) -> Self {
        Self { everywhere }
    }
}

impl Finder for PatternFinder {
    fn sort(&self) -> Sort {
        Sort::Pattern
    }

    fn is_unconditional(&self) -> bool {
        !self.everywhere.is_empty()
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        let mut told: Vec<usize> = seen.iter().map(|seen| seen.literal.entry).collect();
        told.extend(&self.everywhere);
        told.sort_unstable();
        told.dedup();
        for entry in told {
            let Kind::Pattern(pattern) = &scene.entries[entry].kind else {
                continue;
            };
            let Some(regex) = pattern.expression.regex() else {
                continue;
            };
            for captures in regex.captures_iter(&paragraph.text) {
                let Some(hit) = captures.name("x").or_else(|| captures.get(0)) else {
                    continue;
                };
                if !hit.is_empty() {
                    found.push(Found {
                        entry,
                        range: hit.range(),
                        finding: None,
                        released: validation::released(pattern, hit.as_str(), scene.day.published),
                    });
                }
            }
        }
    }
}
