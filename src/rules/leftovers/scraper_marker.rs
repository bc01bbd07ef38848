//! Marks that scrapers, paging and forum code left: ##paidbegin##, [page].

use std::sync::LazyLock;

use regex::Regex;

use super::phrases::phrases;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/scraper-marker",
    title: "抓取、分页标记",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("scraper_marker.md"),
    trigger: Trigger::words_or_marks(
        &["分页", "翻页", "下一页", "page_break"],
        Marks::HASH.or(Marks::SQUARE_BRACKET),
    ),
    check: Check::Paragraph(check),
};

static MARKERS: LazyLock<Regex> = LazyLock::new(|| phrases(include_str!("scraper_marker.txt")));

/// Whether a marker may stand in `paragraph`. Most brackets and hashes are none, and the expression is spared.
fn may_match(paragraph: &Paragraph<'_>) -> bool {
    let text = &*paragraph.text;
    let mut separators = paragraph.separators().iter();
    separators.any(|&(at, c)| {
        let next = neighbour::after(text, at + c.len_utf8());
        match c {
            '#' => next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '#' | '_')),
            '[' => next.is_some_and(|c| c.is_ascii_alphabetic() || "-/!图分表动".contains(c)),
            '【' => next.is_some_and(|c| matches!(c, '分' | '下' | '翻')),
            _ => false,
        }
    }) || text.contains("page_break")
        || text.contains("分页符")
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    if !may_match(paragraph) {
        return;
    }
    let text = &*paragraph.text;
    for found in MARKERS.find_iter(text) {
        // An image of Markdown is a matter of its own.
        if neighbour::before(text, found.start()) != Some('!') {
            findings.report(paragraph.source(found.range()), "网页抓取或分页留下的标记，请删去");
        }
    }
}
