//! What may be written in a dictionary file: its two tables, their keys and the type of each value.
//!
//! The parsed tree is walked by hand instead of being deserialised, because a derived deserialiser stops at the first
//! fault and speaks of Rust types; an editor wants every fault at once, named by what is on the page. What the values
//! mean together (a right form equal to the wrong one, say) is left to `load`, broken syntax to `syntax`.

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::Boundary;
use crate::diagnostic::{Gate, Severity};

/// The keys of `[dictionary]`, in the order in which they are taught.
const HEADER_KEYS: [&str; 7] = ["id", "title", "gate", "severity", "basis", "version", "enabled"];

/// The keys of an entry in table form, in canonical order.
const TERM_KEYS: [&str; 9] = [
    "to", "boundary", "except", "basis", "note", "severity", "gate", "hit", "miss",
];

/// The tables of a file.
const SECTIONS: [&str; 2] = ["dictionary", "term"];

/// Something wrong in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Byte offset in the file.
    pub(super) at: usize,
    /// Its sort.
    pub(super) kind: FaultKind,
    /// What is wrong and the remedy, in Chinese.
    pub(super) message: String,
}

/// The sort of a [`Fault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// What is written there is wrong.
    Written,
    /// A bracket is never closed, so that everything after it is a guess.
    Unclosed,
    /// Something that should be written is not; in a file with broken syntax it may merely have been lost.
    Missing,
}

/// A text with the place at which it is written.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// Byte offset of its opening quote.
    pub(super) at: usize,
    /// The text.
    pub(super) value: String,
}

/// `[dictionary]` as written.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) id: Option<Text>,
    pub(super) title: Option<Text>,
    pub(super) gate: Option<Gate>,
    pub(super) severity: Option<Severity>,
    pub(super) basis: Option<Text>,
    pub(super) version: Option<Text>,
    pub(super) enabled: Option<bool>,
}

/// An entry of `[term]` as written. The short forms are the table form with only `to`.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) wrong: Text,
    pub(super) to: Vec<Text>,
    pub(super) boundary: Option<Boundary>,
    pub(super) except: Vec<Text>,
    pub(super) basis: Option<Text>,
    pub(super) note: Option<Text>,
    pub(super) severity: Option<Severity>,
    pub(super) gate: Option<Gate>,
    pub(super) hit: Vec<Text>,
    pub(super) miss: Vec<Text>,
}

/// Reads the two tables of a parsed file, entries in the order of the file, and collects what is wrong on the way.
pub(super) fn read(text: &str, root: &DeTable<'_>) -> (Header, Vec<Term>, Vec<Fault>) {
    let mut reader = Reader {
        text,
        faults: Vec::new(),
    };
    for (key, value) in root {
        if !SECTIONS.contains(&&**key.get_ref()) {
            reader.stray(key, value);
        }
    }
    let header = reader.header(root);
    let terms = reader.terms(root);
    (header, terms, reader.faults)
}

/// The candidate that `written` was probably meant to be.
fn likely<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Below this similarity a suggestion is more often puzzling than helpful.
    const LIKENESS: f64 = 0.8;
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(written, candidate), candidate))
        .filter(|&(likeness, _)| likeness >= LIKENESS)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// 「，是不是“boundary”？」 or 「；」: what joins a fault and the list of names that may be written.
fn did_you_mean<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    likely(written, candidates).map_or_else(|| "；".to_owned(), |candidate| format!("，是不是“{candidate}”？"))
}

/// The message for a key that `place` does not have.
pub(super) fn unknown_key(place: Place<'_>, name: &str) -> String {
    let known: &[&str] = match place {
        Place::Header => &HEADER_KEYS,
        Place::Term(_) => &TERM_KEYS,
    };
    let guess = did_you_mean(name, known.iter().copied());
    let known = known.join("、");
    let remedy = match place {
        Place::Header if !name.is_ascii() => "；词条要写在 [term] 下面",
        _ => "",
    };
    format!("{place}里没有“{name}”这一项{guess}可以写的有：{known}{remedy}")
}

/// The name of a value's type, for people.
const fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "文字",
        DeValue::Integer(_) | DeValue::Float(_) => "数字",
        DeValue::Boolean(_) => "真假值",
        DeValue::Datetime(_) => "日期",
        DeValue::Array(_) => "列表",
        DeValue::Table(_) => "表",
    }
}

/// What a fault is about: 「[dictionary] 」 or 「词条“布署”」.
#[derive(Clone, Copy)]
pub(super) enum Place<'p> {
    Header,
    Term(&'p str),
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Header => f.write_str("[dictionary] "),
            Self::Term(wrong) => write!(f, "词条“{wrong}”"),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn wrong(&mut self, at: usize, message: String) {
        self.faults.push(Fault {
            at,
            kind: FaultKind::Written,
            message,
        });
    }

    fn missing(&mut self, at: usize, message: String) {
        self.faults.push(Fault {
            at,
            kind: FaultKind::Missing,
            message,
        });
    }

    /// A key at the top of the file that is not a section.
    fn stray(&mut self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        let name = key.get_ref();
        let message = match value.get_ref() {
            DeValue::Table(_) | DeValue::Array(_) => {
                let guess = did_you_mean(name, SECTIONS);
                format!("不认识 [{name}] 这一部分{guess}词典文件只有 [dictionary] 和 [term] 两部分")
            }
            _ => format!("“{name}”不在任何部分里；词条请写在 [term] 下面，词典说明请写在 [dictionary] 下面"),
        };
        self.wrong(key.span().start, message);
    }

    /// The table of a section; absence is a fault, whose remedy says what the section holds.
    fn section<'r, 'i>(
        &mut self,
        root: &'r DeTable<'i>,
        name: &str,
        content: &str,
    ) -> Option<(usize, &'r DeTable<'i>)> {
        let Some((key, value)) = root.get_key_value(name) else {
            self.missing(0, format!("缺少 [{name}] 这一部分；请补上单独一行 [{name}]，{content}"));
            return None;
        };
        let at = key.span().start;
        if let DeValue::Table(table) = value.get_ref() {
            return Some((at, table));
        }
        self.wrong(at, format!("[{name}] 要单独写成一行，前后各一个方括号，内容写在下面"));
        None
    }

    fn header(&mut self, root: &DeTable<'_>) -> Header {
        let Some((at, table)) = self.section(root, "dictionary", "下面写 id、title、gate") else {
            return Header::default();
        };
        let place = Place::Header;
        let mut header = Header::default();
        for (key, value) in table {
            match &**key.get_ref() {
                "id" => header.id = self.text(place, "id", value),
                "title" => header.title = self.text(place, "title", value),
                "gate" => header.gate = self.gate(place, value),
                "severity" => header.severity = self.severity(place, value),
                "basis" => header.basis = self.text(place, "basis", value),
                "version" => header.version = self.text(place, "version", value),
                "enabled" => header.enabled = self.flag(place, "enabled", value),
                _ => self.unknown(place, key),
            }
        }
        for (key, example) in [
            ("id", "my-words"),
            ("title", "本单位用词"),
            ("gate", Gate::Language.id()),
        ] {
            if !table.contains_key(key) {
                self.missing(
                    at,
                    format!("[dictionary] 缺少“{key}”；请补上，例如 {key} = \"{example}\""),
                );
            }
        }
        header
    }

    fn terms(&mut self, root: &DeTable<'_>) -> Vec<Term> {
        let Some((_, table)) = self.section(root, "term", "词条写在它下面，每行一条") else {
            return Vec::new();
        };
        let mut terms: Vec<_> = table.iter().map(|(key, value)| self.term(key, value)).collect();
        terms.sort_by_key(|term| term.wrong.at);
        terms
    }

    fn term(&mut self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Term {
        let mut term = Term {
            wrong: Text {
                at: key.span().start,
                value: key.get_ref().to_string(),
            },
            to: Vec::new(),
            boundary: None,
            except: Vec::new(),
            basis: None,
            note: None,
            severity: None,
            gate: None,
            hit: Vec::new(),
            miss: Vec::new(),
        };
        let place = Place::Term(key.get_ref());
        let DeValue::Table(table) = value.get_ref() else {
            term.to = self.texts(place, "正确写法", value);
            return term;
        };
        for (key, value) in table {
            match &**key.get_ref() {
                "to" => term.to = self.texts(place, "to", value),
                "boundary" => term.boundary = self.boundary(place, value),
                "except" => term.except = self.texts(place, "except", value),
                "basis" => term.basis = self.text(place, "basis", value),
                "note" => term.note = self.text(place, "note", value),
                "severity" => term.severity = self.severity(place, value),
                "gate" => term.gate = self.gate(place, value),
                "hit" => term.hit = self.texts(place, "hit", value),
                "miss" => term.miss = self.texts(place, "miss", value),
                _ => self.unknown(place, key),
            }
        }
        if !table.contains_key("to") && !table.contains_key("note") {
            self.missing(
                term.wrong.at,
                format!("{place}缺少正确写法；请加 to = \"……\"，没有固定写法的请用 note 说明怎么改"),
            );
        }
        term
    }

    fn unknown(&mut self, place: Place<'_>, key: &Spanned<DeString<'_>>) {
        self.wrong(key.span().start, unknown_key(place, key.get_ref()));
    }

    /// A text that says something.
    fn text(&mut self, place: Place<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let at = value.span().start;
        let DeValue::String(written) = value.get_ref() else {
            let raw = self.text.get(value.span()).unwrap_or_default();
            let message = match value.get_ref() {
                DeValue::Array(_) | DeValue::Table(_) => {
                    let found = type_name(value.get_ref());
                    format!("{place}的“{key}”要写成带引号的文字，这里写成了{found}")
                }
                _ => format!("{place}的“{key}”要写成带引号的文字：\"{raw}\""),
            };
            self.wrong(at, message);
            return None;
        };
        if written.trim().is_empty() {
            self.wrong(at, format!("{place}的“{key}”是空的；请写上内容，不需要的就删去"));
            return None;
        }
        Some(Text {
            at,
            value: written.to_string(),
        })
    }

    /// One text or a list of texts.
    fn texts(&mut self, place: Place<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Vec<Text> {
        match value.get_ref() {
            DeValue::Array(items) => {
                if items.is_empty() {
                    self.wrong(
                        value.span().start,
                        format!("{place}的“{key}”是空的；请写上内容，不需要的就删去"),
                    );
                }
                items.iter().filter_map(|item| self.text(place, key, item)).collect()
            }
            _ => self.text(place, key, value).into_iter().collect(),
        }
    }

    fn flag(&mut self, place: Place<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        self.wrong(
            value.span().start,
            format!("{place}的“{key}”只能写 true（是）或 false（否），不加引号"),
        );
        None
    }

    fn gate(&mut self, place: Place<'_>, value: &Spanned<DeValue<'_>>) -> Option<Gate> {
        let all = Gate::ALL.map(|gate| (gate.id(), gate.label(), gate));
        self.choice(place, "gate", value, &all)
    }

    fn severity(&mut self, place: Place<'_>, value: &Spanned<DeValue<'_>>) -> Option<Severity> {
        let all = Severity::ALL.map(|severity| (severity.id(), severity.label(), severity));
        self.choice(place, "severity", value, &all)
    }

    fn boundary(&mut self, place: Place<'_>, value: &Spanned<DeValue<'_>>) -> Option<Boundary> {
        let all = Boundary::ALL.map(|boundary| (boundary.id(), boundary.label(), boundary));
        self.choice(place, "boundary", value, &all)
    }

    /// One of a few names. People are told names and labels, and one who wrote the label is told the name.
    fn choice<T: Copy>(
        &mut self,
        place: Place<'_>,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        all: &[(&'static str, &'static str, T)],
    ) -> Option<T> {
        let written = self.text(place, key, value)?;
        if let Some(&(_, _, choice)) = all.iter().find(|(id, _, _)| *id == written.value) {
            return Some(choice);
        }
        let label = likely(&written.value, all.iter().map(|&(_, label, _)| label));
        let guess = all.iter().find(|(_, of, _)| label == Some(of)).map_or_else(
            || did_you_mean(&written.value, all.iter().map(|&(id, _, _)| id)),
            |(id, _, _)| format!("，请写“{id}”；"),
        );
        let names: Vec<_> = all.iter().map(|(id, label, _)| format!("{id}（{label}）")).collect();
        self.wrong(
            written.at,
            format!(
                "{place}的“{key}”不能写“{}”{guess}可以写的有：{}",
                written.value,
                names.join("、")
            ),
        );
        None
    }
}
