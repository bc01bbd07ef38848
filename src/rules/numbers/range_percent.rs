//! A range of percentages whose first sign is left out: 10～20%.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, numerals, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/range-percent",
    title: "百分数范围省略前一个百分号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）5.1.3",
    page: include_str!("range_percent.md"),
    trigger: Trigger::marks(Marks::PERCENT),
    check: Check::Paragraph(check),
};

static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "([0-9０-９]+(?:[.．][0-9０-９]+)?) ?([～~∼〜—－–‐−-]{1,2}|至|到) ?([0-9０-９]+(?:[.．][0-9０-９]+)?) ?([%％‰])",
    )
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in RANGE.captures_iter(text) {
        let (Some(first), Some(link), Some(second), Some(sign)) =
            (captures.get(1), captures.get(2), captures.get(3), captures.get(4))
        else {
            continue;
        };
        let before = text[..first.start()].chars().next_back();
        let is_part = before.is_some_and(|c| {
            numerals::arabic(c).is_some() || c.is_ascii_alphabetic() || ".．,%％月日第/号—－–-~～:_+".contains(c)
        });
        let is_year = first.len() == 4 && !first.as_str().contains('.') && first.as_str().starts_with(['1', '2']);
        let is_code = first.as_str().starts_with("00") || first.len() > 6;
        if is_part || is_year || is_code {
            continue;
        }
        let (first, link, second, sign) = (first.as_str(), link.as_str(), second, sign.as_str());
        let range = captures.get(1).map_or(0, |found| found.start())..second.end();
        let second = second.as_str();
        findings
            .report(
                paragraph.source(range),
                format!("范围的前一个数也要带百分号：「{first}{sign}{link}{second}{sign}」"),
            )
            .suggest(format!("{first}{sign}{link}{second}"));
    }
}
