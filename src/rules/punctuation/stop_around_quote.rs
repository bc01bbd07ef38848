//! A point inside the closing quotation mark and another one after it.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/stop-around-quote",
    title: "引号内外重复点号",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）附录 B.2.1",
    page: include_str!("stop_around_quote.md"),
    trigger: Trigger::words(&[
        "。”。",
        "。”，",
        "。”；",
        "。”、",
        "，”。",
        "，”，",
        "，”；",
        "，”、",
        "；”。",
        "；”，",
        "；”；",
        "；”、",
        "、”。",
        "、”，",
        "、”；",
        "、”、",
        "！”。",
        "？”。",
        "。’。",
        "。’，",
        "。’；",
        "。’、",
        "，’。",
        "，’，",
        "，’；",
        "，’、",
        "；’。",
        "；’，",
        "；’；",
        "；’、",
        "、’。",
        "、’，",
        "、’；",
        "、’、",
        "！’。",
        "？’。",
        "。’”。",
        "。’”，",
        "。’”；",
        "。’”、",
        "，’”。",
        "，’”，",
        "，’”；",
        "，’”、",
        "；’”。",
        "；’”，",
        "；’”；",
        "；’”、",
        "、’”。",
        "、’”，",
        "、’”；",
        "、’”、",
        "！’”。",
        "？’”。",
        "。”’。",
        "。”’，",
        "。”’；",
        "。”’、",
        "，”’。",
        "，”’，",
        "，”’；",
        "，”’、",
        "；”’。",
        "；”’，",
        "；”’；",
        "；”’、",
        "、”’。",
        "、”’，",
        "、”’；",
        "、”’、",
        "！”’。",
        "？”’。",
    ]),
    check: Check::Paragraph(check),
};

// A question or an exclamation before a comma is common and harmless.
static POINTS: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?P<inner>[。，；、])(?P<quote>[”’]{1,2})(?P<outer>[。，；、])|[！？][”’]{1,2}。"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in POINTS.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        // The mark itself is quoted.
        if neighbour::before(text, whole.start()).is_some_and(|c| "“‘".contains(c)) {
            continue;
        }
        // The last of several exclamations that are enumerated: 写着“甲！”、“乙！”。
        if found.name("inner").is_none() && is_enumerated(text, whole.start()) {
            continue;
        }
        let finding = findings.report(
            paragraph.source(whole.range()),
            "引号里面已有点号，引号外面又用点号，请只留一个",
        );
        match (found.name("inner"), found.name("quote"), found.name("outer")) {
            (Some(inner), Some(quote), Some(outer)) => {
                // What follows 说： is a sentence of its own and keeps its full stop.
                if (inner.as_str(), outer.as_str()) == ("。", "。") {
                    finding.suggest([inner.as_str(), quote.as_str()].concat());
                }
                finding.suggest([quote.as_str(), outer.as_str()].concat());
            }
            _ => {
                finding.suggest(whole.as_str().trim_end_matches('。'));
            }
        }
    }
}

/// Whether the quotation that ends at byte `at` follows another one.
fn is_enumerated(text: &str, at: usize) -> bool {
    /// Characters of the longest quotation that is looked at.
    const LONGEST: usize = 60;
    let quotation = neighbour::tail(text, at, LONGEST);
    quotation.rfind('“').is_some_and(|start| {
        let before = &quotation[..start];
        before.ends_with('”')
            || before
                .strip_suffix(['、', '和'])
                .is_some_and(|rest| rest.ends_with('”'))
    })
}
