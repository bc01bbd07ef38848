//! What is reported when candidates lie over one another.
//!
//! The policy: a longer finding covers a shorter one of the same dictionary that lies within it; of several findings in
//! exactly the same place the one of the dictionary that was loaded last (the organisation's own) remains.
//! An entry that states the wrong form outright covers a near-miss over or around it, whatever the dictionary.
//! Findings that merely overlap are separate errors and all remain. Released candidates cover nothing.

use std::{cmp::Reverse, sync::Arc};

use super::{Candidate, Verdict};
use crate::dictionary::{Entry, Kind};

/// How many candidates before a near-miss are looked at: many more than ever overlap one place.
const NEAREST: usize = 64;

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
    cover_near_misses(candidates, entries);
    candidates.sort_by_key(|candidate| (candidate.range, candidate.entry));
}

/// Releases near-misses that share their place with a term. Candidates are ordered by start.
fn cover_near_misses(candidates: &mut [Candidate], entries: &[Arc<Entry>]) {
    let is_near_miss = |candidate: &Candidate| matches!(entries[candidate.entry].kind, Kind::Canonical(_));
    for index in 0..candidates.len() {
        if !is_near_miss(&candidates[index]) || candidates[index].verdict != Verdict::Reported {
            continue;
        }
        let near = candidates[index].range;
        let around = candidates[..index].iter().rev().take(NEAREST);
        let within = candidates[index + 1..]
            .iter()
            .take_while(|other| other.range.start < near.end);
        let knows_more = |other: &&Candidate| {
            matches!(entries[other.entry].kind, Kind::Term)
                && other.verdict == Verdict::Reported
                && (near.covers(other.range) || other.range.covers(near))
        };
        if let Some(entry) = around.chain(within).find(knows_more).map(|other| other.entry) {
            candidates[index].verdict = Verdict::Covered(entry);
        }
    }
}
