//! What was typed or pasted twice.

mod doubled_function_word;
mod doubled_phrase;
mod doubled_word;
mod list_item_repeated;
mod repeated_paragraph;
mod repeated_sentence;
mod repeated_sentence_adjacent;
mod word_ends;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "repetition",
    title: "重复",
    rules: &[
        &doubled_function_word::RULE,
        &doubled_word::RULE,
        &doubled_phrase::RULE,
        &repeated_sentence_adjacent::RULE,
        &repeated_sentence::RULE,
        &repeated_paragraph::RULE,
        &list_item_repeated::RULE,
    ],
};

/// Number of Hanzi in `text`.
fn hanzi_in(text: &str) -> usize {
    text.chars().filter(|&c| crate::text::hanzi::is_hanzi(c)).count()
}

/// What tells texts apart that are not the same, cheaply; whether two of one key are the same has to be asked.
fn key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let part = |at: usize| {
        let part = bytes.get(at..at + 8).and_then(|part| part.try_into().ok());
        part.map_or(0, u64::from_le_bytes)
    };
    let last = bytes.len().saturating_sub(8);
    [0, last / 3, last / 2, last / 3 * 2]
        .into_iter()
        .fold(bytes.len() as u64, |key, at| {
            key.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ part(at)
        })
}

/// What the lines of a list of a rule hold, without remarks.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}
