//! What may be written in a dictionary file: its two tables, their keys and the type of each value.
//!
//! The parsed tree is walked by hand instead of being deserialised, because a derived deserialiser stops at the first
//! fault and speaks of Rust types; an editor wants every fault at once, named by what is on the page. What the values
//! mean together (a right form equal to the wrong one, say) is left to `load`, broken syntax to `syntax`.

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{
    Boundary, PartialDate, Validator,
    keys::{Section, ValueType},
};
use crate::diagnostic::{Gate, Severity};

/// The keys of `[dictionary]`, in the order in which they are taught.
const HEADER_KEYS: [&str; 8] = ["id", "title", "gate", "severity", "basis", "version", "enabled", "fix"];

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
    pub(super) fix: Option<bool>,
}

/// An entry as written. The short forms are the table form with only the section's short key.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) section: Section,
    pub(super) form: Text,
    pub(super) boundary: Option<Boundary>,
    pub(super) severity: Option<Severity>,
    pub(super) gate: Option<Gate>,
    /// The other keys with their values, as far as they could be read.
    values: Vec<(&'static str, Value)>,
}

/// The value of a key.
#[derive(Debug)]
enum Value {
    Texts(Vec<Text>),
    Lists(Vec<Vec<Text>>),
    Flag(bool),
    Date(PartialDate),
    Number(u32),
    Validator(Validator),
}

impl Written {
    /// An entry that says nothing yet.
    pub(super) const fn new(section: Section, form: Text) -> Self {
        Self {
            section,
            form,
            boundary: None,
            severity: None,
            gate: None,
            values: Vec::new(),
        }
    }

    /// Writes `key`, which takes texts; no texts are as good as no key.
    pub(super) fn set_texts(&mut self, key: &'static str, texts: Vec<Text>) {
        if !texts.is_empty() {
            self.values.push((key, Value::Texts(texts)));
        }
    }

    /// The texts of `key`, which takes texts; none if it is not written.
    pub(super) fn texts(&self, key: &str) -> &[Text] {
        match self.value(key) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// The text of `key`, which takes one.
    pub(super) fn text(&self, key: &str) -> Option<&Text> {
        self.texts(key).first()
    }

    /// The lists of `key`, which takes lists.
    pub(super) fn lists(&self, key: &str) -> &[Vec<Text>] {
        match self.value(key) {
            Some(Value::Lists(lists)) => lists,
            _ => &[],
        }
    }

    /// The truth of `key`, which takes a flag.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        match self.value(key) {
            Some(Value::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// The date of `key`, which takes one.
    pub(super) fn date(&self, key: &str) -> Option<PartialDate> {
        match self.value(key) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// The number of `key`, which takes one.
    pub(super) fn number(&self, key: &str) -> Option<u32> {
        match self.value(key) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The check of `key`, which takes the name of one.
    pub(super) fn validator(&self, key: &str) -> Option<Validator> {
        match self.value(key) {
            Some(Value::Validator(validator)) => Some(*validator),
            _ => None,
        }
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.values
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }
}

/// Reads the tables of a parsed file, entries in the order of the file, and collects what is wrong on the way.
pub(super) fn read(text: &str, root: &DeTable<'_>) -> (Header, Vec<Written>, Vec<Fault>) {
    let mut reader = Reader {
        text,
        faults: Vec::new(),
    };
    for (key, value) in root {
        if !sections().any(|section| section == &**key.get_ref()) {
            reader.stray(key, value);
        }
    }
    let header = reader.header(root);
    let entries = reader.entries(root);
    (header, entries, reader.faults)
}

/// The names of all sections.
fn sections() -> impl Iterator<Item = &'static str> {
    ["dictionary"].into_iter().chain(Section::ALL.map(Section::id))
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
    let known: Vec<&str> = match place {
        Place::Header => HEADER_KEYS.to_vec(),
        Place::Entry(section, _) => section.keys().map(|(key, _)| key).collect(),
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

/// What an entry of `section` must at least say, as an example.
fn needed(section: Section) -> String {
    let examples: Vec<&str> = section.needed_keys().iter().map(|(_, example)| *example).collect();
    examples.join(", ")
}

/// What a fault is about: 「[dictionary] 」 or 「词条“布署”」.
#[derive(Clone, Copy)]
pub(super) enum Place<'p> {
    Header,
    Entry(Section, &'p str),
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Header => f.write_str("[dictionary] "),
            Self::Entry(section, form) => write!(f, "{}“{form}”", section.label()),
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
                let guess = did_you_mean(name, sections());
                let known: Vec<String> = sections().map(|section| format!("[{section}]")).collect();
                format!("不认识 [{name}] 这一部分{guess}可以写的有：{}", known.join("、"))
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
                "fix" => header.fix = self.flag(place, "fix", value),
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

    fn entries(&mut self, root: &DeTable<'_>) -> Vec<Written> {
        let mut entries = Vec::new();
        let written = Section::ALL
            .into_iter()
            .filter(|section| root.contains_key(section.id()));
        let sections: Vec<Section> = written.collect();
        if sections.is_empty() {
            self.section(root, Section::Term.id(), "词条写在它下面，每行一条");
        }
        for section in sections {
            if let Some((_, table)) = self.section(root, section.id(), "每条写在它下面") {
                entries.extend(table.iter().map(|(key, value)| self.entry(section, key, value)));
            }
        }
        entries.sort_by_key(|entry| entry.form.at);
        entries
    }

    fn entry(&mut self, section: Section, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Written {
        let form = Text {
            at: key.span().start,
            value: key.get_ref().to_string(),
        };
        let mut entry = Written::new(section, form);
        let place = Place::Entry(section, key.get_ref());
        let DeValue::Table(table) = value.get_ref() else {
            match section.short_key() {
                Some(_)
                    if section.may_be_empty()
                        && matches!(value.get_ref(), DeValue::Array(items) if items.is_empty()) => {}
                Some(key) => {
                    let value_type = section.keys().find(|(name, _)| *name == key).map(|(_, of)| of);
                    let value =
                        value_type.and_then(|value_type| self.value(place, section.short_label(), value_type, value));
                    entry.values.extend(value.map(|value| (key, value)));
                }
                None => self.wrong(
                    value.span().start,
                    format!("{place}要写成花括号，至少有 {{ {} }}", needed(section)),
                ),
            }
            return entry;
        };
        for (key, value) in table {
            let Some((name, value_type)) = section.keys().find(|(name, _)| *name == &**key.get_ref()) else {
                self.unknown(place, key);
                continue;
            };
            match name {
                "boundary" => entry.boundary = self.boundary(place, value),
                "severity" => entry.severity = self.severity(place, value),
                "gate" => entry.gate = self.gate(place, value),
                _ => {
                    if let Some(value) = self.value(place, name, value_type, value) {
                        entry.values.push((name, value));
                    }
                }
            }
        }
        for (key, example) in section.needed_keys() {
            if !table.contains_key(*key) {
                self.missing(entry.form.at, format!("{place}缺少“{key}”；请补上，例如 {example}"));
            }
        }
        if !section.right_form_is_implied() && !table.contains_key("to") && !table.contains_key("note") {
            self.missing(
                entry.form.at,
                format!("{place}缺少正确写法；请加 to = \"……\"，没有固定写法的请用 note 说明怎么改"),
            );
        }
        entry
    }

    fn value(
        &mut self,
        place: Place<'_>,
        key: &str,
        value_type: ValueType,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Value> {
        match value_type {
            ValueType::Text => self.text(place, key, value).map(|text| Value::Texts(vec![text])),
            ValueType::Texts => Some(Value::Texts(self.texts(place, key, value))),
            ValueType::Lists => Some(Value::Lists(match value.get_ref() {
                DeValue::Array(items) if !items.is_empty() => {
                    items.iter().map(|item| self.texts(place, key, item)).collect()
                }
                _ => vec![self.texts(place, key, value)],
            })),
            ValueType::Flag => self.flag(place, key, value).map(Value::Flag),
            ValueType::Date => self.date(place, key, value).map(Value::Date),
            ValueType::Number => self.number(place, key, value).map(Value::Number),
            ValueType::Validator => self.validator(place, key, value).map(Value::Validator),
            ValueType::Choice => None,
        }
    }

    /// A whole number from 1 on.
    fn number(&mut self, place: Place<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Option<u32> {
        let number = match value.get_ref() {
            DeValue::Integer(written) => written.as_str().parse().ok().filter(|&number| number > 0),
            _ => None,
        };
        if number.is_none() {
            self.wrong(
                value.span().start,
                format!("{place}的“{key}”要写成从 1 起的整数，不加引号：{key} = 1"),
            );
        }
        number
    }

    /// A day, month or year, in quotes or as a TOML date.
    fn date(&mut self, place: Place<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Option<PartialDate> {
        let written = match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            _ => None,
        };
        let date = written.and_then(|text| text.parse().ok());
        if date.is_none() {
            self.wrong(
                value.span().start,
                format!("{place}的“{key}”要写成日期：\"2023-05-18\"，只知道月或年的写 \"2018-10\"、\"2019\""),
            );
        }
        date
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

    fn validator(&mut self, place: Place<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Validator> {
        let all = Validator::ALL.map(|validator| (validator.id(), validator.label(), validator));
        self.choice(place, key, value, &all)
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
