//! What a row of the ledger says of a finding, for every form of table.

use super::{
    aggregate::Audit,
    judge::{Finding, PostInfo},
};
use crate::report::printable;

/// The columns of the ledger; the last three are for those who repair.
pub(super) const HEADER: [&str; 18] = [
    "序号",
    "级别",
    "关口",
    "原文",
    "应为",
    "问题",
    "所在句",
    "依据",
    "规则",
    "标题",
    "发布日期",
    "栏目",
    "作者",
    "责任编辑",
    "位置",
    "链接",
    "责任人",
    "整改期限",
];

/// The last column, whether it was repaired.
pub(super) const DONE: &str = "是否整改";

/// The columns of the list of posts.
pub(super) const POSTS_HEADER: [&str; 12] = [
    "序号",
    "标题",
    "发布日期",
    "栏目",
    "作者",
    "责任编辑",
    "汉字",
    "错误",
    "警告",
    "提示",
    "位置",
    "链接",
];

/// Characters of a cell; a spreadsheet takes 32,767.
const LONGEST: usize = 16_000;

/// The texts of a finding's row after its number, those for the repair left out.
pub(super) fn finding(post: &PostInfo, finding: &Finding) -> [String; 15] {
    let sentence = format!("{}【{}】{}", finding.before, finding.text, finding.after);
    [
        finding.severity.label(),
        finding.gate.label(),
        &finding.text,
        &finding.suggestions.join("；"),
        &finding.message,
        &sentence,
        finding.basis.as_deref().unwrap_or_default(),
        finding.rule.as_str(),
        &post.title,
        &day(post),
        &post.column,
        &post.author,
        &post.editor,
        &place(post, finding),
        &post.url,
    ]
    .map(cell)
}

/// Where a finding is, for people.
pub(super) fn place(post: &PostInfo, finding: &Finding) -> String {
    let (field, start) = (finding.field.label(), finding.start);
    format!("{} {field} {}:{}", post.place, start.line, start.column)
}

/// The day of publication, or nothing.
pub(super) fn day(post: &PostInfo) -> String {
    post.date.map_or_else(String::new, |date| date.to_string())
}

/// A text on one line, without characters that hide, and no longer than a cell.
pub(super) fn cell(text: &str) -> String {
    let text = printable::one_line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// The numbers of the summary as name and value.
pub(super) fn summary(audit: &Audit) -> Vec<(String, String)> {
    use super::brief::{PASS_LINES, share};
    use crate::diagnostic::{Gate, Severity};

    let summary = &audit.summary;
    let whole = summary.whole;
    let mut rows = vec![
        ("审核日期".to_owned(), audit.date.to_string()),
        ("稿件（篇）".to_owned(), whole.posts.to_string()),
        ("汉字（个）".to_owned(), whole.hanzi.to_string()),
        ("没有问题的稿件（篇）".to_owned(), summary.clean_posts.to_string()),
        ("没有问题的稿件占比".to_owned(), share(summary.clean_posts, whole.posts)),
    ];
    for (severity, count) in Severity::ALL.iter().zip(whole.counts) {
        rows.push((format!("{}（处）", severity.label()), count.to_string()));
    }
    for gate in Gate::ALL {
        rows.push((
            format!("{}错误（处）", gate.label()),
            summary.errors_at(gate).to_string(),
        ));
    }
    if let Some(rate) = whole.error_rate() {
        rows.push(("错误（处/万字）".to_owned(), format!("{rate:.2}")));
    }
    for (name, line, norm) in PASS_LINES {
        rows.push((format!("{name}合格线（处/万字，{norm}）"), line.to_string()));
    }
    rows.push(("读取有误、没有检查（处）".to_owned(), audit.problems.len().to_string()));
    rows
}
