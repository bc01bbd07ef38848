//! Dates that no calendar has: 2月30日, 2024-13-01.

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{
        Check, Context, Findings, Rule, Trigger,
        dates::calendar::{self, DateForm, DateMention},
    },
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/impossible-date",
    title: "不存在的日期",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "公历历法；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("impossible_date.md"),
    trigger: Trigger::marks(calendar::DATE_MARKS),
    check: Check::Paragraph(check),
};

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for date in calendar::dates(paragraph) {
        let Some(month) = date.month else { continue };
        let days = calendar::days_in(month, date.year);
        let problem = match (days, date.day) {
            (None, None) if date.year.is_none() => continue,
            (None, _) => format!("没有{month}月"),
            (Some(days), Some(day)) if !(1..=days).contains(&day) => no_such_day(&date, month, days),
            (Some(days), _) => {
                // 4月29日至31日
                let Some((_, range)) =
                    calendar::span_end_day(text, date.range.end).filter(|(day, _)| !(1..=days).contains(day))
                else {
                    continue;
                };
                let whole = date.range.start..range.end;
                if date.form == DateForm::Arabic && !is_exempt(text, &date) {
                    findings.report(paragraph.source(whole), no_such_day(&date, month, days));
                }
                continue;
            }
        };
        let is_code = match date.form {
            // A version or a number; where the month is one, it is a date.
            DateForm::Separated('-') => {
                month > 19 || date.day.is_some_and(|day| day > 39) || date.range.len() != "2024-01-01".len()
            }
            DateForm::Separated(_) => days.is_none() || date.day.is_some_and(|day| day > 39),
            // Without a year it may be a day of the lunar calendar, which has 30 days in any month.
            DateForm::Hanzi => date.year.is_none() && (days.is_none() || date.day == Some(30)),
            DateForm::Arabic => false,
        };
        if !is_code && !is_exempt(text, &date) {
            findings.report(paragraph.source(date.range.clone()), problem);
        }
    }
}

fn no_such_day(date: &DateMention, month: u32, days: u32) -> String {
    match date.year {
        Some(year) if month == 2 => format!("{year}年2月只有{days}天"),
        _ => format!("{month}月只有{days}天"),
    }
}

/// Whether what stands around `date` says that it is of another calendar, part of a number, or known not to exist.
fn is_exempt(text: &str, date: &DateMention) -> bool {
    let is_part = neighbour::before(text, date.range.start)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '第'));
    let around = [
        neighbour::tail(text, date.range.start, 8),
        neighbour::head(text, date.range.end, 8),
    ];
    let is_denied = around.iter().any(|part| {
        ["不存在", "没有", "并无", "虚构"]
            .iter()
            .any(|word| part.contains(word))
    });
    let is_age = neighbour::after(text, date.range.end) == Some('龄');
    is_part || is_denied || is_age || calendar::is_other_calendar(text, date.range.start)
}
