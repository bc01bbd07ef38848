//! What stands beside a classification: how long it holds, and the number of the copy.

use std::sync::LazyLock;

use regex::Regex;

use super::line;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "secrecy/secrecy-period-mark",
    title: "保密期限、份号标注",
    gate: Gate::Secrecy,
    severity: Severity::Error,
    enabled: true,
    basis: "《保守国家秘密法》第二十条、第二十二条；《党政机关公文格式》（GB/T 9704—2012）7.2.1、7.2.2",
    page: include_str!("secrecy_period_mark.md"),
    trigger: Trigger::words(&["保密期限", "绝密", "机密", "秘密", "份号", "份 号"]),
    check: Check::Paragraph(check),
};

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:保[ 　]*密[ 　]*期[ 　]*限[ 　]*[:：][ 　]*(?:(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]?(?:年|个月)|长期|永久|启用前|公布前)",
            r"|(?:绝密|机密|秘密)级?[ 　]{0,2}[·•—－-]{0,2}[ 　]{0,2}(?:(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]?年|长期))(?P<after>[ 　\t）)】\]。].*)?$",
        ))
    });
    static COPY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:份[ 　]*号[ 　]*[:：][ 　]*[0-9０-９]{3,7}|[Nn][Oo][.:：]?[ 　]?[0-9０-９]{5,7}[ 　]+(?:绝密|机密|秘密))",
        )
    });
    for line in line::lines(paragraph) {
        let (inner, start) = line::without_brackets(line.text);
        let found = PERIOD
            .captures(inner)
            .map(|found| {
                let end = found.name("after").map_or(inner.len(), |after| after.start());
                (
                    0..end,
                    "这是保密期限标注，有密级的内容不得公开；请停止发布，按保密规定处理",
                )
            })
            .or_else(|| {
                COPY.find(inner)
                    .map(|found| (found.range(), "这是涉密公文的份号，不应随公开的稿件发布"))
            });
        if let Some((range, message)) = found {
            findings.report(line.source(start + range.start..start + range.end), message);
        }
    }
}
