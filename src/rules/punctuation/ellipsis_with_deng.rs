//! 等 and an ellipsis together, though each says that there is more.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/ellipsis-with-deng",
    title: "“等”与省略号并用",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）附录 A.9.2",
    page: include_str!("ellipsis_with_deng.md"),
    trigger: Trigger::words(&["…等", "等…", "..等", "等.."]),
    check: Check::Paragraph(check),
};

static BOTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?P<before>…+|\.{3,})等等?|等等?(?P<after>…+|\.{3,})"));

/// Hanzi that decide where the word ends that 等 is part of.
const CONTEXT: usize = 8;

/// Characters before 等 in which what is enumerated must be found.
const ENUMERATION: usize = 40;

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in BOTH.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        if !enumerates(neighbour::tail(text, whole.start(), ENUMERATION)) {
            continue;
        }
        let word = if let Some(dots) = found.name("before") {
            let ahead = neighbour::head(text, dots.end(), CONTEXT);
            let run = &ahead[..ahead.find(|c| !is_hanzi(c)).unwrap_or(ahead.len())];
            context.words.cut(run).first().copied()
        } else {
            let dots = found.name("after").map_or(whole.end(), |dots| dots.start());
            let behind = neighbour::tail(text, dots, CONTEXT);
            let run = behind
                .rfind(|c| !is_hanzi(c))
                .map_or(behind, |other| behind[other..].trim_start_matches(|c| !is_hanzi(c)));
            context.words.cut(run).last().copied()
        };
        if matches!(word, Some("等" | "等等")) {
            findings
                .report(
                    paragraph.source(whole.range()),
                    "“等”和省略号都表示列举未尽，请只用一个",
                )
                .suggest(if whole.as_str().contains("等等") {
                    "等等"
                } else {
                    "等"
                })
                .suggest("……");
        }
    }
}

/// Whether `text` ends with an enumeration that 等 can close; otherwise 等 means to wait.
fn enumerates(text: &str) -> bool {
    let sentence = text.rsplit(['。', '！', '？', '；', '\n']).next().unwrap_or_default();
    ["、", "》《", "”“", "包括", "如"]
        .iter()
        .any(|sign| sentence.contains(sign))
}
