//! Numbers of citizens as they were before 1999, which are still someone's.

use super::{label, number};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::id_number,
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/id-number-15",
    title: "十五位旧身份证号",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《个人信息保护法》第二十五条、第二十八条；《公民身份号码》（GB 11643—1999）",
    page: include_str!("id_number_15.md"),
    trigger: Trigger::words_and_marks(
        &["身份证", "公民身份", "居民身份", "身份号码"],
        Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT),
    ),
    check: Check::Paragraph(check),
};

const SHAPES: [&[usize]; 2] = [&[15], &[6, 6, 3]];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    number::find(text, &SHAPES, |number| {
        // A bare number of 15 digits is anything; only its name makes it a citizen's.
        let is_old = number.text.bytes().all(|byte| byte.is_ascii_digit())
            && id_number::is_province(&number.text)
            && number
                .text
                .get(6..12)
                .is_some_and(|day| id_number::is_birthday(&format!("19{day}"), None))
            && label::is_id_number(text, number.range.start);
        if is_old {
            findings.report(
                paragraph.source(number.range.clone()),
                "十五位旧身份证号也是完整的公民身份号码，不应公开，请删去",
            );
        }
        is_old
    });
}
