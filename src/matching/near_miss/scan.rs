//! Reading a segment once for the places that are one slip away from a phrase.

use super::{
    index::{Around, Index, Place},
    layout::{BITMAP_WORDS, MAX_CHARS, Three, bitmap_place},
    likeness::{are_alike, is_hanzi_key, may_be_swapped},
};
use crate::{
    document::Segment,
    matching::reader::{self, Cursor},
    text::{fold, text_range::TextRange},
};

/// What turns most places away: two bits of one word for each three neighbours under which something is filed.
pub(super) type Bitmap = [u64; BITMAP_WORDS];

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

/// The last eight characters read, as keys, the latest in the lowest bits. The one in question is the third from the
/// end: one character before it and two after decide whether a phrase may stand there.
#[derive(Debug, Clone, Copy, Default)]
struct Window {
    earlier: u64,
    latest: u64,
}

impl Window {
    #[inline]
    fn push(&mut self, key: u16) {
        self.earlier = self.earlier << 16 | self.latest >> 48;
        self.latest = self.latest << 16 | u64::from(key);
    }

    /// The character in question is left out.
    #[inline]
    fn without_this(self) -> Three {
        self.latest >> 48 << 32 | self.latest & 0xFFFF_FFFF
    }

    /// The one after it is left out.
    #[inline]
    fn without_next(self) -> Three {
        self.latest >> 32 << 16 | self.latest & 0xFFFF
    }

    /// The character in question is the same as the one before it, and a text that has it once would have these three
    /// around it, by how they stand to it.
    #[inline]
    fn without_double(self) -> Option<[(Around, Three); 2]> {
        let [before, this, ..] = self.keys();
        (before == this).then(|| {
            let (two, one) = (self.earlier & 0xFFFF_FFFF, self.earlier & 0xFFFF);
            [
                (Around::Between, one << 32 | self.latest & 0xFFFF_FFFF),
                (Around::BeforeLast, two << 16 | self.latest >> 16 & 0xFFFF),
            ]
        })
    }

    /// Whether a phrase may stand here with a slip; most places are turned away.
    #[inline]
    fn is_promising(self, bitmap: &Bitmap) -> bool {
        let is_doubled = self.latest >> 48 == self.latest >> 32 & 0xFFFF && self.latest >> 48 >= FIRST_HANZI;
        is_filed(bitmap, self.without_this()) || is_filed(bitmap, self.without_next()) || is_doubled
    }

    /// The one before, the character in question, and two after.
    #[inline]
    fn keys(self) -> [u16; 4] {
        let [a, b, c, d, e, f, g, h] = self.latest.to_be_bytes();
        [[a, b], [c, d], [e, f], [g, h]].map(u16::from_be_bytes)
    }
}

/// No key of a Hanzi is lower but that of 〇: blank lines are full of doubled characters.
const FIRST_HANZI: u64 = 0x3400;

/// Characters of a [`Window`] from the one in question on, less one.
const AHEAD: usize = 2;

/// Calls `found` for every place in `segment` that is one slip away from a phrase. `bitmap` is that of all `indices`.
pub(super) fn scan(segment: Segment<'_>, bitmap: &Bitmap, indices: &[Index], mut found: impl FnMut(NearMiss)) {
    let table = fold::table();
    let mut window = Window::default();
    let mut after = Cursor { piece: 0, offset: 0 };
    let mut look = |window: Window, after: Cursor, lacking: usize| {
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
            window.push(key);
            after = Cursor {
                piece,
                offset: length - characters.as_str().len(),
            };
            if window.is_promising(bitmap) {
                look(window, after, 0);
            }
        }
    }
    for lacking in 1..=AHEAD {
        window.push(0);
        if window.is_promising(bitmap) {
            look(window, after, lacking);
        }
    }
}

#[inline]
fn is_filed(bitmap: &Bitmap, keys: Three) -> bool {
    let (word, bits) = bitmap_place(keys);
    bitmap[word] & bits == bits
}

/// A place in a text where three neighbours may be those of a phrase.
struct Reading<'r, 'd> {
    segment: Segment<'d>,
    bitmap: &'r Bitmap,
    indices: &'r [Index],
    window: Window,
    /// The place after the last character of the window.
    after: Cursor,
    /// Characters by which the text ends before the window does.
    lacking: usize,
}

impl Reading<'_, '_> {
    fn look(&self, found: &mut impl FnMut(NearMiss)) {
        let [_, this, next, _] = self.window.keys();
        // Another character stands here, between its neighbours.
        let substituted = |index: &Index, place: Place| {
            let is_so = place.around == Around::Between && are_alike(index.key(place.phrase, place.at), this);
            is_so.then_some((Slip::Substituted(place.at), place.at))
        };
        self.places(self.window.without_this(), substituted, found);
        // Another character is the next one, before the last of a phrase; or the next one and this are swapped.
        let substituted_or_swapped = |index: &Index, place: Place| {
            let right = index.key(place.phrase, place.at);
            match place.around {
                Around::BeforeLast if are_alike(right, next) => {
                    Some((Slip::Substituted(place.at), place.at.checked_sub(1)?))
                }
                Around::Between if right == next && may_be_swapped(this, next) => {
                    Some((Slip::Swapped(place.at), place.at))
                }
                _ => None,
            }
        };
        self.places(self.window.without_next(), substituted_or_swapped, found);
        if !is_hanzi_key(this) {
            return;
        }
        for (around, keys) in self.window.without_double().into_iter().flatten() {
            let doubled = |index: &Index, place: Place| {
                let is_so = place.around == around && index.key(place.phrase, place.at) == this;
                is_so.then_some((Slip::Doubled(place.at), place.at + 1))
            };
            self.places(keys, doubled, found);
        }
    }

    /// Asks `judge` what slip there may be at each place that is filed under `keys`, and how many characters before
    /// the one in question the phrase then begins.
    fn places(
        &self,
        keys: Three,
        judge: impl Fn(&Index, Place) -> Option<(Slip, usize)>,
        found: &mut impl FnMut(NearMiss),
    ) {
        if !is_filed(self.bitmap, keys) {
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
    fn near_miss(&self, index: &Index, place: Place, slip: Slip, back: usize) -> Option<TextRange> {
        let phrase = |at: usize| index.key(place.phrase, at);
        let chars = index.chars(place.phrase);
        let length = match slip {
            Slip::Substituted(_) | Slip::Swapped(_) => chars,
            Slip::Doubled(_) => chars + 1,
        };
        let behind = (back + AHEAD).checked_sub(self.lacking)?;
        if behind > MAX_CHARS + AHEAD {
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
