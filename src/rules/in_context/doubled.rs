//! Characters that stand twice in a row.

use super::{report, rule};
use crate::{
    document::prose::Prose,
    rules::{Context, Findings, Rule},
};

pub(super) static RULE: Rule = rule("context/doubled", "重字", include_str!("doubled.md"), check);

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    report(RULE.id, prose, context, findings);
}
