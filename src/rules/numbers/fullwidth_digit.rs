//! Digits of full width: ５月.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/fullwidth-digit",
    title: "全角数字",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）；阿拉伯数字用半角",
    page: include_str!("fullwidth_digit.md"),
    trigger: Trigger::marks(Marks::FULL_WIDTH_DIGIT),
    check: Check::Paragraph(check),
};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern("[０-９]+(?:，[０-９]{3})*(?:[．][０-９]+)*％?"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in NUMBER.find_iter(text) {
        if is_chess_move(text, &found.range()) {
            continue;
        }
        let right: String = found.as_str().chars().map(half_width).collect();
        findings
            .report(
                paragraph.source(found.range()),
                format!("全角数字，应为半角「{right}」"),
            )
            .suggest(right);
    }
}

/// Whether the digit at `range` is part of a move in Chinese chess, whose notation tells the sides by width: 马８进７.
fn is_chess_move(text: &str, range: &std::ops::Range<usize>) -> bool {
    let is_verb = |c: char| matches!(c, '进' | '退' | '平');
    let is_digit = |c: char| numerals::arabic(c).is_some();
    let mut after = neighbour::head(text, range.end, 2).chars();
    let mut before = neighbour::tail(text, range.start, 2).chars().rev();
    after.next().is_some_and(is_verb) && after.next().is_some_and(is_digit)
        || before.next().is_some_and(is_verb) && before.next().is_some_and(is_digit)
}

/// The form of half width of a digit, and of the marks that stand between digits.
fn half_width(c: char) -> char {
    match numerals::arabic(c).and_then(|value| char::from_digit(value, 10)) {
        Some(digit) => digit,
        None => match c {
            '．' => '.',
            '，' => ',',
            '％' => '%',
            _ => c,
        },
    }
}
