//! Dashes that are not one line of two places.

use std::sync::LazyLock;

use regex::Regex;

use super::scan::{CLOSING, OPENING};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/dash-form",
    title: "破折号写法",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.10.2、4.13",
    page: include_str!("dash_form.md"),
    trigger: Trigger::words(&[
        "--",
        "––",
        "――",
        "──",
        "———",
        "—-",
        "-—",
        "—–",
        "–—",
        "—―",
        "―—",
        "—─",
        "─—",
        "–-",
        "-–",
    ]),
    check: Check::Paragraph(check),
};

// U+FF0D is a hyphen of full width.
static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[—–―─－-]{2,}"));

/// A run that is longer is a line to write on or between parts.
const LONGEST: usize = 7;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for run in RUN.find_iter(text) {
        let dashes = run.as_str();
        let count = dashes.chars().count();
        if dashes.chars().all(|c| c == '—') && matches!(count, 2 | 4) || count > LONGEST {
            continue;
        }
        let before = neighbour::tail(text, run.start(), 2)
            .trim_end_matches(' ')
            .chars()
            .next_back();
        let after = neighbour::head(text, run.end(), 2)
            .trim_start_matches(' ')
            .chars()
            .next();
        let is_after_chinese = before.is_some_and(|c| is_hanzi(c) || CLOSING.contains(c) || "，。：；！？".contains(c));
        let is_before_chinese = after.is_some_and(|c| is_hanzi(c) || OPENING.contains(c));
        // Hyphens also make options of programs and lines; nothing else but a dash is made of long lines.
        let is_dash = if dashes.contains('—') {
            is_after_chinese || is_before_chinese
        } else {
            is_after_chinese && is_before_chinese
        };
        if is_dash {
            findings
                .report(paragraph.source(run.range()), "破折号应当写作“——”，占两个字的位置")
                .suggest("——");
        }
    }
}
