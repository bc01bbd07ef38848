//! What only the sentence decides, as rules: the suspicions of [`context`](crate::context), one rule for each slip.

mod doubled;
mod pair;
mod substitution;
mod swapped;

use super::{Check, Context, Family, Findings, Rule, Trigger};
use crate::{
    context::Suspicion,
    diagnostic::{Gate, Severity},
    document::prose::Prose,
};

pub(super) static FAMILY: Family = Family {
    id: "context",
    title: "上下文",
    rules: &[&doubled::RULE, &swapped::RULE, &substitution::RULE, &pair::RULE],
};

/// What the counts were made of, which is all that these rules rest on.
const BASIS: &str = "法律、行政法规、司法解释等公文的用字统计";

const fn rule(
    id: &'static str,
    title: &'static str,
    page: &'static str,
    check: fn(&Prose<'_>, &Context<'_>, &mut Findings),
) -> Rule {
    Rule {
        id,
        title,
        gate: Gate::Language,
        severity: Severity::Warning,
        enabled: true,
        basis: BASIS,
        page,
        trigger: Trigger::ALWAYS,
        check: Check::Document(check),
    }
}

/// Reports the suspicions that belong to the rule of that id and that nothing releases.
fn report(id: &str, prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let suspicions = context.usage.suspicions(prose).iter();
    for suspicion in suspicions.filter(|suspicion| suspicion.veto.is_none() && suspicion.rule() == id) {
        if let Some(paragraph) = prose.paragraphs.get(suspicion.paragraph) {
            findings
                .report(paragraph.source(suspicion.range.clone()), message(suspicion))
                .suggest(&*suspicion.meant);
        }
    }
}

/// What is wrong and what speaks for it, in one sentence.
fn message(suspicion: &Suspicion) -> String {
    let Suspicion {
        written,
        meant,
        evidence,
        ..
    } = suspicion;
    let (likeness, evidence) = (suspicion.likeness(), evidence.describe());
    format!("「{written}」疑为「{meant}」{likeness}：{evidence}")
}
