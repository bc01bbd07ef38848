//! A map from n-grams to how often they occur, in three bytes and a bit for each, read in place.
//!
//! It is a hash table whose buckets are as long as a line of the processor's cache, 64 bytes, so that a look-up waits for
//! memory once. A bucket holds twenty slots: their fingerprints of 16 bits, then for each a byte with three more bits of
//! the fingerprint and the level, then how many buckets further on the search must go, because this one was full. A key
//! that was never put in answers with a level once in some 26,000 times. Counts are kept as levels, two to an octave.

use super::symbols::Symbol;

/// Bits of a slot's byte that hold the level.
const LEVEL_BITS: u32 = 5;

/// The highest level.
pub(crate) const TOP_LEVEL: u8 = (1 << LEVEL_BITS) - 1;

/// Slots of a bucket.
const SLOTS: usize = 20;

/// Bytes of a bucket.
pub(crate) const BUCKET: usize = 64;

/// Fingerprints that are compared at once, in a `u64`.
const LANES: usize = 4;

/// The first byte of a bucket that is not of a fingerprint.
const LEVELS: usize = SLOTS * 2;

/// The byte of a bucket that tells how much further to search.
const FURTHER: usize = SLOTS * 3;

/// Of a hundred slots, those that may be used.
const LOAD: usize = 75;

/// One in the lowest bit of each lane, and in the highest one.
const LOW: u64 = 0x0001_0001_0001_0001;
const HIGH: u64 = 0x8000_8000_8000_8000;

/// A table in place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'m> {
    buckets: &'m [[u8; BUCKET]],
}

/// Where a key belongs and what tells it from others there.
#[derive(Debug, Clone, Copy)]
struct Hash {
    /// The number of the bucket, of any number of buckets.
    spot: u64,
    fingerprint: u16,
    /// The bits of the fingerprint that stand above the level.
    above: u8,
}

impl Hash {
    #[inline]
    fn new(key: u64) -> Self {
        let hash = mix(key);
        let [low, high, more, ..] = hash.to_le_bytes();
        Self {
            spot: hash >> 32,
            fingerprint: u16::from_le_bytes([low, high]),
            above: more & !TOP_LEVEL,
        }
    }

    /// The number of the bucket among `count` of them.
    #[inline]
    fn bucket(self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(0);
        usize::try_from((self.spot * count) >> 32).unwrap_or(0)
    }
}

impl<'m> Table<'m> {
    /// The table whose buckets `bytes` are; `None` if they do not end with one, or are too many.
    pub(crate) fn open(bytes: &'m [u8]) -> Option<Self> {
        let (buckets, rest) = bytes.as_chunks();
        (rest.is_empty() && u32::try_from(buckets.len()).is_ok()).then_some(Self { buckets })
    }

    /// Reads a byte of the bucket of an n-gram, and so brings it near; [`fetch`](super::counts::Counts::fetch) tells why.
    #[inline]
    pub(crate) fn touch(&self, key: u64) -> u8 {
        let bucket = self.buckets.get(Hash::new(key).bucket(self.buckets.len()));
        bucket.map_or(0, |bucket| bucket[FURTHER])
    }

    /// The level of an n-gram; 0 if it is not in the table.
    #[inline]
    pub(crate) fn level(&self, key: u64) -> u8 {
        let hash = Hash::new(key);
        let at = hash.bucket(self.buckets.len());
        let Some(bucket) = self.buckets.get(at) else {
            return 0;
        };
        match level_in(bucket, hash) {
            0 if bucket[FURTHER] > 0 => self.level_beyond(at, bucket[FURTHER], hash),
            level => level,
        }
    }

    /// The level that a bucket after a full one holds.
    #[cold]
    fn level_beyond(&self, at: usize, further: u8, hash: Hash) -> u8 {
        let others = (at + 1..).take(further.into());
        let mut levels = others.filter_map(|at| Some(level_in(self.buckets.get(at)?, hash)));
        levels.find(|&level| level > 0).unwrap_or(0)
    }
}

/// The level that a bucket holds for a key.
#[inline]
fn level_in(bucket: &[u8; BUCKET], hash: Hash) -> u8 {
    let wanted = u64::from(hash.fingerprint) * LOW;
    let (words, _) = bucket.as_chunks::<{ LANES * 2 }>();
    for (number, word) in words.iter().take(SLOTS / LANES).enumerate() {
        let differences = u64::from_le_bytes(*word) ^ wanted;
        // The highest bit of each lane without a difference, and perhaps of one after such a lane.
        let mut same = differences.wrapping_sub(LOW) & !differences & HIGH;
        while same != 0 {
            let lane = (same.trailing_zeros() / 16) as usize;
            same &= same - 1;
            let is_same = (differences >> (lane * 16)) & 0xFFFF == 0;
            let level = bucket.get(LEVELS + number * LANES + lane).copied().unwrap_or(0);
            if is_same && level & !TOP_LEVEL == hash.above && level & TOP_LEVEL > 0 {
                return level & TOP_LEVEL;
            }
        }
    }
    0
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

/// Lays out a table of distinct keys with their levels, which are not 0. The same items in the same order give the same
/// table.
pub(crate) fn lay_out(items: &[(u64, u8)]) -> Vec<u8> {
    let mut count = items.len() * 100 / (LOAD * SLOTS) + 1;
    loop {
        if let Some(buckets) = assign(items, count) {
            return buckets.into_flattened();
        }
        count += count / 16 + 1;
    }
}

/// Puts each key into the bucket where it belongs or the next one that has room; `None` if that is too far.
fn assign(items: &[(u64, u8)], count: usize) -> Option<Vec<[u8; BUCKET]>> {
    let mut buckets = vec![[0; BUCKET]; count];
    let mut used = vec![0; count];
    for &(key, level) in items {
        let hash = Hash::new(key);
        let home = hash.bucket(count);
        let further = used.get(home..)?.iter().position(|&used| used < SLOTS)?;
        let used = used.get_mut(home + further)?;
        let [low, high] = hash.fingerprint.to_le_bytes();
        let bucket = buckets.get_mut(home + further)?;
        *bucket.get_mut(*used * 2)? = low;
        *bucket.get_mut(*used * 2 + 1)? = high;
        *bucket.get_mut(LEVELS + *used)? = hash.above | level.min(TOP_LEVEL);
        *used += 1;
        let furthest = buckets.get_mut(home)?.get_mut(FURTHER)?;
        *furthest = u8::try_from(further).ok()?.max(*furthest);
    }
    Some(buckets)
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
            let bytes = lay_out(&items);
            let table = Table::open(&bytes).unwrap();
            for &(key, level) in &items {
                assert_eq!(table.level(key), level, "{key}");
            }
            let strangers = (0..200_000_u64).filter(|n| table.level(n * 7919 + 2) > 0).count();
            assert!(strangers < 30, "{strangers}");
            assert!(Table::open(&bytes[1..]).is_none());
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
