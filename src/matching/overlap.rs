//! What is reported when candidates lie over one another.
//!
//! The policy: a longer finding covers a shorter one of the same dictionary that lies within it; of several findings in
//! exactly the same place the one of the dictionary that was loaded last (the organisation's own) remains.
//! Findings that merely overlap are separate errors and all remain. Released candidates cover nothing.

use std::{cmp::Reverse, sync::Arc};

use super::{Candidate, Verdict};
use crate::dictionary::Entry;

/// Releases what is covered and leaves the candidates ordered by place.
pub(super) fn resolve(candidates: &mut [Candidate], entries: &[Arc<Entry>]) {
    // In this order whatever covers another stands before it.
    candidates.sort_by_key(|candidate| {
        (
            candidate.range.start,
            Reverse(candidate.range.end),
            Reverse(candidate.entry),
        )
    });
    for index in 0..candidates.len() {
        let (earlier, later) = candidates.split_at_mut(index + 1);
        let covering = &earlier[index];
        if covering.verdict != Verdict::Reported {
            continue;
        }
        let within = later
            .iter_mut()
            .take_while(|other| other.range.start < covering.range.end)
            .filter(|other| other.verdict == Verdict::Reported && covering.range.covers(other.range));
        for covered in within {
            let dictionary = |candidate: &Candidate| entries[candidate.entry].rule.dictionary();
            if covered.range == covering.range || dictionary(covered) == dictionary(covering) {
                covered.verdict = Verdict::Covered(covering.entry);
            }
        }
    }
    candidates.sort_by_key(|candidate| (candidate.range, candidate.entry));
}
