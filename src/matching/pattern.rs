//! Regular expressions.
//!
//! A text holds few places where an expression could match. Of each expression the texts are known of which one must
//! stand in any match; only where one stands is the expression compiled and tried.

use std::sync::Arc;

use super::finder::{Finder, Found, Scene, Seen};
use crate::{
    dictionary::{Entry, Kind},
    document::prose::Paragraph,
};

/// Looks for patterns.
pub(super) struct PatternFinder {
    literals: Vec<String>,
    /// For each literal the entry that it tells of.
    tells: Vec<usize>,
    /// The entries of which no text tells where they could match.
    everywhere: Vec<usize>,
}

impl PatternFinder {
    /// A finder for the patterns among `entries`, if there are any.
    pub(super) fn new(entries: &[Arc<Entry>]) -> Option<Self> {
        let mut finder = Self {
            literals: Vec::new(),
            tells: Vec::new(),
            everywhere: Vec::new(),
        };
        for (number, entry) in entries.iter().enumerate() {
            if let Kind::Pattern(pattern) = &entry.kind {
                match pattern.expression.literals() {
                    Some(literals) => {
                        finder.literals.extend(literals.iter().cloned());
                        finder.tells.resize(finder.literals.len(), number);
                    }
                    None => finder.everywhere.push(number),
                }
            }
        }
        (!finder.literals.is_empty() || !finder.everywhere.is_empty()).then_some(finder)
    }
}

impl Finder for PatternFinder {
    fn literals(&self) -> &[String] {
        &self.literals
    }

    fn is_unconditional(&self) -> bool {
        !self.everywhere.is_empty()
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        let mut told: Vec<usize> = seen.iter().map(|seen| self.tells[seen.literal]).collect();
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
                        released: None,
                    });
                }
            }
        }
    }
}
