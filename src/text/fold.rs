//! One form for characters that a reader takes for the same: full and half width, upper and lower case,
//! traditional and simplified, radicals and compatibility forms that PDF files leave behind.
//!
//! Folding is by character and never changes how many characters there are, but for those that are not seen at
//! all, which are skipped. Dictionary entries and texts are folded alike; positions are the caller's business.

use std::{borrow::Cow, sync::LazyLock};

use super::folded::FOLDED;

/// Value of a character that is skipped.
const SKIPPED: u16 = 0;

/// The folded form of every character of the Basic Multilingual Plane; those beyond it fold to themselves.
pub struct FoldTable(&'static [[u8; 2]]);

/// The one table, as the build script worked it out.
static TABLE: LazyLock<FoldTable> = LazyLock::new(|| FoldTable(FOLDED.as_chunks().0));

/// The table that every caller shares.
#[must_use]
pub fn table() -> &'static FoldTable {
    &TABLE
}

/// `text` folded; shorter than `text` where characters are skipped, borrowed where nothing changes.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    let table = table();
    if text.chars().all(|c| table.is_folded(c)) {
        return Cow::Borrowed(text);
    }
    text.chars().filter_map(|c| table.fold(c)).collect()
}

impl FoldTable {
    #[inline]
    fn get(&self, c: char) -> Option<u16> {
        self.0.get(c as usize).map(|&folded| u16::from_le_bytes(folded))
    }

    /// The folded form of `c`; `None` if readers do not see it (zero-width characters, soft hyphens, bidirectional
    /// controls, variation selectors: the property `Default_Ignorable_Code_Point` of the Unicode Character Database).
    #[must_use]
    pub fn fold(&self, c: char) -> Option<char> {
        match self.get(c) {
            Some(SKIPPED) => None,
            Some(folded) => char::from_u32(u32::from(folded)),
            None => (!matches!(c, '\u{E0000}'..='\u{E0FFF}')).then_some(c),
        }
    }

    /// Whether `c` folds to itself.
    #[inline]
    fn is_folded(&self, c: char) -> bool {
        match self.get(c) {
            Some(folded) => folded != SKIPPED && u32::from(folded) == u32::from(c),
            None => self.fold(c).is_some(),
        }
    }

    /// Whether readers do not see `c`, so that its neighbours are each other's.
    #[must_use]
    pub fn is_unseen(&self, c: char) -> bool {
        self.fold(c).is_none()
    }

    /// A 16-bit stand-in for the folded form of `c`, the same for equal folded forms and never 0; `None` as for
    /// [`fold`](Self::fold). Distinct only within the Basic Multilingual Plane: fit for a filter, not for a verdict.
    #[must_use]
    #[inline]
    pub fn key(&self, c: char) -> Option<u16> {
        match self.get(c) {
            Some(SKIPPED) => None,
            Some(folded) => Some(folded),
            None => self.fold(c).map(supplementary_key),
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a stand-in may be shared by several characters"
)]
fn supplementary_key(c: char) -> u16 {
    (u32::from(c) as u16) | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_folds_the_same() {
        let cases = [
            ("ＩＰｈｏｎｅ手机", "iphone手机"),
            ("掃黑除惡", "扫黑除恶"),
            ("扫黑\u{200B}险\u{AD}恶", "扫黑险恶"),
            ("⼯作", "工作"),
            ("第\u{3000}一，", "第 一,"),
            ("𠮷\u{E0100}野", "𠮷野"),
            ("乾坤、著作、皇后", "乾坤、著作、皇后"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in '\0'..=char::MAX {
            if let Some(folded) = table().fold(c) {
                assert_eq!(table().fold(folded), Some(folded), "{c:?}");
            }
        }
    }
}
