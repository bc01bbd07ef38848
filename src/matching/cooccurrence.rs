//! Several parts within one sentence, in any order.

use super::{
    condition::sentence,
    finder::{Finder, Found, Scene, Seen},
};
use crate::{
    dictionary::{Cooccurrence, Kind, search::Sort},
    document::prose::Paragraph,
};

/// Looks for co-occurrences.
pub(super) struct CooccurrenceFinder;

/// The number of the part that the literal of that number stands for.
fn part_of(cooccurrence: &Cooccurrence, literal: u32) -> usize {
    let mut before = literal as usize;
    let is_past = |part: &&Vec<String>| {
        let is_past = before >= part.len();
        before = before.saturating_sub(part.len());
        is_past
    };
    cooccurrence.parts.iter().take_while(is_past).count()
}

impl Finder for CooccurrenceFinder {
    fn sort(&self) -> Sort {
        Sort::Cooccurrence
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        for (index, first) in seen.iter().enumerate() {
            let entry = first.literal.entry;
            let Kind::Cooccurrence(cooccurrence) = &scene.entries[entry].kind else {
                continue;
            };
            if part_of(cooccurrence, first.literal.number) != 0 {
                continue;
            }
            let sentence = sentence(&paragraph.text, &first.range);
            // Sentences are short, and what is seen is in order.
            let around = seen[..index]
                .iter()
                .rev()
                .take_while(|other| other.range.start >= sentence.start)
                .chain(
                    seen[index..]
                        .iter()
                        .take_while(|other| other.range.start < sentence.end),
                );
            let mut has_part = vec![false; cooccurrence.parts.len()];
            for other in around {
                if other.literal.entry == entry
                    && let Some(has) = has_part.get_mut(part_of(cooccurrence, other.literal.number))
                {
                    *has = true;
                }
            }
            if has_part.into_iter().all(|has| has) {
                found.push(Found {
                    entry,
                    range: first.range.clone(),
                    finding: None,
                    released: None,
                });
            }
        }
    }
}
