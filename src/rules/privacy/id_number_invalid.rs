//! Numbers that are called a citizen's and cannot be one.

use super::{label, number};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::id_number,
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/id-number-invalid",
    title: "身份证号写错",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《公民身份号码》（GB 11643—1999）；《个人信息保护法》第八条、第二十五条",
    page: include_str!("id_number_invalid.md"),
    trigger: Trigger::words_and_marks(
        &["身份证", "公民身份", "居民身份", "身份号码"],
        Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT),
    ),
    check: Check::Paragraph(check),
};

/// 18 characters, and what is left when some were lost or doubled. Fifteen are an old number.
const SHAPES: [&[usize]; 8] = [&[18], &[17], &[16], &[19], &[20], &[6, 8, 4], &[6, 4, 4, 4], &[17, 1]];

/// Digits that the number must have at least; letters among them are slips for digits.
const LEAST_DIGITS: usize = 15;

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    number::find(text, &SHAPES, |number| {
        let is_wrong = label::is_id_number(text, number.range.start)
            && is_meant_as_number(&number.text)
            && !id_number::is_valid(&number.text, context.published);
        if is_wrong {
            let length = number.text.len();
            let message = if length == 18 {
                "身份证号码校验不符，至少写错了一位；即使写对，也不应公开完整号码".to_owned()
            } else {
                format!("身份证号码应为18位，这里是{length}位；即使写对，也不应公开完整号码")
            };
            findings.report(paragraph.source(number.range.clone()), message);
        }
        is_wrong
    });
}

/// Whether it is digits with an X at its end, give or take letters that look like digits.
fn is_meant_as_number(number: &str) -> bool {
    let body = number.strip_suffix('X').unwrap_or(number);
    body.bytes()
        .all(|byte| byte.is_ascii_digit() || b"OILSB".contains(&byte))
        && body.bytes().filter(u8::is_ascii_digit).count() >= LEAST_DIGITS
}
