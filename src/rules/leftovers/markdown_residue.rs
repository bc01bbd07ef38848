//! Marks of Markdown in a text that is not Markdown.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{Format, SegmentKind, prose::Prose},
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/markdown-residue",
    title: "发布文本中的Markdown记号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("markdown_residue.md"),
    trigger: Trigger::words_or_marks(
        &["](", "__", "~~", "- [", "```", "|-", "|:", "| -", "| :"],
        Marks::HASH.or(Marks::STAR),
    ),
    check: Check::Document(check),
};

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^[ 　]*[-*+] \*\*|\*\*[^*\s](?:[^*\n]{0,38}[^*\s])?\*\*|__\p{Han}[^_\n]{0,30}__|~~[^~\s][^~\n]{0,30}~~|^[ ]*[-*] \[[ xX]\] |^#{1,6}[ ]+\S|^#{2,6}\p{Han}|^```[a-z]*|!?\[[^\]\n]{1,40}\]\((?:https?:|/|\.)[^)\s]{1,200}\)|^[ ]*\|(?:\s*:?-{3,}:?\s*\|)+",
    )
});

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    if prose.document.format() == Format::Markdown {
        return;
    }
    // Stars beside digits mask a number.
    let is_mask = |text: &str, range: std::ops::Range<usize>| {
        let beside = [neighbour::before(text, range.start), neighbour::after(text, range.end)];
        let inside = &text[range];
        inside.starts_with("**")
            && (beside.into_iter().flatten().any(|c| c.is_ascii_digit() || c == '*')
                || !inside.chars().any(char::is_alphabetic))
    };
    for paragraph in prose
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind != SegmentKind::Attribute)
    {
        for found in MARK
            .find_iter(&paragraph.text)
            .filter(|found| !is_mask(&paragraph.text, found.range()))
        {
            findings.report(
                paragraph.source(found.range()),
                "Markdown 记号会原样显示，请改用排版或删去",
            );
        }
    }
}
