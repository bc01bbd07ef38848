//! A line that begins with a mark that belongs to the line before it.

use super::scan::is_in_cell;
use crate::{
    diagnostic::{Gate, Severity},
    document::{SegmentKind, prose::Prose},
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::hanzi::is_hanzi,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/line-start-mark",
    title: "段首出现点号或后括号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）5.1.1—5.1.3",
    page: include_str!("line_start_mark.md"),
    trigger: Trigger::marks(
        Marks::COMMA
            .or(Marks::FULL_STOP)
            .or(Marks::ENUMERATION_COMMA)
            .or(Marks::COLON)
            .or(Marks::SEMICOLON)
            .or(Marks::EXCLAMATION)
            .or(Marks::FULL_WIDTH_BRACKET)
            .or(Marks::BOOK_TITLE)
            .or(Marks::DOUBLE_QUOTE)
            .or(Marks::LENTICULAR_BRACKET)
            .or(Marks::SQUARE_BRACKET),
    ),
    check: Check::Document(check),
};

/// Whether `c` is a mark that no line begins with.
fn is_end_mark(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '】' | '〕' | '”'
    )
}

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    for paragraph in &prose.paragraphs {
        let content = paragraph.text.trim_start();
        let Some(mark) = content.chars().next().filter(|&c| is_end_mark(c)) else {
            continue;
        };
        // A mark that stands alone is a leftover of another kind.
        if paragraph.kind == SegmentKind::Attribute || content.chars().filter(|&c| is_hanzi(c)).take(2).count() < 2 {
            continue;
        }
        let at = paragraph.text.len() - content.len();
        let range = paragraph.source(at..at + mark.len_utf8());
        // A remark on the cell before may go on in a cell.
        if !is_in_cell(prose.document.source(), range.start) {
            findings.report(range, format!("段首是“{mark}”，它应当在上一行末尾，请核对断行或缺字"));
        }
    }
}
