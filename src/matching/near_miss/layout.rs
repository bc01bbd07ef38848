//! Phrases laid out so that a near-miss is found by what surrounds its error; shared with the build script, which lays
//! out the shipped idioms.
//!
//! An error inside a phrase leaves its neighbours intact: the character before it and the two after it, or, where only
//! one comes after, the two before it and that one. Each inner place of each phrase is filed under these three. A text
//! is read once, a bitmap turns most places away, and only where three neighbours are those of a phrase is the rest
//! compared. All of it is one run of bytes, read in place: tens of thousands of idioms cost nothing at start-up.

/// Bits of a hash that choose a word of the bitmap: 128 KB, which stay in the second-level cache.
const WORD_BITS: u32 = 14;

/// Words of the bitmap.
pub(crate) const BITMAP_WORDS: usize = 1 << WORD_BITS;

/// Bits of a hash that choose a bucket.
pub(crate) const BUCKET_BITS: u32 = 15;

/// Buckets, and one more place for the end of the last one.
pub(crate) const BOUNDS: usize = (1 << BUCKET_BITS) + 1;

/// The longest phrase in characters: its places fit into a byte.
pub(crate) const MAX_CHARS: usize = 200;

/// Three 16-bit character keys, the first in the highest bits.
pub(crate) type Three = u64;

/// Packs three keys.
const fn pack(keys: [u16; 3]) -> Three {
    (keys[0] as u64) << 32 | (keys[1] as u64) << 16 | keys[2] as u64
}

/// Spreads three keys over 32 bits; the constant is 2⁶⁴ divided by the golden ratio.
#[inline]
pub(crate) const fn hash(keys: Three) -> u32 {
    (keys.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// The word of a bitmap and the two bits in it that stand for three neighbours. The outer two choose the word, so that
/// both lookups that a place in a text needs, with the same outer ones, read the same word.
#[inline]
pub(crate) const fn bitmap_place(keys: Three) -> (usize, u64) {
    let (outer, middle) = (keys >> 16 & 0xFFFF_0000 | keys & 0xFFFF, keys >> 16 & 0xFFFF);
    let (word, bits) = (hash(outer), hash(middle));
    // The remainder changes nothing; it tells the compiler that the word lies within the bitmap.
    (
        (word >> (32 - WORD_BITS)) as usize % BITMAP_WORDS,
        1 << (bits >> 26) | 1 << (bits >> 20 & 63),
    )
}

/// The neighbours under which a place of a phrase is filed, if it has them.
fn neighbours(phrase: &[u16], at: usize) -> Option<Three> {
    let key = |index: usize| phrase.get(index).copied();
    let before = key(at.checked_sub(1)?)?;
    let after = key(at + 1)?;
    match (key(at + 2), at.checked_sub(2).and_then(key)) {
        (Some(next), _) => Some(pack([before, after, next])),
        (None, Some(earlier)) => Some(pack([earlier, before, after])),
        (None, None) => None,
    }
}

/// Lays out `phrases`, given as character keys. Those that are longer than [`MAX_CHARS`] are never found.
pub(crate) fn lay_out(phrases: &[Vec<u16>]) -> Vec<u8> {
    let mut slots: Vec<(u32, u32)> = Vec::new();
    let mut bitmap = vec![0_u64; BITMAP_WORDS];
    for (phrase, number) in phrases.iter().zip(0_u32..) {
        if phrase.len() > MAX_CHARS {
            continue;
        }
        for (at, position) in (1..phrase.len().saturating_sub(1)).zip(1_u32..) {
            let Some(keys) = neighbours(phrase, at) else {
                continue;
            };
            let (word, bits) = bitmap_place(keys);
            bitmap[word] |= bits;
            slots.push((hash(keys), number << 8 | position));
        }
    }
    slots.sort_unstable();

    let characters = phrases.iter().map(Vec::len).sum::<usize>();
    let mut bytes =
        Vec::with_capacity(4 * (phrases.len() + BOUNDS + 2 * slots.len() + 2) + 8 * BITMAP_WORDS + 2 * characters);
    let mut put = |value: usize| bytes.extend(u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes());
    put(phrases.len());
    let mut start = 0;
    for phrase in phrases {
        put(start);
        start += phrase.len();
    }
    put(start);
    let mut counts = vec![0; BOUNDS];
    for (hash, _) in &slots {
        counts[(hash >> (32 - BUCKET_BITS)) as usize + 1] += 1;
    }
    let mut end = 0;
    for count in counts {
        end += count;
        put(end);
    }
    for (hash, slot) in &slots {
        put(*hash as usize);
        put(*slot as usize);
    }
    bytes.extend(bitmap.into_iter().flat_map(u64::to_le_bytes));
    for key in phrases.iter().flatten() {
        bytes.extend(key.to_le_bytes());
    }
    bytes
}
