//! Two wrong characters side by side.

use super::{report, rule};
use crate::{
    document::prose::Prose,
    rules::{Context, Findings, Rule},
};

pub(super) static RULE: Rule = rule("context/pair", "相邻两字误写", include_str!("pair.md"), check);

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    report(RULE.id, prose, context, findings);
}
