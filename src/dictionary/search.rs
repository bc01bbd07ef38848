//! What is looked for on behalf of an entry, before anyone has to know what it means.
//!
//! Few entries are met in a text, and reading all that is known of one takes longer than looking for it. So this part is
//! kept apart: for a shipped entry the build script works it out, for an organisation's own it is done on loading.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Boundary, Kind, Meaning, Phrases, series_form::SeriesForm};
use crate::text::{fold::fold, segmenter::is_listed};

/// What is looked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Search<'s> {
    /// By whom.
    pub(crate) sort: Sort,
    /// Whether a right form differs from the form in case, width or script only, so that these decide.
    pub(crate) is_literal: bool,
    /// Whether the form happens to be a listed word, which must not hold its own characters together.
    pub(crate) is_no_word: bool,
    /// The texts, each with what it is there for.
    #[serde(borrow)]
    pub(crate) texts: Vec<SearchText<'s>>,
}

/// A text that is looked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SearchText<'s> {
    /// What it is there for.
    pub(crate) role: Role,
    /// The text, folded.
    #[serde(borrow)]
    pub(crate) form: Cow<'s, str>,
}

/// What a text is looked for for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    /// It is what is wrong.
    Wrong,
    /// Around what is wrong it makes it right: the number of it among the [`exceptions`].
    Exception(u32),
    /// It tells of a place to be looked at: its number among those of the entry.
    Literal(u32),
    /// A slip in it is what is looked for.
    Phrase,
}

/// Sorts of entries, by who looks for them; in the order in which they look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Sort {
    Term,
    Pattern,
    Cooccurrence,
    Rename,
    Enumeration,
    Series,
    Anniversary,
    Person,
    Canonical,
    Idioms,
}

impl Search<'static> {
    /// What is to be looked for on behalf of an entry that means that.
    pub(super) fn of(meaning: &Meaning) -> Self {
        let wrong = fold(&meaning.form).into_owned();
        let sort = Sort::of(&meaning.kind);
        let mut texts = Vec::new();
        let mut add = |role, text: &str| {
            texts.push(SearchText {
                role,
                form: fold(text).into_owned().into(),
            });
        };
        if sort == Sort::Term {
            add(Role::Wrong, &wrong);
        }
        for (text, number) in exceptions(meaning).zip(0..) {
            add(Role::Exception(number), text);
        }
        for (text, number) in literals(meaning) {
            add(Role::Literal(number), &text);
        }
        if sort == Sort::Canonical {
            add(Role::Phrase, &wrong);
        }
        // A form that is wrong only here or only then is a word elsewhere.
        let is_always_wrong = meaning.condition.is_none() && meaning.since.is_none() && meaning.until.is_none();
        Self {
            sort,
            is_literal: meaning.to.iter().any(|right| fold(right) == wrong),
            is_no_word: sort == Sort::Term
                && is_always_wrong
                && meaning.boundary != Boundary::None
                && is_listed(&wrong),
            texts,
        }
    }
}

impl SearchText<'_> {
    /// The same text on loan.
    pub(crate) fn borrowed(&self) -> SearchText<'_> {
        SearchText {
            role: self.role,
            form: Cow::Borrowed(&self.form),
        }
    }
}

impl Sort {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::Idioms as usize + 1;

    fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Term => Self::Term,
            Kind::Pattern(_) => Self::Pattern,
            Kind::Cooccurrence(_) => Self::Cooccurrence,
            Kind::Rename(_) => Self::Rename,
            Kind::Enumeration(_) => Self::Enumeration,
            Kind::Series(_) => Self::Series,
            Kind::Anniversary(_) => Self::Anniversary,
            Kind::Person(_) => Self::Person,
            Kind::Canonical(Phrases::Form) => Self::Canonical,
            Kind::Canonical(Phrases::Idioms) => Self::Idioms,
        }
    }
}

/// The texts in which what an entry finds is right.
pub(crate) fn exceptions(meaning: &Meaning) -> impl Iterator<Item = &String> {
    let wrong = fold(&meaning.form);
    // A right form that holds the wrong one must not be reported for it.
    let holds_wrong = move |right: &&String| {
        let right = fold(right);
        right != wrong && right.contains(&*wrong)
    };
    let is_name = matches!(meaning.kind, Kind::Term | Kind::Rename(_));
    let right = meaning.to.iter().filter(move |right| is_name && holds_wrong(right));
    meaning.except.iter().chain(right)
}

/// The texts that tell where there is something to look at, each with its number: that of the form for a series, in
/// their order for others.
fn literals(meaning: &Meaning) -> Vec<(String, u32)> {
    let texts: Vec<String> = match &meaning.kind {
        Kind::Pattern(pattern) => pattern.expression.literals().unwrap_or_default().to_vec(),
        Kind::Cooccurrence(cooccurrence) => cooccurrence.parts.iter().flatten().cloned().collect(),
        Kind::Rename(_) => vec![meaning.form.clone()],
        Kind::Enumeration(enumeration) => enumeration.labels.clone(),
        Kind::Series(series) => {
            let forms = series.forms.iter().zip(0..);
            return forms
                .filter_map(|(form, number)| Some((SeriesForm::new(form)?.literal().to_owned(), number)))
                .collect();
        }
        Kind::Anniversary(anniversary) => anniversary.forms.clone(),
        Kind::Person(person) => person.titles.iter().chain([&meaning.form]).cloned().collect(),
        Kind::Term | Kind::Canonical(_) => Vec::new(),
    };
    texts.into_iter().zip(0..).collect()
}
