//! Two audits compared: what is new, what was repaired, what remains.
//!
//! A finding is known again by its rule, its text and its sentence, and by nothing that says where it is, so that posts
//! may move, be renamed or come in another export.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{
    aggregate::{Audit, Group},
    json::{Former, FormerFinding},
    judge::Finding,
};

/// What became of the findings of a former audit, as numbers in its and in the later list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Findings of the later audit that the former did not have.
    pub new: Vec<usize>,
    /// Findings of the former audit that the later does not have.
    pub repaired: Vec<usize>,
    /// Findings that both have, by their numbers in the later.
    pub remaining: Vec<usize>,
}

type Key<'k> = (&'k str, &'k str, &'k str, &'k str);

fn former_key(finding: &FormerFinding) -> Key<'_> {
    (&finding.rule, &finding.text, &finding.before, &finding.after)
}

fn key(finding: &Finding) -> Key<'_> {
    (finding.rule.as_str(), &finding.text, &finding.before, &finding.after)
}

/// Compares two lists of findings; where a key occurs several times, so many of them are matched as both lists have.
fn changes<'k>(old: impl Iterator<Item = Key<'k>>, new: impl Iterator<Item = Key<'k>>) -> Changes {
    let mut unmatched: HashMap<Key<'k>, Vec<usize>> = HashMap::new();
    for (number, key) in old.enumerate() {
        unmatched.entry(key).or_default().push(number);
    }
    let mut changes = Changes::default();
    for (number, key) in new.enumerate() {
        match unmatched.get_mut(&key).and_then(Vec::pop) {
            Some(_) => changes.remaining.push(number),
            None => changes.new.push(number),
        }
    }
    changes.repaired = unmatched.into_values().flatten().collect();
    changes.repaired.sort_unstable();
    changes
}

/// What changed from one audit to a later one.
#[must_use]
pub fn between(old: &Former, new: &Former) -> Changes {
    changes(old.findings.iter().map(former_key), new.findings.iter().map(former_key))
}

/// A former audit beside this one.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// The day on which the former was made.
    pub date: Date,
    /// Its posts.
    pub posts: usize,
    /// Its Hanzi.
    pub hanzi: u64,
    /// Its errors, warnings and infos.
    pub counts: [usize; 3],
    /// Findings that it did not have.
    pub new: usize,
    /// Findings of its that are gone.
    pub repaired: usize,
    /// Findings that it had too.
    pub remaining: usize,
}

impl Comparison {
    /// Compares `audit` with a former one.
    #[must_use]
    pub fn of(former: &Former, audit: &Audit) -> Self {
        let Group { posts, hanzi, counts } = former.whole();
        let changes = changes(former.findings.iter().map(former_key), audit.findings.iter().map(key));
        Self {
            date: former.date,
            posts,
            hanzi,
            counts,
            new: changes.new.len(),
            repaired: changes.repaired.len(),
            remaining: changes.remaining.len(),
        }
    }

    /// The former audit, counted.
    #[must_use]
    pub const fn whole(&self) -> Group {
        Group {
            posts: self.posts,
            hanzi: self.hanzi,
            counts: self.counts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_known_again_as_often_as_it_was_there() {
        let a = ("typo/布署", "布署", "认真", "工作。");
        let b = ("typo/布署", "布署", "再次", "工作。");
        let found = changes([a, a, b].into_iter(), [b, a, ("x/y", "", "", "")].into_iter());
        assert_eq!((found.new, found.remaining), (vec![2], vec![0, 1]));
        assert_eq!(found.repaired, [0]);
    }
}
