//! An enumeration comma between book titles or quotations that stand side by side.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/enum-comma-between-marks",
    title: "并列书名号、引号之间的顿号",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.5.3.5",
    page: include_str!("enum_comma_between_marks.md"),
    trigger: Trigger::words(&["》、《", "”、“"]),
    check: Check::Paragraph(check),
};

static COMMA: LazyLock<Regex> = LazyLock::new(|| pattern("[》”]、"));

/// The norm that leaves the comma out is in force from this day; the one before it had the comma.
const IN_FORCE: Date = date(2012, 6, 1);

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    if context.published.is_some_and(|day| day < IN_FORCE) {
        return;
    }
    let text = &*paragraph.text;
    for found in COMMA.find_iter(text) {
        let opening = if found.as_str().starts_with('》') {
            '《'
        } else {
            '“'
        };
        if text[found.end()..].starts_with(opening) {
            findings.report(
                paragraph.source(found.end() - '、'.len_utf8()..found.end()),
                "并列的书名号或引号之间通常不用顿号，可以删去",
            );
        }
    }
}
