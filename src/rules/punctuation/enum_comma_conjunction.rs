//! An enumeration comma before a conjunction or before 等.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/enum-comma-conjunction",
    title: "顿号后又用连词",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.5、附录 A.3、B.1.2",
    page: include_str!("enum_comma_conjunction.md"),
    trigger: Trigger::words(&["、等", "、和", "、及", "、以及"]),
    check: Check::Paragraph(check),
};

static CONJUNCTION: LazyLock<Regex> = LazyLock::new(|| pattern("、(?:等|和|及|以及)"));

/// Words that begin like a conjunction, where the segmenter does not see them.
const WORDS: &str = include_str!("enum_comma_conjunction.txt");

/// Hanzi that decide where the word ends that follows the comma.
const CONTEXT: usize = 8;

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in CONJUNCTION.find_iter(text) {
        let start = found.start() + '、'.len_utf8();
        let run = neighbour::hanzi_after(text, start, CONTEXT);
        let word = context.words.cut(run).first().copied().unwrap_or_default();
        if !matches!(word, "等" | "等等" | "和" | "及" | "以及")
            || is_item(run)
            || word == "和" && (is_name(text, start, run) || is_preposition(text, found.start()))
        {
            continue;
        }
        let message = if word.starts_with('等') {
            format!("“{word}”前面不用顿号，请删去顿号")
        } else {
            format!("顿号和“{word}”只用一个，请删去顿号，或改为逗号")
        };
        findings
            .report(paragraph.source(found.start()..start + word.len()), message)
            .suggest(word);
    }
}

/// Whether `run` begins with a listed word, which is an item of its own.
fn is_item(run: &str) -> bool {
    let mut words = WORDS.lines().filter(|line| !line.starts_with('#'));
    words.any(|word| run == word || word.chars().count() > 2 && run.starts_with(word))
}

/// Whether 和 after the comma at byte `at` of `text` means with, like a preposition in the item before: 与企业对接、和高校联合.
fn is_preposition(text: &str, at: usize) -> bool {
    /// Characters of the item before that are looked at.
    const ITEM: usize = 24;
    let before = neighbour::tail(text, at, ITEM);
    let item = before.rsplit(['、', '，', '。', '；', '：']).next().unwrap_or_default();
    item.contains(['与', '跟']) || item.starts_with(['同', '向', '对', '在', '为'])
}

/// Whether `run`, which begins at byte `start` of `text` with 和, is an item like the others, which go on after it or hold
/// the same Hanzi: 木文军、和丽川、李强.
fn is_name(text: &str, start: usize, run: &str) -> bool {
    let before = neighbour::tail(text, start - '、'.len_utf8(), CONTEXT);
    let item = before.rsplit(|c| !is_hanzi(c)).next().unwrap_or_default();
    run.starts_with('和')
        && (item.contains('和') || run.chars().count() <= 3 && text[start + run.len()..].starts_with('、'))
}
