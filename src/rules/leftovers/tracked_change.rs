//! Traces of revisions and comments: 带格式的: 字体, 批注 [A1].

use std::sync::LazyLock;

use regex::Regex;

use super::phrases::phrases;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
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

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    for found in TRACES.find_iter(&paragraph.text) {
        let start = found.end() - found.as_str().trim_start().len();
        findings.report(
            paragraph.source(start..found.end()),
            "修订或批注留下的文字，请处理后删去",
        );
    }
}
