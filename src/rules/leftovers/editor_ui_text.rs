//! Prompts of editors and templates: 单击此处添加标题, 错误！未找到引用源.

use std::sync::LazyLock;

use regex::Regex;

use super::phrases::{phrases, report_each};
use crate::{
    diagnostic::{Gate, Severity},
    document::{SegmentKind, prose::Paragraph},
    rules::{Check, Context, Findings, Rule, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/editor-ui-text",
    title: "编辑器、模板提示文字",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("editor_ui_text.md"),
    trigger: Trigger::words(&[
        "击此处",
        "击这里",
        "击以编",
        "击以添",
        "击即可编",
        "击即可添",
        "击编辑",
        "击添加",
        "击输入",
        "请输入",
        "在此处添",
        "在此键",
        "在此处键",
        "在此插",
        "在此处插",
        "在此输",
        "在此处输",
        "在此填",
        "在此处填",
        "在此编",
        "在此处编",
        "在这里键",
        "在这里输",
        "附件下载：",
        "编辑：",
        "来源：",
        "供稿：",
        "摄影：",
        "撰稿：",
        "通讯员：",
        "初审：",
        "复审：",
        "终审：",
        "错误！",
        "更新域",
        "正文结束",
        "正文]结束",
        "关注我们",
        "识别二维码",
        "此框",
        "文本框",
    ]),
    check: Check::Paragraph(check),
};

static PROMPTS: LazyLock<Regex> = LazyLock::new(|| phrases(include_str!("editor_ui_text.txt")));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    // The prompt of an input field is meant to be read.
    if paragraph.kind != SegmentKind::Attribute {
        report_each(
            paragraph,
            &PROMPTS,
            "编辑器或模板的提示文字，请补上内容或删去",
            findings,
        );
    }
}
