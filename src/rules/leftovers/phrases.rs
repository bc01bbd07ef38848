//! Lists of phrases beside the rules: one regular expression a line, `# ` for remarks.

use regex::Regex;

use crate::{document::prose::Paragraph, rules::Findings};

/// An expression that matches what any line of `list` matches; `^` and `$` are the ends of a line.
#[expect(
    clippy::expect_used,
    reason = "the list is part of the program and every rule's cases run it"
)]
pub(super) fn phrases(list: &'static str) -> Regex {
    let lines: Vec<&str> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .collect();
    Regex::new(&format!("(?m){}", lines.join("|"))).expect("each line is a regular expression")
}

/// Reports every match of `list` in `paragraph`, without white space at its ends.
pub(super) fn report_each(paragraph: &Paragraph<'_>, list: &Regex, message: &str, findings: &mut Findings) {
    for found in list.find_iter(&paragraph.text) {
        let text = found.as_str();
        let start = found.start() + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        findings.report(paragraph.source(start..end), message);
    }
}
