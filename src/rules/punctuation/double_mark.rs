//! Two points where one belongs.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/double-mark",
    title: "点号重复",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.1—4.7",
    page: include_str!("double_mark.md"),
    // The words are what the pattern begins with; a space between the two marks makes a word of its own.
    trigger: Trigger::words(&[
        "，，", "，、", "，；", "，：", "，。", "、，", "、、", "、；", "、：", "、。", "；，", "；、", "；；", "；：",
        "；。", "：，", "：、", "：；", "：：", "：。", "。，", "。、", "。；", "。：", "。。", "！，", "！、", "！；",
        "！。", "？，", "？、", "？；", "？。", "， ，", "， 、", "， ；", "， ：", "， 。", "、 ，", "、 、", "、 ；",
        "、 ：", "、 。", "； ，", "； 、", "； ；", "； ：", "； 。", "： ，", "： 、", "： ；", "： ：", "： 。",
        "。 ，", "。 、", "。 ；", "。 ：", "。 。",
    ]),
    check: Check::Paragraph(check),
};

static RUN: LazyLock<Regex> = LazyLock::new(|| pattern("[，、；：。](?:[ \u{3000}]?[，、；：。])+|[！？][，、；。]"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for run in RUN.find_iter(text) {
        let marks: Vec<char> = run.as_str().chars().filter(|c| !c.is_whitespace()).collect();
        let first = marks.first().copied().unwrap_or_default();
        let is_same = marks.iter().all(|&c| c == first);
        // Dots for an ellipsis are a rule of their own; two colons are an operator.
        if is_same && (first == '：' || marks.len() > 2 && matches!(first, '。' | '、')) {
            continue;
        }
        // A list of marks that are spoken of.
        let is_list = marks.len() > 2 && marks.iter().enumerate().all(|(index, c)| !marks[..index].contains(c));
        let before = neighbour::before(text, run.start());
        if is_list || before.is_some_and(|c| "“‘「『（(".contains(c)) {
            continue;
        }
        let finding = findings.report(paragraph.source(run.range()), "一处停顿用了两个点号，请只留一个");
        // The stronger mark is the likelier one.
        let strength = |c: &char| "、，；：。？！".find(*c);
        let strongest = marks.iter().max_by_key(|c| strength(c));
        if let Some(strongest) = strongest {
            finding.suggest(strongest.to_string());
        }
        if let Some(weaker) = marks.iter().find(|c| Some(*c) != strongest) {
            finding.suggest(weaker.to_string());
        }
    }
}
