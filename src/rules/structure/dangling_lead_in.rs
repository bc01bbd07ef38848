//! A text that ends where it should begin: 名单如下：

use std::sync::LazyLock;

use regex::Regex;

use super::outline::last_line;
use crate::{
    diagnostic::{Gate, Severity},
    document::{Format, OPAQUE, prose::Prose},
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::hanzi::is_hanzi,
};

pub(super) static RULE: Rule = Rule {
    id: "structure/dangling-lead-in",
    title: "引导语之后没有内容",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《政府网站发展指引》（国办发〔2017〕47号）",
    page: include_str!("dangling_lead_in.md"),
    trigger: Trigger::marks(Marks::COLON.or(Marks::HALF_WIDTH_POINT)),
    check: Check::Document(check),
};

static LEAD_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?:如下|下列|以下|下表|下图|下面)\P{Han}{0,4}(?:\p{Han}\P{Han}{0,2}){0,12}|包括|为|有|是)(?<colon>[：:])[\s\u{200B}]*$",
    )
});

/// What shows something to a reader that is no text.
static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"<(?i-u:img|table|iframe|video|audio|embed|object|svg|canvas|pre|code|input|a|picture|form|script)\b")
});

/// Hanzi below which a line is a label or a form of address.
const SHORTEST: usize = 12;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let Some(line) = last_line(prose) else { return };
    // Most texts end otherwise, and the expression is spared.
    let end = line
        .text
        .trim_end_matches(|c: char| c.is_whitespace() || c == '\u{200B}');
    if !end.ends_with(['：', ':']) {
        return;
    }
    let Some(colon) = LEAD_IN.captures(line.text).and_then(|captures| captures.name("colon")) else {
        return;
    };
    if line.text.contains(OPAQUE) || line.text.chars().filter(|&c| is_hanzi(c)).count() < SHORTEST {
        return;
    }
    let place = line.source(colon.range());
    let below = prose.document.source().get(place.end..).unwrap_or_default();
    let is_followed = match prose.document.format() {
        Format::Html => SHOWN.is_match(below),
        // Code and images are no paragraphs, but content.
        Format::Markdown => !below
            .trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_')
            .is_empty(),
        Format::Plain => false,
    };
    if !is_followed {
        findings.report(place, "引导语后面没有内容，请补上所缺的部分");
    }
}
