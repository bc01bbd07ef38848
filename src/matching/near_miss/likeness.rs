//! Which characters are mistaken for one another: those that sound alike and those that look alike.
//!
//! The tables, `dictionaries/near-miss/`, are compiled by the build script into sorted pairs that are searched in place.

use crate::text::hanzi::is_hanzi;

/// Pairs of a character and a syllable that it is read as, sorted; syllables that many people confuse are one.
static SOUNDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/near-miss-sounds.bin"));

/// Pairs of characters that look alike, sorted, each in both orders.
static SHAPES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/near-miss-shapes.bin"));

/// What counts: one of them in place of another is another number, not a slip.
const NUMERALS: &str = "〇零一二两三四五六七八九十百千万亿";

/// Whether one of two different characters, given by their keys, may have been written for the other.
pub(super) fn are_alike(one: u16, other: u16) -> bool {
    if one == other || (is_numeral(one) && is_numeral(other)) {
        return false;
    }
    sound_alike(one, other) || partners(SHAPES, one).any(|shape| shape == other)
}

/// Whether two characters in the wrong order are a slip.
pub(super) fn may_be_swapped(one: u16, other: u16) -> bool {
    let is_fit = |key| is_hanzi_key(key) && !is_numeral(key);
    one != other && is_fit(one) && is_fit(other)
}

/// Whether the character with that key is a Chinese one.
pub(super) fn is_hanzi_key(key: u16) -> bool {
    char::from_u32(u32::from(key)).is_some_and(is_hanzi)
}

fn is_numeral(key: u16) -> bool {
    char::from_u32(u32::from(key)).is_some_and(|c| NUMERALS.contains(c))
}

fn sound_alike(one: u16, other: u16) -> bool {
    partners(SOUNDS, one).any(|syllable| partners(SOUNDS, other).any(|of_other| of_other == syllable))
}

/// The second members of the pairs whose first member is `key`.
fn partners(table: &'static [u8], key: u16) -> impl Iterator<Item = u16> {
    let (pairs, _) = table.as_chunks::<4>();
    let start = pairs.partition_point(|&[low, high, ..]| u16::from_le_bytes([low, high]) < key);
    let found = pairs.get(start..).unwrap_or_default().iter();
    found
        .take_while(move |&&[low, high, ..]| u16::from_le_bytes([low, high]) == key)
        .map(|&[_, _, low, high]| u16::from_le_bytes([low, high]))
}

#[cfg(test)]
mod tests {
    use super::are_alike;

    #[test]
    fn characters_are_alike_by_sound_or_by_shape() {
        let key = |c: char| u16::try_from(u32::from(c)).unwrap_or_default();
        let cases = [
            ('坚', '艰', true),
            ('议', '仪', true),
            ('铸', '筑', true),
            ('生', '深', true),
            ('治', '冶', true),
            ('未', '末', true),
            ('除', '险', true),
            ('四', '十', false),
            ('省', '国', false),
            ('法', '事', false),
            ('a', 'b', false),
        ];
        for (one, other, alike) in cases {
            assert_eq!(are_alike(key(one), key(other)), alike, "{one}{other}");
            assert_eq!(are_alike(key(other), key(one)), alike, "{other}{one}");
        }
    }
}
