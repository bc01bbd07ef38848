//! Number plates of vehicles, which lead to their owners.

use std::sync::LazyLock;

use regex::Regex;

use super::{label, number};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/plate-number",
    title: "车牌号",
    gate: Gate::Secrecy,
    severity: Severity::Info,
    enabled: true,
    basis: "《个人信息保护法》第六条、第二十五条",
    page: include_str!("plate_number.md"),
    trigger: Trigger::marks(Marks::LATIN.or(Marks::FULL_WIDTH_LATIN)),
    check: Check::Paragraph(check),
};

/// A place and five or, for cars on new energy, six characters (GA 36—2018).
const PLATE: &str = r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-ZＡ-Ｚ][·•・\- ]?(?:[A-HJ-K][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJ-K]|[A-HJ-NP-Z0-9Ａ-Ｚ０-９]{4}[A-HJ-NP-Z0-9Ａ-Ｚ０-９挂学警港澳领])";

/// Words after which the plate follows without a mark between.
const NAMES: [&str; 16] = [
    "车牌",
    "车牌号",
    "车牌号码",
    "号牌",
    "号牌号码",
    "牌照",
    "牌号",
    "车号",
    "车辆",
    "轿车",
    "客车",
    "货车",
    "汽车",
    "面包车",
    "摩托车",
    "驾驶",
];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| pattern(PLATE));
    let text = &*paragraph.text;
    for found in PATTERN.find_iter(text) {
        let is_named = label::is_called(text, found.start(), &NAMES);
        let before = neighbour::before(text, found.start());
        let begins = is_named || !before.is_some_and(|c| is_hanzi(c) || number::code(c).is_some());
        let ends =
            !neighbour::after(text, found.end()).is_some_and(|c| number::code(c).is_some() || number::is_mask(c));
        let digits = found
            .as_str()
            .chars()
            .filter(|c| c.is_ascii_digit() || ('０'..='９').contains(c));
        if begins && ends && digits.count() >= if is_named { 1 } else { 2 } {
            findings.report(
                paragraph.source(found.range()),
                "车牌号可以查到车主，属个人车辆的建议遮盖；公务用车处置、违法公告等依法公开的除外",
            );
        }
    }
}
