//! Punctuation as GB/T 15834—2011 has it.

mod exclamation_run;
mod pair_crossed;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "punctuation",
    title: "标点符号",
    rules: &[&pair_crossed::RULE, &exclamation_run::RULE],
};
