//! Directives in a text that do nothing. The directives are read by [`suppression`](crate::suppression), which reports
//! these rules; here is what they are called and what their pages say.

use super::{Check, Family, Rule, Trigger};
use crate::diagnostic::{Gate, Severity};

pub(super) static FAMILY: Family = Family {
    id: "suppression",
    title: "稿件里的放行指令",
    rules: &[&SYNTAX, &REASON, &EXPIRED, &UNKNOWN_RULE, &UNUSED],
};

const BASIS: &str = "本程序的约定";

const fn rule(id: &'static str, title: &'static str, severity: Severity, page: &'static str) -> Rule {
    Rule {
        id,
        title,
        gate: Gate::Language,
        severity,
        enabled: true,
        basis: BASIS,
        page,
        trigger: Trigger::ALWAYS,
        check: Check::Suppressions,
    }
}

/// What is no directive, or a range without an end.
pub(crate) static SYNTAX: Rule = rule(
    "suppression/syntax",
    "放行指令写错",
    Severity::Error,
    include_str!("syntax.md"),
);

/// A directive without a reason.
pub(crate) static REASON: Rule = rule(
    "suppression/reason",
    "放行没有写理由",
    Severity::Warning,
    include_str!("reason.md"),
);

/// A directive whose day is past.
pub(crate) static EXPIRED: Rule = rule(
    "suppression/expired",
    "放行已到期",
    Severity::Warning,
    include_str!("expired.md"),
);

/// A directive about no rule.
pub(crate) static UNKNOWN_RULE: Rule = rule(
    "suppression/unknown-rule",
    "放行的规则不存在",
    Severity::Warning,
    include_str!("unknown_rule.md"),
);

/// A directive that accepts nothing.
pub(crate) static UNUSED: Rule = rule(
    "suppression/unused",
    "放行没有用到",
    Severity::Warning,
    include_str!("unused.md"),
);
