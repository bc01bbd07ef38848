//! A full-width mark as the point or the thousands separator of a number.

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/fullwidth-in-number",
    title: "数字里夹全角点号",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）5.1",
    page: include_str!("fullwidth_in_number.md"),
    trigger: Trigger::marks(Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT)),
    check: Check::Paragraph(check),
};

/// What a number with a decimal point counts: a unit that no new sentence begins with.
const AFTER_DECIMAL: [&str; 17] = [
    "%",
    "％",
    "‰",
    "万",
    "亿",
    "倍",
    "元",
    "个百分点",
    "吨",
    "公里",
    "千米",
    "米",
    "亩",
    "公顷",
    "公斤",
    "平方",
    "立方",
];

/// What a number with a thousands separator counts.
const AFTER_THOUSANDS: &str = "万亿元人个吨平名户家件公千米亩台套次种项只条场辆份册本余多株棵头间座盏部";

/// What numbers that are no quantities follow: of a table, a chapter, a place in an order.
const BEFORE_ORDINAL: &str = "第表图件号款章条页级类组期届编版之例题节式";

/// Characters of the longest number that is looked at.
const LONGEST_NUMBER: usize = 40;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut reported = 0;
    for &(at, c) in paragraph.separators() {
        if !matches!(c, '，' | '。' | '．') || at < reported || !neighbour::before(text, at).is_some_and(is_digit) {
            continue;
        }
        let first = neighbour::tail(text, at, LONGEST_NUMBER);
        let whole = first.trim_end_matches(is_digit);
        let start = at - (first.len() - whole.len());
        let before = whole.chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphabetic() || ".．,，-—/".contains(c) || BEFORE_ORDINAL.contains(c))
        {
            continue;
        }
        let first = &text[start..at];
        let found = match c {
            '．' | '。' => decimal(text, first, before, at + c.len_utf8()),
            '，' => thousands(text, first, at),
            _ => None,
        };
        let Some(end) = found else { continue };
        reported = end;
        let (message, mark) = if c == '，' {
            ("千分位用了全角逗号，请改为半角逗号、空格，或者不分节", ",")
        } else {
            ("小数点用了全角标点，应当用“.”", ".")
        };
        findings
            .report(paragraph.source(start..end), message)
            .suggest(text[start..end].replace(c, mark));
    }
}

/// Where the decimal number ends whose fraction begins at byte `at`, if it is one.
fn decimal(text: &str, first: &str, before: Option<char>, at: usize) -> Option<usize> {
    // The number of a list item, or a year at the end of a sentence.
    let may_be_label = before.is_none_or(|c| !is_hanzi(c)) && first.chars().count() <= 2;
    if may_be_label || first.chars().count() > 3 {
        return None;
    }
    let end = end_of_digits(text, at)?;
    let rest = text.get(end..)?;
    AFTER_DECIMAL.iter().any(|unit| rest.starts_with(unit)).then_some(end)
}

/// Where the number ends that has its first separator at byte `at`, if it is one with thousands separators.
fn thousands(text: &str, first: &str, at: usize) -> Option<usize> {
    if first.chars().count() > 3 {
        return None;
    }
    let mut end = at;
    let mut groups = 0;
    while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('，')) {
        let length = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        if rest[..length].chars().count() != 3 || end - at > LONGEST_NUMBER * 3 {
            break;
        }
        end += '，'.len_utf8() + length;
        groups += 1;
    }
    let rest = text.get(end..)?;
    // One more mark and a number after it, and it is an enumeration.
    if groups == 0 || is_number_after_comma(rest) {
        return None;
    }
    let rest_after_fraction = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(is_digit),
        None => rest,
    };
    rest_after_fraction
        .starts_with(|c| AFTER_THOUSANDS.contains(c))
        .then_some(end)
}

fn is_number_after_comma(rest: &str) -> bool {
    let number = rest.strip_prefix(['，', ',']);
    number.is_some_and(|number| number.starts_with(is_digit))
}

/// Where the digits end that begin at byte `at`, if there are any.
fn end_of_digits(text: &str, at: usize) -> Option<usize> {
    let digits = neighbour::head(text, at, LONGEST_NUMBER);
    let length = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
    (length > 0).then_some(at + length)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}
