//! A point inside the closing bracket and another one after it, or a comma that nothing in the bracket follows.

use std::sync::LazyLock;

use regex::Regex;

use super::scan::OPENING;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/stop-in-bracket",
    title: "括号与点号位置",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）附录 A.8、B.2.2",
    page: include_str!("stop_in_bracket.md"),
    trigger: Trigger::words(&["。）。", "。），", "。）；", "。）、", "，）", "、）", "；）"]),
    check: Check::Paragraph(check),
};

static POINTS: LazyLock<Regex> = LazyLock::new(|| pattern("。[）)](?P<outer>[。，；、])|[，、；][）)]"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in POINTS.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        // The mark itself is in brackets, or a list of marks.
        let before = neighbour::before(text, whole.start());
        if before.is_none_or(|c| OPENING.contains(c) || "(，。、；：！？".contains(c)) {
            continue;
        }
        if let Some(outer) = found.name("outer") {
            let inner = whole.start()..whole.start() + '。'.len_utf8();
            findings
                .report(
                    paragraph.source(outer.range()),
                    "括号里面已有句号，括号外面又用点号；句内的括号里末尾不用句号",
                )
                .relate(paragraph.source(inner), "括号里面的句号");
        } else {
            findings
                .report(
                    paragraph.source(whole.range()),
                    "括号里的话末尾不用逗号、顿号、分号，请删去",
                )
                .suggest(whole.as_str().trim_start_matches(['，', '、', '；']));
        }
    }
}
