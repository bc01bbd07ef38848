//! Numbers of passports, permits and residence cards, known by their name.

use std::sync::LazyLock;

use regex::Regex;

use super::{label, number};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/travel-document",
    title: "护照、通行证号",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《个人信息保护法》第二十五条、第二十八条",
    page: include_str!("travel_document.md"),
    trigger: Trigger::words_and_marks(
        &["护照", "通行证", "台胞证", "回乡证", "居住证", "旅行证"],
        Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT),
    ),
    check: Check::Paragraph(check),
};

const SHAPES: [&[usize]; 7] = [&[7], &[8], &[9], &[10], &[11], &[1, 8], &[1, 7]];

/// What may stand between the name of a document and its number.
const NAMED: &str = r"(?P<name>护照|通行证|台胞证|台湾同胞证|回乡证|居住证|旅行证)(?:证件)?(?P<number>号码?|编号|No\.?)?[）)】]?(?:为|是|系)?[\s:：（(【]*$";

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(NAMED));
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| pattern("^(?:[EGPSDK][A-Z]?[0-9]{7,8}|[HMCWTR][A-Z0-9]?[0-9]{7,10})$"));
    let text = &*paragraph.text;
    number::find(text, &SHAPES, |number| {
        let before = label::window(text, number.range.start);
        let Some(found) = LABEL.captures(before) else {
            return false;
        };
        let named = found.name("name").map_or("", |name| name.as_str());
        let is_number = found.name("number").is_some();
        let digits = number.text.bytes().filter(u8::is_ascii_digit).count();
        let is_all_digits = digits == number.text.len();
        let is_taiwan = named.contains('台') || (named == "通行证" && before.contains('台'));
        let is_document = FORM.is_match(&number.text)
            || (is_all_digits && digits == 8 && is_taiwan)
            // Passports of other countries, where the number is called one.
            || (named == "护照" && is_number && (7..=9).contains(&number.text.len()) && digits >= 6);
        if is_document {
            findings.report(
                paragraph.source(number.range.clone()),
                "护照、通行证等证件号码属个人信息，不应公开，请删去或遮盖",
            );
        }
        is_document
    });
}
