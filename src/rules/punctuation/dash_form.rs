//! Dashes that are not one line of two places.

use std::sync::LazyLock;

use regex::Regex;

use super::scan::{CLOSING, OPENING};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::{Paragraph, Prose},
    rules::{
        Check, Context, Findings, Rule, Trigger,
        habit::{self, Slip},
        pattern::pattern,
    },
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
    check: Check::Document(check),
};

// U+FF0D is a hyphen of full width.
static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[—–―─－-]{2,}"));

/// A run that is longer is a line to write on or between parts.
const LONGEST: usize = 7;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut slips = Vec::new();
    for paragraph in &prose.paragraphs {
        look(paragraph, &mut slips);
    }
    // Every dash in the right form is two of these characters.
    let right = || habit::occurrences(prose, |c| c == '—') / 2;
    let habit = |count| format!("全文破折号多不占两个字的位置，有{count}处，应当写作“——”");
    habit::report(slips, right, habit, findings);
}

fn look(paragraph: &Paragraph<'_>, slips: &mut Vec<Slip>) {
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
            slips.push(Slip {
                range: paragraph.source(run.range()),
                message: "破折号应当写作“——”，占两个字的位置".to_owned(),
                suggestions: vec!["——".to_owned()],
            });
        }
    }
}
