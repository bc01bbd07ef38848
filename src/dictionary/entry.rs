//! What an entry of a dictionary means, whatever it looks for.

use std::{
    borrow::Cow,
    fmt,
    ops::Deref,
    sync::{Arc, LazyLock, OnceLock},
};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error};

use super::{Boundary, Expression, PartialDate, Validator, search::Search};
use crate::diagnostic::{Gate, RuleId, Severity};

/// Entries on one subject.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Dictionary {
    /// The first part of its rule ids.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The version that reports state.
    pub version: String,
    /// Whether it is in force unless something else is selected.
    pub enabled: bool,
    /// Whether its findings may be put right by the program; not for names and titles.
    pub fix: bool,
    /// The file it was read from, for messages.
    pub path: String,
    /// Its entries, in the order of the file.
    pub entries: Vec<Arc<Entry>>,
}

/// What is wrong, and what to say about it; its fields are those of its [`Meaning`].
///
/// Of the thousands of shipped entries a text meets few, and reading what all of them mean takes longer than checking
/// it. So they stay as the build script compiled them until someone asks.
#[derive(Clone)]
pub struct Entry {
    /// `<dictionary>/<form>`.
    pub rule: RuleId,
    search: CompiledSearch,
    meaning: CompiledMeaning,
}

/// What is looked for, as the build script compiled it, or as it was found out on loading.
#[derive(Clone)]
enum CompiledSearch {
    /// In the format of the crate `postcard` inside the program; read whenever it is asked for, which is seldom.
    Unread(&'static [u8]),
    Read(Arc<Search<'static>>),
}

/// A meaning in the format of the crate `postcard` inside the program, which is read once at most.
#[derive(Clone)]
struct CompiledMeaning {
    bytes: &'static [u8],
    read: OnceLock<Box<Meaning>>,
}

/// What an entry means.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Meaning {
    /// What it is about: the wrong form of a term, the label of an enumeration, the name of a pattern.
    pub form: String,
    /// What it looks for.
    pub kind: Kind,
    /// Right forms, the likeliest first; may be empty when `note` says what to do.
    pub to: Vec<String>,
    /// Which ends must be word ends.
    pub boundary: Boundary,
    /// Longer texts in which what it finds is right.
    pub except: Vec<String>,
    /// Where in a text it holds; `None` everywhere.
    pub condition: Option<Box<Condition>>,
    /// The first day on which it holds, if there is one.
    pub since: Option<Date>,
    /// The last day on which it holds, if there is one.
    pub until: Option<Date>,
    /// The gate of the dictionary, or its own.
    pub gate: Gate,
    /// The severity of the dictionary, or its own.
    pub severity: Severity,
    /// The published norm, its own or the dictionary's.
    pub basis: Option<Arc<str>>,
    /// A remark for the editor.
    pub note: Option<String>,
    /// Texts in which it must be reported.
    pub hit: Vec<String>,
    /// Texts in which it must not be reported.
    pub miss: Vec<String>,
    /// 1-based line in the dictionary file.
    pub line: usize,
}

impl Entry {
    /// The entry of `dictionary` that means that.
    #[must_use]
    pub fn new(dictionary: &str, meaning: Meaning) -> Self {
        Self {
            rule: RuleId::new(dictionary, &meaning.form),
            search: CompiledSearch::Read(Arc::new(Search::of(&meaning))),
            meaning: CompiledMeaning {
                bytes: &[],
                read: OnceLock::from(Box::new(meaning)),
            },
        }
    }

    /// What is looked for on its behalf; `None` only if the program itself is damaged.
    pub(crate) fn search(&self) -> Option<Cow<'_, Search<'static>>> {
        match &self.search {
            CompiledSearch::Unread(bytes) => postcard::from_bytes(bytes).ok().map(Cow::Owned),
            CompiledSearch::Read(search) => Some(Cow::Borrowed(search)),
        }
    }
}

impl Deref for Entry {
    type Target = Meaning;

    fn deref(&self) -> &Meaning {
        static DAMAGED: LazyLock<Meaning> = LazyLock::new(Meaning::damaged);
        self.meaning.get().unwrap_or(&DAMAGED)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut entry = f.debug_struct("Entry");
        entry.field("rule", &self.rule).field("meaning", &**self).finish()
    }
}

impl Meaning {
    /// What is said of a finding whose entry can no longer be read.
    fn damaged() -> Self {
        Self {
            form: String::new(),
            kind: Kind::Term,
            to: Vec::new(),
            boundary: Boundary::None,
            except: Vec::new(),
            condition: None,
            since: None,
            until: None,
            gate: Gate::Language,
            severity: Severity::Error,
            basis: None,
            note: Some("程序内的词典已损坏，请重新安装".to_owned()),
            hit: Vec::new(),
            miss: Vec::new(),
            line: 0,
        }
    }
}

impl CompiledMeaning {
    /// What was compiled; `None` if it is damaged.
    fn get(&self) -> Option<&Meaning> {
        if let Some(read) = self.read.get() {
            return Some(read);
        }
        let read = postcard::from_bytes(self.bytes).ok()?;
        Some(self.read.get_or_init(|| Box::new(read)))
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let search = self
            .search()
            .ok_or_else(|| S::Error::custom("an entry that is damaged"))?;
        let search = postcard::to_allocvec(&*search).map_err(S::Error::custom)?;
        let meaning = postcard::to_allocvec(&**self).map_err(S::Error::custom)?;
        (&self.rule, &*search, &*meaning).serialize(serializer)
    }
}

/// Only from what is part of the program, since nothing is copied.
impl<'de: 'static> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (rule, search, meaning) = Deserialize::deserialize(deserializer)?;
        Ok(Self {
            rule,
            search: CompiledSearch::Unread(search),
            meaning: CompiledMeaning {
                bytes: meaning,
                read: OnceLock::new(),
            },
        })
    }
}

/// What an entry looks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Kind {
    /// Its form, wherever it stands.
    Term,
    /// What an expression matches.
    Pattern(Pattern),
    /// Several parts within one sentence.
    Cooccurrence(Cooccurrence),
    /// Its form, a name that something had.
    Rename(Rename),
    /// The members of a set phrase.
    Enumeration(Enumeration),
    /// Numbered meetings or plans, and when they were.
    Series(Series),
    /// Years since a founding.
    Anniversary(Anniversary),
    /// Someone with a title.
    Person(Person),
    /// What is one slip away from a phrase that must be exact.
    Canonical(Phrases),
}

impl Kind {
    /// Whether the form of the entry is itself what is wrong, rather than what is to be written right.
    #[must_use]
    pub const fn form_is_wrong(&self) -> bool {
        matches!(
            self,
            Self::Term | Self::Pattern(_) | Self::Cooccurrence(_) | Self::Rename(_)
        )
    }
}

/// Phrases that must be exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phrases {
    /// The form of the entry.
    Form,
    /// The idioms that are part of the program.
    Idioms,
}

/// A regular expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// A group named `x` is what is reported; else the whole match.
    pub expression: Expression,
    /// The check that what is reported must pass.
    pub validator: Option<Validator>,
    /// The check that what is reported must fail.
    pub not_validator: Option<Validator>,
}

/// A name that is no longer right, or a title that never was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rename {
    /// When the name changed or the law lost its force; `None` if it was never right.
    pub on: Option<PartialDate>,
    /// Whether it is the title of a law, which is looked for as a whole title in 书名号 only.
    pub is_title: bool,
}

/// Parts that together are wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cooccurrence {
    /// For each part the texts that stand for it. The first part found is what is reported.
    pub parts: Vec<Vec<String>>,
}

/// What a set phrase stands for. Entries with the same label are sets of which any may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enumeration {
    /// The phrase, without quotation marks; also other names of it.
    pub labels: Vec<String>,
    /// Its members in order, each with all its right forms, the best first.
    pub members: Vec<Vec<String>>,
    /// Whether their order matters.
    pub ordered: bool,
}

/// Numbered meetings, congresses or plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// How they are written; `{届}` stands for the term and `{次}` for the number of the session within it, if any.
    pub forms: Vec<String>,
    /// Those that were held, in order.
    pub held: Vec<Held>,
}

/// One of a [`Series`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The term.
    pub term: u32,
    /// The session within the term; 0 where there are none.
    pub session: u32,
    /// When it began.
    pub start: PartialDate,
    /// When it ended.
    pub end: PartialDate,
}

/// What was founded, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anniversary {
    /// How it is written before 周年.
    pub forms: Vec<String>,
    /// The day from which years are counted.
    pub date: PartialDate,
}

/// A person of the organisation's own roster, whose name is the form of the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The titles that the person has.
    pub titles: Vec<String>,
    /// The place in the order of rank, 1 being the first.
    pub rank: Option<u32>,
}

/// Where in a text an entry holds. Texts are looked for within the sentence; every list that is not empty must be
/// satisfied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// One of these must stand in the same sentence.
    pub near: Vec<String>,
    /// None of these may stand in the same sentence.
    pub not_near: Vec<String>,
    /// One of these must stand directly before it.
    pub after: Vec<String>,
    /// One of these must stand directly after it.
    pub before: Vec<String>,
    /// None of these may stand directly before it.
    pub not_after: Vec<String>,
    /// None of these may stand directly after it.
    pub not_before: Vec<String>,
    /// Whether it must or must not stand in quotation marks.
    pub quoted: Option<bool>,
    /// Whether it must or must not stand in 书名号.
    pub titled: Option<bool>,
    /// Whether it holds in titles and headings only.
    pub heading: bool,
}
