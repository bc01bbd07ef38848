//! Dates, weekdays and links of spans as prose writes them: what they say and where they stand.
//!
//! A date is found by a character that it must have, 月, 年 or a separator, and read from there outwards, so that
//! text without dates costs next to nothing. Whether the date exists is left to the rules.

use std::{ops::Range, sync::LazyLock};

use jiff::civil::{Date, Weekday};
use memchr::memmem::Finder;

use crate::{
    document::prose::Paragraph,
    rules::{
        Marks,
        numerals::{self, Numeral},
        word_list::word_list,
    },
    text::{day::day_of, neighbour},
};

/// 月 and 年, ready to be looked for again and again.
pub(super) static MONTH: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("月"));
pub(super) static YEAR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("年"));

/// What stands behind an hour: 时 or 点.
pub(super) static HOUR_UNITS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["时", "点"].map(Finder::new));

/// Of these one stands in every text that names a month.
pub(super) const DATE_MARKS: Marks = Marks::MONTH.or(SEPARATED_MARKS);

/// What parts a date such as 2024-05-01 is of these.
const SEPARATED_MARKS: Marks = Marks::HYPHEN.or(Marks::HALF_WIDTH_POINT).or(Marks::SLASH);

/// Words that a date of another calendar follows.
const OTHER_CALENDARS: &[&str] = word_list!("other_calendars.txt");

/// What a date is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateMention {
    /// From its year, or whatever it begins with, to its last unit.
    pub(super) range: Range<usize>,
    /// Its year, if it has four digits.
    pub(super) year: Option<u32>,
    /// Its month as written.
    pub(super) month: Option<u32>,
    /// Its day as written.
    pub(super) day: Option<u32>,
    /// How it is written.
    pub(super) form: DateForm,
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateForm {
    /// 2024年5月1日
    Arabic,
    /// 二〇二四年五月一日
    Hanzi,
    /// 2024-05-01
    Separated(char),
}

impl DateMention {
    /// The day it names, if it has all parts and exists.
    pub(super) fn civil(&self) -> Option<Date> {
        day_of(self.year?, self.month?, self.day?)
    }

    /// The day it names in `year`.
    pub(super) fn civil_in(&self, year: u32) -> Option<Date> {
        day_of(year, self.month?, self.day?)
    }
}

/// Days of `month`, if it is one; February has 29 unless `year` says otherwise.
pub(super) fn days_in(month: u32, year: Option<u32>) -> Option<u32> {
    let leap_year = 2000;
    let first = day_of(year.unwrap_or(leap_year), month, 1)?;
    u32::try_from(first.days_in_month()).ok()
}

/// All dates in `paragraph` that name a month, in the order of their places.
pub(super) fn dates(paragraph: &Paragraph<'_>) -> Vec<DateMention> {
    let (text, marks) = (&*paragraph.text, paragraph.marks());
    let mut found = Vec::new();
    if marks.intersects(Marks::MONTH) {
        let months = MONTH.find_iter(text.as_bytes());
        found.extend(months.filter_map(|at| date_at_month(text, at)));
    }
    let months = found.len();
    found.extend(separated_dates(paragraph));
    if months > 0 && months < found.len() {
        found.sort_by_key(|date| date.range.start);
    }
    found
}

/// All dates of [`dates`], and years that stand without a month.
pub(super) fn dates_and_years(paragraph: &Paragraph<'_>) -> Vec<DateMention> {
    let text = &*paragraph.text;
    let mut found = dates(paragraph);
    if !paragraph.marks().intersects(Marks::YEAR) {
        return found;
    }
    let named = found.len();
    for at in YEAR.find_iter(text.as_bytes()) {
        let Some(year) = numerals::before(text, at).filter(is_year) else {
            continue;
        };
        let start = year.range.start;
        let after = found[..named].partition_point(|date| date.range.start <= start);
        let is_of_date = after
            .checked_sub(1)
            .and_then(|index| found.get(index))
            .is_some_and(|date| date.range.contains(&start));
        if !is_of_date {
            found.push(DateMention {
                form: if year.is_hanzi {
                    DateForm::Hanzi
                } else {
                    DateForm::Arabic
                },
                range: start..at + "年".len(),
                year: Some(year.value),
                month: None,
                day: None,
            });
        }
    }
    found.sort_by_key(|date| date.range.start);
    found
}

/// Whether a numeral is a year of our time, in four digits.
pub(super) fn is_year(numeral: &Numeral) -> bool {
    numeral.length == 4 && (1000..=2999).contains(&numeral.value)
}

/// The date whose 月 stands at byte `at`.
fn date_at_month(text: &str, at: usize) -> Option<DateMention> {
    let month = numerals::before(text, at).filter(|numeral| numeral.length <= 3)?;
    let mut range = month.range.start..at + "月".len();
    let year = text
        .get(..month.range.start)
        .map(|head| head.trim_end_matches([' ', '\u{3000}']))
        .and_then(|head| head.strip_suffix('年'))
        .and_then(|head| numerals::before(text, head.len()))
        .filter(is_year);
    if let Some(year) = &year {
        range.start = year.range.start;
    }
    let day = day_at(text, range.end);
    if let Some((_, end)) = day {
        range.end = end;
    }
    Some(DateMention {
        range,
        year: year.map(|year| year.value),
        month: Some(month.value),
        day: day.map(|(day, _)| day),
        form: if month.is_hanzi {
            DateForm::Hanzi
        } else {
            DateForm::Arabic
        },
    })
}

/// A day with its unit at byte `at`, and where it ends: 5日, 5号. In 5—8日 the unit comes later.
pub(super) fn day_at(text: &str, at: usize) -> Option<(u32, usize)> {
    let day = numerals::after(text, at).filter(|numeral| numeral.length <= 3)?;
    let end = numerals::skip_space(text, day.range.end);
    if let Some(c @ ('日' | '号')) = neighbour::after(text, end) {
        return Some((day.value, end + c.len_utf8()));
    }
    let last = numerals::after(text, link_after(text, day.range.end)?).filter(|numeral| numeral.length <= 3)?;
    let unit = neighbour::after(text, numerals::skip_space(text, last.range.end));
    matches!(unit, Some('日' | '号')).then_some((day.value, day.range.end))
}

/// The day of the month that ends a span whose first date ends at byte `at`: 至12日 after 3月5日.
pub(super) fn span_end_day(text: &str, at: usize) -> Option<(u32, Range<usize>)> {
    let day = numerals::after(text, link_after(text, at)?).filter(|numeral| numeral.length <= 3)?;
    let end = numerals::skip_space(text, day.range.end);
    let unit = neighbour::after(text, end).filter(|c| matches!(c, '日' | '号'))?;
    Some((day.value, day.range.start..end + unit.len_utf8()))
}

/// All dates in `paragraph` such as 2024-05-01, 2024/5/1 and 2024.5.1, in the order of their places.
pub(super) fn separated_dates(paragraph: &Paragraph<'_>) -> Vec<DateMention> {
    let mut found = Vec::new();
    if !paragraph.marks().intersects(SEPARATED_MARKS) || !paragraph.marks().intersects(Marks::DIGIT) {
        return found;
    }
    let text = &*paragraph.text;
    let bytes = text.as_bytes();
    let mut next = 0;
    for at in memchr::memchr3_iter(b'-', b'.', b'/', bytes) {
        let Some(start) = at.checked_sub(4).filter(|&start| start >= next) else {
            continue;
        };
        let year = bytes.get(start..at).filter(|year| year.iter().all(u8::is_ascii_digit));
        let goes_back = neighbour::before(text, start)
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '_' | '=' | '+'));
        if year.is_none() || goes_back {
            continue;
        }
        let (Some(year), Some(month)) = (
            numerals::before(text, at).filter(is_year),
            numerals::after(text, at + 1),
        ) else {
            continue;
        };
        if month.length > 2 || month.range.start != at + 1 || bytes.get(month.range.end) != bytes.get(at) {
            continue;
        }
        let Some(day) = numerals::after(text, month.range.end + 1) else {
            continue;
        };
        let goes_on = neighbour::after(text, day.range.end)
            .is_some_and(|c| c.is_ascii_alphanumeric() && c != 'T' || matches!(c, '.' | '/' | '_'));
        // 2024.5.20-5.24 ends one date and begins another; 2024-05-20-01 is a number.
        let is_number = bytes.get(at) == Some(&b'-') && bytes.get(day.range.end) == Some(&b'-');
        if day.length > 2 || day.range.start != month.range.end + 1 || goes_on || is_number {
            continue;
        }
        next = day.range.end;
        found.push(DateMention {
            range: start..day.range.end,
            year: Some(year.value),
            month: Some(month.value),
            day: Some(day.value),
            form: DateForm::Separated(bytes.get(at).map_or('-', |&byte| char::from(byte))),
        });
    }
    found
}

/// Where the link of a span ends that begins at byte `at`: 至, 到, —, ～ and what else stands for them.
pub(super) fn link_after(text: &str, at: usize) -> Option<usize> {
    let start = numerals::skip_space(text, at);
    let rest = text.get(start..)?;
    let link = [
        "起至", "起到", "至", "到", "——", "—", "－", "–", "‐", "−", "-", "～", "~", "∼", "〜",
    ]
    .into_iter()
    .find(|link| rest.starts_with(link))?;
    Some(numerals::skip_space(text, start + link.len()))
}

/// A weekday that follows a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WeekdayMention {
    /// The character that tells which day it is.
    pub(super) name: Range<usize>,
    /// Where it ends, the bracket around it included.
    pub(super) end: usize,
    /// Which day it is.
    pub(super) day: Weekday,
}

/// The weekday that follows a date which ends at byte `at`: （星期三）, 周三, （农历初五，星期三）.
pub(super) fn weekday_after(text: &str, at: usize) -> Option<WeekdayMention> {
    let rest = text.get(at..)?;
    let start = at + rest.len() - rest.trim_start_matches([' ', '\u{3000}', '\t', '，', ',', '、']).len();
    if start - at > 6 {
        return None;
    }
    let bracket = neighbour::after(text, start).filter(|c| matches!(c, '（' | '(' | '【' | '[' | '〔' | '|'));
    let mut start = start + bracket.map_or(0, char::len_utf8);
    start = numerals::skip_space(text, start);
    if bracket.is_some() {
        // A remark may come first, if a mark divides it from the weekday.
        let inside = neighbour::head(text, start, 14);
        let inside = inside.split(['）', ')', '】', ']', '〕']).next().unwrap_or_default();
        if let Some(mark) = inside.rfind(['，', '、', ',', ' ']) {
            start += mark + inside[mark..].chars().next().map_or(0, char::len_utf8);
            start = numerals::skip_space(text, start);
        }
    }
    let word = ["星期", "礼拜", "周"]
        .into_iter()
        .find(|word| text[start..].starts_with(word))?;
    let name = start + word.len();
    let c = neighbour::after(text, name)?;
    let day = match c {
        '一' => Weekday::Monday,
        '二' => Weekday::Tuesday,
        '三' => Weekday::Wednesday,
        '四' => Weekday::Thursday,
        '五' => Weekday::Friday,
        '六' => Weekday::Saturday,
        '日' | '天' | '七' => Weekday::Sunday,
        _ => return None,
    };
    let mut end = name + c.len_utf8();
    // 周一至周五 and 周三年度 are no weekdays of this date.
    let goes_on = link_after(text, end).is_some_and(|link| {
        ["星期", "礼拜", "周", "五", "六", "日"]
            .iter()
            .any(|word| text[link..].starts_with(word))
    });
    let is_other = neighbour::after(text, end).is_some_and(|c| "年岁期末围边、常".contains(c));
    if goes_on || is_other {
        return None;
    }
    if let Some(open) = bracket {
        let close = numerals::skip_space(text, end);
        let closing = match open {
            '（' | '(' => ['）', ')'],
            '【' | '[' => ['】', ']'],
            '〔' => ['〕', ']'],
            _ => ['|', '|'],
        };
        if let Some(c) = neighbour::after(text, close).filter(|c| closing.contains(c)) {
            end = close + c.len_utf8();
        }
    }
    Some(WeekdayMention {
        name: name..name + c.len_utf8(),
        end,
        day,
    })
}

/// How a weekday is written after 星期 and 周.
pub(super) fn weekday_name(day: Weekday) -> char {
    match day {
        Weekday::Monday => '一',
        Weekday::Tuesday => '二',
        Weekday::Wednesday => '三',
        Weekday::Thursday => '四',
        Weekday::Friday => '五',
        Weekday::Saturday => '六',
        Weekday::Sunday => '日',
    }
}

/// Whether a number that begins at byte `at` goes on before it, as in 1.5, A5 and 8:05; a colon after a word does not
/// matter.
pub(super) fn continues_before(text: &str, at: usize) -> bool {
    match neighbour::before(text, at) {
        Some(c @ (':' | '：')) => {
            neighbour::before(text, at - c.len_utf8()).is_some_and(|c| numerals::arabic(c).is_some())
        }
        Some(c) => c.is_ascii_alphanumeric() || matches!(c, '.' | '/'),
        None => false,
    }
}

/// Whether a word before byte `at` says that a date is of another calendar than ours.
pub(super) fn is_other_calendar(text: &str, at: usize) -> bool {
    let window = neighbour::tail(text, at, 12);
    OTHER_CALENDARS.iter().any(|word| window.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format, prose::Prose};

    fn parts(text: &str) -> Vec<(&str, [Option<u32>; 3])> {
        let document = Document::new(text, Format::Plain);
        let prose = Prose::new(&document);
        dates_and_years(&prose.paragraphs[0])
            .into_iter()
            .map(|date| (&text[date.range], [date.year, date.month, date.day]))
            .collect()
    }

    #[test]
    fn dates_are_found_in_every_form() {
        for (text, expected) in [
            (
                "于2024年5月1日起",
                vec![("2024年5月1日", [Some(2024), Some(5), Some(1)])],
            ),
            (
                "于2024 年 5 月 1 日起",
                vec![("2024 年 5 月 1 日", [Some(2024), Some(5), Some(1)])],
            ),
            (
                "２０２４年５月１日",
                vec![("２０２４年５月１日", [Some(2024), Some(5), Some(1)])],
            ),
            (
                "二〇二四年五月三十一日",
                vec![("二〇二四年五月三十一日", [Some(2024), Some(5), Some(31)])],
            ),
            ("5月1号", vec![("5月1号", [None, Some(5), Some(1)])]),
            ("3月5—8日", vec![("3月5", [None, Some(3), Some(5)])]),
            ("2021—2025年", vec![("2025年", [Some(2025), None, None])]),
            ("2024-05-01 08:00", vec![("2024-05-01", [Some(2024), Some(5), Some(1)])]),
            ("（2024.5.1）", vec![("2024.5.1", [Some(2024), Some(5), Some(1)])]),
            ("24年5月", vec![("5月", [None, Some(5), None])]),
            ("10.2024.5.1", vec![]),
            ("2024-05-01-03", vec![]),
            ("3个月内、每月", vec![]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn weekdays_follow_in_every_form() {
        for (text, expected) in [
            ("（星期三）", Some(('三', "（星期三）"))),
            (" 周日下午", Some(('日', " 周日"))),
            ("\t星期二\t", Some(('二', "\t星期二"))),
            ("（农历五月初五，星期一）", Some(('一', "（农历五月初五，星期一）"))),
            ("，礼拜四", Some(('四', "，礼拜四"))),
            ("周一至周五", None),
            ("周年庆", None),
            ("（周围）", None),
            ("起每周三", None),
        ] {
            let found = weekday_after(text, 0).map(|weekday| (weekday_name(weekday.day), &text[..weekday.end]));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn months_have_their_days() {
        assert_eq!(days_in(2, None), Some(29));
        assert_eq!(days_in(2, Some(2023)), Some(28));
        assert_eq!(days_in(13, None), None);
        assert_eq!(days_in(0, None), None);
    }
}
