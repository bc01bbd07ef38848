//! Old findings that an organisation has decided to live with for now, so that only new ones fail a run.
//!
//! A finding is known again by its rule, its text and the sentence around it, never by its line or file: what is edited
//! above it, moved or renamed stays known, and the same slip in another sentence is new. `identity` tells what a
//! finding is known by, `file` how that is written down; which files are checked is left to `cli`.

mod file;
mod identity;

use std::collections::BTreeMap;

pub use file::FILE_NAME;
pub use identity::{Identity, identities};

/// How often each finding is accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// What was checked, relative to the folder of the file.
    pub paths: Vec<String>,
    /// The findings, none of them no times.
    pub counts: BTreeMap<Identity, usize>,
}

/// A baseline compared with what is found now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What is in the baseline and still found.
    pub kept: BTreeMap<Identity, usize>,
    /// What is in the baseline and found no longer, or less often: by how much.
    pub removable: BTreeMap<Identity, usize>,
    /// What is found and not in the baseline, or more often: by how much.
    pub new: BTreeMap<Identity, usize>,
}

impl Baseline {
    /// The baseline that accepts exactly `found`.
    #[must_use]
    pub fn of(paths: Vec<String>, found: impl IntoIterator<Item = Identity>) -> Self {
        let mut counts = BTreeMap::new();
        for identity in found {
            *counts.entry(identity).or_default() += 1;
        }
        Self { paths, counts }
    }

    /// How many findings it accepts.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Compares it with what is found now.
    #[must_use]
    pub fn compare(&self, found: &Self) -> Comparison {
        let mut comparison = Comparison::default();
        let (old, now) = (&self.counts, &found.counts);
        for identity in old
            .keys()
            .chain(now.keys().filter(|identity| !old.contains_key(identity)))
        {
            let count = |counts: &BTreeMap<Identity, usize>| counts.get(identity).copied().unwrap_or_default();
            let (old, now) = (count(old), count(now));
            for (list, count) in [
                (&mut comparison.kept, old.min(now)),
                (&mut comparison.removable, old.saturating_sub(now)),
                (&mut comparison.new, now.saturating_sub(old)),
            ] {
                if count > 0 {
                    list.insert(identity.clone(), count);
                }
            }
        }
        comparison
    }
}

/// Hands out what a baseline accepts. Findings are put to it in the order of inputs and places, so that of more than it
/// holds the first are accepted, whatever the number of threads.
#[derive(Debug)]
pub struct Ledger {
    left: BTreeMap<Identity, usize>,
}

impl Ledger {
    /// A ledger from which nothing has been taken.
    #[must_use]
    pub fn new(baseline: Baseline) -> Self {
        Self { left: baseline.counts }
    }

    /// Whether the baseline accepts one more such finding.
    pub fn accept(&mut self, identity: &Identity) -> bool {
        let Some(left) = self.left.get_mut(identity).filter(|left| **left > 0) else {
            return false;
        };
        *left -= 1;
        true
    }
}
