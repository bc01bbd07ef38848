//! Dates whose parts are divided by full stops or enumeration commas: 2024.3.5.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{
        Check, Context, Findings, Marks, Rule, Trigger,
        dates::calendar::{self, DateForm},
        pattern::pattern,
    },
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/date-separator",
    title: "年月日简写的分隔",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）附录A；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("date_separator.md"),
    trigger: Trigger::marks(Marks::DIGIT).and(Marks::ENUMERATION_COMMA.or(Marks::HALF_WIDTH_POINT)),
    check: Check::Paragraph(check),
};

static ENUMERATED: LazyLock<Regex> =
    LazyLock::new(|| pattern("((?:19|20)[0-9]{2})、(0?[1-9]|1[0-2])、(3[01]|[12][0-9]|0?[1-9])"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    if is_enumerated(paragraph) {
        for captures in ENUMERATED.captures_iter(text) {
            let (Some(all), Some(year), Some(month), Some(day)) =
                (captures.get(0), captures.get(1), captures.get(2), captures.get(3))
            else {
                continue;
            };
            let is_part = neighbour::before(text, all.start())
                .is_some_and(|c| c.is_ascii_alphanumeric() || "、.第".contains(c))
                || neighbour::after(text, all.end()).is_some_and(|c| c.is_ascii_alphanumeric() || "、年.".contains(c));
            if is_part {
                continue;
            }
            let number = |found: regex::Match<'_>| found.as_str().trim_start_matches('0').to_owned();
            let right = format!("{}年{}月{}日", year.as_str(), number(month), number(day));
            report(paragraph, all.range(), right, findings);
        }
    }
    if !paragraph.marks().intersects(Marks::HALF_WIDTH_POINT) {
        return;
    }
    for date in calendar::separated_dates(paragraph) {
        if date.form != DateForm::Separated('.') || date.civil().is_none() || is_version(text, date.range.start) {
            continue;
        }
        if let (Some(year), Some(month), Some(day)) = (date.year, date.month, date.day) {
            report(paragraph, date.range, format!("{year}年{month}月{day}日"), findings);
        }
    }
}

/// Whether a number goes on behind 、 more than once; few do, and the expression is spared.
fn is_enumerated(paragraph: &Paragraph<'_>) -> bool {
    let text = &*paragraph.text;
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let commas = paragraph.separators().iter().filter(|(_, c)| *c == '、');
    let between_digits = commas.filter(|&&(at, c)| {
        is_digit(neighbour::before(text, at)) && is_digit(neighbour::after(text, at + c.len_utf8()))
    });
    between_digits.take(2).count() == 2
}

fn report(paragraph: &Paragraph<'_>, range: Range<usize>, right: String, findings: &mut Findings) {
    findings
        .report(paragraph.source(range), format!("年月日不用点号分隔，写作「{right}」"))
        .suggest(right);
}

fn is_version(text: &str, at: usize) -> bool {
    let before = neighbour::tail(text, at, 5);
    before.contains("版") || before.contains("IP") || before.trim_end().ends_with(|c: char| c.is_ascii_alphabetic())
}
