//! Where a mark stands and whether a text only talks about it.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::pattern::pattern,
    text::neighbour,
};

/// Paragraphs at the head of a text among which a mark without a star stands; further down the same words are
/// a heading or an item of a list.
pub(super) const HEAD: usize = 8;

/// Characters looked at on either side of a place.
const WINDOW: usize = 60;

/// A line of a paragraph, for marks have one to themselves.
#[derive(Debug)]
pub(super) struct Line<'p> {
    pub(super) paragraph: &'p Paragraph<'p>,
    /// Without white space at its ends.
    pub(super) text: &'p str,
    /// Where it begins in the paragraph, in bytes.
    pub(super) start: usize,
}

impl Line<'_> {
    /// The source of `range` of the line.
    pub(super) fn source(&self, range: Range<usize>) -> crate::TextRange {
        self.paragraph.source(self.start + range.start..self.start + range.end)
    }
}

/// The lines of `paragraph` that are not empty.
pub(super) fn lines<'p>(paragraph: &'p Paragraph<'_>) -> impl Iterator<Item = Line<'p>> {
    let mut next = 0;
    paragraph.text.split('\n').filter_map(move |line| {
        let start = next + (line.len() - line.trim_start().len());
        next += line.len() + 1;
        let text = line.trim();
        (!text.is_empty()).then_some(Line { paragraph, text, start })
    })
}

/// The lines of running text and headings at the head of a document.
pub(super) fn head<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Line<'p>> {
    body(prose).take(HEAD)
}

/// The lines of running text and headings. A page's own title and its tooltips carry no marks.
pub(super) fn body<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Line<'p>> {
    prose
        .paragraphs
        .iter()
        .filter(|paragraph| matches!(paragraph.kind, SegmentKind::Body | SegmentKind::Heading))
        .flat_map(lines)
}

/// Whether the place `range` of `text` is talked about: in quotes, or beside words of rules and examples.
pub(super) fn is_talk(text: &str, range: &Range<usize>) -> bool {
    static TALK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "标志|标注|标识|标明|标有|印有|盖有|写有|注明|字样|样式|形式|例如|[譬比]如|如[：:“]|是指|应当|规定|办法|条例|分为|一般为|不得超过",
        )
    });
    let before = neighbour::tail(text, range.start, WINDOW);
    let after = neighbour::head(text, range.end, WINDOW);
    is_quoted(before) || TALK.is_match(before) || TALK.is_match(after)
}

/// Whether a quotation or a title is open at the end of `before`.
pub(super) fn is_quoted(before: &str) -> bool {
    let mut depth = 0_usize;
    let mut straight = false;
    for c in before.chars() {
        match c {
            '“' | '‘' | '《' | '〈' | '「' | '『' => depth += 1,
            '”' | '’' | '》' | '〉' | '」' | '』' => depth = depth.saturating_sub(1),
            '"' => straight = !straight,
            _ => {}
        }
    }
    depth > 0 || straight
}

/// Whether `line` is the text of a link, as an item of a menu is.
pub(super) fn is_link(prose: &Prose<'_>, line: &Line<'_>) -> bool {
    let start = line.source(0..line.text.len()).start;
    let before = neighbour::tail(prose.document.source(), start, 300).trim_end();
    if before.ends_with('[') {
        return true;
    }
    let tag = before.rsplit('<').next().unwrap_or_default();
    before.ends_with('>') && (tag.starts_with("a ") || tag.starts_with("A "))
}

/// `text` without brackets around it, and where the rest begins.
pub(super) fn without_brackets(text: &str) -> (&str, usize) {
    let inner = text.trim_start_matches(['（', '(', '【', '[', '［', '〔', ' ', '\u{3000}', '*', '#']);
    let start = text.len() - inner.len();
    (
        inner.trim_end_matches(['）', ')', '】', ']', '］', '〕', ' ', '\u{3000}', '*', '。']),
        start,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_quotation_is_one_that_was_not_closed() {
        for (before, expected) in [
            ("印有“", true),
            ("“好”", false),
            ("《文件（", true),
            ("\"", true),
            ("", false),
        ] {
            assert_eq!(is_quoted(before), expected, "{before}");
        }
    }
}
