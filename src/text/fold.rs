//! One form for characters that a reader takes for the same: full and half width, upper and lower case,
//! traditional and simplified, radicals and compatibility forms that PDF files leave behind.
//!
//! Folding is by character and never changes how many characters there are, but for those that are not seen at
//! all, which are skipped. Dictionary entries and texts are folded alike; positions are the caller's business.

use std::{borrow::Cow, sync::LazyLock};

const TRADITIONAL: &str = include_str!("../../dictionaries/folding/traditional.tsv");
const COMPATIBILITY: &str = include_str!("../../dictionaries/folding/compatibility.tsv");

/// Value of a character that is skipped.
const SKIPPED: u16 = 0;

/// The folded form of every character of the Basic Multilingual Plane; those beyond it fold to themselves.
pub struct FoldTable(Box<[u16; 1 << 16]>);

/// The one table, built on first use in well under a millisecond.
static TABLE: LazyLock<FoldTable> = LazyLock::new(FoldTable::build);

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
    /// The folded form of `c`; `None` if readers do not see it (zero-width characters, soft hyphens, bidirectional
    /// controls, variation selectors: the property `Default_Ignorable_Code_Point` of the Unicode Character Database).
    #[must_use]
    pub fn fold(&self, c: char) -> Option<char> {
        match self.0.get(c as usize) {
            Some(&SKIPPED) => None,
            Some(&folded) => char::from_u32(u32::from(folded)),
            None => (!matches!(c, '\u{E0000}'..='\u{E0FFF}')).then_some(c),
        }
    }

    /// Whether `c` folds to itself.
    #[inline]
    fn is_folded(&self, c: char) -> bool {
        match self.0.get(c as usize) {
            Some(&folded) => folded != SKIPPED && u32::from(folded) == u32::from(c),
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
        match self.0.get(c as usize) {
            Some(&SKIPPED) => None,
            Some(&folded) => Some(folded),
            None => self.fold(c).map(supplementary_key),
        }
    }

    fn build() -> Self {
        let mut table: Vec<u16> = (0..=u16::MAX).collect();
        let mut set = |from: char, to: char| {
            if let (Some(slot), Ok(value)) = (table.get_mut(from as usize), u16::try_from(u32::from(to))) {
                *slot = value;
            }
        };

        for c in ('\u{0}'..='\u{58F}')
            .chain('\u{1E00}'..='\u{1FFF}')
            .chain('\u{2160}'..='\u{216F}')
        {
            let mut lower = c.to_lowercase();
            if let (Some(only), None) = (lower.next(), lower.next()) {
                set(c, only);
            }
        }
        for half in '!'..='~' {
            let full = char::from_u32(u32::from(half) + 0xFEE0);
            if let Some(full) = full {
                set(full, half.to_ascii_lowercase());
            }
        }
        let blanks = ['\t', '\u{A0}', '\u{202F}', '\u{205F}', '\u{3000}'];
        for blank in blanks.into_iter().chain('\u{2000}'..='\u{200A}') {
            set(blank, ' ');
        }
        for line in TRADITIONAL.lines().chain(COMPATIBILITY.lines()) {
            let mut characters = line.chars();
            if let (Some(from), Some('\t'), Some(to)) = (characters.next(), characters.next(), characters.next()) {
                set(from, to);
            }
        }
        let unseen = [
            '\0', '\u{AD}', '\u{34F}', '\u{61C}', '\u{115F}', '\u{1160}', '\u{3164}', '\u{FEFF}', '\u{FFA0}',
        ];
        let unseen = unseen
            .into_iter()
            .chain('\u{17B4}'..='\u{17B5}')
            .chain('\u{180B}'..='\u{180F}')
            .chain('\u{200B}'..='\u{200F}')
            .chain('\u{202A}'..='\u{202E}')
            .chain('\u{2060}'..='\u{206F}')
            .chain('\u{FE00}'..='\u{FE0F}')
            .chain('\u{FFF0}'..='\u{FFF8}');
        for c in unseen {
            set(c, char::from(0));
        }
        let mut boxed = Box::new([SKIPPED; 1 << 16]);
        boxed.copy_from_slice(&table);
        Self(boxed)
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
