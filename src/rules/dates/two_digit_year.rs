//! Years in two digits: 24年3月.

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, dates::calendar, numerals, word_list::word_list},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/two-digit-year",
    title: "年份简写",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）；年份用四位数字",
    page: include_str!("two_digit_year.md"),
    trigger: Trigger::marks(Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT)).and(Marks::YEAR),
    check: Check::Paragraph(check),
};

/// Words after which a number of years and months is a duration, an age or a year of an era.
const BEFORE: &[&str] = word_list!("two_digit_year.txt");

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for at in calendar::YEAR.find_iter(text.as_bytes()) {
        let Some(year) = numerals::before(text, at).filter(|numeral| numeral.length == 2 && !numeral.is_hanzi) else {
            continue;
        };
        let Some(month) = numerals::after(text, at + "年".len()) else {
            continue;
        };
        let is_month = (1..=12).contains(&month.value) && !text[month.range.clone()].starts_with('0');
        let rest = &text[numerals::skip_space(text, month.range.end)..];
        let Some(rest) = rest.strip_prefix('月').filter(|_| is_month && !month.is_hanzi) else {
            continue;
        };
        let century = match year.value {
            0..=29 => 2000,
            70..=99 => 1900,
            _ => continue,
        };
        let before = neighbour::tail(text, year.range.start, 8).trim_end();
        let is_duration = before
            .ends_with(|c: char| c.is_ascii_alphanumeric() || ".．,—－–-/～~'＇".contains(c) && c != '\'')
            || BEFORE.iter().any(|word| before.ends_with(word))
            || rest.starts_with(['龄', '后', '余', '多'])
            || ["以上", "以下", "以内", "有余", "之久", "左右", "不等", "期"]
                .iter()
                .any(|word| rest.starts_with(word));
        if !is_duration {
            let full = century + year.value;
            findings
                .report(paragraph.source(year.range), format!("年份写四位数字，应为「{full}」"))
                .suggest(full.to_string());
        }
    }
}
