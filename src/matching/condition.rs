//! Whether the text around a place is such that an entry holds there: its neighbours, its sentence, the marks around it.

use std::ops::Range;

use crate::{
    dictionary::Condition,
    document::{SegmentKind, prose::Paragraph},
    text::sentence::sentence_at,
};

/// Bytes before and after a place within which its sentence is looked for; the longest sentences of laws are shorter.
const REACH: usize = 1200;

/// The quotation marks and 书名号 that [`Condition::quoted`] and [`Condition::titled`] speak of.
pub(super) const QUOTES: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];
pub(super) const TITLES: [(char, char); 2] = [('《', '》'), ('〈', '〉')];

/// The sentence around `range` of `text`, in bytes of `text`.
pub(super) fn sentence(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut start = range.start.saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = (range.end + REACH).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = text.get(start..end).unwrap_or_default();
    let sentence = sentence_at(window, range.start.saturating_sub(start));
    start + sentence.start..(start + sentence.end).max(range.end)
}

/// Why `condition` does not hold for `range` of a paragraph; `None` if it holds.
pub(super) fn objection(condition: &Condition, paragraph: &Paragraph<'_>, range: &Range<usize>) -> Option<String> {
    let text = &*paragraph.text;
    if condition.heading && !matches!(paragraph.kind, SegmentKind::Title | SegmentKind::Heading) {
        return Some("不在标题里".to_owned());
    }
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    if let Some(word) = condition.not_after.iter().find(|word| before.ends_with(word.as_str())) {
        return Some(format!("前面是「{word}」"));
    }
    if let Some(word) = condition
        .not_before
        .iter()
        .find(|word| after.starts_with(word.as_str()))
    {
        return Some(format!("后面是「{word}」"));
    }
    if !condition.after.is_empty() && !condition.after.iter().any(|word| before.ends_with(word.as_str())) {
        return Some("前面不是词条要求的字".to_owned());
    }
    if !condition.before.is_empty() && !condition.before.iter().any(|word| after.starts_with(word.as_str())) {
        return Some("后面不是词条要求的字".to_owned());
    }
    let sentence = sentence(text, range);
    let (head, tail) = (
        text.get(sentence.start..range.start).unwrap_or_default(),
        text.get(range.end..sentence.end).unwrap_or_default(),
    );
    let is_near = |word: &&String| head.contains(word.as_str()) || tail.contains(word.as_str());
    if let Some(word) = condition.not_near.iter().find(is_near) {
        return Some(format!("同一句里有「{word}」"));
    }
    if !condition.near.is_empty() && !condition.near.iter().any(|word| is_near(&word)) {
        return Some("同一句里没有词条要求的字".to_owned());
    }
    for (wanted, pairs, name) in [
        (condition.quoted, &QUOTES[..], "引号"),
        (condition.titled, &TITLES[..], "书名号"),
    ] {
        match wanted {
            Some(true) if !is_inside(head, tail, pairs) => return Some(format!("不在{name}里")),
            Some(false) if is_inside(head, tail, pairs) => return Some(format!("在{name}里")),
            _ => {}
        }
    }
    None
}

/// Whether a mark opens before and closes after: the last of a pair in `head` opens, and the first in `tail` closes.
pub(super) fn is_inside(head: &str, tail: &str, pairs: &[(char, char)]) -> bool {
    pairs.iter().any(|&(open, close)| {
        let marks = [open, close];
        head.rfind(marks).is_some_and(|at| head[at..].starts_with(open))
            && tail.find(marks).is_some_and(|at| tail[at..].starts_with(close))
    })
}
