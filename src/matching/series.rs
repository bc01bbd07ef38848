//! Numbered meetings and plans (党的二十届三中全会, “十四五”规划): numbers that never were, and dates that are not theirs.
//!
//! A date is only held to a meeting where the sentence says that it was held then; texts name what a meeting decided
//! next to any other date.

use std::{ops::Range, sync::LazyLock};

use jiff::{Span, civil::Date};
use regex::{Captures, Regex};

use super::{
    condition::sentence,
    finder::{Finder, Finding, Found, Scene, Seen},
};
use crate::{
    diagnostic::Severity,
    dictionary::{
        Held, Kind, PartialDate, Series,
        search::Sort,
        series_form::{SeriesForm, SeriesPart},
    },
    document::prose::Paragraph,
    text::{neighbour, numeral, pattern::pattern},
};

/// Days before a meeting from which on it may be spoken of without saying that it is to come; a session
/// speaks of what the next one, a year later, is to decide.
const ANNOUNCED: i64 = 400;

/// What says that a meeting is still to come.
const COMING: [&str; 6] = ["将", "拟", "筹备", "迎接", "准备", "召开前"];

/// Characters beside a form in which its date is looked for.
const REACH: usize = 40;

const DATE: &str =
    "(?P<y>[0-9]{4})年(?:(?P<m>[0-9]{1,2})月(?:(?P<d>[0-9]{1,2})日)?)?(?:[至到—－~～-]+(?:[0-9]{1,2}月)?[0-9]{1,2}日)?";
/// 「2024年召开的」 before a form.
static BEFORE_HELD: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("{DATE}(?:召开|举行|开幕|闭幕)的(?:中国共产党|党的|第)?$")));
/// 「2024年7月，」 before a form, where it says after it that the meeting took place.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{DATE}[，,]?(?:中国共产党|党的|第)?$")));
static TOOK_PLACE: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:在北京|在京)?(?:胜利|隆重)?(?:召开|举行|开幕|闭幕)(?P<x>[。，；、]|$)"));
/// 「（2024年7月）」 or 「于2024年7月召开」 after a form.
static AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^[（(]{DATE}[）)]|{}", after_held())));
static PERIOD: LazyLock<Regex> =
    LazyLock::new(|| pattern("^[（(](?P<y>[0-9]{4})年?[至到—－~～-]+(?P<z>[0-9]{4})年?[）)]"));

/// Looks for numbered meetings and plans.
pub(super) struct SeriesFinder;

/// A form found in a text.
struct Named {
    range: Range<usize>,
    term: u32,
    session: u32,
}

/// The date that the text ties to what stands at `range`.
fn date(text: &str, range: &Range<usize>) -> Option<(Range<usize>, PartialDate)> {
    let head = neighbour::tail(text, range.start, REACH);
    let tail = neighbour::head(text, range.end, REACH);
    let (found, offset) = if let Some(found) = BEFORE_HELD.captures(head) {
        (found, range.start - head.len())
    } else if let Some(found) = BEFORE.captures(head).filter(|_| TOOK_PLACE.is_match(tail)) {
        (found, range.start - head.len())
    } else {
        (AFTER.captures(tail)?, range.end)
    };
    let date = partial(&found)?;
    let place = date_range(&found)?;
    Some((place.start + offset..place.end + offset, date))
}

/// The expression for a date after a form that says that the meeting took place.
fn after_held() -> String {
    let date = DATE
        .replace("?P<y>", "?P<y2>")
        .replace("?P<m>", "?P<m2>")
        .replace("?P<d>", "?P<d2>");
    format!("^(?:于|，){date}(?:在北京|在京)?(?:召开|举行)")
}

/// The date that a match of [`DATE`] states.
fn partial(found: &Captures<'_>) -> Option<PartialDate> {
    let group = |one: &str, other: &str| {
        found
            .name(one)
            .or_else(|| found.name(other))
            .map(|group| group.as_str())
    };
    let mut date = group("y", "y2")?.to_owned();
    for part in [group("m", "m2"), group("d", "d2")].into_iter().flatten() {
        date.push('-');
        date.push_str(&format!("{part:0>2}"));
    }
    date.parse().ok()
}

fn date_range(found: &Captures<'_>) -> Option<Range<usize>> {
    let group = |one: &str, other: &str| found.name(one).or_else(|| found.name(other));
    let year = group("y", "y2")?;
    let last = group("d", "d2").or_else(|| group("m", "m2")).unwrap_or(year);
    let unit = "年".len();
    Some(year.start()..last.end() + unit)
}

/// Reads `form` around its literal.
fn read(form: &SeriesForm<'_>, text: &str, literal: &Range<usize>) -> Option<Named> {
    let mut named = Named {
        range: literal.clone(),
        term: 0,
        session: 0,
    };
    for part in form.before().iter().rev() {
        let head = text.get(..named.range.start)?;
        let start = match part {
            SeriesPart::Text(text) => head.strip_suffix(text)?.len(),
            SeriesPart::Term => named.number(numeral::trailing(neighbour::tail(head, head.len(), 8)), true, head)?,
            SeriesPart::Session => {
                named.number(numeral::trailing(neighbour::tail(head, head.len(), 8)), false, head)?
            }
        };
        named.range.start = start;
    }
    for part in form.after() {
        let rest = text.get(named.range.end..)?;
        let length = match part {
            SeriesPart::Text(text) => rest.starts_with(text).then_some(text.len())?,
            SeriesPart::Term | SeriesPart::Session => {
                let (number, length) = numeral::leading(rest)?;
                if *part == SeriesPart::Term {
                    named.term = number;
                } else {
                    named.session = number;
                }
                length
            }
        };
        named.range.end += length;
    }
    Some(named)
}

impl Named {
    /// Keeps a number read before the literal; where it begins in `head`.
    fn number(&mut self, read: Option<(u32, usize)>, is_term: bool, head: &str) -> Option<usize> {
        let (number, start) = read?;
        let window = neighbour::tail(head, head.len(), 8).len();
        if is_term {
            self.term = number;
        } else {
            self.session = number;
        }
        Some(head.len() - window + start)
    }
}

impl Finder for SeriesFinder {
    fn sort(&self) -> Sort {
        Sort::Series
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        let text = &*paragraph.text;
        for literal in seen {
            let entry = literal.literal.entry;
            let Kind::Series(series) = &scene.entries[entry].kind else {
                continue;
            };
            let form = series.forms.get(literal.literal.number as usize);
            let form = form.and_then(|form| SeriesForm::new(form));
            let Some(named) = form.and_then(|form| read(&form, text, &literal.range)) else {
                continue;
            };
            let mut report = |range: Range<usize>, message: String| {
                let finding = Finding {
                    message,
                    suggestions: Vec::new(),
                    gravest: Severity::Error,
                };
                found.push(Found {
                    entry,
                    range,
                    finding: Some(finding),
                    released: None,
                });
            };
            let name = &text[named.range.clone()];
            let Some(held) = series
                .held
                .iter()
                .find(|held| (held.term, held.session) == (named.term, named.session))
            else {
                if let Some(last) = last_session(series, &named) {
                    report(named.range.clone(), format!("没有「{name}」：这一届只有{last}次"));
                }
                continue;
            };
            if is_period(held) {
                let tail = &text[named.range.end..];
                let stated = PERIOD.captures(neighbour::head(tail, 0, REACH)).and_then(|stated| {
                    let year = |group: &str| stated.name(group)?.as_str().parse::<i16>().ok();
                    let range = stated.name("y")?.start()..stated.name("z")?.end();
                    Some((year("y")?, year("z")?, range))
                });
                let right = (held.start.first().year(), held.end.last().year());
                if let Some((from, to, range)) = stated.filter(|(from, to, _)| (*from, *to) != right) {
                    let range = named.range.end + range.start..named.range.end + range.end;
                    report(
                        range,
                        format!("「{name}」是{}—{}年，这里写成了{from}—{to}年", right.0, right.1),
                    );
                }
                continue;
            }
            if let Some((range, date)) = date(text, &named.range) {
                if date.last() < held.start.first() || held.end.last() < date.first() {
                    let written = &text[range.clone()];
                    report(range, format!("「{written}」不是「{name}」的时间：应为{}", spell(held)));
                }
                continue;
            }
            let is_coming = |published: Date| {
                let announced = held.start.first().checked_sub(Span::new().days(ANNOUNCED));
                let around = &text[sentence(text, &named.range)];
                announced.is_ok_and(|announced| published < announced)
                    && !COMING.iter().any(|word| around.contains(word))
            };
            if held.session > 0 && scene.day.published.is_some_and(is_coming) {
                report(
                    named.range.clone(),
                    format!("文章发布时「{name}」还没有召开（召开时间为{}）", spell(held)),
                );
            }
        }
    }
}

/// How many sessions the term had of which `named` is none; `None` if that is not known.
fn last_session(series: &Series, named: &Named) -> Option<u32> {
    let newest = series.held.iter().map(|held| held.term).max()?;
    let sessions = series
        .held
        .iter()
        .filter(|held| held.term == named.term)
        .map(|held| held.session);
    let last = sessions.max()?;
    (named.term < newest && last > 0 && (named.session == 0 || named.session > last)).then_some(last)
}

/// Whether it lasts for years, as a plan does.
fn is_period(held: &Held) -> bool {
    held.end.last().year() > held.start.first().year() + 1
}

/// When a meeting was held, for people.
fn spell(held: &Held) -> String {
    let (start, end) = (held.start.first(), held.end.last());
    if held.start.first() != held.start.last() {
        return format!("{}年", start.year());
    }
    let first = format!("{}年{}月{}日", start.year(), start.month(), start.day());
    if start == end {
        first
    } else if start.month() == end.month() {
        format!("{first}至{}日", end.day())
    } else {
        format!("{first}至{}月{}日", end.month(), end.day())
    }
}
