//! Where which rules are answered for, and which of these answers were needed.

use std::collections::HashMap;

use super::directive::Terms;
use crate::{config::Selector, diagnostic::Diagnostic, text::text_range::TextRange};

/// The scopes of one document. Findings are put to them in the order of their places.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    scopes: Vec<Scope>,
    /// Numbers of the scopes by where they begin; made when the first finding is met.
    order: Option<std::vec::IntoIter<usize>>,
    /// The first scope that begins behind the last finding.
    next: Option<usize>,
    /// By selector, the scopes that have begun, with the number of the selector among their own; the last begun is last.
    begun: HashMap<String, Vec<(usize, usize)>>,
}

#[derive(Debug)]
struct Scope {
    /// The directive.
    note: TextRange,
    /// What it holds for.
    range: TextRange,
    /// Its selectors, and whether each has accepted something.
    selectors: Vec<(Selector, bool)>,
    reason: String,
}

impl Scopes {
    /// The directive at `note` holds for `range`.
    pub(super) fn add(&mut self, note: TextRange, range: TextRange, terms: Terms) {
        self.scopes.push(Scope {
            note,
            range,
            selectors: terms.selectors.into_iter().map(|selector| (selector, false)).collect(),
            reason: terms.reason,
        });
    }

    /// The reason for which `diagnostic` is accepted, if it is: that of the scope begun last before it.
    pub(super) fn accept(&mut self, diagnostic: &Diagnostic) -> Option<String> {
        let at = diagnostic.range.start;
        self.advance(at);
        let rule = diagnostic.rule.as_str();
        let dictionary = diagnostic.rule.dictionary();
        // A selector is a dictionary or what a rule begins with, so that there is no need to try each.
        let longer = (dictionary.len() + 1..=rule.len()).filter_map(|length| rule.get(..length));
        let mut accepted: Option<(usize, usize)> = None;
        for selector in std::iter::once(dictionary).chain(longer) {
            let Some(begun) = self.begun.get_mut(selector) else {
                continue;
            };
            while let Some(&(scope, number)) = begun.last() {
                let scope_range = self.scopes.get(scope).map(|scope| scope.range);
                if scope_range.is_some_and(|range| at < range.end) {
                    let start = |index: usize| self.scopes.get(index).map(|scope| scope.range.start);
                    if accepted.is_none_or(|(best, _)| start(best) < start(scope)) {
                        accepted = Some((scope, number));
                    }
                    break;
                }
                begun.pop();
            }
        }
        let (scope, number) = accepted?;
        let scope = self.scopes.get_mut(scope)?;
        if let Some((_, is_used)) = scope.selectors.get_mut(number) {
            *is_used = true;
        }
        Some(scope.reason.clone())
    }

    /// For each directive with selectors that accepted nothing though they are in force: its place and those.
    pub(super) fn unused(&self, is_in_force: impl Fn(&Selector) -> bool) -> Vec<(TextRange, Vec<&Selector>)> {
        let unused = self.scopes.iter().map(|scope| {
            let selectors = scope.selectors.iter();
            let idle = selectors.filter(|(selector, is_used)| !is_used && is_in_force(selector));
            (scope.note, idle.map(|(selector, _)| selector).collect::<Vec<_>>())
        });
        unused.filter(|(_, selectors)| !selectors.is_empty()).collect()
    }

    /// Begins the scopes that begin at or before `at`.
    fn advance(&mut self, at: usize) {
        let order = self.order.get_or_insert_with(|| {
            let mut order: Vec<usize> = (0..self.scopes.len()).collect();
            order.sort_by_key(|&index| self.scopes.get(index).map(|scope| scope.range.start));
            order.into_iter()
        });
        loop {
            let Some(index) = self.next.take().or_else(|| order.next()) else {
                return;
            };
            let Some(scope) = self.scopes.get(index) else { continue };
            if scope.range.start > at {
                self.next = Some(index);
                return;
            }
            for (number, (selector, _)) in scope.selectors.iter().enumerate() {
                let begun = self.begun.entry(selector.as_str().to_owned()).or_default();
                begun.push((index, number));
            }
        }
    }
}
