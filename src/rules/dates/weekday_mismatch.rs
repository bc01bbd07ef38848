//! A weekday that is not that of the full date before it.

use jiff::civil::Date;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, dates::calendar},
    text::day::day_of,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/weekday-mismatch",
    title: "星期与日期不符",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "公历历法",
    page: include_str!("weekday_mismatch.md"),
    trigger: Trigger::words(&[
        "星期", "礼拜", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周天",
    ]),
    check: Check::Paragraph(check),
};

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for date in calendar::dates(paragraph) {
        let Some(day) = date.civil() else { continue };
        if calendar::is_other_calendar(text, date.range.start) {
            continue;
        }
        let weekday = calendar::weekday_after(text, date.range.end);
        let end = weekday.as_ref().map_or(date.range.end, |weekday| weekday.end);
        if let Some(weekday) = weekday
            && weekday.day != day.weekday()
        {
            report(paragraph, date.range.start, &weekday, day, findings);
        }
        // 至8日（星期五） is of the same month.
        if let Some((number, range)) = calendar::span_end_day(text, end)
            && let Some(day) = date
                .year
                .zip(date.month)
                .and_then(|(year, month)| day_of(year, month, number))
            && let Some(weekday) = calendar::weekday_after(text, range.end)
            && weekday.day != day.weekday()
        {
            report(paragraph, range.start, &weekday, day, findings);
        }
    }
}

fn report(
    paragraph: &Paragraph<'_>,
    start: usize,
    weekday: &calendar::WeekdayMention,
    day: Date,
    findings: &mut Findings,
) {
    let right = calendar::weekday_name(day.weekday());
    let text = &*paragraph.text;
    let (head, tail) = (&text[start..weekday.name.start], &text[weekday.name.end..weekday.end]);
    let (year, month, number) = (day.year(), day.month(), day.day());
    findings
        .report(
            paragraph.source(start..weekday.end),
            format!("{year}年{month}月{number}日是星期{right}"),
        )
        .suggest(format!("{head}{right}{tail}"));
}
