//! A decimal without the zero before its point: 下降.5个百分点.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/naked-decimal",
    title: "小数缺整数位的零",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）；纯小数写出小数点前的“0”",
    page: include_str!("naked_decimal.md"),
    trigger: Trigger::words(&[".0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9"]),
    check: Check::Paragraph(check),
};

/// Units of which there may be a part; others count things, and the point before a count ends a sentence.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "^ ?(?:[%％‰]|个?百分点|[万亿倍元吨升克斤亩米秒℃度]|公顷|公里|公斤|千克|毫克|微克|毫升|千米|厘米|毫米|微米|",
        "平方|立方|小时|千瓦|兆瓦|mg|kg|km|mm|cm|mL|ml|kW|MW|t(?:[^a-z]|$))",
    ))
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let points = paragraph.separators().iter().filter(|(_, c)| matches!(c, '.' | '．'));
    for &(start, point) in points {
        let digits = &text[start + point.len_utf8()..];
        let rest = digits.trim_start_matches(|c| matches!(c, '0'..='9' | '０'..='９'));
        let end = text.len() - rest.len();
        if digits.len() == rest.len() {
            continue;
        }
        let opens = neighbour::before(text, start)
            .is_some_and(|c| is_hanzi(c) && !"图表式节条章款第例注".contains(c) || "（(：，、～~—≤≥<>＜＞".contains(c));
        let is_numbering = neighbour::after(text, end).is_some_and(|c| matches!(c, '.' | '．' | '、'));
        if opens && !is_numbering && UNIT.is_match(neighbour::head(text, end, 6)) {
            let right = format!("0{}", &text[start..end]);
            findings
                .report(paragraph.source(start..end), format!("小数点前缺“0”，应为「{right}」"))
                .suggest(right);
        }
    }
}
