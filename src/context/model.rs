//! The file that holds what was counted, used in place.
//!
//! All numbers are little-endian. A header of 64 bytes is followed by the sections in this order, each at the end of
//! the one before. The tables come first, so that no bucket of theirs lies in two lines of the cache:
//!
//! | section | holds |
//! |---|---|
//! | common | the table of n-grams of two to four symbols that were counted twice or more |
//! | rare | that of those that were counted once |
//! | ranks | for each of the 20,992 characters from U+4E00 on its rank, the most frequent one being 1; 0 if it has none; `u16` |
//! | characters | the character of each rank; those that were counted stand before those that were not; `u16` |
//! | levels | for each counted character three levels: how often it occurs, how many characters were seen right after it, and how many right before; `u8` |
//! | followers | for each counted character a row of bits: the characters that were seen right after it |
//! | predecessors | likewise: those that were seen right before it |
//! | starts | for each rank and for the end where its partners begin; `u32` |
//! | partners | the characters that one may be mistaken for: rank and [`Relation`] in a `u16` |
//! | weights | what the classifier gives for each feature, and last what a report needs; `f32` |
//!
//! An organisation's own file has no partners and no weights. What is not such a file, or not a whole one, is refused.

use std::fmt;

use super::{
    confusion::Relation,
    symbols::{BREAK, LATIN, Symbol},
    table::{BUCKET, Table, key},
};

/// The first bytes of every such file; the last one is the version of the format.
pub(crate) const MAGIC: [u8; 8] = *b"shenjia\x02";

/// Bytes of the header.
pub(crate) const HEADER: usize = 64;

/// Where what the checksum is of begins.
pub(crate) const CONTENT: usize = 12;

/// The first character that can have a number.
pub(crate) const FIRST: u16 = 0x4E00;

/// How many characters can have one.
pub(crate) const CHARACTERS: usize = 20_992;

/// Bits of a partner that hold its rank.
pub(crate) const RANK_BITS: u32 = 13;

/// Characters that can have a rank.
pub(crate) const MOST_RANKS: usize = 1 << RANK_BITS;

/// Levels of a character.
pub(crate) const LEVELS: usize = 3;

/// Why a file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// It is something else.
    Foreign,
    /// It was written by a program of another version.
    Version,
    /// It ends too early, is too long, or was changed.
    Damaged,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "不是 shenjiao learn 写出的用字统计",
            Self::Version => "是另一个版本的程序写出的",
            Self::Damaged => "不完整或已损坏",
        })
    }
}

/// The numbers of the header, in their order after the magic and the checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    /// Characters that have a rank.
    pub(crate) characters: u32,
    /// Those of them that were counted.
    pub(crate) counted: u32,
    /// Buckets of the two tables of n-grams.
    pub(crate) common: u32,
    pub(crate) rare: u32,
    pub(crate) partners: u32,
    pub(crate) weights: u32,
    /// Hanzi that were counted.
    pub(crate) hanzi: u64,
}

impl Header {
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        for number in [
            self.characters,
            self.counted,
            self.common,
            self.rare,
            self.partners,
            self.weights,
        ] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.hanzi.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let u32_at = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let u64_at = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        Some(Self {
            characters: u32_at(12)?,
            counted: u32_at(16)?,
            common: u32_at(20)?,
            rare: u32_at(24)?,
            partners: u32_at(28)?,
            weights: u32_at(32)?,
            hanzi: u64_at(36)?,
        })
    }
}

/// A file of counts.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m> {
    common: Table<'m>,
    rare: Table<'m>,
    ranks: &'m [[u8; 2]],
    characters: &'m [[u8; 2]],
    levels: &'m [u8],
    followers: &'m [u8],
    predecessors: &'m [u8],
    /// Bytes of a row of bits.
    row: usize,
    starts: &'m [[u8; 4]],
    partners: &'m [[u8; 2]],
    weights: &'m [[u8; 4]],
    hanzi: u64,
}

/// A character as a model numbers it: 0 is a break, and whatever has no rank.
pub(crate) type Rank = usize;

impl<'m> Model<'m> {
    /// The model whose file is `bytes`, after its checksum.
    ///
    /// # Errors
    ///
    /// If it is no such file, or not a whole one.
    pub fn open(bytes: &'m [u8]) -> Result<Self, Unusable> {
        let model = Self::open_checked(bytes)?;
        let stored = bytes
            .get(8..)
            .and_then(<[u8]>::first_chunk)
            .map(|&sum| u32::from_le_bytes(sum));
        let content = bytes.get(CONTENT..).unwrap_or_default();
        if stored == Some(crc32fast::hash(content)) {
            Ok(model)
        } else {
            Err(Unusable::Damaged)
        }
    }

    /// The model whose file is `bytes`, of which the checksum has been compared before.
    ///
    /// # Errors
    ///
    /// If it is no such file, or not as long as its header says.
    pub(crate) fn open_checked(bytes: &'m [u8]) -> Result<Self, Unusable> {
        let (name, version) = MAGIC.split_at(MAGIC.len() - 1);
        if !bytes.starts_with(name) {
            return Err(Unusable::Foreign);
        }
        if bytes.get(name.len()..MAGIC.len()) != Some(version) {
            return Err(Unusable::Version);
        }
        Self::sections(bytes).ok_or(Unusable::Damaged)
    }

    fn sections(bytes: &'m [u8]) -> Option<Self> {
        let header = Header::read(bytes)?;
        let size = |number: u32| usize::try_from(number).ok();
        let characters = size(header.characters).filter(|&count| count < MOST_RANKS)?;
        let counted = size(header.counted).filter(|&count| count <= characters)?;
        let row = row_bytes(counted);
        let mut rest = bytes.get(HEADER..)?;
        let mut section = |length: usize| {
            let (section, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(section)
        };
        let model = Self {
            common: Table::open(section(size(header.common)?.checked_mul(BUCKET)?)?)?,
            rare: Table::open(section(size(header.rare)?.checked_mul(BUCKET)?)?)?,
            ranks: section(CHARACTERS * 2)?.as_chunks().0,
            characters: section(padded((characters + 1) * 2))?.as_chunks().0,
            levels: section(padded((counted + 1) * LEVELS))?,
            followers: section((counted + 1) * row)?,
            predecessors: section((counted + 1) * row)?,
            row,
            starts: section((characters + 2) * 4)?.as_chunks().0,
            partners: section(padded(size(header.partners)?.checked_mul(2)?))?.as_chunks().0,
            weights: section(size(header.weights)?.checked_mul(4)?)?.as_chunks().0,
            hanzi: header.hanzi,
        };
        rest.is_empty().then_some(model)
    }

    /// How many Hanzi were counted.
    #[must_use]
    pub const fn hanzi(&self) -> u64 {
        self.hanzi
    }

    /// The level of an n-gram of two to four symbols, 0 if it was not seen.
    #[inline]
    pub(crate) fn level(&self, symbols: &[Symbol]) -> u8 {
        let key = key(symbols);
        match self.common.level(key) {
            0 => self.rare.level(key),
            level => level,
        }
    }

    /// The level of an n-gram of two to four symbols that was seen more than once, 0 of any other; for this only the
    /// smaller part of the counts is looked at.
    #[inline]
    pub(crate) fn common_level(&self, symbols: &[Symbol]) -> u8 {
        self.common.level(key(symbols))
    }

    /// Brings near where the level of a common n-gram stands.
    #[inline]
    pub(crate) fn touch_common(&self, symbols: &[Symbol]) -> u8 {
        self.common.touch(key(symbols))
    }

    /// Levels of a character: how often it occurs, how many characters were seen after it, and how many before it.
    pub(crate) fn character(&self, symbol: Symbol) -> [u8; LEVELS] {
        let rank = self.rank(symbol);
        let levels = self.levels.get(rank * LEVELS..).and_then(<[u8]>::first_chunk);
        levels.copied().filter(|_| rank > 0).unwrap_or_default()
    }

    /// The rank of a symbol.
    #[inline]
    pub(crate) fn rank(&self, symbol: Symbol) -> Rank {
        let place = symbol.checked_sub(FIRST).map(usize::from);
        let rank = place.and_then(|place| self.ranks.get(place));
        rank.map_or(0, |&rank| u16::from_le_bytes(rank).into())
    }

    /// The character of a rank.
    #[inline]
    pub(crate) fn symbol(&self, rank: Rank) -> Symbol {
        self.characters
            .get(rank)
            .map_or(BREAK, |&symbol| u16::from_le_bytes(symbol))
    }

    /// The characters that were seen right after that one, or right before it.
    #[inline]
    pub(crate) fn beside(&self, side: Side, rank: Rank) -> Row<'m> {
        let rows = match side {
            Side::After => self.followers,
            Side::Before => self.predecessors,
        };
        let start = rank * self.row;
        Row(rows.get(start..start + self.row).unwrap_or_default())
    }

    /// The characters that may have been meant where that one is written.
    #[inline]
    pub(crate) fn partners(&self, rank: Rank) -> impl Iterator<Item = Partner> + use<'m> {
        let start = |rank: Rank| {
            let start = self.starts.get(rank).map(|&start| u32::from_le_bytes(start));
            start.and_then(|start| usize::try_from(start).ok())
        };
        let range = start(rank).zip(start(rank + 1)).map(|(start, end)| start..end);
        let found = range.and_then(|range| self.partners.get(range)).unwrap_or_default();
        found.iter().map(|&partner| Partner(u16::from_le_bytes(partner)))
    }

    /// What the classifier gives for each feature, and last what a report needs.
    pub(crate) fn weights(&self) -> impl Iterator<Item = f32> + use<'m> {
        self.weights.iter().map(|&weight| f32::from_le_bytes(weight))
    }
}

/// A character that may have been meant, and how it is like the one that is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Partner(u16);

impl Partner {
    /// Its rank.
    #[inline]
    pub(crate) const fn rank(self) -> Rank {
        self.0 as Rank % MOST_RANKS
    }

    /// How the two are alike.
    pub(crate) const fn relation(self) -> Relation {
        Relation::from_code(self.0 >> RANK_BITS)
    }
}

/// On which side of a character another one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// To its left.
    Before,
    /// To its right.
    After,
}

/// The characters seen on one side of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'m>(&'m [u8]);

impl Row<'_> {
    /// Whether the character of that rank is one of them.
    #[inline]
    pub(crate) fn has(self, rank: Rank) -> bool {
        self.0.get(rank / 8).is_some_and(|bits| bits >> (rank % 8) & 1 == 1)
    }
}

/// Bytes of a row of bits: one for each counted character and one for a break.
pub(crate) const fn row_bytes(characters: usize) -> usize {
    (characters + 1).div_ceil(32) * 4
}

/// The length of a section of `bytes` bytes, such that the next one is aligned.
pub(crate) const fn padded(bytes: usize) -> usize {
    bytes.div_ceil(4) * 4
}

const _: () = assert!(BREAK < LATIN && LATIN < FIRST && HEADER.is_multiple_of(BUCKET));
