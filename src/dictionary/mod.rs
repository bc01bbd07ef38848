//! Dictionaries: what is wrong, what is right, and the published basis for saying so.
//!
//! [`Dictionary`] and [`Entry`] are what a TOML file means; `schema` is what may be written in one, `load` turns the
//! one into the other with messages an editor can act on, `verify` holds what must be true of the whole.
//! Finding entries in a text is left to `matching`.

mod load;
mod schema;
pub mod verify;

use std::sync::Arc;

use crate::diagnostic::{Gate, RuleId, Severity};

/// Entries on one subject.
#[derive(Debug, Clone)]
pub struct Dictionary {
    /// The first part of its rule ids.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The version that reports state.
    pub version: String,
    /// Whether it is in force unless something else is selected.
    pub enabled: bool,
    /// The file it was read from, for messages.
    pub path: String,
    /// Its entries, in the order of the file.
    pub entries: Vec<Arc<Entry>>,
}

/// A wrong form and what to say about it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `<dictionary>/<wrong form>`.
    pub rule: RuleId,
    /// The wrong form.
    pub wrong: String,
    /// Right forms, the likeliest first; may be empty when `note` says what to do.
    pub to: Vec<String>,
    /// Which ends must be word ends.
    pub boundary: Boundary,
    /// Longer texts in which the wrong form is right.
    pub except: Vec<String>,
    /// The gate of the dictionary, or its own.
    pub gate: Gate,
    /// The severity of the dictionary, or its own.
    pub severity: Severity,
    /// The published norm, its own or the dictionary's.
    pub basis: Option<Arc<str>>,
    /// A remark for the editor.
    pub note: Option<String>,
    /// Texts in which it must be reported.
    pub hit: Vec<String>,
    /// Texts in which it must not be reported.
    pub miss: Vec<String>,
    /// 1-based line in the dictionary file.
    pub line: usize,
}

/// Which ends of a wrong form must coincide with the ends of words, as the segmenter sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Boundary {
    /// Neither: the form cannot straddle two words.
    None,
    /// Both.
    Word,
    /// The start only.
    Start,
    /// The end only.
    End,
}
/// stub
pub fn shipped() -> Result<&'static [Arc<Dictionary>], crate::problem::Problem> {
    Ok(&[])
}
