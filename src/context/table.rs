//! A map from n-grams to how often they occur, in two bytes and a bit for each, read in place.
//!
//! It is a binary fuse filter (Graf and Lemire, 2022) that holds a value beside the fingerprint: the slots at the three
//! places of a key give, by exclusive or, its fingerprint and its level. A key that was never put in answers with a
//! level once in 2,048 times. Counts are kept as levels, two to an octave.

use super::symbols::Symbol;

/// Bits of a slot that hold the level.
const LEVEL_BITS: u32 = 5;

/// The highest level.
pub(crate) const TOP_LEVEL: u8 = (1 << LEVEL_BITS) - 1;

const LEVEL_MASK: u16 = (1 << LEVEL_BITS) - 1;

/// What a table needs to know besides its slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) seed: u64,
    /// Slots of a segment, a power of two.
    pub(crate) segment: u32,
    /// Segments, three at least.
    pub(crate) segments: u32,
}

impl Shape {
    /// Number of slots; `None` if there is no such table.
    pub(crate) fn slots(self) -> Option<usize> {
        let is_sound = self.segment.is_power_of_two() && self.segments >= 3;
        let slots = self.segment.checked_mul(self.segments)?;
        usize::try_from(slots).ok().filter(|_| is_sound)
    }

    /// The places of a hash; each below [`slots`](Self::slots).
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the bits that are cut off are not wanted"
    )]
    const fn places(self, hash: u64) -> [usize; 3] {
        let first = (((hash >> 32) * (self.segments as u64 - 2)) >> 32) as u32 * self.segment;
        let mask = self.segment - 1;
        let more = hash.rotate_left(21).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        [
            (first + ((hash >> 16) as u32 & mask)) as usize,
            (first + self.segment + ((more >> 20) as u32 & mask)) as usize,
            (first + 2 * self.segment + ((more >> 42) as u32 & mask)) as usize,
        ]
    }
}

/// A table in place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'m> {
    shape: Shape,
    slots: &'m [[u8; 2]],
}

impl<'m> Table<'m> {
    /// The table of that shape whose slots `bytes` are; `None` if they are too few or too many.
    pub(crate) fn open(shape: Shape, bytes: &'m [u8]) -> Option<Self> {
        let (slots, rest) = bytes.as_chunks::<2>();
        (shape.slots() == Some(slots.len()) && rest.is_empty()).then_some(Self { shape, slots })
    }

    /// The level of an n-gram; 0 if it is not in the table.
    #[inline]
    pub(crate) fn level(&self, key: u64) -> u8 {
        let hash = mix(key ^ self.shape.seed);
        let slot = |place: usize| self.slots.get(place).map_or(0, |&slot| u16::from_le_bytes(slot));
        let [one, two, three] = self.shape.places(hash);
        let found = slot(one) ^ slot(two) ^ slot(three) ^ fingerprint(hash);
        if found <= LEVEL_MASK { found.to_le_bytes()[0] } else { 0 }
    }
}

/// The key of an n-gram of one to four symbols.
#[inline]
pub(crate) fn key(symbols: &[Symbol]) -> u64 {
    symbols
        .iter()
        .fold(0, |key, &symbol| (key << Symbol::BITS) | u64::from(symbol))
}

/// The level of a count: 1, 2, 3, 4, then two levels each time the count doubles.
pub(crate) fn level_of(count: u32) -> u8 {
    if count <= 4 {
        return count.to_le_bytes()[0];
    }
    let octave = count.ilog2();
    let half = (count >> (octave - 1)) & 1;
    (4 + (octave - 2) * 2 + half).to_le_bytes()[0].min(TOP_LEVEL)
}

/// The least count of a level.
pub(crate) fn count_of(level: u8) -> u32 {
    match level.min(TOP_LEVEL) {
        low @ 0..=4 => low.into(),
        level => {
            let octave = u32::from(level - 4) / 2 + 2;
            let half = u32::from(level - 4) % 2;
            (1 << octave) + (half << (octave - 1))
        }
    }
}

/// Lays out a table of distinct keys with their levels. The same items in the same order give the same table.
pub(crate) fn lay_out(items: &[(u64, u8)]) -> (Shape, Vec<u8>) {
    let mut seed = 0;
    loop {
        seed = mix(seed + 1);
        let shape = shape_for(items.len(), seed);
        if let Some(slots) = assign(items, shape) {
            return (shape, slots.into_iter().flat_map(u16::to_le_bytes).collect());
        }
    }
}

fn shape_for(count: usize, seed: u64) -> Shape {
    // A segment is as long as the authors of the filter found best, and never longer than the cache can hold.
    let octaves = count.max(2).ilog2();
    let segment = 1_u32 << (octaves * 4 / 7 + 2).clamp(4, 18);
    let slots = u64::try_from(count).unwrap_or(u64::MAX) * 114 / 100 + 3 * u64::from(segment);
    let segments = slots.div_ceil(segment.into()).max(3);
    Shape {
        seed,
        segment,
        segments: u32::try_from(segments).unwrap_or(u32::MAX / segment),
    }
}

/// Gives each key a slot that no key after it uses; `None` if they cannot be had with this seed.
fn assign(items: &[(u64, u8)], shape: Shape) -> Option<Vec<u16>> {
    let slots = shape.slots()?;
    let hash = |key: u64| mix(key ^ shape.seed);
    // How many keys use a slot, and the exclusive or of their numbers: for the last one left, its number.
    let mut users = vec![0_u32; slots];
    let mut numbers = vec![0_usize; slots];
    for (number, &(key, _)) in items.iter().enumerate() {
        for place in shape.places(hash(key)) {
            *users.get_mut(place)? += 1;
            *numbers.get_mut(place)? ^= number;
        }
    }
    let mut order = Vec::with_capacity(items.len());
    let mut alone: Vec<usize> = (0..slots).filter(|&place| users.get(place) == Some(&1)).collect();
    while let Some(place) = alone.pop() {
        if users.get(place) != Some(&1) {
            continue;
        }
        let number = *numbers.get(place)?;
        order.push((number, place));
        for other in shape.places(hash(items.get(number)?.0)) {
            let left = users.get_mut(other)?;
            *left -= 1;
            if *left == 1 {
                alone.push(other);
            }
            *numbers.get_mut(other)? ^= number;
        }
    }
    if order.len() < items.len() {
        return None;
    }
    let mut table = vec![0_u16; slots];
    for (number, place) in order.into_iter().rev() {
        let &(key, level) = items.get(number)?;
        let hash = hash(key);
        let wanted = fingerprint(hash) | u16::from(level.min(TOP_LEVEL));
        let held = shape
            .places(hash)
            .iter()
            .fold(0, |held, &place| held ^ table.get(place).copied().unwrap_or(0));
        *table.get_mut(place)? ^= held ^ wanted;
    }
    Some(table)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the bits that are cut off are not wanted"
)]
const fn fingerprint(hash: u64) -> u16 {
    hash as u16 & !LEVEL_MASK
}

/// The finaliser of MurmurHash3: every bit of the key moves half of the bits of the hash.
const fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_little_else() {
        for count in [0_u64, 1, 2, 50, 5_000] {
            let items: Vec<(u64, u8)> = (0..count)
                .map(|n| (n * 7919 + 1, (n % 31 + 1).to_le_bytes()[0]))
                .collect();
            let (shape, bytes) = lay_out(&items);
            let table = Table::open(shape, &bytes).unwrap();
            assert!(items.iter().all(|&(key, level)| table.level(key) == level));
            let strangers = (0..20_000_u64).filter(|n| table.level(n * 7919 + 2) > 0).count();
            assert!(strangers < 60, "{strangers}");
            assert!(Table::open(shape, &bytes[1..]).is_none());
        }
    }

    #[test]
    fn levels_are_the_counts_they_stand_for_at_most() {
        for count in 0..100_000 {
            let level = level_of(count);
            assert!(count_of(level) <= count, "{count}");
            assert!(level == TOP_LEVEL || count < count_of(level + 1), "{count}");
        }
    }
}
