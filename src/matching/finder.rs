//! What looks for entries that are more than a text to be found: it reads a paragraph, and is only asked where one of
//! its literals stands.

use std::{borrow::Cow, ops::Range, sync::Arc};

use jiff::civil::Date;

use super::{
    anniversary::AnniversaryFinder, cooccurrence::CooccurrenceFinder, enumeration::EnumerationFinder,
    near_miss::NearMissFinder, pattern::PatternFinder, rename::RenameFinder, roster::RosterFinder,
    series::SeriesFinder,
};
use crate::{
    diagnostic::Severity,
    dictionary::{
        Entry,
        search::{Role, Search, SearchText, Sort},
    },
    document::{Segment, prose::Paragraph},
    text::{segmenter::Words, text_range::TextRange},
};

/// Looks for all entries of one kind.
pub(super) trait Finder: Send + Sync {
    /// The sort of its entries, whose literals it is told of.
    fn sort(&self) -> Sort;

    /// Looks at a segment for itself, as if literals stood there.
    fn scan(&self, _segment: Segment<'_>, _seen: &mut Vec<(Literal, TextRange)>) {}

    /// Whether it must see every paragraph, whatever literals stand in it.
    fn is_unconditional(&self) -> bool {
        false
    }

    /// Looks at a paragraph. `seen` holds where its literals stand there, by place.
    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>);
}

/// A text that tells where an entry could be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Literal {
    /// Number of the entry.
    pub(super) entry: usize,
    /// Its number among those of the entry.
    pub(super) number: u32,
}

/// A literal in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// Which it is.
    pub(super) literal: Literal,
    /// Where it stands in the text of the paragraph, in bytes.
    pub(super) range: Range<usize>,
}

/// What a finder may know besides the paragraph.
pub(super) struct Scene<'s> {
    /// The entries, by number.
    pub(super) entries: &'s [Arc<Entry>],
    /// The segmenter.
    pub(super) words: &'s Words,
    /// When the text is published.
    pub(super) day: Day,
}

/// The days by which a text is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    /// The day of publication, if known.
    pub published: Option<Date>,
    /// The present day.
    pub today: Option<Date>,
}

impl Day {
    /// The day as of which a text is judged: that of publication, or the present day.
    #[must_use]
    pub fn as_of(self) -> Option<Date> {
        self.published.or(self.today)
    }
}

/// Something wrong in a paragraph, before dates, exceptions and conditions of its entry are looked at.
#[derive(Debug)]
pub(super) struct Found {
    /// Number of the entry.
    pub(super) entry: usize,
    /// Where in the text of the paragraph, in bytes.
    pub(super) range: Range<usize>,
    /// What to say, if more than the entry says itself.
    pub(super) finding: Option<Finding>,
    /// Why it is released, if the finder itself saw a reason, in Chinese.
    pub(super) released: Option<String>,
}

/// What to say of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, in Chinese, in one sentence without a full stop.
    pub message: String,
    /// Texts that could stand in place of what was found, the likeliest first.
    pub suggestions: Vec<String>,
    /// How grave it can be at most, whatever the entry says.
    pub gravest: Severity,
}

/// What the finders are to look for.
#[derive(Debug, Default)]
pub(super) struct Wanted<'s> {
    /// The numbers of the entries of each sort but terms.
    entries: [Vec<usize>; Sort::COUNT],
    /// Those of patterns of which no text tells where they could match.
    pub(super) everywhere: Vec<usize>,
    /// Phrases that must be exact, folded, each after the number of its entry.
    pub(super) phrases: Vec<(usize, Cow<'s, str>)>,
}

impl Wanted<'_> {
    /// Adds an entry, but for its texts.
    pub(super) fn add(&mut self, number: usize, search: &Search<'_>) {
        if search.sort == Sort::Term {
            return;
        }
        self.entries[search.sort as usize].push(number);
        let is_literal = |text: &SearchText<'_>| matches!(text.role, Role::Literal(_));
        if search.sort == Sort::Pattern && !search.texts.iter().any(is_literal) {
            self.everywhere.push(number);
        }
    }

    /// The numbers of the entries of a sort.
    pub(super) fn of(&self, sort: Sort) -> &[usize] {
        &self.entries[sort as usize]
    }
}

/// The finders that are needed for what is wanted of `entries`.
pub(super) fn finders(wanted: &Wanted<'_>, entries: &[Arc<Entry>]) -> Vec<Box<dyn Finder>> {
    let has = |sort: Sort| !wanted.of(sort).is_empty();
    let mut finders: Vec<Box<dyn Finder>> = Vec::new();
    if has(Sort::Pattern) {
        finders.push(Box::new(PatternFinder::new(wanted.everywhere.clone())));
    }
    if has(Sort::Cooccurrence) {
        finders.push(Box::new(CooccurrenceFinder));
    }
    if has(Sort::Rename) {
        finders.push(Box::new(RenameFinder));
    }
    if has(Sort::Enumeration) {
        finders.push(Box::new(EnumerationFinder::new(wanted.of(Sort::Enumeration).to_vec())));
    }
    if has(Sort::Series) {
        finders.push(Box::new(SeriesFinder));
    }
    if has(Sort::Anniversary) {
        finders.push(Box::new(AnniversaryFinder));
    }
    if has(Sort::Person) {
        finders.push(Box::new(RosterFinder::new(wanted.of(Sort::Person), entries)));
    }
    if has(Sort::Canonical) || has(Sort::Idioms) {
        let idioms = wanted.of(Sort::Idioms).last().copied();
        finders.push(Box::new(NearMissFinder::new(&wanted.phrases, idioms)));
    }
    finders
}
