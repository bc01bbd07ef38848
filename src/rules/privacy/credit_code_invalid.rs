//! Unified social credit codes that cannot be right. They are public; what is wrong is the copy.

use std::sync::LazyLock;

use regex::Regex;

use super::{label, number};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::code,
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/credit-code-invalid",
    title: "统一社会信用代码写错",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《法人和其他组织统一社会信用代码编码规则》（GB 32100—2015）",
    page: include_str!("credit_code_invalid.md"),
    trigger: Trigger::words_and_marks(&["信用代码"], Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT)),
    check: Check::Paragraph(check),
};

/// The right length, in one run or in groups, then those of codes that lost or gained characters.
const SHAPES: [&[usize]; 8] = [
    &[18],
    &[2, 6, 9, 1],
    &[4, 4, 4, 4, 2],
    &[15],
    &[16],
    &[17],
    &[19],
    &[20],
];

const NOT_IN_CODES: [char; 5] = ['I', 'O', 'S', 'V', 'Z'];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:统一)?社会信用代码(?:证书?)?(?:号码?)?(?:（[^（）]{0,8}）|\([^()]{0,8}\))?(?:为|是|系)?[\s:：（(]*$",
        )
    });
    let text = &*paragraph.text;
    number::find(text, &SHAPES, |number| {
        if !LABEL.is_match(label::window(text, number.range.start)) {
            return false;
        }
        let written = &number.text;
        let message = if written.len() != 18 {
            format!("统一社会信用代码应为18位，这里是{}位，请核对营业执照", written.len())
        } else if let Some(letter) = written.chars().find(|c| NOT_IN_CODES.contains(c)) {
            format!("统一社会信用代码里没有字母{letter}，可能是把数字看成了字母，请核对")
        } else if !code::fits_credit_code(written) {
            "统一社会信用代码校验不符，至少写错了一位，请核对营业执照".to_owned()
        } else {
            return true;
        };
        findings.report(paragraph.source(number.range.clone()), message);
        true
    });
}
