//! A character in place of one that sounds or looks like it.

use super::{report, rule};
use crate::{
    document::prose::Prose,
    rules::{Context, Findings, Rule},
};

pub(super) static RULE: Rule = rule(
    "context/substitution",
    "形近音近误字",
    include_str!("substitution.md"),
    check,
);

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    report(RULE.id, prose, context, findings);
}
