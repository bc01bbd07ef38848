//! A digit 0 or a letter O in a number that is written in Hanzi: 二0二四年.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/zero-in-hanzi-number",
    title: "汉字数字里的 0",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）；用汉字书写时零写作“〇”或“零”",
    page: include_str!("zero_in_hanzi_number.md"),
    trigger: Trigger::words(&[
        "一0", "二0", "三0", "四0", "五0", "六0", "七0", "八0", "九0", "〇0", "零0", "○0", "百0", "千0", "万0", "一o",
        "二o", "三o", "四o", "五o", "六o", "七o", "八o", "九o", "〇o", "零o", "○o", "百o", "千o", "万o",
    ]),
    check: Check::Paragraph(check),
};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern("[一二][〇○零一二三四五六七八九0０OoＯｏ]{3}年?|[一二三四五六七八九][百千万][0０OＯ][一二三四五六七八九]")
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in NUMBER.find_iter(text) {
        let written = found.as_str();
        if !written.contains(is_foreign) {
            continue;
        }
        let goes_on = |c: char| {
            numerals::is_hanzi_numeral(c) || numerals::arabic(c).is_some() || c.is_alphabetic() && !is_hanzi(c)
        };
        if neighbour::before(text, found.start()).is_some_and(|c| goes_on(c) || c == '第')
            || !written.ends_with('年') && neighbour::after(text, found.end()).is_some_and(goes_on)
        {
            continue;
        }
        let zero = if written.contains(['百', '千', '万']) {
            '零'
        } else {
            '〇'
        };
        let right: String = written.chars().map(|c| if is_foreign(c) { zero } else { c }).collect();
        findings
            .report(
                paragraph.source(found.range()),
                format!("汉字数字里夹了数字 0 或字母 O，应写作「{right}」"),
            )
            .suggest(right);
    }
}

fn is_foreign(c: char) -> bool {
    matches!(c, '0' | '０' | 'O' | 'o' | 'Ｏ' | 'ｏ')
}
