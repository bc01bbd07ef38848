//! What could not be checked. A problem is data: it is collected and reported like a finding, and it makes the exit
//! status 2, so that nothing unread ever looks clean.

use std::fmt;

/// The sort of a [`Problem`], stable for machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The path leads nowhere.
    NotFound,
    /// It exists but cannot be read.
    Unreadable,
    /// It was named, but it is not text.
    Binary,
    /// Its encoding is not certain, or its bytes are damaged.
    Encoding,
    /// A configuration file or a command-line value does not mean anything.
    Config,
    /// A dictionary cannot be used.
    Dictionary,
    /// A line of a stream is no record.
    Record,
    /// A report cannot be written. It is told to people only, since the report is what they do not get.
    Output,
}

impl ProblemKind {
    /// The name in machine reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Unreadable => "unreadable",
            Self::Binary => "binary",
            Self::Encoding => "encoding",
            Self::Config => "config",
            Self::Dictionary => "dictionary",
            Self::Record => "record",
            Self::Output => "output",
        }
    }
}

/// Something that could not be done, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file concerned, as the user named it, with `:line` or `:line:column` where there is one.
    pub path: String,
    /// Its sort.
    pub kind: ProblemKind,
    /// What is wrong and the remedy, in Chinese.
    pub message: String,
}

impl Problem {
    /// A problem of `kind` with `path`.
    #[must_use]
    pub fn new(path: impl Into<String>, kind: ProblemKind, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            kind,
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.path, self.message)
    }
}

impl std::error::Error for Problem {}
