//! Which characters are Hanzi, for every place that asks.

/// Whether `c` is a Chinese character: the unified ideographs with their extensions, the compatibility
/// ideographs and 〇, as `Script=Han` of the Unicode Character Database has them, without marks and radicals.
#[must_use]
pub const fn is_hanzi(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{3007}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}
