//! Word lists that lie beside a rule as text: a word a line, `#` begins a remark.
//!
//! They are read when the crate is compiled, so that a list can be a rule's trigger.

use aho_corasick::{AhoCorasick, MatchKind};

/// How many words the list `text` has.
pub(super) const fn count(text: &str) -> usize {
    let mut rest = text;
    let mut count = 0;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        if is_word(line) {
            count += 1;
        }
        rest = after;
    }
    count
}

/// The words of the list `text`, which has `N`.
pub(super) const fn words<const N: usize>(text: &'static str) -> [&'static str; N] {
    let mut list = [""; N];
    let mut rest = text;
    let mut at = 0;
    while at < N && !rest.is_empty() {
        let (line, after) = split_line(rest);
        if is_word(line) {
            list[at] = line;
            at += 1;
        }
        rest = after;
    }
    list
}

const fn is_word(line: &str) -> bool {
    !line.is_empty() && line.as_bytes()[0] != b'#'
}

/// The first line of `text` without its end, and what follows it.
const fn split_line(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b'\n' {
        end += 1;
    }
    let (line, rest) = text.split_at(end);
    if rest.is_empty() {
        (line, rest)
    } else {
        (line, rest.split_at(1).1)
    }
}

/// Finds `words` in a text, the longest at each place, in any case of Latin letters.
#[expect(
    clippy::expect_used,
    reason = "the words are constants and every rule's cases run them"
)]
pub(super) fn finder(words: &[&str]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(words)
        .expect("a rule's words fit into an automaton")
}

/// The words of a file beside the rule, as a slice that lives forever.
macro_rules! word_list {
    ($file:literal) => {{
        const TEXT: &str = include_str!($file);
        const WORDS: [&str; $crate::rules::word_list::count(TEXT)] = $crate::rules::word_list::words(TEXT);
        &WORDS as &'static [&'static str]
    }};
}
pub(super) use word_list;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_empty_lines_are_no_words() {
        const TEXT: &str = "# 说明\n甲乙\n\n丙丁\n戊己";
        assert_eq!(words::<{ count(TEXT) }>(TEXT), ["甲乙", "丙丁", "戊己"]);
        assert_eq!(words::<{ count("") }>(""), [""; 0]);
    }
}
