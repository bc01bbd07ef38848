//! What looks for entries that are more than a text to be found: it reads a paragraph, and is only asked where one of
//! its literals stands.

use std::{ops::Range, sync::Arc};

use jiff::civil::Date;

use super::{
    anniversary::AnniversaryFinder, cooccurrence::CooccurrenceFinder, enumeration::EnumerationFinder,
    near_miss::NearMissFinder, pattern::PatternFinder, rename::RenameFinder, roster::RosterFinder,
    series::SeriesFinder,
};
use crate::{
    diagnostic::Severity,
    dictionary::Entry,
    document::{Segment, prose::Paragraph},
    text::{segmenter::Words, text_range::TextRange},
};

/// Looks for all entries of one kind.
pub(super) trait Finder: Send + Sync {
    /// The texts that tell where it has something to look at; they are numbered in this order.
    fn literals(&self) -> &[String];

    /// Looks at a segment for itself, as if it had literals that stand there: their numbers and places.
    fn scan(&self, _segment: Segment<'_>, _seen: &mut Vec<(usize, TextRange)>) {}

    /// Whether it must see every paragraph, whatever literals stand in it.
    fn is_unconditional(&self) -> bool {
        false
    }

    /// Looks at a paragraph. `seen` holds where its literals stand there, by place.
    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>);
}

/// A literal in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// Its number.
    pub(super) literal: usize,
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

/// The finders that `entries` need.
pub(super) fn finders(entries: &[Arc<Entry>]) -> Vec<Box<dyn Finder>> {
    fn boxed(finder: impl Finder + 'static) -> Box<dyn Finder> {
        Box::new(finder)
    }
    let finders = [
        PatternFinder::new(entries).map(boxed),
        CooccurrenceFinder::new(entries).map(boxed),
        RenameFinder::new(entries).map(boxed),
        EnumerationFinder::new(entries).map(boxed),
        SeriesFinder::new(entries).map(boxed),
        AnniversaryFinder::new(entries).map(boxed),
        RosterFinder::new(entries).map(boxed),
        NearMissFinder::new(entries).map(boxed),
    ];
    finders.into_iter().flatten().collect()
}
