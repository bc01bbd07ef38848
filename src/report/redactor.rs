//! Finds what must not be known to whoever only reads a report, whatever rules are in force: an excerpt shows what stands
//! beside any finding. Masking it is left to [`redact`](super::redact).

use super::redact::is_sensitive;
use crate::{
    checker::Checker,
    config::{Selector, Settings},
    diagnostic::Diagnostic,
    document::Document,
    problem::Problem,
    text::text_range::TextRange,
};

/// Finds personal information.
pub struct Redactor(Checker);

impl Redactor {
    /// A redactor.
    ///
    /// # Errors
    ///
    /// As [`Checker::new`].
    pub fn new() -> Result<Self, Problem> {
        let settings = Settings {
            select: vec![Selector::new("privacy")],
            ..Settings::default()
        };
        Checker::new(&settings).map(Self)
    }

    /// What of `document`, in which `found` was found, must not be shown.
    #[must_use]
    pub fn secrets(&self, document: &Document, found: &[Diagnostic]) -> Vec<TextRange> {
        let private = self.0.check(document);
        let sensitive = found
            .iter()
            .chain(&private)
            .filter(|diagnostic| is_sensitive(diagnostic));
        sensitive.map(|diagnostic| diagnostic.range).collect()
    }
}
