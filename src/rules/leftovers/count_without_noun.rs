//! Numbers whose noun was lost: 全年共开展12，

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use super::phrases::phrases;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/count-without-noun",
    title: "数量后缺中心语",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("count_without_noun.md"),
    trigger: Trigger::marks(Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT)),
    check: Check::Paragraph(check),
};

/// A verb that takes things, with a number and nothing else.
static BARE: LazyLock<Regex> = LazyLock::new(|| phrases(include_str!("count_without_noun.txt")));

/// What stands before the number of answers, ready to be looked for again and again.
static ANSWER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("答"));

/// 答题 without its second half.
static ANSWERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"答(?<count>[0-9０-９]+次)(?:[，。；、]|$)"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    // Most numbers are followed by what they count, and the expressions are spared.
    if ends_clause_with_number(paragraph) {
        bare(paragraph, findings);
    }
    let is_answered = |at: usize| neighbour::after(&paragraph.text, at + "答".len()).is_some_and(is_digit);
    if ANSWER.find_iter(paragraph.text.as_bytes()).any(is_answered) {
        answered(paragraph, findings);
    }
}

/// Whether a clause ends with a number, or with 余 or 多 that may belong to one.
fn ends_clause_with_number(paragraph: &Paragraph<'_>) -> bool {
    let mut ends = paragraph
        .separators()
        .iter()
        .filter(|(_, c)| matches!(c, '，' | '。' | '；'));
    ends.any(|&(at, _)| neighbour::before(&paragraph.text, at).is_some_and(|c| is_digit(c) || matches!(c, '余' | '多')))
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

fn bare(paragraph: &Paragraph<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in BARE.find_iter(text) {
        let length = found.as_str().trim_end_matches(['，', '。', '；']).len();
        // 3,500 and 3.5 have more to come; 办理1，2号 is a list.
        if neighbour::after(text, found.end()).is_some_and(|c| c.is_ascii_digit()) && found.as_str().ends_with('，') {
            continue;
        }
        findings.report(
            paragraph.source(found.start()..found.start() + length),
            "数字后面缺少量词和名词，请补上",
        );
    }
}

fn answered(paragraph: &Paragraph<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in ANSWERED.captures_iter(text) {
        let before = neighbour::before(text, captures.get_match().start());
        let is_verb = before.is_none_or(|c| {
            !is_hanzi(c) || matches!(c, '回' | '解' | '抢' | '问' | '应' | '作' | '报' | '共' | '已' | '对')
        });
        if let Some(count) = captures.name("count").filter(|_| !is_verb) {
            findings.report(paragraph.source(count.range()), "「答」后面缺字，请补上");
        }
    }
}
