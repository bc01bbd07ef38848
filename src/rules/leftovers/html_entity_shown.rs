//! Code of HTML that a reader sees: &nbsp;, <br/>.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{Format, SegmentKind, prose::Prose},
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/html-entity-shown",
    title: "显示出来的HTML代码",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("html_entity_shown.md"),
    trigger: Trigger::words_or_marks(
        &["\\u", "%E4", "%E5", "%E6", "%E7", "%E8", "%E9"],
        Marks::AMPERSAND.or(Marks::ANGLE),
    ),
    check: Check::Document(check),
};

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"&(?:(?:nbsp|amp|lt|gt|quot|apos|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|emsp|ensp|thinsp|middot|copy|times|deg|permil|yen|laquo|raquo|bull|zwnj|zwj|shy|sect|frac12|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});|nbsp)|\\u[0-9a-fA-F]{4}",
    )
});

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"</?(?i-u:p|br|span|div|strong|font|img|table|tbody|td|tr|th|h[1-6]|ul|ol|li|center|section|b|em|a|o:p)(?:\s[^<>\n]{0,200})?\s?/?>|<!--",
    )
});

/// Hanzi in the bytes of an address.
static ESCAPED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:%[Ee][4-9](?:%[0-9A-Fa-f]{2}){2})+"));

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    // Markdown shows a tag only where its author escaped it, and a text about tags does that.
    let is_markdown = prose.document.format() == Format::Markdown;
    for paragraph in &prose.paragraphs {
        // Front matter may hold HTML.
        if paragraph.kind == SegmentKind::Attribute || (is_markdown && paragraph.kind == SegmentKind::Title) {
            continue;
        }
        let text = &*paragraph.text;
        let reference = REFERENCE.find(text).map(|found| found.range());
        let tag = if is_markdown {
            None
        } else {
            TAG.find(text).map(|found| found.range())
        };
        let escaped = ESCAPED
            .find(text)
            .map(|found| found.range())
            .filter(|range| !is_in_address(text, range.start));
        let all = [reference, tag, escaped];
        // Where there is one there are more; the first is enough to find them.
        let Some(first) = all.into_iter().flatten().min_by_key(|range| range.start) else {
            continue;
        };
        if !is_mentioned(text, first.clone()) {
            findings.report(
                paragraph.source(first),
                "网页代码原样显示出来了，请改成它所代表的字或删去",
            );
        }
    }
}

/// Whether byte `at` is inside an address: what stands before it up to a Hanzi or a blank names a scheme or a domain.
fn is_in_address(text: &str, at: usize) -> bool {
    let before = neighbour::tail(text, at, 200);
    let address = before.trim_end_matches(|c: char| !is_hanzi(c) && !c.is_whitespace());
    let address = &before[address.len()..];
    address.contains("://") || address.contains("www.") || address.contains(['/', '?', '='])
}

/// Whether the code stands in quotation marks, as in a text about it.
fn is_mentioned(text: &str, range: std::ops::Range<usize>) -> bool {
    let opens = neighbour::before(text, range.start).is_some_and(|c| matches!(c, '“' | '‘' | '「' | '`' | '"'));
    opens && neighbour::after(text, range.end).is_some_and(|c| matches!(c, '”' | '’' | '」' | '`' | '"'))
}
