//! Months and days with a leading zero in a date with units: 2024年03月05日.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/date-zero-padded",
    title: "月日编虚位",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《党政机关公文格式》（GB/T 9704—2012）7.3.5.4",
    page: include_str!("date_zero_padded.md"),
    trigger: Trigger::words(&["年0", "月0", "年 0", "月 0"]),
    check: Check::Paragraph(check),
};

static DATE: LazyLock<Regex> =
    LazyLock::new(|| pattern("((?:19|20)[0-9]{2} ?年 ?)([0-9]{1,2})( ?月)(?:( ?)([0-9]{1,2})( ?日))?"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in DATE.captures_iter(text) {
        let part = |group| captures.get(group).map_or("", |found: regex::Match<'_>| found.as_str());
        let Some(all) = captures.get(0) else { continue };
        let (month, day) = (part(2), part(5));
        let is_padded = |number: &str| number.len() == 2 && number.starts_with('0') && number != "00";
        let is_part = neighbour::before(text, all.start()).is_some_and(|c| numerals::arabic(c).is_some());
        if is_part || !(is_padded(month) || is_padded(day)) {
            continue;
        }
        let plain = |number: &'_ str| {
            if is_padded(number) {
                number[1..].to_owned()
            } else {
                number.to_owned()
            }
        };
        let right = format!(
            "{}{}{}{}{}{}",
            part(1),
            plain(month),
            part(3),
            part(4),
            plain(day),
            part(6)
        );
        findings
            .report(
                paragraph.source(all.range()),
                format!("月、日不编虚位，应为「{right}」"),
            )
            .suggest(right);
    }
}
