//! An hour past noon that is said to be in the morning: 上午15时.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/time-halfday",
    title: "上午与 13 点以后冲突",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "GB/T 7408《数据元和交换格式 信息交换 日期和时间表示法》的 24 小时制；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("time_halfday.md"),
    trigger: Trigger::words(
        numerals::before_quantity!["上午", "早上", "早晨", "清晨", "凌晨", "今早", "明早", "早间"; ],
    ),
    check: Check::Paragraph(check),
};

static MORNING: LazyLock<Regex> = LazyLock::new(|| pattern("上午|早上|早晨|清晨|凌晨|今早|明早|早间"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for word in MORNING.find_iter(text) {
        let Some(hour) = numerals::after(text, word.end()).filter(|hour| (13..=24).contains(&hour.value)) else {
            continue;
        };
        let unit = numerals::skip_space(text, hour.range.end);
        let end = match neighbour::after(text, unit) {
            Some(c @ ('时' | '点')) => {
                let end = unit + c.len_utf8();
                // 上午15点意见 counts.
                if neighbour::after(text, end).is_some_and(|c| "意建要内措理经体感".contains(c)) {
                    continue;
                }
                end
            }
            Some(c @ (':' | '：')) => match numerals::after(text, unit + c.len_utf8()) {
                Some(minute) if minute.length == 2 && !minute.is_hanzi => minute.range.end,
                _ => continue,
            },
            _ => continue,
        };
        let (word_text, hour) = (word.as_str(), hour.value);
        findings.report(
            paragraph.source(word.start()..end),
            format!("「{word_text}」与{hour}时冲突，请核对时间"),
        );
    }
}
