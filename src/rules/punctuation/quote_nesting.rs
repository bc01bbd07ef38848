//! Double quotation marks inside double ones.

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/quote-nesting",
    title: "双引号里又套双引号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.8.3.4",
    page: include_str!("quote_nesting.md"),
    trigger: Trigger::marks(Marks::DOUBLE_QUOTE),
    check: Check::Paragraph(check),
};

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut open: Vec<usize> = Vec::new();
    let mut inner: Vec<(usize, usize)> = Vec::new();
    for &(at, c) in paragraph.separators() {
        match c {
            '“' => open.push(at),
            '”' => {
                let Some(opening) = open.pop() else { return };
                if open.len() == 1 {
                    inner.push((opening, at));
                }
            }
            _ => {}
        }
    }
    // Where a mark lacks its partner, what is inside what is a guess.
    if !open.is_empty() {
        return;
    }
    let source = |at: usize| paragraph.source(at..at + '“'.len_utf8());
    for (opening, closing) in inner {
        findings
            .report(source(opening), "双引号里面又用引号时，里面一层应当用单引号")
            .suggest("‘")
            .relate(source(closing), "与它配对的后引号也改为单引号");
    }
}
