//! Finding phrases by what surrounds an error, in bytes that `layout` made.

use super::layout::{BITMAP_BYTES, BOUNDS, BUCKET_BITS, hash};

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
#[derive(Debug, Clone, Copy)]
pub(crate) struct Index<'b> {
    starts: &'b [u8],
    bounds: &'b [u8],
    slots: &'b [u8],
    /// One bit for each hash under which something is filed.
    pub(crate) bitmap: &'b [u8],
    keys: &'b [u8],
}

impl<'b> Index<'b> {
    /// Opens what `lay_out` made; bytes of any other origin hold no phrases, or nonsense, and do no harm.
    pub(crate) fn open(bytes: &'b [u8]) -> Self {
        let part = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or_default();
        let count = number(part(0..4), 0);
        let bounds = 4 + 4 * (count + 1);
        let slots = bounds + 4 * BOUNDS;
        let bitmap = slots + 4 * number(part(bounds..slots), BOUNDS - 1);
        let keys = bitmap + BITMAP_BYTES;
        Self {
            starts: part(4..bounds),
            bounds: part(bounds..slots),
            slots: part(slots..bitmap),
            bitmap: part(bitmap..keys),
            keys: part(keys..bytes.len()),
        }
    }

    /// Characters of a phrase.
    pub(crate) fn chars(&self, phrase: usize) -> usize {
        number(self.starts, phrase + 1).saturating_sub(number(self.starts, phrase))
    }

    /// The key of the character of a phrase at that number; 0 if it has none.
    pub(crate) fn key(&self, phrase: usize, at: usize) -> u16 {
        if at >= self.chars(phrase) {
            return 0;
        }
        let start = 2 * (number(self.starts, phrase) + at);
        match self.keys.get(start..start + 2) {
            Some(&[low, high]) => u16::from_le_bytes([low, high]),
            _ => 0,
        }
    }

    /// The places that are filed under `keys`.
    pub(crate) fn places(self, keys: [u16; 3]) -> impl Iterator<Item = Place> + 'b {
        let bucket = (hash(keys) >> (32 - BUCKET_BITS)) as usize;
        let slots = number(self.bounds, bucket)..number(self.bounds, bucket + 1);
        slots.filter_map(move |slot| {
            let slot = number(self.slots, slot);
            let (phrase, at) = (slot >> 8, slot & 0xFF);
            let key = |index| self.key(phrase, index);
            let is_last = at + 2 >= self.chars(phrase);
            let (around, neighbours) = if is_last {
                let around = [key(at.checked_sub(2)?), key(at - 1), key(at + 1)];
                (Around::BeforeLast, around)
            } else {
                (Around::Between, [key(at.checked_sub(1)?), key(at + 1), key(at + 2)])
            };
            (neighbours == keys).then_some(Place { phrase, at, around })
        })
    }
}

/// The 32-bit number of that index; 0 beyond the end.
fn number(bytes: &[u8], index: usize) -> usize {
    match bytes.get(4 * index..4 * index + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]) as usize,
        _ => 0,
    }
}
