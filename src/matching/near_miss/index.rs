//! Finding phrases by what surrounds an error, in bytes that `layout` made.

use std::borrow::Cow;

use super::layout::{BITMAP_WORDS, BOUNDS, BUCKET_BITS, Three, hash};

/// How the three neighbours of a place stand to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    /// One before, two after.
    Between,
    /// Two before, one after: the last inner place.
    BeforeLast,
}

/// An inner place of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Number of the phrase.
    pub(crate) phrase: usize,
    /// Characters before the place.
    pub(crate) at: usize,
    /// What it is filed under.
    pub(crate) around: Around,
}

/// Phrases as `lay_out` left them.
#[derive(Debug)]
pub(crate) struct Index {
    bytes: Cow<'static, [u8]>,
    /// Where in the bytes each part begins.
    bounds: usize,
    slots: usize,
    bitmap: usize,
    keys: usize,
}

/// Where the starts of the phrases begin, after their count.
const STARTS: usize = 4;

impl Index {
    /// Opens what `lay_out` made; bytes of any other origin hold no phrases, or nonsense, and do no harm.
    pub(crate) fn open(bytes: Cow<'static, [u8]>) -> Self {
        let bounds = STARTS + 4 * (number(&bytes, 0, 0) + 1);
        let slots = bounds + 4 * BOUNDS;
        let bitmap = slots + 8 * number(&bytes, bounds, BOUNDS - 1);
        Self {
            bytes,
            bounds,
            slots,
            bitmap,
            keys: bitmap + 8 * BITMAP_WORDS,
        }
    }

    /// The words of its bitmap.
    pub(crate) fn bitmap(&self) -> impl Iterator<Item = u64> + '_ {
        let bytes = self.bytes.get(self.bitmap..self.keys).unwrap_or_default();
        let (words, _) = bytes.as_chunks::<8>();
        words.iter().map(|word| u64::from_le_bytes(*word))
    }

    /// How many phrases there are.
    pub(crate) fn count(&self) -> usize {
        number(&self.bytes, 0, 0)
    }

    /// Whether the phrase of that number has these keys.
    pub(crate) fn is_phrase(&self, phrase: usize, keys: impl Iterator<Item = u16>) -> bool {
        (0..self.chars(phrase)).map(|at| self.key(phrase, at)).eq(keys)
    }

    fn start(&self, phrase: usize) -> usize {
        number(&self.bytes, STARTS, phrase)
    }

    /// Characters of a phrase.
    pub(crate) fn chars(&self, phrase: usize) -> usize {
        self.start(phrase + 1).saturating_sub(self.start(phrase))
    }

    /// The key of the character of a phrase at that number; 0 if it has none.
    pub(crate) fn key(&self, phrase: usize, at: usize) -> u16 {
        if at >= self.chars(phrase) {
            return 0;
        }
        let start = self.keys + 2 * (self.start(phrase) + at);
        match self.bytes.get(start..start + 2) {
            Some(&[low, high]) => u16::from_le_bytes([low, high]),
            _ => 0,
        }
    }

    /// The places that are filed under `keys`, and a few others with the same hash: whoever asks compares the phrase.
    pub(crate) fn places(&self, keys: Three) -> impl Iterator<Item = Place> + '_ {
        let hash = hash(keys) as usize;
        let bucket = hash >> (32 - BUCKET_BITS);
        let slots = number(&self.bytes, self.bounds, bucket)..number(&self.bytes, self.bounds, bucket + 1);
        slots.filter_map(move |slot| {
            if number(&self.bytes, self.slots, 2 * slot) != hash {
                return None;
            }
            let slot = number(&self.bytes, self.slots, 2 * slot + 1);
            let (phrase, at) = (slot >> 8, slot & 0xFF);
            let around = if at + 2 >= self.chars(phrase) {
                Around::BeforeLast
            } else {
                Around::Between
            };
            Some(Place { phrase, at, around })
        })
    }
}

/// The 32-bit number of that index after `start`; 0 beyond the end.
fn number(bytes: &[u8], start: usize, index: usize) -> usize {
    let at = start + 4 * index;
    match bytes.get(at..at + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]) as usize,
        _ => 0,
    }
}
