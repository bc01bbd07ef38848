//! Several parts within one sentence, in any order.

use std::sync::Arc;

use super::{
    condition::sentence,
    finder::{Finder, Found, Scene, Seen},
};
use crate::{
    dictionary::{Entry, Kind},
    document::prose::Paragraph,
};

/// Looks for co-occurrences.
pub(super) struct CooccurrenceFinder {
    literals: Vec<String>,
    /// For each literal the entry and the number of the part that it stands for.
    parts: Vec<(usize, usize)>,
}

impl CooccurrenceFinder {
    /// A finder for the co-occurrences among `entries`, if there are any.
    pub(super) fn new(entries: &[Arc<Entry>]) -> Option<Self> {
        let mut finder = Self {
            literals: Vec::new(),
            parts: Vec::new(),
        };
        for (number, entry) in entries.iter().enumerate() {
            let Kind::Cooccurrence(cooccurrence) = &entry.kind else {
                continue;
            };
            for (part, texts) in cooccurrence.parts.iter().enumerate() {
                for text in texts {
                    finder.literals.push(text.clone());
                    finder.parts.push((number, part));
                }
            }
        }
        (!finder.literals.is_empty()).then_some(finder)
    }
}

impl Finder for CooccurrenceFinder {
    fn literals(&self) -> Vec<String> {
        self.literals.clone()
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        for (index, first) in seen.iter().enumerate() {
            let (entry, part) = self.parts[first.literal];
            let Kind::Cooccurrence(cooccurrence) = &scene.entries[entry].kind else {
                continue;
            };
            if part != 0 {
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
                let (of, part) = self.parts[other.literal];
                if of == entry {
                    has_part[part] = true;
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
