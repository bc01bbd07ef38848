//! Whether the ends of a form must be ends of words.

use serde::{Deserialize, Serialize};

use crate::text::hanzi::is_hanzi;

/// Which ends of a wrong form must coincide with the ends of words, as the segmenter sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
