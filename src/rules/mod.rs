//! Text rules: what is wrong in a text whatever its words are.
//!
//! A family is a folder, a rule a file in it with a constant [`Rule`] and a handbook page of the same name, which is
//! what `explain` prints. [`RuleSet`] holds the rules in force, asks each only where its [`Trigger`] says that it could
//! have something to say, and makes diagnostics of what it finds. Words and their dictionaries are left to `matching`.

#[cfg(feature = "office")]
pub(crate) mod across;
mod context;
mod dates;
mod findings;
mod habit;
mod hidden_content;
mod in_context;
mod leftovers;
mod numbers;
mod numerals;
mod privacy;
mod punctuation;
mod repetition;
mod rule_set;
mod secrecy;
mod structure;
pub(crate) mod suppression;
mod triggers;
mod word_list;

use crate::diagnostic::{Gate, RuleId, Severity};

pub use self::{
    context::{Context, RuleOptions},
    findings::{Finding, Findings},
    rule_set::RuleSet,
};
pub use crate::text::marks::Marks;
use crate::{
    document::prose::{Paragraph, Prose},
    text::pattern,
};

/// The families, in the order of the handbook.
pub static FAMILIES: &[&Family] = &[
    &punctuation::FAMILY,
    &numbers::FAMILY,
    &dates::FAMILY,
    &structure::FAMILY,
    &repetition::FAMILY,
    &in_context::FAMILY,
    &leftovers::FAMILY,
    &privacy::FAMILY,
    &secrecy::FAMILY,
    &hidden_content::FAMILY,
    &suppression::FAMILY,
    #[cfg(feature = "office")]
    &across::FAMILY,
];

/// The family of the rules that judge by the context.
pub(crate) const CONTEXT: &str = in_context::FAMILY.id;

/// Rules on one subject.
#[derive(Debug)]
pub struct Family {
    /// The first part of its rule ids.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Its rules.
    pub rules: &'static [&'static Rule],
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// `<family>/<name>`.
    pub id: &'static str,
    /// What it finds, for people, in a few words.
    pub title: &'static str,
    /// The gate that its findings belong to.
    pub gate: Gate,
    /// How grave its findings are unless a setting says otherwise.
    pub severity: Severity,
    /// Whether it is in force unless something else is selected.
    pub enabled: bool,
    /// The published norm that it rests on.
    pub basis: &'static str,
    /// The handbook page, in Markdown: what, why, example, instead, basis.
    pub page: &'static str,
    /// Where it could have something to say.
    pub trigger: Trigger,
    /// How it finds.
    pub check: Check,
}

impl Rule {
    /// Its id as findings and settings have it.
    #[must_use]
    pub fn rule_id(&self) -> RuleId {
        let (family, name) = self.id.split_once('/').unwrap_or((self.id, ""));
        RuleId::new(family, name)
    }
}

/// All rules, in the order of the handbook.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules.iter().copied())
}

/// What must occur for a rule to be asked. It saves time and decides nothing: a rule must find the same without it.
#[derive(Debug, Clone, Copy)]
pub struct Trigger {
    marks: Marks,
    words: &'static [&'static str],
    /// Classes of characters any of which suffices by itself.
    or_marks: Marks,
    /// Classes of characters of which one must stand there whatever else does.
    and_marks: Marks,
}

impl Trigger {
    /// A rule that is always asked.
    pub const ALWAYS: Self = Self {
        marks: Marks::NONE,
        words: &[],
        or_marks: Marks::NONE,
        and_marks: Marks::NONE,
    };

    /// Whether it is met by every text.
    #[must_use]
    const fn is_unconditional(&self) -> bool {
        self.marks.is_empty() && self.words.is_empty()
    }

    /// Any of these classes of characters.
    #[must_use]
    pub const fn marks(marks: Marks) -> Self {
        Self { marks, ..Self::ALWAYS }
    }

    /// And, in the same paragraph, any of these classes of characters.
    #[must_use]
    pub const fn and(self, and_marks: Marks) -> Self {
        Self { and_marks, ..self }
    }

    /// Any of these words, each of two characters or more; the rarer, the cheaper.
    #[must_use]
    pub const fn words(words: &'static [&'static str]) -> Self {
        Self { words, ..Self::ALWAYS }
    }

    /// Any of these words and, in the same paragraph, any of these classes of characters.
    #[must_use]
    pub const fn words_and_marks(words: &'static [&'static str], marks: Marks) -> Self {
        Self {
            marks,
            words,
            ..Self::ALWAYS
        }
    }

    /// Any of these words or any of these classes of characters.
    #[must_use]
    pub const fn words_or_marks(words: &'static [&'static str], or_marks: Marks) -> Self {
        Self {
            words,
            or_marks,
            ..Self::ALWAYS
        }
    }
}

/// How a rule finds.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Paragraph by paragraph.
    Paragraph(fn(&Paragraph<'_>, &Context<'_>, &mut Findings)),
    /// Over all paragraphs at once; asked when any of them has what triggers it.
    Document(fn(&Prose<'_>, &Context<'_>, &mut Findings)),
    /// Over those paragraphs at once that have what triggers it, which comes first.
    Triggered(fn(&[&Paragraph<'_>], &Prose<'_>, &Context<'_>, &mut Findings)),
    /// By who applies the suppressions of a document to what the other rules found.
    Suppressions,
    /// By who compares several posts.
    Posts,
}
