//! What the segmenter's word list says of a few characters: how well they fall into words.
//!
//! The list knows words that the counted texts never use, which is why it is asked besides them.

use super::{
    candidates::MIDDLE,
    symbols::{Symbol, character},
};
use crate::text::segmenter::Words;

/// A list of words with their frequencies.
pub(crate) trait WordSource {
    /// Calls `found` with the length in bytes and the frequency of each word that begins at the start of `text`.
    fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, u64));
}

impl WordSource for Words {
    fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, u64)) {
        self.prefixes(text, |word, frequency| found(word.len(), frequency));
    }
}

/// The frequencies of all words together, about.
const TOTAL_LN: f32 = 17.9;

/// How seven symbols fall into words.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Fit {
    /// The logarithm of the likelihood of the likeliest words.
    pub(crate) likelihood: f32,
    /// Characters of the word over the middle.
    pub(crate) length: u8,
}

/// How the Hanzi around the middle fall into words.
pub(crate) fn fit(seven: &[Symbol; 7], words: &impl WordSource) -> Fit {
    let mut text = String::with_capacity(seven.len() * 4);
    let mut starts = Vec::with_capacity(seven.len() + 1);
    let mut middle = 0;
    for (place, &symbol) in seven.iter().enumerate() {
        match character(symbol) {
            Some(c) => {
                if place == MIDDLE {
                    middle = starts.len();
                }
                starts.push(text.len());
                text.push(c);
            }
            None if place < MIDDLE => {
                text.clear();
                starts.clear();
            }
            None => break,
        }
    }
    let count = starts.len();
    starts.push(text.len());
    // The best way to the start of each character, and the length of the word over the middle on that way.
    let mut best: [Option<Fit>; 8] = [None; 8];
    best[0] = Some(Fit::default());
    for at in 0..count {
        let (Some(&start), Some(Some(reached))) = (starts.get(at), best.get(at).copied()) else {
            continue;
        };
        let mut reach = |length: usize, likelihood: f32| {
            let is_over = (at..at + length).contains(&middle);
            let fit = Fit {
                likelihood: reached.likelihood + likelihood,
                length: if is_over {
                    u8::try_from(length).unwrap_or(u8::MAX)
                } else {
                    reached.length
                },
            };
            if let Some(slot) = best.get_mut(at + length)
                && slot.is_none_or(|other| other.likelihood < fit.likelihood)
            {
                *slot = Some(fit);
            }
        };
        reach(1, -TOTAL_LN);
        words.prefixes(text.get(start..).unwrap_or_default(), &mut |bytes, frequency| {
            let end = starts.iter().position(|&other| other == start + bytes);
            if let Some(end) = end {
                reach(end - at, ln(frequency) - TOTAL_LN);
            }
        });
    }
    best.get(count).copied().flatten().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "a logarithm needs no more")]
fn ln(frequency: u64) -> f32 {
    (frequency as f32 + 0.5).ln()
}
