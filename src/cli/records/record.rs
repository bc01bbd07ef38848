//! A line as a record: `{"id": …, "title": …, "date": …, "text": …}`, with `html` or `markdown` in place of `text`.
//!
//! Other keys are passed over, since a content system's records have many. A record in which nothing is to be checked
//! is a mistake all the same: it would look clean.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::stream::{LONGEST_LINE, Line};
use crate::{
    document::{Format, published},
    problem::ProblemKind,
};

/// A field with prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Text,
    Html,
    Markdown,
}

impl Field {
    /// Its key, which is also the path of findings in it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Html => "html",
            Self::Markdown => "markdown",
        }
    }

    /// How it is to be read; `None` for a title.
    pub(super) const fn format(self) -> Option<Format> {
        match self {
            Self::Title => None,
            Self::Text => Some(Format::Plain),
            Self::Html => Some(Format::Html),
            Self::Markdown => Some(Format::Markdown),
        }
    }
}

/// A record that can be checked.
#[derive(Debug)]
pub(super) struct Record<'l> {
    pub(super) id: Option<&'l RawValue>,
    /// The day of publication.
    pub(super) date: Option<Date>,
    /// What is to be checked, in the order of reading.
    pub(super) texts: Vec<(Field, String)>,
    /// What of it could not be understood though its texts could.
    pub(super) trouble: Option<(ProblemKind, String)>,
}

/// Why a line is no record.
#[derive(Debug)]
pub(super) struct Unreadable<'l> {
    pub(super) id: Option<&'l RawValue>,
    pub(super) kind: ProblemKind,
    pub(super) message: String,
}

/// The record as written: values are read one by one, so that a mistake in one is told by its name.
#[derive(Deserialize)]
struct Written<'l> {
    #[serde(borrow, default)]
    id: Option<&'l RawValue>,
    #[serde(borrow, default)]
    title: Option<&'l RawValue>,
    #[serde(borrow, default)]
    date: Option<&'l RawValue>,
    #[serde(borrow, default)]
    text: Option<&'l RawValue>,
    #[serde(borrow, default)]
    html: Option<&'l RawValue>,
    #[serde(borrow, default)]
    markdown: Option<&'l RawValue>,
}

/// Reads a line.
pub(super) fn parse(line: &Line) -> Result<Record<'_>, Unreadable<'_>> {
    let refuse = |kind, message: String| Unreadable {
        id: None,
        kind,
        message,
    };
    let Line::Whole(bytes) = line else {
        let megabytes = LONGEST_LINE >> 20;
        let message = format!("这一行超过 {megabytes} MB，没有检查；请拆成几条记录");
        return Err(refuse(ProblemKind::Record, message));
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        let message = "这一行不是 UTF-8，没有检查；请把记录转换成 UTF-8";
        return Err(refuse(ProblemKind::Encoding, message.to_owned()));
    };
    // Files from Windows begin with a byte order mark.
    let text = text.trim_start_matches('\u{FEFF}');
    // An array of the values would pass for the object.
    if !text.trim_start().starts_with('{') {
        let message = "这一行不是 JSON 对象，没有检查；每行写一条 {\"id\": …, \"text\": …}";
        return Err(refuse(ProblemKind::Record, message.to_owned()));
    }
    let written: Written<'_> = serde_json::from_str(text).map_err(|error| {
        let message = format!("这一行不是正确的 JSON，没有检查（原文：{error}）；请改正写法");
        refuse(ProblemKind::Record, message)
    })?;

    let id = written.id.filter(|id| {
        id.get()
            .starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit())
    });
    let refuse = |message: String| Unreadable {
        id,
        kind: ProblemKind::Record,
        message,
    };
    if written.id.is_some() && id.is_none() {
        return Err(refuse("id 要写成文字或数字，没有检查；请改正".to_owned()));
    }
    let mut texts = Vec::new();
    for (field, value) in [
        (Field::Title, written.title),
        (Field::Text, written.text),
        (Field::Html, written.html),
        (Field::Markdown, written.markdown),
    ] {
        let text = value
            .map(|value| serde_json::from_str::<Option<String>>(value.get()))
            .transpose();
        let text = text.map_err(|_| refuse(format!("{} 要写成文字，没有检查；请改正", field.name())))?;
        texts.extend(text.flatten().map(|text| (field, text)));
    }
    if texts.is_empty() {
        let message = "没有 title、text、html 或 markdown，没有检查；请核对字段的名字";
        return Err(refuse(message.to_owned()));
    }
    let (date, trouble) = match written.date.map(|value| date(value.get())) {
        None => (None, None),
        Some(Ok(date)) => (date, None),
        Some(Err(())) => {
            let message = "date 不是日期，按没有日期检查了；请写成 2024-05-01 这样";
            (None, Some((ProblemKind::Record, message.to_owned())))
        }
    };
    Ok(Record {
        id,
        date,
        texts,
        trouble,
    })
}

/// The day in a value; none if it is empty.
fn date(value: &str) -> Result<Option<Date>, ()> {
    let text = serde_json::from_str::<Option<String>>(value).map_err(|_| ())?;
    match text.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => published::parse(text).map(Some).ok_or(()),
    }
}
