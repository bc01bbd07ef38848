//! 今年, 去年 and the like with a year beside them that they cannot mean.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/relative-year",
    title: "今年、去年与所注年份不符",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "公历历法",
    page: include_str!("relative_year.md"),
    trigger: Trigger::words(&[
        "今年(",
        "去年(",
        "前年(",
        "明年(",
        "后年(",
        "本年(",
        "上年(",
        "年度(",
        "今年 (",
        "去年 (",
        "前年 (",
        "明年 (",
        "后年 (",
        "今年是",
        "去年是",
        "前年是",
        "明年是",
        "后年是",
        "今年为",
        "去年为",
        "明年为",
        "今年即",
        "去年即",
        "明年即",
        "前年即",
        "今年〔",
        "去年〔",
        "今年,即",
        "去年,即",
        "明年,即",
    ]),
    check: Check::Document(check),
};

static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "(今年|本年度|本年|去年|上年度|上年|前年|明年|后年)",
        "(?: ?[（(〔]即?((?:19|20)[0-9]{2}) ?年?度?[）)〕]|[，,]?(?:是|为|即) ?((?:19|20)[0-9]{2}) ?年)",
    ))
});

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let mut years = Vec::new();
    for paragraph in &prose.paragraphs {
        for captures in YEAR.captures_iter(&paragraph.text) {
            let (Some(all), Some(word)) = (captures.get(0), captures.get(1)) else {
                continue;
            };
            let Some(year) = captures
                .get(2)
                .or(captures.get(3))
                .and_then(|year| year.as_str().parse::<i32>().ok())
            else {
                continue;
            };
            let offset = match word.as_str() {
                "去年" | "上年" | "上年度" => -1,
                "前年" => -2,
                "明年" => 1,
                "后年" => 2,
                _ => 0,
            };
            // 去年为2022年的两倍 compares.
            let is_compared = neighbour::after(&paragraph.text, all.end()) == Some('的');
            if !is_compared {
                years.push((paragraph.source(all.range()), word.as_str(), offset, year - offset));
            }
        }
    }
    if let Some(published) = context.published {
        let present = i32::from(published.year());
        for (range, word, offset, base) in years {
            if base != present {
                let right = present + offset;
                findings.report(range, format!("文章{present}年发布，「{word}」是{right}年"));
            }
        }
    } else if let Some(&(known, .., least)) = years.iter().min_by_key(|(range, .., base)| (*base, *range)) {
        for &(range, word, _, base) in years.iter().filter(|(.., base)| *base > least) {
            findings
                .report(range, format!("按这里「{word}」的年份，今年是{base}年，与别处不一致"))
                .relate(known, format!("按这里，今年是{least}年"));
        }
    }
}
