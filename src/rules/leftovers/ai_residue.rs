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
            "的这是",
            "的这为",
            "的，这是",
            "的，这为",
            "的！这是",
            "的！这为",
            "然这是",
            "然这为",
            "然，这是",
            "然，这为",
            "然！这是",
            "然！这为",
            "以这是",
            "以这为",
            "以，这是",
            "以，这为",
            "以！这是",
            "以！这为",
            "题这是",
            "题这为",
            "题，这是",
            "题，这为",
            "题！这是",
            "题！这为",
            "了这是",
            "了这为",
            "了，这是",
            "了，这为",
            "了！这是",
            "了！这为",
            "到这是",
            "到这为",
            "到，这是",
            "到，这为",
            "到！这是",
            "到！这为",
            "上这是",
            "上这为",
            "上，这是",
            "上，这为",
            "上！这是",
            "上！这为",
            "作为一人工",
            "作为一大",
            "作为一语言",
            "作为一个人工",
            "作为一个大",
            "作为一个语言",
            "作为一名人工",
            "作为一名大",
            "作为一名语言",
            "作为一款人工",
            "作为一款大",
            "作为一款语言",
            "作为一位人工",
            "作为一位大",
            "作为一位语言",
            "作为人工",
            "对您",
            "对你",
            "给您",
            "给你",
            "为您",
            "为你",
            "帮您",
            "帮你",
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
            "提出我",
            "提出，我",
            "提出来",
            "我的知识",
            "模型的知",
            "模型的训",
            "模型的数",
            "我的训练",
            "我的数据",
            "抱歉",
            "对不起",
            "我无法",
            "我不能",
            "根据您",
            "根据你",
            "您可以根",
            "你可以根",
            "由人工智",
            "contentReference",
            "oaicite",
            "search",
            "turn0",
            "turn1",
            "需要我",
            "语言模型",
            "大模型",
            "AI",
        ],
        Marks::DAGGER,
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
