//! Numbers of bank cards, by issuer prefix and check digit.

use super::{label, number};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::{code, id_number},
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/bank-card",
    title: "银行卡号",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《个人信息保护法》第二十八条、第五十一条",
    page: include_str!("bank_card.md"),
    trigger: Trigger::marks(Marks::LONG_NUMBER),
    check: Check::Paragraph(check),
};

/// In one run, or in fours; the longer one first, since its beginning has a shorter shape.
const SHAPES: [&[usize]; 11] = [
    &[16],
    &[17],
    &[18],
    &[19],
    &[4, 4, 4, 4, 3],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 4, 1],
    &[4, 4, 4, 4],
    &[6, 13],
    &[6, 10],
    &[4, 15],
];

/// Names after which a number of any issuer is a card's.
const NAMES: [&str; 6] = ["卡号", "银行卡", "工资卡", "储蓄卡", "借记卡", "信用卡"];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    number::find(text, &SHAPES, |number| {
        let at = number.range.start;
        let is_card = (is_issuer(&number.text) || label::is_called(text, at, &NAMES))
            && !is_like_id_number(&number.text)
            && code::fits_luhn(&number.text)
            && !label::is_other_number(text, at)
            && !label::is_amount(text, number.range.end);
        if is_card {
            findings.report(
                paragraph.source(number.range.clone()),
                "银行卡号属敏感个人信息，不应公开；对公账户请核对户名是否为单位",
            );
        }
        is_card
    });
}

/// `UnionPay`, Visa, `Mastercard`, JCB, and the old cards of ICBC.
fn is_issuer(number: &str) -> bool {
    matches!(
        number.as_bytes(),
        [b'6', b'2', ..] | [b'4', ..] | [b'5', b'1'..=b'5', ..] | [b'3', b'5', ..]
    ) || number.starts_with("9558")
        || number.starts_with("6013")
}

fn is_like_id_number(number: &str) -> bool {
    number.len() == 18
        && id_number::is_province(number)
        && number.get(6..14).is_some_and(|day| id_number::is_birthday(day, None))
}
