//! Dictionaries: what is wrong, what is right, and the published basis for saying so.
//!
//! [`Dictionary`] and [`Entry`] are what a TOML file means; `schema` is what may be written in one, `syntax` speaks of
//! broken TOML, [`load`] turns a file into its meaning with messages an editor can act on, [`verify`] holds what must
//! be true of several dictionaries together. Reading files is left to the caller, finding entries in a text to
//! `matching`.

mod entry;
mod keys;
mod load;
mod partial_date;
mod schema;
mod syntax;
pub mod verify;

use std::sync::{Arc, LazyLock};

use crate::{
    problem::{Problem, ProblemKind},
    text::hanzi::is_hanzi,
};

pub use entry::{Condition, Cooccurrence, Entry, Kind, Pattern};
pub use load::load;
pub use partial_date::PartialDate;

/// The shipped files. Each is named as it lies in the repository, for messages.
const SHIPPED: &[(&str, &str)] = &[
    (
        "dictionaries/advertising.toml",
        include_str!("../../dictionaries/advertising.toml"),
    ),
    (
        "dictionaries/confusable.toml",
        include_str!("../../dictionaries/confusable.toml"),
    ),
    (
        "dictionaries/formulation.toml",
        include_str!("../../dictionaries/formulation.toml"),
    ),
    ("dictionaries/idiom.toml", include_str!("../../dictionaries/idiom.toml")),
    ("dictionaries/name.toml", include_str!("../../dictionaries/name.toml")),
    (
        "dictionaries/redundancy.toml",
        include_str!("../../dictionaries/redundancy.toml"),
    ),
    ("dictionaries/style.toml", include_str!("../../dictionaries/style.toml")),
    (
        "dictionaries/style-info.toml",
        include_str!("../../dictionaries/style-info.toml"),
    ),
    ("dictionaries/typo.toml", include_str!("../../dictionaries/typo.toml")),
    (
        "dictionaries/variant.toml",
        include_str!("../../dictionaries/variant.toml"),
    ),
];

/// The dictionaries that are part of the program, in a fixed order. They are parsed on first use and never change.
///
/// # Errors
///
/// The first problem of a shipped file; the tests see to it that there is none.
pub fn shipped() -> Result<&'static [Arc<Dictionary>], Problem> {
    static PARSED: LazyLock<Result<Vec<Arc<Dictionary>>, Problem>> = LazyLock::new(|| {
        let parse = |&(path, text): &(&str, &str)| match load(path, text) {
            Ok(dictionary) => Ok(Arc::new(dictionary)),
            Err(problems) => Err(problems
                .into_iter()
                .next()
                .unwrap_or_else(|| Problem::new(path, ProblemKind::Dictionary, "无法读取这部词典"))),
        };
        SHIPPED.iter().map(parse).collect()
    });
    PARSED.as_deref().map_err(Clone::clone)
}

/// Entries on one subject.
#[derive(Debug, Clone)]
pub struct Dictionary {
    /// The first part of its rule ids.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The version that reports state.
    pub version: String,
    /// Whether it is in force unless something else is selected.
    pub enabled: bool,
    /// The file it was read from, for messages.
    pub path: String,
    /// Its entries, in the order of the file.
    pub entries: Vec<Arc<Entry>>,
}

/// Which ends of a wrong form must coincide with the ends of words, as the segmenter sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Boundary {
    /// Neither: the form cannot straddle two words.
    None,
    /// Both.
    Word,
    /// The start only.
    Start,
    /// The end only.
    End,
}

impl Boundary {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Word, Self::None, Self::Start, Self::End];

    /// The name in dictionaries.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Word => "word",
            Self::Start => "start",
            Self::End => "end",
        }
    }

    /// What it asks for, for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "两头都不看词界",
            Self::Word => "两头都要是词界",
            Self::Start => "只看开头",
            Self::End => "只看结尾",
        }
    }

    /// What an entry gets that does not say. A form of up to three characters may well be the end of one word and the
    /// beginning of the next (据为|己有); a longer one hardly ever is, and there the segmenter, who does not know the
    /// misspelt word, would only hide true errors. A form without Hanzi may be part of any longer Latin word.
    #[must_use]
    pub fn default_for(wrong: &str) -> Self {
        /// The longest form in characters that is judged by word ends.
        const SHORT: usize = 3;
        if wrong.chars().nth(SHORT).is_none() || !wrong.chars().any(is_hanzi) {
            Self::Word
        } else {
            Self::None
        }
    }
}
