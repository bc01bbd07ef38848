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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleOptions {
    /// Names by which the organisation calls itself, full and short.
    pub organisation_names: Vec<String>,
}
