//! A weekday that is not that of the date before it in any year that may be meant.

use jiff::civil::Date;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{
        Check, Context, Findings, Rule, Trigger,
        dates::calendar::{self, DateMention},
    },
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/weekday-mismatch-inferred",
    title: "星期与日期不符（年份要推断）",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "公历历法",
    page: include_str!("weekday_mismatch_inferred.md"),
    trigger: Trigger::words(&[
        "星期", "礼拜", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周天",
    ]),
    check: Check::Paragraph(check),
};

/// Days between a text and a date in it beyond which another year is meant.
const FAR: i32 = 200;

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut said: Option<DateMention> = None;
    for date in calendar::dates_and_years(paragraph) {
        if date.year.is_some() {
            said = Some(date);
            continue;
        }
        let weekday = calendar::weekday_after(text, date.range.end);
        let end = weekday.as_ref().map_or(date.range.end, |weekday| weekday.end);
        let span_end = calendar::span_end_day(text, end)
            .and_then(|(day, range)| Some((day, range.start, calendar::weekday_after(text, range.end)?)));
        if weekday.is_none() && span_end.is_none() || calendar::is_other_calendar(text, date.range.start) {
            continue;
        }
        let years = years(text, &date, said.as_ref(), context.published);
        if let Some(weekday) = weekday {
            judge(paragraph, (date.range.start, &weekday), &date, &years, findings);
        }
        if let Some((day, start, weekday)) = span_end {
            let date = DateMention { day: Some(day), ..date };
            judge(paragraph, (start, &weekday), &date, &years, findings);
        }
    }
}

/// The years that `date` may be of, the likeliest first. `said` is the last date or year before it in the paragraph.
fn years(text: &str, date: &DateMention, said: Option<&DateMention>, published: Option<Date>) -> Vec<u32> {
    let before = neighbour::tail(text, date.range.start, 3);
    let offset = [
        ("今年", 0),
        ("本年", 0),
        ("去年", -1),
        ("明年", 1),
        ("次年", 1),
        ("前年", -2),
        ("后年", 2),
    ]
    .into_iter()
    .find(|(word, _)| before.trim_end_matches(['的', ' ']).ends_with(word));
    let present = published.and_then(|day| u32::try_from(day.year()).ok());
    if let Some((word, offset)) = offset {
        let base = if word == "次年" {
            said.and_then(|said| said.year)
        } else {
            present
        };
        return base
            .and_then(|year| year.checked_add_signed(offset))
            .into_iter()
            .collect();
    }
    let mut years = Vec::new();
    if let Some(year) = said.and_then(|said| said.year) {
        years.push(year);
        // 2024年12月30日起，1月2日止
        if said.and_then(|said| said.month) > date.month {
            years.push(year + 1);
        }
    }
    if let (Some(published), Some(present)) = (published, present) {
        for year in [present, present.saturating_sub(1), present + 1] {
            let is_near = date
                .civil_in(year)
                .is_some_and(|day| (day - published).get_days().abs() <= FAR);
            if is_near && !years.contains(&year) {
                years.push(year);
            }
        }
    }
    years
}

fn judge(
    paragraph: &Paragraph<'_>,
    (start, weekday): (usize, &calendar::WeekdayMention),
    date: &DateMention,
    years: &[u32],
    findings: &mut Findings,
) {
    let mut days = years.iter().filter_map(|&year| date.civil_in(year)).peekable();
    let Some(&first) = days.peek() else { return };
    if days.any(|day| day.weekday() == weekday.day) {
        return;
    }
    let right = calendar::weekday_name(first.weekday());
    let (year, month, day) = (first.year(), first.month(), first.day());
    findings.report(
        paragraph.source(start..weekday.end),
        format!("按{year}年推算，{month}月{day}日是星期{right}，请核对"),
    );
}
