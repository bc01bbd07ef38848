//! Commas in a number that do not cut off three digits each: 1200,000元.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/thousand-separator",
    title: "千分位错误",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("thousand_separator.md"),
    trigger: Trigger::words(&["0,", "1,", "2,", "3,", "4,", "5,", "6,", "7,", "8,", "9,"]),
    check: Check::Paragraph(check),
};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern("[0-9]+(?:,[0-9]+)+"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in NUMBER.find_iter(text) {
        let is_part = neighbour::before(text, found.start())
            .is_some_and(|c| c.is_ascii_alphanumeric() || ".,，、第(（[#-_/=:".contains(c));
        if is_part || !is_broken(found.as_str()) {
            continue;
        }
        let decimals = text[found.end()..].strip_prefix('.').map_or(0, |rest| {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if digits > 0 { digits + 1 } else { 0 }
        });
        let end = found.end() + decimals;
        let is_counted = neighbour::after(text, end).is_some_and(|c| "万亿".contains(c))
            || (numerals::has_measure(text, end)
                && !neighbour::after(text, end).is_some_and(|c| "月日年号级组".contains(c)));
        if is_counted {
            findings.report(
                paragraph.source(found.range()),
                "千分位应从个位起每三位一节，请核对数字",
            );
        }
    }
}

/// Whether `number` was meant as one number and is cut in the wrong places.
fn is_broken(number: &str) -> bool {
    let groups: Vec<&str> = number.split(',').collect();
    let (Some(first), rest) = (groups.first(), groups.get(1..).unwrap_or_default()) else {
        return false;
    };
    if first.len() <= 3 && rest.iter().all(|group| group.len() == 3) {
        return false;
    }
    match rest {
        // 3,5 and 500,1000 list numbers.
        [only] => match (first.len(), only.len()) {
            (1..=3, 2) | (4.., 3) => true,
            (1..=2, 4) => true,
            (3, 4) => only.starts_with('0'),
            _ => false,
        },
        _ => {
            first.len() > 3 && rest.iter().all(|group| group.len() == 3)
                || first.len() <= 3
                    && rest
                        .split_last()
                        .is_some_and(|(_, others)| others.iter().all(|group| group.len() == 3))
                || rest
                    .split_last()
                    .is_some_and(|(last, others)| last.len() == 3 && others.iter().any(|group| group.len() == 3))
        }
    }
}
