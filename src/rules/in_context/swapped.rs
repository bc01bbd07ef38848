//! Characters that stand in each other's place.

use super::{report, rule};
use crate::{
    document::prose::Prose,
    rules::{Context, Findings, Rule},
};

pub(super) static RULE: Rule = rule("context/swapped", "邻字颠倒", include_str!("swapped.md"), check);

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    report(RULE.id, prose, context, findings);
}
