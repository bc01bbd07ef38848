//! A five-year plan with years beside it that are not its own.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "dates/five-year-plan-span",
    title: "五年规划起止年",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "历次国民经济和社会发展五年规划（计划）纲要",
    page: include_str!("five_year_plan_span.md"),
    trigger: Trigger::words(&[
        "“十五”",
        "十一五",
        "十二五",
        "十三五",
        "十四五",
        "十五五",
        "十六五",
        "十七五",
    ]),
    check: Check::Paragraph(check),
};

static PLAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "([“\"「『]?)(十[一二三四五六七]?)五([”\"」』]?)(?:国民经济|社会发展|时期|期间|规划|纲要|计划|五年|建设|发展|阶段|实施|期|末)*",
        " ?[（(〔]即?((?:19|20)[0-9]{2}) ?年? ?(?:至|到|—{1,2}|[－–‐−～~∼〜-]) ?((?:19|20)[0-9]{2}) ?年?[）)〕]",
    ))
});

/// First year of the plan called 十五, without a number after it.
const TENTH: u32 = 2001;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in PLAN.captures_iter(text) {
        let (Some(all), Some(open), Some(number)) = (captures.get(0), captures.get(1), captures.get(2)) else {
            continue;
        };
        // 十五 without quotation marks is a number.
        if number.as_str() == "十" && (open.is_empty() || captures.get(3).is_none_or(|close| close.is_empty())) {
            continue;
        }
        let year = |group| captures.get(group).and_then(|found| numerals::value(found.as_str()));
        let (Some(first), Some(last), Some(plan)) = (year(4), year(5), numerals::value(number.as_str())) else {
            continue;
        };
        let start = TENTH + 5 * plan.saturating_sub(10);
        let end = start + 4;
        if (first, last) != (start, end) {
            let number = number.as_str();
            findings.report(paragraph.source(all.range()), format!("“{number}五”是{start}—{end}年"));
        }
    }
}
