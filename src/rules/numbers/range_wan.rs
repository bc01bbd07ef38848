//! A range of large numbers whose first 万 or 亿 is left out: 10—20万元.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/range-wan",
    title: "数值范围省略前一个万、亿",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）5.1.3",
    page: include_str!("range_wan.md"),
    trigger: Trigger::words(&[
        "0万", "1万", "2万", "3万", "4万", "5万", "6万", "7万", "8万", "9万", "0亿", "1亿", "2亿", "3亿", "4亿", "5亿",
        "6亿", "7亿", "8亿", "9亿", "0 万", "1 万", "2 万", "3 万", "4 万", "5 万", "6 万", "7 万", "8 万", "9 万",
    ]),
    check: Check::Paragraph(check),
};

static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "([0-9０-９]+(?:[.．][0-9０-９]+)?) ?([～~∼〜—－–‐−-]{1,2}|至|到) ?([0-9０-９]+(?:[.．][0-9０-９]+)?) ?([万亿])",
    )
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in RANGE.captures_iter(text) {
        let (Some(first), Some(link), Some(second), Some(scale)) =
            (captures.get(1), captures.get(2), captures.get(3), captures.get(4))
        else {
            continue;
        };
        let is_part = neighbour::before(text, first.start()).is_some_and(|c| {
            numerals::arabic(c).is_some() || c.is_ascii_alphabetic() || ".．,年月日第/号—－–-~～:_+%％".contains(c)
        });
        // 500至1万 is a range from 500 on: the first number must be the smaller one as written.
        let (Some(from), Some(to)) = (amount(first.as_str()), amount(second.as_str())) else {
            continue;
        };
        if is_part || from >= to || from >= 1000.0 {
            continue;
        }
        let (from, link, to, scale) = (first.as_str(), link.as_str(), second.as_str(), scale.as_str());
        let right = format!("{from}{scale}{link}{to}{scale}");
        let range = first.start()..captures.get(0).map_or(second.end(), |all| all.end());
        findings
            .report(
                paragraph.source(range),
                format!("范围的前一个数省略了“{scale}”，应为「{right}」"),
            )
            .suggest(right);
    }
}

fn amount(number: &str) -> Option<f64> {
    let half: String = number
        .chars()
        .filter_map(|c| match numerals::arabic(c) {
            Some(digit) => char::from_digit(digit, 10),
            None => Some('.'),
        })
        .collect();
    half.parse().ok()
}
