//! Spans of dates and times that end before they begin.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{
        Check, Context, Findings, Marks, Rule, Trigger,
        dates::calendar::{self, DateMention},
        pattern::pattern,
        word_list::word_list,
    },
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/span-backwards",
    title: "起止颠倒",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "公历历法；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("span_backwards.md"),
    trigger: Trigger::marks(calendar::DATE_MARKS.or(Marks::YEAR).or(Marks::COLON).or(Marks::HOUR)),
    check: Check::Paragraph(check),
};

static YEARS: LazyLock<Regex> =
    LazyLock::new(|| pattern("([12][0-9]{3}) ?(?:至|到|—{1,2}|[－–‐−～~∼〜-]) ?([12][0-9]{3}) ?年"));

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern("([0-9]{1,2})[:：]([0-5][0-9]) ?(?:至|到|—{1,2}|[－–‐−～~∼〜-]) ?([0-9]{1,2})[:：]([0-5][0-9])")
});

/// What the spans of hours in words have in the middle.
static HOURS_LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern("时至|时到|时—|时－|时–|时-|时～|时~|点至|点到|点—|点-|点～|分至|分到|分—|分－|分-|分～|半至|半到|半—|半-")
});

static HOURS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "([0-9]{1,2})[时点](?:([0-5]?[0-9])分|(半))? ?(?:至|到|—{1,2}|[－–‐−～~∼〜-]) ?",
        "([0-9]{1,2})[时点](?:([0-5]?[0-9])分|(半))?",
    ))
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    if paragraph.marks().intersects(calendar::DATE_MARKS.or(Marks::YEAR)) {
        days(paragraph, findings);
    }
    if paragraph.marks().intersects(Marks::DIGIT) {
        times(paragraph, findings);
    }
}

fn days(paragraph: &Paragraph<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let dates = calendar::dates_and_years(paragraph);
    for pair in dates.windows(2) {
        if let [from, to] = pair
            && is_linked(text, from, to)
            && is_backwards(from, to)
        {
            report(paragraph, from.range.start..to.range.end, findings);
        }
    }
    for date in &dates {
        // 3月15日至12日
        if let (Some(first), Some((last, range))) = (date.day, calendar::span_end_day(text, date.range.end))
            && first > last
            && neighbour::after(text, range.end) != Some('内')
            && !neighbour::tail(text, date.range.start, 3).contains('每')
            && !calendar::is_other_calendar(text, date.range.start)
        {
            report(paragraph, date.range.start..range.end, findings);
        }
    }
    if dates
        .iter()
        .any(|date| date.month.is_none() && follows_link(text, date.range.start))
    {
        for captures in YEARS.captures_iter(text) {
            let (Some(all), Some(from), Some(to)) = (captures.get(0), captures.get(1), captures.get(2)) else {
                continue;
            };
            let is_part = neighbour::before(text, all.start())
                .is_some_and(|c| c.is_ascii_alphanumeric() || ".—－–-～~至到/前".contains(c));
            if from.as_str() > to.as_str() && !is_part && !is_ancient(text, all.start()) {
                report(paragraph, all.range(), findings);
            }
        }
    }
}

/// Whether a link of a span stands before byte `at`; few years follow one, and the expression is spared.
fn follows_link(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(' ');
    before.ends_with(['至', '到', '—', '－', '–', '‐', '−', '～', '~', '∼', '〜', '-'])
}

/// Whether a number stands before 时 or 点.
fn has_hour(text: &str) -> bool {
    let units = calendar::HOUR_UNITS.iter();
    let mut places = units.flat_map(|unit| unit.find_iter(text.as_bytes()));
    places.any(|at| neighbour::before(text, at).is_some_and(|c| c.is_ascii_digit()))
}

fn report(paragraph: &Paragraph<'_>, range: Range<usize>, findings: &mut Findings) {
    findings.report(paragraph.source(range), "结束早于开始，请核对起止时间");
}

fn is_linked(text: &str, from: &DateMention, to: &DateMention) -> bool {
    let mut end = from.range.end;
    if let Some(weekday) = calendar::weekday_after(text, end) {
        end = weekday.end;
    }
    calendar::link_after(text, end) == Some(to.range.start)
        && !is_ancient(text, from.range.start)
        && !calendar::is_other_calendar(text, from.range.start)
}

/// Whether the year at `at` is one before Christ.
fn is_ancient(text: &str, at: usize) -> bool {
    neighbour::tail(text, at, 5).contains('前')
}

fn is_backwards(from: &DateMention, to: &DateMention) -> bool {
    let days = from.day.zip(to.day).is_some_and(|(from, to)| from > to);
    let months = from.month.zip(to.month);
    match (from.year, to.year) {
        (Some(first), Some(last)) if first != last => first > last,
        (None, Some(_)) => false,
        // Without a year the second month may be of the next one.
        (None, None) => months.is_some_and(|(from, to)| from == to) && days,
        (Some(_), Some(_)) => months.is_some_and(|(from, to)| from > to || from == to && days),
        (Some(_), None) => months.is_some_and(|(first, last)| {
            let is_winter = first >= 9 && last <= 4;
            first > last && from.day.is_some() && to.day.is_some() && !is_winter || first == last && days
        }),
    }
}

fn times(paragraph: &Paragraph<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let number = |found: Option<regex::Match<'_>>| found.and_then(|found| found.as_str().parse::<u32>().ok());
    let colons = paragraph.separators().iter().filter(|(_, c)| matches!(c, ':' | '：'));
    if colons.take(2).count() == 2 {
        for captures in CLOCK.captures_iter(text) {
            if let (Some(all), Some(h1), Some(m1), Some(h2), Some(m2)) = (
                captures.get(0),
                number(captures.get(1)),
                number(captures.get(2)),
                number(captures.get(3)),
                number(captures.get(4)),
            ) {
                judge_times(paragraph, all.range(), (h1, m1), (h2, m2), findings);
            }
        }
    }
    if paragraph.marks().intersects(Marks::HOUR) && has_hour(text) && HOURS_LINK.is_match(text) {
        for captures in HOURS.captures_iter(text) {
            let minutes =
                |exact, half| number(captures.get(exact)).unwrap_or(if captures.get(half).is_some() { 30 } else { 0 });
            if let (Some(all), Some(h1), Some(h2)) = (captures.get(0), number(captures.get(1)), number(captures.get(4)))
            {
                judge_times(
                    paragraph,
                    all.range(),
                    (h1, minutes(2, 3)),
                    (h2, minutes(5, 6)),
                    findings,
                );
            }
        }
    }
}

/// Words beside a span of hours that let it run over midnight, count in twelve hours or compare.
const AROUND: &[&str] = word_list!("span_backwards.txt");

fn judge_times(
    paragraph: &Paragraph<'_>,
    range: Range<usize>,
    from: (u32, u32),
    to: (u32, u32),
    findings: &mut Findings,
) {
    let text = &*paragraph.text;
    let is_time = from.0 <= 24 && to.0 <= 24 && from > to;
    // 20:00—8:00 is a night shift, 21:00—2:30 trading by night.
    let is_night = from.0 >= 18 && to.0 <= 12;
    // 9:00—5:00 counts in twelve hours, as does 10:30—9:00 of a shop.
    let is_office =
        (7..=10).contains(&from.0) && (1..=6).contains(&to.0) && !neighbour::tail(text, range.start, 3).contains('午');
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '：' | '.');
    let is_part =
        calendar::continues_before(text, range.start) || neighbour::after(text, range.end).is_some_and(goes_on);
    if !is_time || is_night || is_office || is_part {
        return;
    }
    let around = [
        neighbour::tail(text, range.start, 6),
        neighbour::head(text, range.end, 6),
    ];
    if around.iter().any(|part| AROUND.iter().any(|word| part.contains(word))) {
        return;
    }
    report(paragraph, range, findings);
}
