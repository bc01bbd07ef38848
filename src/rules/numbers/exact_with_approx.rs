//! A word for “and some more” after a number that is exact already: 56余台.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/exact-with-approx",
    title: "精确数带“余、多”",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("exact_with_approx.md"),
    trigger: Trigger::words(&[
        "1余", "2余", "3余", "4余", "5余", "6余", "7余", "8余", "9余", "1多", "2多", "3多", "4多", "5多", "6多", "7多",
        "8多", "9多", "一余", "二余", "三余", "四余", "五余", "六余", "七余", "八余", "九余", "一多", "二多", "三多",
        "四多", "五多", "六多", "七多", "八多", "九多",
    ]),
    check: Check::Paragraph(check),
};

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:[0-9０-９][0-9０-９,]*[1-9１-９]|[二三四五六七八九]?十[一二三四五六七八九])([余多])"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in NUMBER.captures_iter(text) {
        let (Some(all), Some(word)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        let is_part = neighbour::before(text, all.start()).is_some_and(|c| {
            numerals::arabic(c).is_some()
                || numerals::is_hanzi_numeral(c)
                || c.is_ascii_alphabetic()
                || ".．,，第双点之—－–～~-至到、/:：号".contains(c)
        });
        // 35余万 is a round number of its unit.
        let is_scaled = neighbour::after(text, all.end()).is_some_and(|c| "万亿".contains(c));
        if is_part || is_scaled || !numerals::has_measure(text, all.end()) {
            continue;
        }
        let word = word.as_str();
        findings.report(
            paragraph.source(all.range()),
            format!("数已精确到个位，不再用「{word}」"),
        );
    }
}
