//! Words for ten thousand and hundred million that follow each other: 3000万万元.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/wan-yi-doubled",
    title: "万、亿、元重叠",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）5.3",
    page: include_str!("wan_yi_doubled.md"),
    trigger: Trigger::words(&[
        "万万",
        "万元万",
        "亿元亿",
        "亿元万元",
        "万元亿元",
        "万元元",
        "亿元元",
        "余万余",
        "余万多",
        "多万多",
        "多万余",
        "万余余",
        "万多多",
        "万余万",
        "万多万",
        "亿万元",
    ]),
    check: Check::Paragraph(check),
};

static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "[0-9０-９][0-9０-９.．,]*(?:万元万元?|亿元亿元?|亿元万元|万元亿元|万元元|亿元元|万万|亿万元|[余多]万[余多]万?|万[余多]{2}|万[余多]万)",
    )
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in DOUBLED.find_iter(text) {
        // 万众, 万户, 元旦: the second one begins a word. A unit of money twice is the business of another rule.
        let is_word = neighbour::after(text, found.end()).is_some_and(|c| match found.as_str().chars().next_back() {
            Some('万') => "众户里家物一年象事般分".contains(c),
            Some('元') => "旦素".contains(c),
            _ => false,
        });
        if is_word || found.as_str().ends_with("万元万元") || found.as_str().ends_with("亿元亿元") {
            continue;
        }
        findings.report(paragraph.source(found.range()), "数的单位重复或矛盾，请核对数额");
    }
}
