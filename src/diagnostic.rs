//! What a check finds, and how grave it is.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::text::text_range::TextRange;

/// The gate of the three reviews at which a finding would be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Gate {
    /// 政治关: wording of fixed formulations, titles.
    Political,
    /// 政策关: laws, institutions, dates.
    Policy,
    /// 保密关: secrecy and privacy.
    Secrecy,
    /// 文字关: characters, punctuation, numbers.
    Language,
}

impl Gate {
    /// All gates, gravest first.
    pub const ALL: [Self; 4] = [Self::Political, Self::Policy, Self::Secrecy, Self::Language];

    /// The name in configuration, dictionaries and machine reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Political => "political",
            Self::Policy => "policy",
            Self::Secrecy => "secrecy",
            Self::Language => "language",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Political => "政治关",
            Self::Policy => "政策关",
            Self::Secrecy => "保密关",
            Self::Language => "文字关",
        }
    }

    /// The gate of that [`id`](Self::id).
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.id() == id)
    }
}

/// How grave a finding is; a later variant is graver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// All severities, gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The name in configuration, dictionaries and machine reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Info => "提示",
        }
    }

    /// The severity of that [`id`](Self::id).
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.id() == id)
    }
}

/// Names what found something: `<dictionary>/<entry>`, for instance `typo/布署`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RuleId(Arc<str>);

impl RuleId {
    /// The id of `entry` in `dictionary`.
    #[must_use]
    pub fn new(dictionary: &str, entry: &str) -> Self {
        Self([dictionary, "/", entry].concat().into())
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first slash.
    #[must_use]
    pub fn dictionary(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(dictionary, _)| dictionary)
    }
}

/// Without the copies that a reference-counted text makes on its way: thousands are read at every start.
impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Id;

        impl de::Visitor<'_> for Id {
            type Value = RuleId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a rule")
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<RuleId, E> {
                Ok(RuleId(id.into()))
            }
        }

        deserializer.deserialize_str(Id)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What found it.
    pub rule: RuleId,
    /// The gate that it belongs to.
    pub gate: Gate,
    /// How grave it is.
    pub severity: Severity,
    /// Where it is.
    pub range: TextRange,
    /// What the author wrote there: the source of [`range`](Self::range), markup included.
    pub text: String,
    /// What is wrong, in Chinese, in one sentence.
    pub message: String,
    /// Right forms, the likeliest first; may be empty.
    pub suggestions: Vec<String>,
    /// How it could be put right, if that can be done by the program.
    pub fix: Option<Fix>,
    /// The published norm that the finding rests on.
    pub basis: Option<Arc<str>>,
    /// Other places that the finding rests on, in the order in which they should be read.
    pub related: Vec<Related>,
    /// All other places of which it says the same, if it speaks of a habit of the document; the first of them are
    /// [`related`](Self::related) as well.
    pub recurrences: Vec<TextRange>,
}

/// Another place in the same document that makes a finding understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where it is.
    pub range: TextRange,
    /// What stands there, in Chinese.
    pub message: String,
}

/// How a finding is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to write where, in order of place, none overlapping another.
    pub edits: Vec<Edit>,
    /// Whether a person has to look.
    pub applicability: Applicability,
}

/// A text in place of a part of the source; an empty range is a place to write at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub range: TextRange,
    /// What stands there then.
    pub text: String,
}

/// Whether a fix may be made without asking; a later variant is surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Probably meant, but a person decides.
    Suggested,
    /// The one right form, whatever the text around.
    Safe,
}
