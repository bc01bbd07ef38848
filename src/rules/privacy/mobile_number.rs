//! Numbers of mobile phones, which belong to a person more often than to an office.

use super::{label, number};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, word_list::word_list},
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/mobile-number",
    title: "手机号",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《个人信息保护法》第六条、第二十五条、第五十一条",
    page: include_str!("mobile_number.md"),
    trigger: Trigger::marks(Marks::LONG_NUMBER),
    check: Check::Paragraph(check),
};

/// Names of numbers that have 11 digits and are no phone's.
const OTHER_NAMES: &[&str] = word_list!("mobile_number.txt");

/// The usual groups, and the country code in front of them.
const SHAPES: [&[usize]; 10] = [
    &[11],
    &[3, 4, 4],
    &[3, 8],
    &[7, 4],
    &[13],
    &[15],
    &[2, 11],
    &[4, 11],
    &[2, 3, 4, 4],
    &[4, 3, 4, 4],
];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    number::find(text, &SHAPES, |number| {
        let Some(digits) = without_country_code(&number.text) else {
            return false;
        };
        let at = number.range.start;
        let is_phone = is_mobile(digits)
            && !label::is_other_number(text, at)
            && !label::is_called(text, at, OTHER_NAMES)
            && !label::is_amount(text, number.range.end);
        if is_phone {
            findings.report(
                paragraph.source(without_code(text, number)),
                "手机号多属个人信息，建议删去、改为单位电话，或遮去中间四位",
            );
        }
        is_phone
    });
}

/// The eleven digits of `number`.
fn without_country_code(number: &str) -> Option<&str> {
    match number.len() {
        11 => Some(number),
        13 => number.strip_prefix("86"),
        15 => number.strip_prefix("0086"),
        _ => None,
    }
}

fn is_mobile(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit()) && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..])
}

/// The range of a number after its country code.
fn without_code(text: &str, number: &number::Number) -> std::ops::Range<usize> {
    let skipped = number.text.len().saturating_sub(11);
    let slice = text.get(number.range.clone()).unwrap_or_default();
    let start = slice
        .char_indices()
        .filter(|&(_, c)| number::code(c).is_some())
        .nth(skipped)
        .map_or(0, |(at, _)| at);
    number.range.start + start..number.range.end
}
