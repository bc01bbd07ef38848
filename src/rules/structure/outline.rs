//! The outline of a text: its lines, and the numbers in front of them.
//!
//! A line is what stands between two line ends that a reader sees. Titles and descriptions of a document are not part
//! of its outline.

use std::ops::Range;

use super::numeral::{circled, is_digit, is_hanzi_numeral, number};
use crate::{
    document::{
        Document, Format, SegmentKind,
        prose::{Paragraph, Prose},
    },
    text::{marks::Marks, neighbour, text_range::TextRange},
};

/// Characters of a number in front of a line.
const LONGEST_NUMBER: usize = 4;

/// Characters in front of a Markdown list item.
const LONGEST_MARKER: usize = 16;

/// A line of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'p> {
    /// Its paragraph.
    pub(super) paragraph: &'p Paragraph<'p>,
    /// Where it begins in the paragraph's text.
    pub(super) start: usize,
    /// Its text.
    pub(super) text: &'p str,
}

impl Line<'_> {
    /// The source of a range of its text.
    pub(super) fn source(&self, range: Range<usize>) -> TextRange {
        self.paragraph.source(self.start + range.start..self.start + range.end)
    }

    /// The number in front of it in the source that is no text, because Markdown counts by itself.
    pub(super) fn marker(&self, document: &Document) -> Option<u32> {
        if self.start > 0 || document.format() != Format::Markdown {
            return None;
        }
        let start = self.paragraph.source(0..0).start;
        let before = document.source().as_bytes().get(..start)?;
        // Most paragraphs are no items, and this is asked of all of them.
        if !before
            .last()
            .is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'*' | b'_'))
        {
            return None;
        }
        let before = neighbour::tail(document.source(), start, LONGEST_MARKER);
        let marker = before.rsplit('\n').next()?.trim_matches([' ', '\t', '>', '*', '_']);
        number(marker.strip_suffix(['.', ')'])?)
    }

    /// Its separators, as those of a [`Paragraph`].
    pub(super) fn separators(&self) -> impl Iterator<Item = (usize, char)> {
        let all = self.paragraph.separators();
        let first = all.partition_point(|&(at, _)| at < self.start);
        let rest = all.get(first..).unwrap_or_default().iter();
        rest.map(|&(at, c)| (at - self.start, c))
            .take_while(|&(at, _)| at < self.text.len())
    }

    /// Whether it stands in a heading.
    pub(super) fn is_heading(&self) -> bool {
        self.paragraph.kind == SegmentKind::Heading
    }
}

/// The lines of the body and its headings, in order.
pub(super) fn lines<'p>(prose: &'p Prose<'p>) -> Vec<Line<'p>> {
    let mut lines = Vec::with_capacity(prose.paragraphs.len());
    for paragraph in &prose.paragraphs {
        if !matches!(paragraph.kind, SegmentKind::Body | SegmentKind::Heading) {
            continue;
        }
        let mut start = 0;
        let mut text = &*paragraph.text;
        // Few paragraphs have more than one, and what they are made of is known.
        if paragraph.marks().intersects(Marks::LINE_BREAK) {
            while let Some((line, rest)) = text.split_once('\n') {
                lines.push(Line {
                    paragraph,
                    start,
                    text: line,
                });
                start += line.len() + 1;
                text = rest;
            }
        }
        lines.push(Line { paragraph, start, text });
    }
    lines
}

/// The last line that is not blank.
pub(super) fn last_line<'p>(prose: &'p Prose<'p>) -> Option<Line<'p>> {
    prose
        .paragraphs
        .iter()
        .rev()
        .filter(|paragraph| matches!(paragraph.kind, SegmentKind::Body | SegmentKind::Heading))
        .find_map(|paragraph| {
            let text = paragraph.text.trim_end();
            let start = text.rfind('\n').map_or(0, |end| end + 1);
            let line = Line {
                paragraph,
                start,
                text: text.get(start..)?,
            };
            (!line.text.is_empty()).then_some(line)
        })
}

/// How a number in front of a line is written; a later level is part of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// 一、
    Hanzi,
    /// （一）
    BracketedHanzi,
    /// 1.
    Arabic,
    /// （1） or 1）
    BracketedArabic,
    /// ①
    Circled,
}

impl Level {
    /// Number of levels.
    pub(super) const COUNT: usize = 5;
}

/// A number in front of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// How it is written.
    pub(super) level: Level,
    /// Its value; not zero.
    pub(super) number: u32,
    /// Where its digits are in the line.
    pub(super) digits: Range<usize>,
    /// Where what follows it begins.
    pub(super) end: usize,
    /// Whether it could as well be a part of what follows: 5.1月份, 一、二季度.
    pub(super) is_doubtful: bool,
}

/// The number in front of `line`, unless it plainly is a reference: （一）和（二）项.
pub(super) fn label(line: &str) -> Option<Label> {
    let body = without_indent(line);
    let start = line.len() - body.len();
    if let Some(label) = circled_label(body, start) {
        return Some(label);
    }
    let inside = body.strip_prefix(['（', '(']);
    let text = inside.unwrap_or(body);
    let first = text.chars().next()?;
    let is_numeral = if is_digit(first) {
        is_digit
    } else if is_hanzi_numeral(first) {
        is_hanzi_numeral
    } else {
        return None;
    };
    let length: usize = text
        .chars()
        .take(LONGEST_NUMBER + 1)
        .take_while(|&c| is_numeral(c))
        .map(char::len_utf8)
        .sum();
    let (digits, rest) = text.split_at_checked(length)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let mark = rest.chars().next()?;
    let level = match (inside, mark) {
        (Some(_), '）' | ')') if is_digit(first) => Level::BracketedArabic,
        (Some(_), '）' | ')') => Level::BracketedHanzi,
        (None, '）' | ')') if is_digit(first) => Level::BracketedArabic,
        (None, '.' | '．' | '、') if is_digit(first) => Level::Arabic,
        (None, '、') if !is_digit(first) => Level::Hanzi,
        _ => return None,
    };
    let number = number(digits).filter(|&number| number > 0)?;
    if digits.chars().count() > LONGEST_NUMBER || (is_digit(first) && number > 999) {
        return None;
    }
    let start = start + body.len() - text.len();
    let rest = rest.get(mark.len_utf8()..).unwrap_or_default();
    let is_doubtful = match level {
        // 2.x is a version.
        Level::Arabic => rest.starts_with(|c| is_digit(c) || matches!(c, 'x' | 'X')),
        Level::Hanzi => is_enumeration(rest),
        Level::Circled => false,
        Level::BracketedHanzi | Level::BracketedArabic => {
            if is_reference(rest) {
                return None;
            }
            false
        }
    };
    Some(Label {
        level,
        number,
        digits: start..start + length,
        end: line.len() - rest.len(),
        is_doubtful,
    })
}

/// The label ① at the start of `body`, which begins at byte `start` of its line.
fn circled_label(body: &str, start: usize) -> Option<Label> {
    let mut characters = body.chars();
    let first = characters.next()?;
    let number = circled(first)?;
    let end = start + first.len_utf8();
    Some(Label {
        level: Level::Circled,
        number,
        digits: start..end,
        end,
        is_doubtful: characters
            .next()
            .is_some_and(|next| circled(next).is_some() || matches!(next, '和' | '、' | '-' | '—')),
    })
}

/// `line` without its indent and the marks of a heading in plain text.
pub(super) fn without_indent(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '\u{FEFF}' | '\u{200B}'))
}

/// Whether what follows 一、 goes on as 二季度 or 二等奖 does.
fn is_enumeration(rest: &str) -> bool {
    let next = rest.trim_start_matches(is_hanzi_numeral);
    next.len() < rest.len()
        && next.starts_with([
            '、', '，', '等', '类', '级', '期', '次', '季', '线', '名', '年', '月', '天', '号', '楼', '届', '中', '院',
            '小', '批', '轮', '者', '款', '项', '条',
        ])
}

/// Whether what follows （一） makes it a reference to an item.
fn is_reference(rest: &str) -> bool {
    let brackets = ['（', '('];
    let joined = ['、', '和', '至', '或', '及', '与', '到', '-', '—', '～', '~'];
    match rest.strip_prefix(joined) {
        Some(next) => next.trim_start_matches('第').starts_with(brackets),
        None => rest.starts_with('项') && !matches!(neighbour::after(rest, '项'.len_utf8()), None | Some('目')),
    }
}

/// Whether the numbering of every level may begin anew below `line`: a chapter, an article, an annex.
pub(super) fn begins_part(line: &str) -> bool {
    let text = without_indent(line);
    // Few lines begin with either.
    if !text.starts_with(['第', '附']) {
        return false;
    }
    if let Some(rest) = text.strip_prefix('第') {
        let unit = rest.trim_start_matches(|c: char| is_hanzi_numeral(c) || is_digit(c) || c == ' ');
        return unit.len() < rest.len()
            && unit.starts_with([
                '条', '章', '节', '编', '篇', '讲', '课', '类', '卷', '部', '单', '题', '站', '步',
            ]);
    }
    ["附件", "附录", "附表", "附图", "附：", "附:"]
        .iter()
        .any(|word| text.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_a_number_with_its_mark() {
        let read = |line: &str| label(line).map(|label| (label.level, label.number, label.is_doubtful));
        for (line, expected) in [
            ("一、总则", Some((Level::Hanzi, 1, false))),
            ("　　十二、附则", Some((Level::Hanzi, 12, false))),
            ("（三）监督", Some((Level::BracketedHanzi, 3, false))),
            ("(3) 监督", Some((Level::BracketedArabic, 3, false))),
            ("1.人员", Some((Level::Arabic, 1, false))),
            ("１、人员", Some((Level::Arabic, 1, false))),
            ("5.1月份报名", Some((Level::Arabic, 5, true))),
            ("一、二季度", Some((Level::Hanzi, 1, true))),
            ("二、三农工作", Some((Level::Hanzi, 2, false))),
            ("（一）、（二）项所列", None),
            ("（一）和（二）项", None),
            ("（一）项目建设", Some((Level::BracketedHanzi, 1, false))),
            ("2024.5.1", None),
            ("一、", Some((Level::Hanzi, 1, false))),
            ("（一", None),
            ("3）复审", Some((Level::BracketedArabic, 3, false))),
            ("③复审", Some((Level::Circled, 3, false))),
            ("", None),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
        let label = label("　（十二）甲").unwrap();
        assert_eq!(
            (&"　（十二）甲"[label.digits.clone()], &"　（十二）甲"[label.end..]),
            ("十二", "甲")
        );
    }

    #[test]
    fn parts_begin_with_their_names() {
        for line in ["第一章 总则", "第 3 条 目的", "附件2", "附：名单"] {
            assert!(begins_part(line), "{line}");
        }
        for line in ["第一，", "第一届大会", "附近居民", "正文"] {
            assert!(!begins_part(line), "{line}");
        }
    }
}
