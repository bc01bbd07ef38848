//! Where words end near a place, as the segmenter sees it.

use std::ops::Range;

use crate::text::{hanzi::is_hanzi, neighbour, segmenter::Words};

/// Hanzi on either side of a place that may decide where its words end.
const CONTEXT: usize = 12;

/// The words of the Hanzi around `range` of `text`, which holds nothing but Hanzi, with the place of each.
pub(super) fn words_around(words: &Words, text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let before = neighbour::tail(text, range.start, CONTEXT);
    let before = &before[before.trim_end_matches(is_hanzi).len()..];
    let after = neighbour::head(text, range.end, CONTEXT);
    let after = &after[..after.len() - after.trim_start_matches(is_hanzi).len()];
    let mut at = range.start - before.len();
    let Some(run) = text.get(at..range.end + after.len()) else {
        return Vec::new();
    };
    let cut = words.cut(run).into_iter().map(|word| {
        at += word.len();
        at - word.len()..at
    });
    cut.collect()
}

/// Whether `text` is one word of two characters or more.
pub(super) fn is_word(words: &Words, text: &str) -> bool {
    text.chars().nth(1).is_some() && text.chars().all(is_hanzi) && words.cut(text).len() == 1
}

/// Whether what stands at `range` of `text` makes a word together with the one or two characters in front of it.
pub(super) fn joins_before(words: &Words, text: &str, range: Range<usize>) -> bool {
    (1..=2).any(|count| {
        let before = neighbour::tail(text, range.start, count);
        before.chars().count() == count
            && text
                .get(range.start - before.len()..range.end)
                .is_some_and(|joined| is_word(words, joined))
    })
}

/// Whether what stands at `range` of `text` makes a word together with the one or two characters behind it.
pub(super) fn joins_after(words: &Words, text: &str, range: Range<usize>) -> bool {
    (1..=2).any(|count| {
        let after = neighbour::head(text, range.end, count);
        after.chars().count() == count
            && text
                .get(range.start..range.end + after.len())
                .is_some_and(|joined| is_word(words, joined))
    })
}
