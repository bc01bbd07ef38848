//! Regular expressions.
//!
//! A text holds few places where an expression could match. From each expression the texts are drawn of which one must
//! stand in any match; only where one stands is the expression tried.

use std::sync::Arc;

use regex::Regex;
use regex_syntax::hir::{Hir, HirKind, literal::Extractor};

use super::finder::{Finder, Found, Scene, Seen};
use crate::{
    dictionary::{Entry, Kind, expression::compile},
    document::prose::Paragraph,
};

/// More texts than this cost more to look for than the expression itself.
const MOST_LITERALS: usize = 64;

/// Looks for patterns.
pub(super) struct PatternFinder {
    patterns: Vec<Compiled>,
    literals: Vec<String>,
    /// For each literal the number of the pattern that it tells of.
    tells: Vec<usize>,
}

struct Compiled {
    entry: usize,
    regex: Regex,
    /// Whether no text tells where it could match.
    everywhere: bool,
}

impl PatternFinder {
    /// A finder for the patterns among `entries`, if there are any.
    ///
    /// # Errors
    ///
    /// An expression that cannot be compiled; [`compile`] refuses it first.
    pub(super) fn new(entries: &[Arc<Entry>]) -> Result<Option<Self>, String> {
        let mut finder = Self {
            patterns: Vec::new(),
            literals: Vec::new(),
            tells: Vec::new(),
        };
        for (number, entry) in entries.iter().enumerate() {
            let Kind::Pattern(pattern) = &entry.kind else {
                continue;
            };
            let regex = compile(&pattern.expression).map_err(|message| format!("{}：{message}", entry.rule))?;
            let literals = regex_syntax::parse(&pattern.expression)
                .ok()
                .and_then(|hir| required(&hir));
            finder.patterns.push(Compiled {
                entry: number,
                regex,
                everywhere: literals.is_none(),
            });
            for literal in literals.into_iter().flatten() {
                finder.literals.push(literal);
                finder.tells.push(finder.patterns.len() - 1);
            }
        }
        Ok((!finder.patterns.is_empty()).then_some(finder))
    }
}

impl Finder for PatternFinder {
    fn literals(&self) -> Vec<String> {
        self.literals.clone()
    }

    fn is_unconditional(&self) -> bool {
        self.patterns.iter().any(|pattern| pattern.everywhere)
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], _: &Scene<'_>, found: &mut Vec<Found>) {
        let mut told: Vec<usize> = seen.iter().map(|seen| self.tells[seen.literal]).collect();
        told.extend((0..self.patterns.len()).filter(|&number| self.patterns[number].everywhere));
        told.sort_unstable();
        told.dedup();
        for number in told {
            let Compiled { entry, regex, .. } = &self.patterns[number];
            for captures in regex.captures_iter(&paragraph.text) {
                let Some(hit) = captures.name("x").or_else(|| captures.get(0)) else {
                    continue;
                };
                if !hit.is_empty() {
                    found.push(Found {
                        entry: *entry,
                        range: hit.range(),
                        finding: None,
                        released: None,
                    });
                }
            }
        }
    }
}

/// Texts of two characters or more of which one stands in every match; `None` if there are none that help.
fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(required(branch)?);
            }
            (all.len() <= MOST_LITERALS).then_some(all)
        }
        HirKind::Concat(parts) => {
            let starts = (0..parts.len()).map(|start| Hir::concat(parts[start..].to_vec()));
            starts
                .filter_map(|rest| prefixes(&rest))
                .chain(parts.iter().filter_map(required))
                .max_by_key(|texts| {
                    let shortest = texts.iter().map(|text| text.chars().count()).min();
                    (shortest, std::cmp::Reverse(texts.len()))
                })
        }
        _ => prefixes(hir),
    }
}

/// The texts with one of which every match begins.
fn prefixes(hir: &Hir) -> Option<Vec<String>> {
    let sequence = Extractor::new().limit_total(MOST_LITERALS).extract(hir);
    let texts: Option<Vec<String>> = sequence
        .literals()?
        .iter()
        .map(|literal| String::from_utf8(literal.as_bytes().to_vec()).ok())
        .collect();
    texts.filter(|texts| !texts.is_empty() && texts.iter().all(|text| text.chars().nth(1).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_a_required_text() {
        for (expression, expected) in [
            ("约[0-9]+人左右", Some(vec!["人左右"])),
            ("(?:大约|大概).{0,9}(?:左右|上下)", Some(vec!["左右", "上下"])),
            ("[0-9]+年", None),
            ("(?P<x>登陆)(?:网站|系统)", Some(vec!["登陆网站", "登陆系统"])),
        ] {
            let found = required(&regex_syntax::parse(expression).unwrap());
            let found: Option<Vec<&str>> = found.as_ref().map(|texts| texts.iter().map(String::as_str).collect());
            assert_eq!(found, expected, "{expression}");
        }
    }
}
