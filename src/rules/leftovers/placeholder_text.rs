//! Text that waits to be filled in: （待补充）, 【此处插入照片】.

use std::sync::LazyLock;

use regex::Regex;

use super::phrases::{phrases, report_each};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/placeholder-text",
    title: "待填占位文字",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("placeholder_text.md"),
    trigger: Trigger::words(&[
        "此处", "这里", "在此", "此需", "请补", "请填", "请插", "请替", "请核", "请完", "请输", "请确", "请修", "请在",
        "需补", "需填", "需插", "需替", "需核", "需完", "需输", "需确", "需修", "插入", "替换", "填写", "填入", "添加",
        "补充", "粘贴", "待补", "待完", "待核", "待定", "待填", "待更", "待确", "待查", "待续", "此略", "此待", "此附",
        "此放", "此应", "此空",
    ]),
    check: Check::Paragraph(check),
};

static PLACEHOLDERS: LazyLock<Regex> = LazyLock::new(|| phrases(include_str!("placeholder_text.txt")));

/// A clause that ends in a placeholder without brackets.
static UNBRACKETED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:数据|名单|数字|金额|人数)?待(?:补充|填写|核实|补)(?:[。，；]|$)"));

/// Whether a bracket opens in front of what a placeholder in brackets may begin with.
fn has_opening(paragraph: &Paragraph<'_>) -> bool {
    const FIRST: &str = "此这在请需插替填添补粘具待数内名日姓时地金单人图照材标职电比文字来出";
    let mut brackets = paragraph
        .separators()
        .iter()
        .filter(|(_, c)| "【[［（(〔<＜{｛".contains(*c));
    brackets.any(|&(at, c)| neighbour::after(&paragraph.text, at + c.len_utf8()).is_some_and(|c| FIRST.contains(c)))
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    // Most of these words stand in sentences, and the expressions are spared.
    if has_opening(paragraph) {
        report_each(
            paragraph,
            &PLACEHOLDERS,
            "占位文字还没有替换，请补上内容或删去",
            findings,
        );
    }
    if !["待补", "待填", "待核"]
        .iter()
        .any(|word| paragraph.text.contains(word))
    {
        return;
    }
    for found in UNBRACKETED.find_iter(&paragraph.text) {
        // 有待补充 and 尚待核实 are sentences.
        let before = neighbour::before(&paragraph.text, found.start());
        if before.is_some_and(|c| matches!(c, '为' | '约' | '计' | '共' | '达' | '：' | ':' | '，' | '是')) {
            let end = found.start() + found.as_str().trim_end_matches(['。', '，', '；']).len();
            findings.report(
                paragraph.source(found.start()..end),
                "占位文字还没有替换，请补上内容或删去",
            );
        }
    }
}
