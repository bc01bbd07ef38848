//! What a rule may know besides the text.

use jiff::civil::Date;

use crate::{context::Usage, text::segmenter::Words};

/// What rules are told about a document and about how to judge it.
pub struct Context<'c> {
    /// The day on which the document was or will be published, if known.
    pub published: Option<Date>,
    /// What the organisation says about itself.
    pub options: &'c RuleOptions,
    /// The segmenter.
    pub words: &'c Words,
    /// What is known of the usage of characters.
    pub usage: Usage<'c>,
}

/// What an organisation tells the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOptions {
    /// Names by which the organisation calls itself, full and short.
    pub organisation_names: Vec<String>,
    /// Names of hosts of the organisation and of those whom it links to, in lower case; what lies below them counts as
    /// well.
    pub organisation_sites: Vec<String>,
    /// Hanzi of the shortest sentence that is not to stand twice in a text.
    pub shortest_repeated_sentence: usize,
    /// Hanzi of the shortest paragraph that is not to stand twice in a text.
    pub shortest_repeated_paragraph: usize,
}

impl Default for RuleOptions {
    fn default() -> Self {
        Self {
            organisation_names: Vec::new(),
            organisation_sites: Vec::new(),
            shortest_repeated_sentence: 20,
            shortest_repeated_paragraph: 40,
        }
    }
}
