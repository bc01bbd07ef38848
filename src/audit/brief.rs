//! The audit in a paragraph, ready for a report of the year.

use std::fmt::Write as _;

use super::{aggregate::Audit, diff::Comparison};
use crate::diagnostic::{Gate, Severity};

/// Errors per 10,000 Hanzi up to which a publication passes: books by 《图书质量管理规定》, periodicals and newspapers by
/// 《报纸期刊质量管理规定》.
pub const PASS_LINES: [(&str, f64, &str); 3] = [
    ("图书", 1.0, "《图书质量管理规定》"),
    ("期刊", 2.0, "《报纸期刊质量管理规定》"),
    ("报纸", 3.0, "《报纸期刊质量管理规定》"),
];

/// The numbers of `audit` in one paragraph of Chinese, without a line end.
#[must_use]
pub fn paragraph(audit: &Audit, comparison: Option<&Comparison>) -> String {
    let summary = &audit.summary;
    let whole = summary.whole;
    let mut text = String::new();
    // Writing to a String cannot fail.
    let mut months = summary.months.keys().filter(|month| !month.is_empty());
    if let Some(first) = months.next() {
        text.push_str(&month(first));
        if let Some(last) = months.next_back() {
            let _ = write!(text, "至{}", month(last));
        }
        text.push('，');
    }
    let _ = write!(
        text,
        "共审核稿件 {} 篇、{} 个汉字，发现错误 {} 处、警告 {} 处、提示 {} 处；没有发现问题的稿件 {} 篇，占 {}。",
        whole.posts,
        whole.hanzi,
        whole.counts[0],
        whole.counts[1],
        whole.counts[2],
        summary.clean_posts,
        share(summary.clean_posts, whole.posts),
    );
    if let Some(rate) = whole.error_rate() {
        let lines = PASS_LINES.map(|(name, line, _)| format!("{name} {line}"));
        let _ = write!(text, "错误平均每万字 {rate:.2} 处（合格线：{}）。", lines.join("、"));
    }
    let gates = Gate::ALL.map(|gate| format!("{} {} 处", gate.label(), summary.errors_at(gate)));
    let _ = write!(text, "错误中，{}。", gates.join("、"));
    if summary.grave() > 0 {
        let _ = write!(
            text,
            "政治关错误属于 2019 年检查指标所列“严重表述错误”，一处即单项否决，共 {} 处，须逐处核对、立即改正。",
            summary.grave()
        );
    }
    if let Some(former) = comparison {
        let _ = write!(
            text,
            "与 {} 的审核相比，新增 {} 处，已整改 {} 处，仍存在 {} 处。",
            former.date, former.new, former.repaired, former.remaining
        );
    }
    if !audit.problems.is_empty() {
        let _ = write!(text, "另有 {} 处读取有误，没有检查。", audit.problems.len());
    }
    text
}

/// `2024-05` as people write it.
#[must_use]
pub fn month(month: &str) -> String {
    match month.split_once('-') {
        Some((year, month)) => format!("{year}年{}月", month.trim_start_matches('0')),
        None => "日期不详".to_owned(),
    }
}

/// A share as a percentage with one decimal.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
pub fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    format!("{:.1}%", part as f64 * 100.0 / whole as f64)
}

/// The counts of each severity, in words.
#[must_use]
pub fn counts(counts: [usize; 3]) -> String {
    let parts = Severity::ALL.iter().zip(counts);
    let parts: Vec<String> = parts
        .map(|(severity, count)| format!("{} {count}", severity.label()))
        .collect();
    parts.join("、")
}
