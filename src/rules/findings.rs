//! What rules find, before settings and allowances are applied.

use crate::{diagnostic::Related, text::text_range::TextRange};

/// Collects what the rules find in one document.
#[derive(Debug, Default)]
pub struct Findings {
    rule: usize,
    list: Vec<Finding>,
}

/// What a rule found at one place.
#[derive(Debug)]
pub struct Finding {
    /// Number of the rule in its set.
    pub(super) rule: usize,
    pub(super) range: TextRange,
    pub(super) message: String,
    pub(super) suggestions: Vec<String>,
    pub(super) related: Vec<Related>,
    pub(super) recurrences: Vec<TextRange>,
}

impl Findings {
    /// Reports that something is wrong at `range` of the source; `message` says what, in one Chinese sentence without a
    /// full stop.
    pub fn report(&mut self, range: TextRange, message: impl Into<String>) -> &mut Finding {
        let index = self.list.len();
        self.list.push(Finding {
            rule: self.rule,
            range,
            message: message.into(),
            suggestions: Vec::new(),
            related: Vec::new(),
            recurrences: Vec::new(),
        });
        &mut self.list[index]
    }

    /// Takes what follows for findings of the rule of that number.
    pub(super) fn begin(&mut self, rule: usize) {
        self.rule = rule;
    }

    pub(super) fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

impl Finding {
    /// Adds a text that could stand in place of the whole range; the likeliest first.
    pub fn suggest(&mut self, text: impl Into<String>) -> &mut Self {
        self.suggestions.push(text.into());
        self
    }

    /// Adds another place of which the finding says the same.
    pub fn recur(&mut self, range: TextRange) -> &mut Self {
        self.recurrences.push(range);
        self
    }

    /// Adds another place that makes the finding understood.
    pub fn relate(&mut self, range: TextRange, message: impl Into<String>) -> &mut Self {
        self.related.push(Related {
            range,
            message: message.into(),
        });
        self
    }
}
