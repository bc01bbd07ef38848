//! Reading a segment once for the places that are one slip away from a phrase.

use super::{
    index::{Around, Index, Place},
    layout::{BITMAP_BYTES, MAX_CHARS, bitmap_place},
    likeness::{are_alike, is_hanzi_key, may_be_swapped},
};
use crate::{
    document::Segment,
    matching::reader::{self, Cursor},
    text::{fold, text_range::TextRange},
};

/// What was done to a phrase, always inside it: its ends are intact, for what stands at an end is as often another word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// Another character stands in place of the one at that number.
    Substituted(usize),
    /// The character at that number and the next are swapped.
    Swapped(usize),
    /// The character at that number stands there twice.
    Doubled(usize),
}

/// A place that is one slip away from a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NearMiss {
    /// Which index it is a phrase of.
    pub(super) index: usize,
    /// Number of the phrase there.
    pub(super) phrase: usize,
    /// What was done to it.
    pub(super) slip: Slip,
    /// What stands in place of it.
    pub(super) source: TextRange,
}

/// Six characters of a text: three before the one in question, that one, and two after.
type Window = [u16; 6];

/// The number of the character in question in a [`Window`].
const HERE: usize = 3;

/// Calls `found` for every place in `segment` that is one slip away from a phrase. `bitmap` is that of all `indices`.
pub(super) fn scan(
    segment: Segment<'_>,
    bitmap: &[u8; BITMAP_BYTES],
    indices: &[Index<'_>],
    mut found: impl FnMut(NearMiss),
) {
    let table = fold::table();
    let mut window: Window = [0; 6];
    let mut after = Cursor { piece: 0, offset: 0 };
    let mut look = |window: &Window, after: Cursor, lacking: usize| {
        let reading = Reading {
            segment,
            bitmap,
            indices,
            window,
            after,
            lacking,
        };
        reading.look(&mut found);
    };
    for piece in 0..segment.pieces.len() {
        let mut characters = reader::text_of(segment, piece).chars();
        let length = characters.as_str().len();
        while let Some(c) = characters.next() {
            let Some(key) = table.key(c) else { continue };
            window = shifted(&window, key);
            after = Cursor {
                piece,
                offset: length - characters.as_str().len(),
            };
            look(&window, after, 0);
        }
    }
    for lacking in 1..=2 {
        window = shifted(&window, 0);
        look(&window, after, lacking);
    }
}

#[inline]
fn shifted(window: &Window, key: u16) -> Window {
    let [_, a, b, c, d, e] = *window;
    [a, b, c, d, e, key]
}

/// A place in a text.
struct Reading<'r, 'd> {
    segment: Segment<'d>,
    bitmap: &'r [u8; BITMAP_BYTES],
    indices: &'r [Index<'r>],
    window: &'r Window,
    /// The place after the last character of the window.
    after: Cursor,
    /// Characters by which the text ends before the window does.
    lacking: usize,
}

impl Reading<'_, '_> {
    #[inline]
    fn look(&self, found: &mut impl FnMut(NearMiss)) {
        let [earliest, earlier, before, here, next, last] = *self.window;
        // Another character stands here, between its neighbours.
        let substituted = |index: &Index<'_>, place: Place| {
            let is_so = place.around == Around::Between && are_alike(index.key(place.phrase, place.at), here);
            is_so.then_some((Slip::Substituted(place.at), place.at))
        };
        self.places([before, next, last], substituted, found);
        // Another character is the next one, before the last of a phrase; or the next one and this are swapped.
        let substituted_or_swapped = |index: &Index<'_>, place: Place| {
            let right = index.key(place.phrase, place.at);
            match place.around {
                Around::BeforeLast if are_alike(right, next) => {
                    Some((Slip::Substituted(place.at), place.at.checked_sub(1)?))
                }
                Around::Between if right == next && may_be_swapped(here, next) => {
                    Some((Slip::Swapped(place.at), place.at))
                }
                _ => None,
            }
        };
        self.places([before, here, last], substituted_or_swapped, found);
        if here == before && is_hanzi_key(here) {
            for (around, keys) in [
                (Around::Between, [earlier, next, last]),
                (Around::BeforeLast, [earliest, earlier, next]),
            ] {
                let doubled = |index: &Index<'_>, place: Place| {
                    let is_so = place.around == around && index.key(place.phrase, place.at) == here;
                    is_so.then_some((Slip::Doubled(place.at), place.at + 1))
                };
                self.places(keys, doubled, found);
            }
        }
    }

    /// Asks `judge` what slip there may be at each place that is filed under `keys`, and how many characters before
    /// the one in question the phrase then begins.
    #[inline]
    fn places(
        &self,
        keys: [u16; 3],
        judge: impl Fn(&Index<'_>, Place) -> Option<(Slip, usize)>,
        found: &mut impl FnMut(NearMiss),
    ) {
        let (byte, bit) = bitmap_place(keys);
        if self.bitmap[byte] & bit == 0 {
            return;
        }
        for (number, index) in self.indices.iter().enumerate() {
            for place in index.places(keys) {
                let slip = judge(index, place);
                let near = slip.and_then(|(slip, back)| Some((slip, self.near_miss(index, place, slip, back)?)));
                if let Some((slip, source)) = near {
                    found(NearMiss {
                        index: number,
                        phrase: place.phrase,
                        slip,
                        source,
                    });
                }
            }
        }
    }

    /// Where the phrase stands with that slip, if it does; it begins `back` characters before the one in question.
    fn near_miss(&self, index: &Index<'_>, place: Place, slip: Slip, back: usize) -> Option<TextRange> {
        let phrase = |at: usize| index.key(place.phrase, at);
        let chars = index.chars(place.phrase);
        let length = match slip {
            Slip::Substituted(_) | Slip::Swapped(_) => chars,
            Slip::Doubled(_) => chars + 1,
        };
        let behind = (back + self.window.len() - 1 - HERE).checked_sub(self.lacking)?;
        if behind > MAX_CHARS + self.window.len() {
            return None;
        }
        let first = reader::backward(self.segment, self.after).nth(behind)?;
        let mut end = first.source.end;
        let mut read = 0;
        let table = fold::table();
        for (at, glyph) in reader::forward(self.segment, first.before).take(length).enumerate() {
            let expected = match slip {
                Slip::Substituted(wrong) if at == wrong => None,
                Slip::Substituted(_) => Some(phrase(at)),
                Slip::Swapped(wrong) if at == wrong => Some(phrase(at + 1)),
                Slip::Swapped(wrong) if at == wrong + 1 => Some(phrase(wrong)),
                Slip::Swapped(_) => Some(phrase(at)),
                Slip::Doubled(wrong) => Some(phrase(if at <= wrong { at } else { at - 1 })),
            };
            if expected.is_some_and(|expected| table.key(glyph.folded) != Some(expected)) {
                return None;
            }
            end = glyph.source.end;
            read += 1;
        }
        (read == length).then_some(TextRange::new(first.source.start, end))
    }
}
