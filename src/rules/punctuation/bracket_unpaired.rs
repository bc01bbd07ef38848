//! Brackets without their partner.

use super::unpaired::{self, Pair};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/bracket-unpaired",
    title: "括号不成对",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.9.2",
    page: include_str!("bracket_unpaired.md"),
    trigger: Trigger::marks(
        Marks::FULL_WIDTH_BRACKET
            .or(Marks::HALF_WIDTH_BRACKET)
            .or(Marks::SQUARE_BRACKET)
            .or(Marks::LENTICULAR_BRACKET),
    ),
    check: Check::Document(check),
};

const PAIRS: [Pair; 3] = [
    Pair {
        // Which width stands with which is a rule of its own.
        opening: &['（', '('],
        closing: &['）', ')'],
        marks: Marks::FULL_WIDTH_BRACKET.or(Marks::HALF_WIDTH_BRACKET),
        is_round: true,
        // Remarks below a title and the places of signatures run over several lines.
        carry: 3,
        name: "括号",
    },
    Pair {
        opening: &['〔'],
        closing: &['〕'],
        marks: Marks::SQUARE_BRACKET,
        is_round: false,
        carry: 0,
        name: "括号",
    },
    Pair {
        opening: &['【'],
        closing: &['】'],
        marks: Marks::LENTICULAR_BRACKET,
        is_round: false,
        carry: 1,
        name: "括号",
    },
];

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    for pair in &PAIRS {
        unpaired::report(prose, pair, findings);
    }
}
