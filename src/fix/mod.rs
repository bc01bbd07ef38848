//! Edits that put a finding right: what they are, which may be made without asking, and what must hold when they are.
//!
//! `edits` makes edits of a right form, touching only the characters that differ; `plan` chooses among the edits of a
//! document those that agree with each other and leave nothing worse. Reading and writing files is left to `cli`,
//! encodings to `input`.

#[cfg(feature = "cli")]
pub mod diff;
pub(crate) mod edits;
mod plan;

pub use plan::{Plan, Refusal, plan};

use crate::diagnostic::Edit;

/// `source` with `edits` made, which are in order and do not overlap.
#[must_use]
pub fn apply(source: &str, edits: &[Edit]) -> String {
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(source.get(at..edit.range.start).unwrap_or_default());
        text.push_str(&edit.text);
        at = edit.range.end;
    }
    text.push_str(source.get(at..).unwrap_or_default());
    text
}
