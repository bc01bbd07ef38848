//! Units of a date typed wrong or twice: 2024月3月, 5月8日日.

use memchr::memmem;
use std::ops::Range;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{
        Check, Context, Findings, Marks, Rule, Trigger,
        dates::calendar,
        numerals::{self, Numeral},
    },
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/date-unit-slip",
    title: "年月日单位打错",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "公历历法；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("date_unit_slip.md"),
    trigger: Trigger::marks(Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT)).and(Marks::YEAR.or(Marks::MONTH)),
    check: Check::Paragraph(check),
};

const SLIP: &str = "年月日的单位打错了，请核对日期";

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut next = 0;
    for at in calendar::MONTH.find_iter(text.as_bytes()) {
        if at < next {
            continue;
        }
        if let Some(range) = slip_at_month(text, at) {
            next = range.end;
            findings.report(paragraph.source(range), SLIP);
        }
    }
    for at in calendar::YEAR.find_iter(text.as_bytes()) {
        if let Some(range) = slip_at_year(text, at) {
            findings.report(paragraph.source(range), SLIP);
        }
    }
    // Only what stands twice in a row is left.
    if !paragraph.marks().intersects(Marks::DOUBLED) {
        return;
    }
    for at in memmem::find_iter(text.as_bytes(), "年年") {
        let end = at + "年年".len();
        if let Some(year) = year_before(text, at, 4)
            && numerals::after(text, end).is_some_and(|month| !month.is_hanzi)
        {
            report_doubled(paragraph, year.range.start..end, '年', findings);
        }
    }
    for at in memmem::find_iter(text.as_bytes(), "日日") {
        let end = at + "日日".len();
        let Some(day) = numerals::before(text, at).filter(|day| !day.is_hanzi && day.length <= 2) else {
            continue;
        };
        let head = text[..day.range.start].trim_end_matches(' ');
        let second = numerals::first_word(context.words, text, end - "日".len());
        // 5日日间: the second one begins a word.
        if head.ends_with('月') && (second == "日" || second.is_empty()) && !is_word(text, end) {
            report_doubled(paragraph, day.range.start..end, '日', findings);
        }
    }
    for at in memmem::find_iter(text.as_bytes(), "月月") {
        let end = at + "月月".len();
        if let Some(month) = numerals::before(text, at).filter(|month| !month.is_hanzi && month.length <= 2)
            && text[..month.range.start].trim_end_matches(' ').ends_with('年')
            && numerals::after(text, end).is_some_and(|day| !day.is_hanzi)
        {
            report_doubled(paragraph, month.range.start..end, '月', findings);
        }
    }
}

fn report_doubled(paragraph: &Paragraph<'_>, range: Range<usize>, unit: char, findings: &mut Findings) {
    let right = paragraph.text[range.start..range.end - unit.len_utf8()].to_owned();
    findings
        .report(paragraph.source(range), format!("「{unit}」重复，应为「{right}」"))
        .suggest(right);
}

/// Whether 日 before byte `end` begins a word with what follows.
fn is_word(text: &str, end: usize) -> bool {
    neighbour::after(text, end).is_some_and(|c| "间报均前常夜程产语本照出落期军方活用历益渐志新记光子".contains(c))
}

/// The year in `length` digits that ends at byte `at`.
fn year_before(text: &str, at: usize, length: usize) -> Option<Numeral> {
    let year = numerals::before(text, at).filter(|year| year.length == length && !year.is_hanzi)?;
    let leading = if length == 5 { year.value / 10 } else { year.value };
    let is_part = neighbour::before(text, year.range.start)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-'));
    ((1900..=2099).contains(&leading) && !is_part).then_some(year)
}

/// A month whose unit is 年 or 日, with the day behind it: 2024年5年1日.
fn slip_at_year(text: &str, at: usize) -> Option<Range<usize>> {
    let short = |at| numerals::after(text, at).filter(|numeral| !numeral.is_hanzi && numeral.length <= 2);
    let unit = |numeral: &Numeral| {
        let at = numerals::skip_space(text, numeral.range.end);
        Some((neighbour::after(text, at)?, at))
    };
    let first = short(at + "年".len())?;
    let (_, place) = unit(&first).filter(|&(c, _)| matches!(c, '年' | '日'))?;
    let second = short(place + "日".len())?;
    unit(&second).filter(|&(c, _)| c == '日')?;
    let year = year_before(text, at, 4)?;
    Some(year.range.start..place + "日".len())
}

/// What is wrong at the 月 at byte `at`, as the range of it.
fn slip_at_month(text: &str, at: usize) -> Option<Range<usize>> {
    let end = at + "月".len();
    let month = numerals::before(text, at).filter(|month| !month.is_hanzi)?;
    // 2024月3月, 2024月3日
    if let Some(year) = year_before(text, at, 4) {
        let second = numerals::after(text, end).filter(|second| !second.is_hanzi && second.length <= 2)?;
        let unit = numerals::skip_space(text, second.range.end);
        let c = neighbour::after(text, unit).filter(|c| matches!(c, '月' | '日'))?;
        return Some(year.range.start..unit + c.len_utf8());
    }
    if month.length > 2 {
        return None;
    }
    let head = text[..month.range.start].trim_end_matches(' ');
    if let Some(before) = head.strip_suffix('年') {
        // 20224年3月
        if let Some(year) = year_before(text, before.len(), 5) {
            return Some(year.range.start..end);
        }
        // 2024年3月5月
        year_before(text, before.len(), 4)?;
        let second = numerals::after(text, end).filter(|second| !second.is_hanzi && second.length <= 2)?;
        let unit = numerals::skip_space(text, second.range.end);
        let is_month = neighbour::after(text, unit) == Some('月')
            && !neighbour::after(text, unit + "月".len()).is_some_and(|c| "均龄".contains(c));
        return is_month.then_some(month.range.start..unit + "月".len());
    }
    // 2024年5日3月
    let before = head.strip_suffix('日')?;
    let day = numerals::before(text, before.len()).filter(|day| !day.is_hanzi && day.length <= 2)?;
    let before = text[..day.range.start].trim_end_matches(' ').strip_suffix('年')?;
    let year = year_before(text, before.len(), 4)?;
    Some(year.range.start..end)
}
