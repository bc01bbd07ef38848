//! One post as a record, whatever it was read from.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::{document::Format, text::line_index::LineColumn};

/// A post. A text that is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Where it was read, for people: a path, or a path and the row or number in it.
    pub place: String,
    /// The file that it was read from, which decides the settings.
    pub path: PathBuf,
    /// The id that its source gives it.
    pub id: String,
    /// Its title, without markup.
    pub title: String,
    /// The day on which it was published.
    pub date: Option<Date>,
    /// The column or account that it was published in.
    pub column: String,
    /// Who wrote it.
    pub author: String,
    /// Who is responsible for it.
    pub editor: String,
    /// Where it is published; any text at all.
    pub url: String,
    /// What is to be checked, in reading order.
    pub fields: Vec<Field>,
}

impl Post {
    /// A post of which only the place is known.
    #[must_use]
    pub fn at(place: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self {
            place: place.into(),
            path: path.into(),
            id: String::new(),
            title: String::new(),
            date: None,
            column: String::new(),
            author: String::new(),
            editor: String::new(),
            url: String::new(),
            fields: Vec::new(),
        }
    }

    /// Bytes of all that is to be checked.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.iter().map(|field| field.text.len()).sum()
    }

    /// Whether there is nothing to be checked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.text.trim().is_empty())
    }
}

/// A part of a post that is checked by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Which part.
    pub name: FieldName,
    /// How its text is written.
    pub format: Format,
    /// Its text.
    pub text: String,
    /// Where the text begins in what the user knows: a part of a page begins further down.
    pub start: LineColumn,
}

impl Field {
    /// A field that is a whole of its own.
    #[must_use]
    pub fn new(name: FieldName, format: Format, text: impl Into<String>) -> Self {
        Self {
            name,
            format,
            text: text.into(),
            start: LineColumn { line: 1, column: 1 },
        }
    }
}

/// The parts that a post may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldName {
    /// The title.
    Title,
    /// The digest or summary.
    Digest,
    /// The text; the whole file where a post is a file.
    Body,
}

impl FieldName {
    /// All of them, in reading order.
    pub const ALL: [Self; 3] = [Self::Title, Self::Digest, Self::Body];

    /// The name in machine reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Digest => "digest",
            Self::Body => "body",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Title => "标题",
            Self::Digest => "摘要",
            Self::Body => "正文",
        }
    }
}
