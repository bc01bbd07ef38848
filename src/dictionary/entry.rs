//! What an entry of a dictionary means, whatever it looks for.

use std::sync::Arc;

use jiff::civil::Date;

use super::Boundary;
use crate::diagnostic::{Gate, RuleId, Severity};

/// What is wrong, and what to say about it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `<dictionary>/<form>`.
    pub rule: RuleId,
    /// What it is about: the wrong form of a term, the label of an enumeration, the name of a pattern.
    pub form: String,
    /// What it looks for.
    pub kind: Kind,
    /// Right forms, the likeliest first; may be empty when `note` says what to do.
    pub to: Vec<String>,
    /// Which ends must be word ends.
    pub boundary: Boundary,
    /// Longer texts in which what it finds is right.
    pub except: Vec<String>,
    /// Where in a text it holds; `None` everywhere.
    pub condition: Option<Box<Condition>>,
    /// The first day on which it holds, if there is one.
    pub since: Option<Date>,
    /// The last day on which it holds, if there is one.
    pub until: Option<Date>,
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

/// What an entry looks for.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Its form, wherever it stands.
    Term,
    /// What an expression matches.
    Pattern(Pattern),
    /// Several parts within one sentence.
    Cooccurrence(Cooccurrence),
    /// What is one slip away from a phrase that must be exact.
    Canonical(Phrases),
}

/// Phrases that must be exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrases {
    /// The form of the entry.
    Form,
    /// The idioms that are part of the program.
    Idioms,
}

/// A regular expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// In the syntax of the `regex` crate. A group named `x` is what is reported; else the whole match.
    pub expression: String,
}

/// Parts that together are wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cooccurrence {
    /// For each part the texts that stand for it. The first part found is what is reported.
    pub parts: Vec<Vec<String>>,
}

/// Where in a text an entry holds. Texts are looked for within the sentence; every list that is not empty must be
/// satisfied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition {
    /// One of these must stand in the same sentence.
    pub near: Vec<String>,
    /// None of these may stand in the same sentence.
    pub not_near: Vec<String>,
    /// One of these must stand directly before it.
    pub after: Vec<String>,
    /// One of these must stand directly after it.
    pub before: Vec<String>,
    /// None of these may stand directly before it.
    pub not_after: Vec<String>,
    /// None of these may stand directly after it.
    pub not_before: Vec<String>,
    /// Whether it must or must not stand in quotation marks.
    pub quoted: Option<bool>,
    /// Whether it must or must not stand in 书名号.
    pub titled: Option<bool>,
    /// Whether it holds in titles and headings only.
    pub heading: bool,
}
