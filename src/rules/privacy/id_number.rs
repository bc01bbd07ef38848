//! Numbers of citizens that are whole: right in place, day and check digit, so certainly someone's.

use super::{label, number};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::id_number::is_valid,
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/id-number",
    title: "公民身份号码",
    gate: Gate::Secrecy,
    severity: Severity::Error,
    enabled: true,
    basis: "《个人信息保护法》第二十五条、第二十八条、第五十一条；《公民身份号码》（GB 11643—1999）",
    page: include_str!("id_number.md"),
    trigger: Trigger::marks(Marks::LONG_NUMBER),
    check: Check::Paragraph(check),
};

/// In one run, or the groups in which people copy it.
pub(super) const SHAPES: [&[usize]; 6] = [&[18], &[6, 8, 4], &[6, 4, 4, 4], &[17, 1], &[14, 4], &[3, 3, 4, 4, 4]];

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    number::find(text, &SHAPES, |number| {
        let is_whole = is_valid(&number.text, context.published) && !label::is_other_number(text, number.range.start);
        if is_whole {
            findings.report(
                paragraph.source(number.range.clone()),
                "完整的公民身份号码不应公开，请删去；确需区分同名的，建议只留后四位",
            );
        }
        is_whole
    });
}
