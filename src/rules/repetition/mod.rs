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

/// What the lines of a list of a rule hold, without remarks.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}
