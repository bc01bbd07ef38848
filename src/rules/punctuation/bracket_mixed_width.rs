//! A bracket of full width closed by one of half width, or the other way round.

use super::scan::label_start;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::hanzi::is_hanzi,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/bracket-mixed-width",
    title: "半全角括号混配",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.9.2、5.1.3",
    page: include_str!("bracket_mixed_width.md"),
    trigger: Trigger::marks(Marks::HALF_WIDTH_BRACKET),
    check: Check::Paragraph(check),
};

/// Bytes of the longest remark. What is longer has lost a bracket.
const LONGEST_REMARK: usize = 300;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut open: Vec<(usize, char)> = Vec::new();
    for &(at, c) in paragraph.separators() {
        match c {
            '（' | '(' => open.push((at, c)),
            // The number of a list item, whatever brackets it has.
            '）' | ')' if label_start(text, at).is_some() => {
                open.pop_if(|&mut (opening, bracket)| label_start(text, at) == Some(opening + bracket.len_utf8()));
            }
            '）' | ')' => {
                let Some((opening, bracket)) = open.pop() else { continue };
                if (bracket == '（') == (c == '）') || at - opening > LONGEST_REMARK {
                    continue;
                }
                let inside = &text[opening + bracket.len_utf8()..at];
                if inside.contains(is_hanzi) && !inside.contains('\n') {
                    findings
                        .report(
                            paragraph.source(opening..at + c.len_utf8()),
                            "一对括号一半全角、一半半角，请统一用全角括号",
                        )
                        .suggest(format!("（{inside}）"));
                }
            }
            _ => {}
        }
    }
}
