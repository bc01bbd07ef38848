//! A sign of percentage in front of 百分点, and 百分比 for 百分点: 3%个百分点.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/percentage-point",
    title: "百分点写法",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）；百分率的差用“个百分点”",
    page: include_str!("percentage_point.md"),
    trigger: Trigger::words(&["百分点", "个百分比"]),
    check: Check::Paragraph(check),
};

static POINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:[%％‰] ?个?百分点|百分之[0-9０-９.一二三四五六七八九十百点]{1,8} ?个百分点|[0-9０-９.]+ ?个百分比|[一二两三四五六七八九十几]个百分比)",
    )
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in POINT.find_iter(text) {
        let written = found.as_str();
        let digits = written.trim_start_matches(['%', '％', '‰', ' ']);
        if let Some(number) = written.strip_suffix("个百分比") {
            if !neighbour::after(text, found.end()).is_some_and(|c| "指数据图值格".contains(c)) {
                let right = format!("{}个百分点", number.trim_end());
                findings
                    .report(
                        paragraph.source(found.range()),
                        format!("相差的量是百分点，不是百分比，应为「{right}」"),
                    )
                    .suggest(right);
            }
        } else if digits.len() < written.len() {
            if neighbour::before(text, found.start())
                .and_then(numerals::arabic)
                .is_some()
            {
                findings
                    .report(paragraph.source(found.range()), "百分号与“百分点”重复，删去百分号")
                    .suggest("个百分点");
            }
        } else if let Some(number) = written.strip_prefix("百分之") {
            findings
                .report(paragraph.source(found.range()), "“百分之”与“百分点”重复，删去“百分之”")
                .suggest(number);
        }
    }
}
