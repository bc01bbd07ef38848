//! Traces of revisions and comments: 带格式的: 字体, 批注 [A1].

use std::sync::LazyLock;

use regex::Regex;

use super::phrases::phrases;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/tracked-change",
    title: "修订、批注残留",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("tracked_change.md"),
    trigger: Trigger::words_or_marks(
        &[
            "格式的",
            "了格式",
            "的内容",
            "删除了",
            "插入了",
            "批注",
            "备注",
            "审阅",
            "改前",
            "改后",
            "订前",
            "订后",
            "动前",
            "动后",
            "原文：",
            "原为：",
            "改为",
            "整前",
            "整后",
            "修订",
            "修改",
            "删除",
            "插入",
            "新增",
            "删去",
            "改写",
            "删掉",
            "保留",
            "=======",
            "<<<<<<<",
            ">>>>>>>",
        ],
        Marks::SQUARE_BRACKET.or(Marks::ANGLE),
    ),
    check: Check::Paragraph(check),
};

static TRACES: LazyLock<Regex> = LazyLock::new(|| phrases(include_str!("tracked_change.txt")));

/// What a trace in brackets may begin with.
const FIRST: &str = "建拟批审修此本该这删插新改以是可原调";

/// Whether a trace may stand in `paragraph`. Most brackets and words of changes are none, and the expression is spared.
fn may_match(paragraph: &Paragraph<'_>) -> bool {
    let text = &*paragraph.text;
    let separators = paragraph.separators().iter();
    let mut traces = separators.filter(|&&(at, c)| match c {
        '（' | '(' | '【' | '[' | '［' => {
            let inside = neighbour::after(text, at + c.len_utf8());
            let before = text[..at].trim_end_matches(' ');
            inside.is_some_and(|c| FIRST.contains(c) || c.is_ascii_alphabetic()) || before.ends_with(['注', '阅'])
        }
        ':' | '：' => text[..at].trim_end_matches(' ').ends_with(['的', '式', '容', '了']),
        '<' | '>' | '=' => neighbour::head(text, at, 7).matches(c).count() == 7,
        _ => false,
    });
    traces.next().is_some()
        || ["建议删", "建议修", "是否删", "是否修"]
            .iter()
            .any(|word| text.contains(word))
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    if !may_match(paragraph) {
        return;
    }
    for found in TRACES.find_iter(&paragraph.text) {
        let start = found.end() - found.as_str().trim_start().len();
        findings.report(
            paragraph.source(start..found.end()),
            "修订或批注留下的文字，请处理后删去",
        );
    }
}
