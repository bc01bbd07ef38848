//! What is wrong only of several posts together. It is found by [`audit`](crate::audit), which compares posts; here is what
//! these rules are called and what their pages say.

use super::{Check, Family, Rule, Trigger};
use crate::diagnostic::{Gate, Severity};

pub(super) static FAMILY: Family = Family {
    id: "across",
    title: "各篇之间",
    rules: &[&DUPLICATE_POST, &SHARED_PASSAGE, &ORGANIZATION_VARIANT, &TITLE_VARIANT],
};

const GUIDE: &str = "《政府网站发展指引》（国办发〔2017〕47号）：信息内容准确";
const PRACTICE: &str = "三审三校的通行要求：名称、职务前后一致";

const fn rule(id: &'static str, title: &'static str, gate: Gate, basis: &'static str, page: &'static str) -> Rule {
    Rule {
        id,
        title,
        gate,
        severity: Severity::Warning,
        enabled: true,
        basis,
        page,
        trigger: Trigger::ALWAYS,
        check: Check::Posts,
    }
}

/// The same text twice.
pub(crate) static DUPLICATE_POST: Rule = rule(
    "across/duplicate-post",
    "重复发布",
    Gate::Language,
    GUIDE,
    include_str!("duplicate_post.md"),
);

/// Long passages of another post, with another unit's name.
pub(crate) static SHARED_PASSAGE: Rule = rule(
    "across/shared-passage",
    "大段文字与另一篇相同，只换了单位",
    Gate::Language,
    GUIDE,
    include_str!("shared_passage.md"),
);

/// The full name of an organisation in different forms.
pub(crate) static ORGANIZATION_VARIANT: Rule = rule(
    "across/organization-variant",
    "同一单位的全称写法不同",
    Gate::Policy,
    PRACTICE,
    include_str!("organization_variant.md"),
);

/// The title of a person in different forms.
pub(crate) static TITLE_VARIANT: Rule = rule(
    "across/title-variant",
    "同一个人的职务写法不同",
    Gate::Political,
    PRACTICE,
    include_str!("title_variant.md"),
);
