//! Plain text: which lines belong together.
//!
//! A text file has no markup that says where a paragraph ends, and one that came from a mail or a terminal is
//! wrapped at a fixed width. A line end is taken for such a wrap unless something tells that a paragraph ends there;
//! whether a wrap stands between Hanzi is left to the builder.

use super::builder::DocumentBuilder;
use super::flow::Flow;
use super::lines::Lines;
use super::{NotePlace, Parsed, SegmentKind, note};
use crate::text::text_range::TextRange;

/// Reads a text without markup.
pub(super) fn parse(source: &str) -> Parsed {
    let mut builder = DocumentBuilder::new(source);
    let mut flow = Flow::default();
    let mut previous: Option<TextRange> = None;
    for line in Lines::new(source) {
        let text = line.slice(source);
        if text.trim().is_empty() {
            flow.end_block(&mut builder);
            previous = None;
            continue;
        }
        if let Some(content) = note::line_content(text) {
            flow.end_block(&mut builder);
            previous = None;
            builder.comment(line, content, NotePlace::Line);
            continue;
        }
        if let Some(previous) = previous {
            if ends_paragraph(previous.slice(source)) || begins_paragraph(text) {
                flow.end_block(&mut builder);
            } else {
                flow.line_end(&mut builder, TextRange::new(previous.end, line.start));
            }
        }
        flow.text(&mut builder, line);
        previous = Some(line);
    }
    builder.finish()
}

/// Reads a text that is one segment, on however many lines.
pub(super) fn parse_segment(source: &str, kind: SegmentKind) -> Parsed {
    let mut builder = DocumentBuilder::new(source);
    builder.open(kind);
    let mut previous: Option<TextRange> = None;
    for line in Lines::new(source) {
        if let Some(previous) = previous {
            builder.soft_wrap(TextRange::new(previous.end, line.start));
        }
        builder.text(line);
        previous = Some(line);
    }
    builder.finish()
}

/// Whether a line ends like a sentence.
fn ends_paragraph(line: &str) -> bool {
    line.trim_end()
        .trim_end_matches(['”', '’', '」', '』', '）', ')', '】', '］', ']', '》', '〉', '"', '\''])
        .ends_with(['。', '！', '？', '；', '：', '…', '.', '!', '?', ';', ':'])
}

/// Whether a line is indented, or begins like an item of a list.
fn begins_paragraph(line: &str) -> bool {
    line.starts_with([' ', '\t', '\u{3000}', '\u{A0}']) || begins_with_bullet(line) || begins_with_number(line)
}

fn begins_with_bullet(line: &str) -> bool {
    line.starts_with([
        '-', '*', '+', '•', '·', '●', '○', '■', '□', '◆', '◇', '★', '☆', '▪', '▶', '►', '–', '—',
    ]) || line.starts_with(|c| matches!(c, '\u{2460}'..='\u{249B}' | '\u{24EB}'..='\u{24FF}'))
}

/// `1.`, `１、`, `一、`, `（一）`, `(1)`, `A.`
fn begins_with_number(line: &str) -> bool {
    let (inside, is_bracketed) = match line.strip_prefix(['(', '（', '[', '［', '〔', '【']) {
        Some(inside) => (inside, true),
        None => (line, false),
    };
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let rest = inside.trim_start_matches(is_digit);
    let rest = if rest.len() == inside.len() {
        inside.trim_start_matches(is_numeral)
    } else {
        rest
    };
    let rest = if rest.len() == inside.len() {
        inside.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(inside)
    } else {
        rest
    };
    if rest.len() == inside.len() {
        return false;
    }
    if is_bracketed {
        rest.starts_with([')', '）', ']', '］', '〕', '】'])
    } else {
        rest.starts_with(['、', '.', '．', ')', '）'])
    }
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
    )
}
