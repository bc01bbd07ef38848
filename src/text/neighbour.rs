//! What stands beside a place in a text, for rules whose patterns need to look around.
//!
//! The regex engine is linear in time because it has no look-around; a rule matches what is certain and asks here
//! about the neighbours. Every place is a byte offset; one that is no char boundary has no neighbours.

use std::ops::Range;

use super::hanzi::is_hanzi;

/// The character that ends at byte `at` of `text`.
#[must_use]
pub fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character that begins at byte `at` of `text`.
#[must_use]
pub fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The characters on either side of `range` of `text`.
#[must_use]
pub fn beside(text: &str, range: &Range<usize>) -> [Option<char>; 2] {
    [before(text, range.start), after(text, range.end)]
}

/// Whether an opening quotation mark stands among the last `count` characters before byte `at` of `text` and no closing
/// one after it.
#[must_use]
pub fn is_quoted(text: &str, at: usize, count: usize) -> bool {
    let window = tail(text, at, count);
    window.rfind('“') > window.rfind('”')
}

/// The last `count` characters of `text` before byte `at`, or all there are.
#[must_use]
pub fn tail(text: &str, at: usize, count: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let start = head
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(head.len(), |(at, _)| at);
    head.get(start..).unwrap_or_default()
}

/// The first `count` characters of `text` from byte `at` on, or all there are.
#[must_use]
pub fn head(text: &str, at: usize, count: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
    rest.get(..end).unwrap_or_default()
}

/// The Hanzi that end at byte `at` of `text`, at most `count`.
#[must_use]
pub fn hanzi_before(text: &str, at: usize, count: usize) -> &str {
    let window = tail(text, at, count);
    window
        .get(window.trim_end_matches(is_hanzi).len()..)
        .unwrap_or_default()
}

/// The Hanzi that begin at byte `at` of `text`, at most `count`.
#[must_use]
pub fn hanzi_after(text: &str, at: usize, count: usize) -> &str {
    let window = head(text, at, count);
    window
        .get(..window.len() - window.trim_start_matches(is_hanzi).len())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_whole_characters() {
        let text = "约三百人。";
        assert_eq!((before(text, 0), after(text, 0)), (None, Some('约')));
        assert_eq!((before(text, 3), after(text, 3)), (Some('约'), Some('三')));
        assert_eq!((before(text, 15), after(text, 15)), (Some('。'), None));
        assert_eq!((before(text, 1), after(text, 99)), (None, None));
        assert_eq!(
            (tail(text, 9, 2), tail(text, 9, 9), tail(text, 0, 2)),
            ("三百", "约三百", "")
        );
        assert_eq!(
            (head(text, 9, 1), head(text, 9, 9), head(text, 15, 2)),
            ("人", "人。", "")
        );
    }

    #[test]
    fn runs_of_hanzi_end_at_other_characters_or_the_count() {
        let text = "约3百人到场，";
        assert_eq!(
            (hanzi_before(text, 16, 9), hanzi_before(text, 16, 2)),
            ("百人到场", "到场")
        );
        assert_eq!((hanzi_after(text, 4, 9), hanzi_after(text, 4, 2)), ("百人到场", "百人"));
        assert_eq!((hanzi_before(text, 4, 9), hanzi_after(text, 16, 9)), ("", ""));
    }
}
