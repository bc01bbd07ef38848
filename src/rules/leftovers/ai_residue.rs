//! What a language model says about its answer, and its marks of citation.

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
    id: "leftovers/ai-residue",
    title: "大模型对话残留",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("ai_residue.md"),
    trigger: Trigger::words_or_marks(
        &[
            "以下是",
            "以下为",
            "下面是",
            "下面为",
            "这是",
            "这为",
            "作为一",
            "对您",
            "对你",
            "给您",
            "给你",
            "为您",
            "为你",
            "到您",
            "到你",
            "帮助您",
            "帮助你",
            "满足您",
            "符合您",
            "告诉我",
            "告知我",
            "跟我说",
            "对我说",
            "向我提",
            "联系我",
            "与我联",
            "提出",
            "我的知识",
            "模型的",
            "我的训练",
            "我的数据",
            "抱歉",
            "对不起",
            "我无法",
            "我不能",
            "根据您",
            "根据你",
            "可以根据",
            "生成",
            "contentReference",
            "oaicite",
            "search",
            "turn0",
            "turn1",
            "需要我",
            "我来",
            "我会",
            "我将",
            "语言模型",
            "大模型",
            "AI",
        ],
        Marks::OTHER,
    ),
    check: Check::Paragraph(check),
};

static RESIDUE: LazyLock<Regex> = LazyLock::new(|| phrases(include_str!("ai_residue.txt")));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut end: Option<usize> = None;
    for found in RESIDUE.find_iter(text) {
        let start = found.end() - found.as_str().trim_start().len();
        // What somebody is quoted as saying is no answer of a machine.
        if neighbour::is_quoted(text, start, 60) {
            continue;
        }
        // What goes on in the next clause is the same answer.
        if end.is_none_or(|end| start > end + '，'.len_utf8()) {
            findings.report(
                paragraph.source(start..found.end()),
                "大模型应答留下的文字，请核对全文后删去",
            );
        }
        end = Some(found.end());
    }
}
