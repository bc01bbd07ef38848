//! Texts that say of themselves that they are not to be published.

use std::sync::LazyLock;

use regex::Regex;

use super::line;
use crate::{
    diagnostic::{Gate, Severity},
    document::{SegmentKind, prose::Prose},
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "secrecy/not-public-mark",
    title: "公开属性为“不公开”",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《政府信息公开条例》第十三条至第十六条、第二十七条",
    page: include_str!("not_public_mark.md"),
    trigger: Trigger::words(&[
        "不予公开",
        "不公开",
        "申请公开",
        "不宜公开",
        "免予公开",
        "非公开",
        "暂缓公开",
    ]),
    check: Check::Document(check),
};

const MESSAGE: &str = "稿件自己写明不公开或依申请公开，请核对是否误发";

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:此件|本件|该件|本文|本文件|此文件)?(?:不予公开|不公开|依申请公开|暂不公开|不宜公开|免予公开|非公开|暂缓公开)$",
        )
    });
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:[\p{Han}]{0,4})?公开(?:属性|选项|方式|类别|类型|形式|范围|性质|程度|意见)[ 　]*[:：][ 　]*",
            r"(?P<value>(?:此件|本件)?(?:不予公开|不公开|依申请公开|不宜公开|暂不公开|免予公开|非公开|暂缓公开))(?P<after>.*)$",
        ))
    });
    for line in line::body(prose) {
        if let Some(found) = FIELD.captures(line.text)
            && let (Some(value), Some(after)) = (found.name("value"), found.name("after"))
            // More after it is a choice of several or a sentence.
            && after.as_str().chars().next().is_none_or(|c| matches!(c, ' ' | '\u{3000}' | '\t' | '）' | ')' | '。' | '】'))
        {
            findings.report(line.source(value.range()), MESSAGE);
            continue;
        }
        let (inner, start) = line::without_brackets(line.text);
        let is_heading = line.paragraph.kind == SegmentKind::Heading && start == 0;
        if BARE.is_match(inner) && !is_heading && !line::is_link(prose, &line) {
            findings.report(line.source(start..start + inner.len()), MESSAGE);
        }
    }
}
