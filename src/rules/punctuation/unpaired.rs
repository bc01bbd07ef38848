//! Which marks of a pair lack their partner, for brackets and book titles. Quotation marks have their own rule.

use std::ops::Range;

use super::scan::{is_in_cell, label_start};
use crate::{
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{
        Findings, Marks,
        habit::{self, Slip},
    },
    text::{hanzi::is_hanzi, neighbour},
};

/// A kind of marks that open and close each other.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) opening: &'static [char],
    pub(super) closing: &'static [char],
    /// The class of both.
    pub(super) marks: Marks,
    /// Whether they are round brackets, which also end the labels of list items and stand in intervals.
    pub(super) is_round: bool,
    /// After how many paragraphs the partner may still follow.
    pub(super) carry: usize,
    /// What people call it.
    pub(super) name: &'static str,
}

/// An opening mark whose paragraph does not close it.
struct Pending<'p, 'd> {
    paragraph: &'p Paragraph<'d>,
    number: usize,
    mark: Range<usize>,
}

/// Reports the marks of `pair` without a partner.
pub(super) fn report(prose: &Prose<'_>, pair: &Pair, findings: &mut Findings) {
    let mut pending: Option<Pending<'_, '_>> = None;
    let mut unclosed = Vec::new();
    let mut number = 0;
    for paragraph in &prose.paragraphs {
        // Descriptions stand outside the text, and are cut off where their room ends.
        if paragraph.kind == SegmentKind::Attribute {
            continue;
        }
        number += 1;
        // Most paragraphs neither have such a mark nor stand behind one that is open.
        if pending.is_none() && !paragraph.marks().intersects(pair.marks) {
            continue;
        }
        unclosed.extend(pending.take_if(|pending| number - pending.number > pair.carry));
        let Some(mark) = scan(paragraph, number, pair, &mut pending, findings) else {
            continue;
        };
        unclosed.extend(pending.replace(Pending {
            paragraph,
            number,
            mark,
        }));
    }
    unclosed.extend(pending);
    report_unclosed(prose, &unclosed, pair, findings);
}

/// Reports `unclosed` marks, each for itself; but many of them in tables are one fault, that the cells were cut off where
/// their column ended.
fn report_unclosed(prose: &Prose<'_>, unclosed: &[Pending<'_, '_>], pair: &Pair, findings: &mut Findings) {
    let slips = unclosed.iter().map(|pending| Slip {
        range: pending.paragraph.source(pending.mark.clone()),
        message: format!("这个前{}后面没有与它配对的后{}，请补上或删去", pair.name, pair.name),
        suggestions: Vec::new(),
    });
    let source = prose.document.source();
    let (in_cells, others): (Vec<Slip>, Vec<Slip>) = slips.partition(|slip| is_in_cell(source, slip.range.start));
    if habit::is_habit(in_cells.len(), || 0) {
        let message = format!(
            "表格里有{}处前{}没有与它配对的后{}，请核对单元格里的文字是否被截断",
            in_cells.len(),
            pair.name,
            pair.name
        );
        habit::report_habit(&in_cells, message, findings);
    } else {
        habit::report_each(in_cells, findings);
    }
    habit::report_each(others, findings);
}

/// Reports the first closing mark without a partner in `paragraph`, which has that number, and returns the first opening one.
fn scan(
    paragraph: &Paragraph<'_>,
    number: usize,
    pair: &Pair,
    pending: &mut Option<Pending<'_, '_>>,
    findings: &mut Findings,
) -> Option<Range<usize>> {
    if !paragraph.marks().intersects(pair.marks) {
        return None;
    }
    let text = &*paragraph.text;
    let mut open: Vec<Range<usize>> = Vec::new();
    // Closing marks that closed something and might as well have ended a label.
    let mut spare = 0_usize;
    let mut has_reported = false;
    for &(at, c) in paragraph.separators() {
        let mark = at..at + c.len_utf8();
        if pair.opening.contains(&c) {
            if !(pair.is_round && opens_interval(text, &mark)) {
                open.push(mark);
            }
        } else if pair.closing.contains(&c) {
            let label = if pair.is_round { label_start(text, at) } else { None };
            match (open.pop(), label) {
                (Some(opening), Some(start)) if opening.end < start => spare += 1,
                (Some(_), _) | (None, Some(_)) => {}
                (None, None) if is_other_use(text, &mark) => {}
                (None, None) if spare > 0 => spare -= 1,
                (None, None) if pending.take().is_some() || number <= NOTE && ends_history(text, mark.end) => {}
                (None, None) => {
                    if !has_reported {
                        has_reported = true;
                        let message = format!("这个后{}前面没有与它配对的前{}，请补上或删去", pair.name, pair.name);
                        findings.report(paragraph.source(mark), message);
                    }
                }
            }
        }
    }
    let opened = open.into_iter().find(|mark| !is_other_use(text, mark))?;
    // A text that was cut off lacks what would have followed.
    let is_cut_off = text.trim_end().ends_with(['…', '.']);
    (!is_cut_off).then_some(opened)
}

/// Whether the bracket at `mark` is no bracket of Chinese prose: of half width and not beside Chinese, in a face such as
/// `:)`, or the end of a half-open interval.
fn is_other_use(text: &str, mark: &Range<usize>) -> bool {
    let (before, after) = (neighbour::before(text, mark.start), neighbour::after(text, mark.end));
    let is_face = before.is_some_and(|c| ":;：；^-".contains(c));
    let is_foreign = !before.is_some_and(is_chinese) && !after.is_some_and(is_chinese);
    match text.get(mark.clone()) {
        Some("(") => is_face || is_foreign,
        Some(")") => is_face || is_foreign || closes_interval(text, mark.start),
        Some("）") => is_face || closes_interval(text, mark.start),
        _ => false,
    }
}

fn is_chinese(c: char) -> bool {
    is_hanzi(c) || matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF5E}' | '“' | '”')
}

/// Paragraphs at the beginning of a document among which the note below its title is.
const NOTE: usize = 15;

/// Whether `text` up to the byte `end` is the last line of the note below the title of a law, which lists when it was
/// passed and amended. Copies of laws often lose the bracket that opens it.
fn ends_history(text: &str, end: usize) -> bool {
    const EVENTS: [&str; 11] = [
        "通过", "批准", "公布", "发布", "印发", "修正", "修订", "施行", "实施", "生效", "废止",
    ];
    let (Some(note), Some(rest)) = (text.get(..end), text.get(end..)) else {
        return false;
    };
    rest.trim().is_empty()
        && note
            .strip_suffix(['）', ')'])
            .is_some_and(|note| EVENTS.iter().any(|event| note.ends_with(event)))
}

/// How far an end of an interval looks for the other.
const LONGEST_INTERVAL: usize = 24;

/// Whether the bracket at `mark` begins an interval that a square bracket ends: (0,1].
fn opens_interval(text: &str, mark: &Range<usize>) -> bool {
    let inside = neighbour::head(text, mark.end, LONGEST_INTERVAL);
    inside
        .find(|c| is_hanzi(c) || "（）()[]［］".contains(c))
        .is_some_and(|end| inside[end..].starts_with([']', '］']) && inside[..end].contains([',', '，']))
}

/// Whether a bracket at byte `at` ends an interval that a square bracket begins: [0,1).
fn closes_interval(text: &str, at: usize) -> bool {
    let inside = neighbour::tail(text, at, LONGEST_INTERVAL);
    inside
        .rfind(|c| is_hanzi(c) || "（）()[]［］".contains(c))
        .is_some_and(|start| inside[start..].starts_with(['[', '［']) && inside[start..].contains([',', '，']))
}
