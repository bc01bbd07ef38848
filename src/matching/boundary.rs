//! Whether a place in a segment lies between two words.
//!
//! Between two Hanzi the segmenter decides, over the whole run of Hanzi around the place; digits and Latin letters are
//! boundaries to Hanzi (截止2020年), and inside a run of either there is none. A run is cut once for all
//! the candidates in it.

use std::ops::Range;

use super::reader::{self, Cursor};
use crate::{
    dictionary::Boundary,
    document::Segment,
    text::{fold, hanzi::is_hanzi, neighbour, segmenter::Words},
};

/// Hanzi of a run that are read before the place in question. Punctuation ends nearly every run of official prose
/// long before; the limit keeps a megabyte without any linear.
const BEFORE: usize = 100;
/// Hanzi of a run that are read after it.
const AFTER: usize = 400;
/// Hanzi of a run that are read before and after a place that is judged by itself: enough for the words beside it, and
/// few, since they are cut anew for each place.
const BESIDE: usize = 30;
/// A place so near to where the limit cut a run is judged over a run of its own.
const MARGIN: usize = 20;

/// Whether the ends of `range` of a flat text are word ends as far as `boundary` asks for it.
pub(super) fn are_free(boundary: Boundary, text: &str, range: &Range<usize>, words: &Words) -> bool {
    (!boundary.at_start() || is_word_end(text, range.start, words))
        && (!boundary.at_end() || is_word_end(text, range.end, words))
}

/// Whether a word ends between two characters, as far as they tell; `None` if the segmenter must.
fn ends_between(before: char, after: char) -> Option<bool> {
    if before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() {
        return Some(before.is_ascii_digit() != after.is_ascii_digit());
    }
    (!is_hanzi(before) || !is_hanzi(after)).then_some(true)
}

/// Whether one word ends and another begins at byte `at` of a flat text.
pub(super) fn is_word_end(text: &str, at: usize, words: &Words) -> bool {
    let (Some(before), Some(after)) = (neighbour::before(text, at), neighbour::after(text, at)) else {
        return true;
    };
    if let Some(ends) = ends_between(before, after) {
        return ends;
    }
    let (head, tail) = (
        neighbour::hanzi_before(text, at, BESIDE),
        neighbour::hanzi_after(text, at, BESIDE),
    );
    let run: String = head
        .chars()
        .chain(tail.chars())
        .map(|c| fold::table().fold(c).unwrap_or(c))
        .collect();
    let before = head.chars().count();
    let mut count = 0;
    words.cut(&run).into_iter().any(|word| {
        count += word.chars().count();
        count == before
    })
}

/// Judges places of one segment, best in ascending order.
pub(super) struct Boundaries<'d> {
    segment: Segment<'d>,
    run: Option<Run>,
}

/// A run of Hanzi and its words.
struct Run {
    /// The place before each character, and the place after the last one.
    places: Vec<Cursor>,
    /// Whether a word begins at the character of that number or the run ends there.
    word_start: Vec<bool>,
    /// The words, for people.
    words: Vec<String>,
    /// Whether the run goes on beyond its first or last character.
    cut_before: bool,
    cut_after: bool,
}

impl<'d> Boundaries<'d> {
    pub(super) fn new(segment: Segment<'d>) -> Self {
        Self { segment, run: None }
    }

    /// Whether a word ends and another begins at `place`, which has a visible character after it if
    /// `is_start`, before it otherwise: the first or last one of a candidate.
    pub(super) fn at(&mut self, place: Cursor, words: &Words) -> bool {
        let before = reader::backward(self.segment, place).next();
        let after = reader::forward(self.segment, place).next();
        let (Some(before), Some(after)) = (before, after) else {
            return true;
        };
        if let Some(ends) = ends_between(before.folded, after.folded) {
            return ends;
        }
        if self.index(after.before).is_none() {
            self.run = Some(Run::around(self.segment, after.before, words));
        }
        let known = self.index(after.before).zip(self.run.as_ref());
        known.is_none_or(|(index, run)| run.word_start[index])
    }

    /// The words of the run that was judged last.
    pub(super) fn words(&self) -> &[String] {
        self.run.as_ref().map_or(&[], |run| &run.words)
    }

    /// The number of the character at `place` in the present run, if it can be judged there.
    fn index(&self, place: Cursor) -> Option<usize> {
        let run = self.run.as_ref()?;
        let index = run.places.binary_search(&place).ok()?;
        let last = run.places.len() - 1;
        let too_early = run.cut_before && index < MARGIN;
        let too_late = run.cut_after && index + MARGIN > last;
        (index < last && !too_early && !too_late).then_some(index)
    }
}

impl Run {
    fn around(segment: Segment<'_>, place: Cursor, words: &Words) -> Self {
        let mut glyphs: Vec<_> = reader::backward(segment, place)
            .take_while(|glyph| is_hanzi(glyph.folded))
            .take(BEFORE)
            .collect();
        let cut_before = glyphs.len() == BEFORE;
        glyphs.reverse();
        let behind = glyphs.len();
        glyphs.extend(
            reader::forward(segment, place)
                .take_while(|glyph| is_hanzi(glyph.folded))
                .take(AFTER),
        );
        let cut_after = glyphs.len() - behind == AFTER;

        let text: String = glyphs.iter().map(|glyph| glyph.folded).collect();
        let cut: Vec<String> = words.cut(&text).into_iter().map(String::from).collect();
        let mut word_start = vec![false; glyphs.len() + 1];
        let mut at = 0;
        for word in &cut {
            word_start[at] = true;
            at += word.chars().count();
        }
        word_start[glyphs.len()] = true;

        let mut places: Vec<Cursor> = glyphs.iter().map(|glyph| glyph.before).collect();
        places.push(glyphs.last().map_or(place, |glyph| glyph.after));
        Self {
            places,
            word_start,
            words: cut,
            cut_before,
            cut_after,
        }
    }
}
