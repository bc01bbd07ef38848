//! Marks of book titles without their partner.

use super::unpaired::{self, Pair};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/book-title-unpaired",
    title: "书名号不成对",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.15.2",
    page: include_str!("book_title_unpaired.md"),
    trigger: Trigger::marks(Marks::BOOK_TITLE),
    check: Check::Document(check),
};

const PAIRS: [Pair; 2] = [
    Pair {
        opening: &['《'],
        closing: &['》'],
        marks: Marks::BOOK_TITLE,
        is_round: false,
        // A long title may stand on several lines.
        carry: 3,
        name: "书名号",
    },
    Pair {
        opening: &['〈'],
        closing: &['〉'],
        marks: Marks::BOOK_TITLE,
        is_round: false,
        carry: 3,
        name: "书名号",
    },
];

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    for pair in &PAIRS {
        unpaired::report(prose, pair, findings);
    }
}
