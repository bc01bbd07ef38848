//! Where a sentence begins and ends, for judgements that hold within one.
//!
//! A sentence ends after 。！？； or a line end and the closing marks that follow. Abbreviations and decimal points do not
//! matter, since official prose ends no sentence with a full stop of half width.

use std::ops::Range;

const ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];
const CLOSING: [char; 7] = ['”', '’', '）', '》', '」', '』', '】'];

/// The sentences of `text` in order, as byte ranges that together cover it.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let range = start..start + length(rest);
        start = range.end;
        Some(range)
    })
}

/// Likewise of a text of `length` bytes, given all its characters that may end or close a sentence after their places;
/// others do no harm.
pub(crate) fn sentences_between(length: usize, separators: &[(usize, char)]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut rest = separators.iter().copied().peekable();
    std::iter::from_fn(move || {
        if start >= length {
            return None;
        }
        let mut end = length;
        if let Some((at, c)) = rest.find(|(_, c)| ENDS.contains(c)) {
            end = at + c.len_utf8();
            while let Some((at, c)) = rest.next_if(|(at, c)| *at == end && (ENDS.contains(c) || CLOSING.contains(c))) {
                end = at + c.len_utf8();
            }
        }
        let sentence = start..end;
        start = end;
        Some(sentence)
    })
}

/// The sentence that holds byte `at` of `text`; the last one for a place at the end.
#[must_use]
pub fn sentence_at(text: &str, at: usize) -> Range<usize> {
    let mut start = at.min(text.len());
    while start > 0 && !begins_at(text, start) {
        start -= 1;
    }
    start..start + length(&text[start..])
}

/// Whether a sentence begins at byte `at`, which is neither the first nor need be a char boundary.
fn begins_at(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else {
        return false;
    };
    !after.is_empty()
        && !after.starts_with(ENDS)
        && !after.starts_with(CLOSING)
        && before.trim_end_matches(CLOSING).ends_with(ENDS)
}

/// Bytes of the first sentence of `text`.
fn length(text: &str) -> usize {
    let Some(end) = text.find(ENDS) else {
        return text.len();
    };
    let rest = text[end..].trim_start_matches(|c| ENDS.contains(&c) || CLOSING.contains(&c));
    text.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_cover_the_text() {
        let text = "他说：“好。”大家鼓掌！！第二句；第三句\n末句";
        let parts: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(parts, ["他说：“好。”", "大家鼓掌！！", "第二句；", "第三句\n", "末句"]);
        let separators: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_alphabetic()).collect();
        assert!(sentences(text).eq(sentences_between(text.len(), &separators)));
        for range in sentences(text) {
            for (at, _) in text[range.clone()].char_indices() {
                assert_eq!(&text[sentence_at(text, range.start + at)], &text[range.clone()], "{at}");
            }
        }
        assert_eq!(&text[sentence_at(text, text.len())], "末句");
    }
}
