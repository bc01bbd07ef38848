//! Numbers that were masked so little that they can be read or guessed.

use super::number;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::id_number,
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/masking-insufficient",
    title: "遮盖不够",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《个人信息保护法》第五十一条、第七十三条",
    page: include_str!("masking_insufficient.md"),
    trigger: Trigger::marks(
        Marks::STAR
            .or(Marks::PLACEHOLDER)
            .or(Marks::LATIN)
            .or(Marks::FULL_WIDTH_LATIN)
            .or(Marks::HASH),
    ),
    check: Check::Paragraph(check),
};

/// Lengths of a masked citizen's number; people are careless about how many stars they write.
const ID_LENGTHS: std::ops::RangeInclusive<usize> = 15..=20;

/// Characters of a citizen's number that must be masked at least: the year, month and day, if not the order as well.
const ID_MASKED: usize = 6;

/// Digits of a mobile number that must be masked at least.
const MOBILE_MASKED: usize = 4;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        if symbol(c).is_none() {
            chars.next();
            continue;
        }
        let mut symbols = String::new();
        let mut end = start;
        while let Some((at, c)) = chars.next_if(|&(_, c)| symbol(c).is_some()) {
            symbols.extend(symbol(c));
            end = at + c.len_utf8();
        }
        let is_part = |c: Option<char>| c.is_some_and(|c| number::code(c).is_some());
        let beside = (text[..start].chars().next_back(), text[end..].chars().next());
        if is_part(beside.0) || is_part(beside.1) {
            continue;
        }
        let message = if is_revealing_id_number(&symbols) {
            "身份证号遮盖不够，建议遮去出生日期和顺序码，例如只留前六位和后四位"
        } else if is_revealing_mobile_number(&symbols) {
            "手机号遮盖不够，建议遮去中间四位"
        } else {
            continue;
        };
        findings.report(paragraph.source(start..end), message);
    }
}

/// A digit in half width, `X` for the letter, `*` for a mask; `None` for what is no part of a masked number.
fn symbol(c: char) -> Option<char> {
    match number::code(c) {
        Some(c @ ('0'..='9' | 'X')) => Some(c),
        Some(_) => None,
        None => number::is_mask(c).then_some('*'),
    }
}

/// How many characters of a number of this length are masked, and the number with `*` for each of them. A letter X is
/// one if it has a neighbour of its kind; at the end it is the check digit.
fn masked(symbols: &str) -> Option<(usize, String)> {
    let bytes = symbols.as_bytes();
    let is_x = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&b'X');
    let mut text = String::with_capacity(bytes.len());
    let mut count = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let is_masked = byte == b'*' || (byte == b'X' && (is_x(at.checked_sub(1)) || is_x(Some(at + 1))));
        count += usize::from(is_masked);
        text.push(if is_masked { '*' } else { char::from(byte) });
    }
    let body = text.strip_suffix('X').unwrap_or(&text);
    (count > 0 && !body.contains('X')).then_some((count, text))
}

fn is_revealing_id_number(symbols: &str) -> bool {
    if !ID_LENGTHS.contains(&symbols.len()) {
        return false;
    }
    let Some((count, text)) = masked(symbols) else {
        return false;
    };
    let century = text.get(6..8).unwrap_or_default();
    let is_born = century.contains('*') || ["19", "20"].contains(&century);
    count < ID_MASKED && id_number::is_province(&text) && is_born
}

fn is_revealing_mobile_number(symbols: &str) -> bool {
    let Some((count, text)) = masked(symbols).filter(|(_, text)| text.len() == 11) else {
        return false;
    };
    count < MOBILE_MASKED && !text.contains('X') && matches!(text.as_bytes(), [b'1', b'3'..=b'9' | b'*', ..])
}
