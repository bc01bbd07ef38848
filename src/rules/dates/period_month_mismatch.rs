//! A quarter or half of the year with months beside it that are not its own.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/period-month-mismatch",
    title: "季度、半年与月份不符",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "公历历法",
    page: include_str!("period_month_mismatch.md"),
    trigger: Trigger::words(&[
        "季度(",
        "半年(",
        "全年(",
        "季度 (",
        "半年 (",
        "全年 (",
        "季度〔",
        "半年〔",
    ]),
    check: Check::Paragraph(check),
};

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "(前[一二两三四1-4]个?季度|[一1][至到—－–~～-][二三四2-4]季度|第?[一二三四1-4]季度|首季度|上半年|下半年|全年)",
        " ?[（(〔](?:[0-9]{4} ?年)?([0-9０-９]{1,2}) ?月?(?:份)? ?(?:至|到|—{1,2}|[－–‐−～~∼〜-]) ?([0-9０-９]{1,2}) ?月(?:份)?[）)〕]",
    ))
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in PERIOD.captures_iter(text) {
        let (Some(all), Some(period)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        let month = |group| captures.get(group).and_then(|found| numerals::value(found.as_str()));
        let (Some(first), Some(last), Some((from, to))) = (month(2), month(3), months(period.as_str())) else {
            continue;
        };
        // 二、三季度（4—9月）; a year of accounts or of a school has other quarters.
        let is_list = neighbour::before(text, all.start())
            .is_some_and(|c| "、和及与至到—-～~前".contains(c) || numerals::is_hanzi_numeral(c));
        let around = neighbour::tail(text, all.start(), 10);
        let is_other_year = ["财年", "学年", "财政年度", "会计年度"]
            .iter()
            .any(|word| around.contains(word));
        if (first, last) != (from, to) && !is_list && !is_other_year {
            let period = period.as_str();
            findings.report(paragraph.source(all.range()), format!("「{period}」是{from}—{to}月"));
        }
    }
}

/// The first and the last month of a period.
fn months(period: &str) -> Option<(u32, u32)> {
    match period {
        "上半年" => return Some((1, 6)),
        "下半年" => return Some((7, 12)),
        "全年" => return Some((1, 12)),
        "首季度" => return Some((1, 3)),
        _ => {}
    }
    let number = period
        .trim_end_matches("季度")
        .trim_end_matches('个')
        .chars()
        .next_back()?;
    let quarter = numerals::arabic(number).or_else(|| numerals::hanzi_digit(number))?;
    let is_single = period.starts_with('第') || period.chars().count() == 3;
    let first = if is_single { 3 * quarter - 2 } else { 1 };
    Some((first, 3 * quarter))
}
