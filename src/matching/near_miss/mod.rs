//! Near-misses: a phrase that must be exact, with one slip inside it.
//!
//! [`layout`] files phrases by their places and [`index`] looks them up, [`likeness`] says which characters are mistaken for one another, [`scan`] finds. What is
//! left here is to judge: one slip away from a phrase there may be another phrase, and a word may lie across the slip.

mod index;
mod layout;
mod likeness;
mod scan;

use std::{
    borrow::Cow,
    collections::HashSet,
    ops::Range,
    sync::{Arc, OnceLock},
};

use self::{
    index::Index,
    layout::{BITMAP_WORDS, lay_out},
    scan::{Bitmap, Slip, scan},
};
use super::finder::{Finder, Finding, Found, Literal, Scene, Seen};
use crate::{
    diagnostic::Severity,
    dictionary::{Entry, Kind, Phrases, search::Sort},
    document::{Segment, prose::Paragraph},
    text::{
        fold::{self, fold},
        neighbour,
        segmenter::Words,
        text_range::TextRange,
    },
};

/// The phrases of the shipped dictionaries, in the order of their entries, laid out by the build script.
static SHIPPED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/near-miss-phrases.bin"));

/// The idioms of `dictionaries/near-miss/idioms.txt`, laid out by the build script.
static IDIOMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/near-miss-idioms.bin"));

/// Characters beside a slip within which a word across it is looked for; few words are longer.
const REACH: usize = 8;

/// A word of two characters that occurs less often than this in jieba's corpus is too rare to excuse a slip.
const COMMON: u64 = 100;

/// Looks for near-misses.
pub(super) struct NearMissFinder {
    sets: Vec<Set>,
    /// The phrases of each set.
    indices: Vec<Index>,
    bitmap: Box<Bitmap>,
    /// The entries that state phrases.
    owners: Vec<usize>,
    /// Their phrases, folded; listed when the first near-miss is judged.
    forms: OnceLock<HashSet<String>>,
}

/// The entries that the phrases of one index belong to.
enum Set {
    /// For each phrase the number of its entry.
    Each(Vec<usize>),
    /// All belong to one.
    One(usize),
}

impl NearMissFinder {
    /// A finder for phrases, each after the number of its entry, and for idioms on behalf of the entry of that number.
    pub(super) fn new(phrases: &[(usize, Cow<'_, str>)], idioms: Option<usize>) -> Self {
        let mut finder = Self {
            sets: Vec::new(),
            indices: Vec::new(),
            bitmap: Box::new([0; BITMAP_WORDS]),
            owners: phrases.iter().map(|&(owner, _)| owner).collect(),
            forms: OnceLock::new(),
        };
        // The shipped phrases are laid out already, and come first unless some of them are out of force.
        let shipped = Index::open(Cow::Borrowed(SHIPPED));
        let (first, own) = phrases.split_at(shipped.count().min(phrases.len()));
        let is_shipped = !first.is_empty()
            && first.len() == shipped.count()
            && first
                .iter()
                .enumerate()
                .all(|(number, (_, form))| shipped.is_phrase(number, keys(form)));
        let own = if is_shipped { own } else { phrases };
        if is_shipped {
            finder.add(shipped, Set::Each(first.iter().map(|&(owner, _)| owner).collect()));
        }
        if !own.is_empty() {
            let laid_out = lay_out(&own.iter().map(|(_, form)| keys(form).collect()).collect::<Vec<_>>());
            let owners = own.iter().map(|&(owner, _)| owner).collect();
            finder.add(Index::open(Cow::Owned(laid_out)), Set::Each(owners));
        }
        if let Some(number) = idioms {
            finder.add(Index::open(Cow::Borrowed(IDIOMS)), Set::One(number));
        }
        finder
    }

    fn add(&mut self, index: Index, set: Set) {
        for (all, one) in self.bitmap.iter_mut().zip(index.bitmap()) {
            *all |= one;
        }
        self.indices.push(index);
        self.sets.push(set);
    }

    /// Whether an entry states that phrase, which is folded.
    fn is_stated(&self, phrase: &str, entries: &[Arc<Entry>]) -> bool {
        let forms = self.forms.get_or_init(|| {
            let entries = self.owners.iter().filter_map(|&owner| entries.get(owner));
            entries.map(|entry| fold(&entry.form).into_owned()).collect()
        });
        forms.contains(phrase)
    }

    /// The phrase that a literal stands for.
    fn phrase(&self, literal: Literal, entry: &Entry) -> Option<String> {
        if !matches!(entry.kind, Kind::Canonical(Phrases::Idioms)) {
            return Some(entry.form.clone());
        }
        let is_idioms = |set: &Set| matches!(set, Set::One(number) if *number == literal.entry);
        let index = self.indices.get(self.sets.iter().position(is_idioms)?)?;
        let phrase = literal.number as usize;
        let keys = (0..index.chars(phrase)).map(|at| index.key(phrase, at));
        Some(keys.filter_map(|key| char::from_u32(u32::from(key))).collect())
    }

    /// Why what stands at `range` of a paragraph is no slip, if it is none.
    fn objection(
        &self,
        paragraph: &Paragraph<'_>,
        range: &Range<usize>,
        (entry, right): (&Entry, &str),
        scene: &Scene<'_>,
    ) -> Option<String> {
        let words = scene.words;
        let written = fold(paragraph.text.get(range.clone())?);
        let right = fold(right);
        if entry.except.iter().any(|except| is_like(&fold(except), &written)) {
            return Some("是词条允许的写法".to_owned());
        }
        let is_known = |text: &str| words.frequency(text).is_some() || self.is_stated(text, scene.entries);
        if is_known(&written) {
            return Some(format!("「{written}」另有其词"));
        }
        let is_idiom = matches!(entry.kind, Kind::Canonical(Phrases::Idioms));
        if let Some(half) = common_half(&written, &right, words).filter(|_| is_idiom) {
            return Some(format!("「{half}」是常用词"));
        }
        // The characters between what both have in common at either end.
        let head = common(written.chars(), right.chars());
        let tail = common(written.chars().rev(), right.chars().rev());
        let count = written.chars().count();
        let end = count.saturating_sub(tail).max(head);
        let slip = head.saturating_sub(usize::from(end == head))..(end + usize::from(end == head)).min(count);

        let before = fold(neighbour::tail(&paragraph.text, range.start, REACH));
        let after = fold(neighbour::head(&paragraph.text, range.end, REACH));
        let around: Vec<char> = before.chars().chain(written.chars()).chain(after.chars()).collect();
        let shift = before.chars().count();
        let slip = slip.start + shift..slip.end + shift;
        let mut buffer = String::new();
        // A word inside a long phrase excuses nothing: 当家做主 is listed, 人民当家做主 is a slip all the same.
        let leaves = |start: usize, end: usize| start < shift || end > shift + count;
        for start in slip.end.saturating_sub(REACH)..=slip.start {
            for end in slip.end..=(start + REACH).min(around.len()) {
                if end <= start + 2 || !leaves(start, end) {
                    continue;
                }
                buffer.clear();
                buffer.extend(around.get(start..end).unwrap_or_default());
                if is_known(&buffer) {
                    return Some(format!("「{buffer}」是一个词"));
                }
            }
        }
        None
    }
}

impl Finder for NearMissFinder {
    fn sort(&self) -> Sort {
        Sort::Canonical
    }

    fn scan(&self, segment: Segment<'_>, seen: &mut Vec<(Literal, TextRange)>) {
        scan(segment, &self.bitmap, &self.indices, |near| {
            let entry = match self.sets.get(near.index) {
                Some(Set::Each(entries)) => entries.get(near.phrase).copied(),
                // Idioms are made by the same few patterns: 熔铸古今 is as good as 熔古铸今, and 群众口口相传 has none.
                Some(Set::One(entry)) if matches!(near.slip, Slip::Substituted(_)) => Some(*entry),
                _ => None,
            };
            if let (Some(entry), Ok(number)) = (entry, u32::try_from(near.phrase)) {
                seen.push((Literal { entry, number }, near.source));
            }
        });
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        for near in seen {
            let number = near.literal.entry;
            let Some(entry) = scene.entries.get(number) else {
                continue;
            };
            let Some(right) = self.phrase(near.literal, entry) else {
                continue;
            };
            let written = paragraph.text.get(near.range.clone()).unwrap_or_default();
            found.push(Found {
                entry: number,
                range: near.range.clone(),
                released: self.objection(paragraph, &near.range, (entry, &right), scene),
                finding: Some(Finding {
                    message: format!("「{written}」应为「{right}」"),
                    suggestions: vec![right],
                    gravest: Severity::Error,
                }),
            });
        }
    }
}

/// The character keys of a phrase.
fn keys(phrase: &str) -> impl Iterator<Item = u16> {
    phrase.chars().filter_map(|c| fold::table().key(c))
}

/// Of a phrase of four characters the half with the slip, if as written it is a word in common use: 举措适当 is no slip
/// of 举措失当.
fn common_half<'t>(written: &'t str, right: &str, words: &Words) -> Option<&'t str> {
    let middle = written.char_indices().nth(2).map(|(at, _)| at)?;
    if written.chars().count() != 4 || right.chars().count() != 4 {
        return None;
    }
    let (head, tail) = written.split_at_checked(middle)?;
    let half = if right.starts_with(head) { tail } else { head };
    words.frequency(half).filter(|&count| count >= COMMON).map(|_| half)
}

/// How many characters two texts have in common from the first on.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}

/// Whether `text` is `pattern`, in which `?` stands for any character.
fn is_like(pattern: &str, text: &str) -> bool {
    pattern.chars().count() == text.chars().count()
        && pattern
            .chars()
            .zip(text.chars())
            .all(|(wanted, c)| wanted == '?' || wanted == c)
}
