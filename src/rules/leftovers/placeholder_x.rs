//! XX and ×× that stand for what was to be filled in.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour, segmenter::Words},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/placeholder-x",
    title: "XX、××占位",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("placeholder_x.md"),
    trigger: Trigger::words_or_marks(
        &[
            "xx", "X年", "X月", "X日", "X局", "X单", "X同", "X市", "X省", "X县", "X区", "X镇", "X学", "X公",
        ],
        Marks::PLACEHOLDER,
    ),
    check: Check::Triggered(check),
};

/// Placeholders beyond which a text is a model to be filled in.
const MODEL: usize = 5;

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[XxＸｘ×╳✕]{2,6}|[Xx×Ｘｘ](?:年[Xx×Ｘｘ0-9]|月[Xx×Ｘｘ0-9]|市[Xx×Ｘｘ]|省[Xx×Ｘｘ]|县[Xx×Ｘｘ]|局|单位|同志)",
    )
});

/// Surnames behind which ×× hides a given name.
static SURNAMES: LazyLock<HashSet<char>> = LazyLock::new(|| {
    include_str!("surnames.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::chars)
        .collect()
});

fn check(paragraphs: &[&Paragraph<'_>], _: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        if paragraph.kind == SegmentKind::Attribute {
            continue;
        }
        for place in PLACEHOLDER.find_iter(&paragraph.text) {
            let length = place
                .as_str()
                .chars()
                .take_while(|c| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '╳' | '✕'))
                .map(char::len_utf8)
                .sum::<usize>();
            let range = place.start()..place.start() + length;
            // Xxx and xX are names in a program.
            let text = &paragraph.text[range.clone()];
            let is_uniform = text
                .chars()
                .next()
                .is_some_and(|first| text.chars().all(|c| c == first));
            // 数量×单位 is a product.
            let is_product = text.starts_with('×')
                && text.chars().nth(1).is_none()
                && place.as_str().ends_with("单位")
                && neighbour::before(&paragraph.text, range.start).is_some_and(is_hanzi);
            if is_uniform && !is_product && stands_for_something(paragraph, &range, context.words) {
                found.push(paragraph.source(range));
            }
        }
    }
    if found.len() > MODEL {
        return;
    }
    for place in found {
        findings.report(place, "占位的「X」还没有替换，请补上实际内容");
    }
}

fn stands_for_something(paragraph: &Paragraph<'_>, range: &std::ops::Range<usize>, words: &Words) -> bool {
    let text = &*paragraph.text;
    let before = neighbour::before(text, range.start);
    let after = neighbour::after(text, range.end);
    let fits_before = before
        .is_none_or(|c| is_hanzi(c) || c.is_ascii_digit() || c.is_whitespace() || "“《（，。、：；【〔(:,".contains(c));
    let fits_after =
        after.is_none_or(|c| is_hanzi(c) || c.is_whitespace() || "，。、”》）：；！？】〕),:;%％".contains(c));
    // 以“XX报”为名 speaks of names in general.
    let is_quoted = neighbour::is_quoted(text, range.start, 40);
    // 写明××机构收的字样 says how something is to be worded.
    let is_wording = neighbour::head(text, range.end, 20)
        .split(['。', '；', '\n'])
        .next()
        .is_some_and(|rest| rest.contains("字样"));
    // Whatever else is Latin beside it belongs to a name: 5XX, XXL.
    let is_digit_count = before.is_some_and(|c| c.is_ascii_digit()) && after != Some('年');
    let is_size = after.is_some_and(|c| matches!(c, '码' | '号'));
    fits_before
        && fits_after
        && !is_quoted
        && !is_wording
        && !is_digit_count
        && !is_size
        && (is_hanzi_beside(before, after) || text.trim().len() == range.len())
        && !hides_name(text, range.start, words)
}

fn is_hanzi_beside(before: Option<char>, after: Option<char>) -> bool {
    [before, after]
        .into_iter()
        .flatten()
        .any(|c| is_hanzi(c) || matches!(c, '：' | '，' | '、' | '。'))
}

/// Whether the placeholder follows a surname and hides what a reader is not to know: 李××涉嫌盗窃.
fn hides_name(text: &str, at: usize, words: &Words) -> bool {
    if !neighbour::before(text, at).is_some_and(|c| SURNAMES.contains(&c)) {
        return false;
    }
    let run = neighbour::tail(text, at, 8);
    let run = &run[run.trim_end_matches(is_hanzi).len()..];
    words.cut(run).last().is_some_and(|word| word.chars().nth(1).is_none())
}
