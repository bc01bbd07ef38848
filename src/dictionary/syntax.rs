//! Broken TOML in the words of someone who keeps a word list.
//!
//! The parser says in English what its grammar expected; an editor who typed full-width quotes needs to hear about the
//! quotes. So the line is looked at first, for the slips that a Chinese keyboard invites, and the parser's own words
//! are the last resort. One fault is reported for each line.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use toml::de::{DeTable, DeValue, Error};

use super::keys::Section;
use super::schema::{Fault, FaultKind, Place, unknown_key};
use crate::text::line_index::LineIndex;

/// What is wrong with the syntax of `text`, in the order of the file.
pub(super) fn faults(text: &str, lines: &LineIndex, root: &DeTable<'_>, errors: &[Error]) -> Vec<Fault> {
    let mut errors: Vec<_> = errors
        .iter()
        .map(|error| (error.span().unwrap_or_default(), error.message()))
        .collect();
    errors.sort_by_key(|(span, _)| span.start);

    let mut faults = Vec::new();
    if let Some(at) = unclosed(root, &errors) {
        errors.retain(|(span, _)| span.start < at);
        faults.push(Fault {
            at,
            kind: FaultKind::Unclosed,
            message: "这里开始的括号没有配对；{ 要配 }，[ 要配 ]，引号也要成对".to_owned(),
        });
    }
    let outline = Outline::new(root);
    let mut next_line = 0;
    for (span, cause) in errors {
        if span.start < next_line {
            continue;
        }
        let line = lines.line(span.start);
        next_line = lines.line_start(line + 1).unwrap_or(usize::MAX);
        let start = lines.line_start(line).unwrap_or(span.start);
        let slice = text.get(span.clone()).unwrap_or_default();
        let (at, message) = if cause == "duplicate key" {
            (span.start, outline.duplicate(lines, slice, line))
        } else {
            match slip(lines.line_text(text, line)) {
                Some((offset, message)) => (start + offset, message),
                None if cause.starts_with("invalid unquoted key") => {
                    (span.start, outline.bare_key(span.start, slice.trim()))
                }
                None => (span.start, translate(cause, slice, text.get(span.start..))),
            }
        };
        let kind = if cause.starts_with("unclosed") {
            FaultKind::Unclosed
        } else {
            FaultKind::Written
        };
        faults.push(Fault { at, kind, message });
    }
    faults.sort_by_key(|fault| fault.at);
    faults
}

/// Where the value begins whose bracket is never closed. All that the parser says after it is a consequence.
fn unclosed(root: &DeTable<'_>, errors: &[(Range<usize>, &str)]) -> Option<usize> {
    let (span, _) = errors
        .iter()
        .find(|(_, message)| message.starts_with("unclosed inline table") || message.starts_with("unclosed array,"))?;
    root.values()
        .filter_map(|section| match section.get_ref() {
            DeValue::Table(table) => Some(table.values()),
            _ => None,
        })
        .flatten()
        .map(toml::Spanned::span)
        .find(|value| value.start < span.start && span.start <= value.end)
        .map(|value| value.start)
}

/// The slips of a Chinese keyboard in one line: full-width punctuation outside quotes, an unpaired quote.
fn slip(line: &str) -> Option<(usize, String)> {
    let mut quote: Option<(usize, char)> = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if let Some((_, open)) = quote {
            if escaped {
                escaped = false;
            } else if c == '\\' && open == '"' {
                escaped = true;
            } else if c == open {
                quote = None;
            }
            continue;
        }
        let message = match c {
            '"' | '\'' => {
                quote = Some((at, c));
                continue;
            }
            '#' => break,
            '“' | '”' | '„' | '‟' | '＂' | '‘' | '’' | '＇' | '「' | '」' | '『' | '』' => {
                format!("{c} 不能当引号用；词的两边要用半角引号，写成 \"错误写法\" = \"正确写法\"")
            }
            '＝' => "“＝”是全角等号；请改成半角的 =".to_owned(),
            '：' | ':' => format!("这里要用等号 =，不用“{c}”"),
            '，' | '、' | '；' => format!("“{c}”要改成半角逗号 ,"),
            '｛' | '｝' | '［' | '］' | '【' | '】' | '〔' | '〕' => {
                format!("“{c}”是全角括号；请改成半角的 {{ }} 或 [ ]")
            }
            '\u{3000}' => "这里有一个全角空格；请删去或改成半角空格".to_owned(),
            _ => continue,
        };
        return Some((at, message));
    }
    let (at, _) = quote?;
    let message = if line.contains(['“', '”', '＂']) {
        "引号没有配对：一头是半角、一头是全角；请都改成半角引号 \""
    } else {
        "引号没有配对；每个词两边各要一个半角引号 \""
    };
    Some((at, message.to_owned()))
}

/// The message for what the parser says of `slice`; `rest` begins with the slice.
fn translate(message: &str, slice: &str, rest: Option<&str>) -> String {
    let (cause, _) = message.split_once(',').unwrap_or((message, ""));
    match cause {
        "string values must be quoted" | "missing value" | "missing value for key" if slice.is_empty() => {
            "等号右边缺内容；请补上，例如 \"正确写法\"".to_owned()
        }
        "string values must be quoted"
        | "invalid boolean"
        | "invalid integer number"
        | "invalid float number"
        | "invalid date-time" => {
            format!("右边的“{slice}”要加引号：\"{slice}\"（真假值写 true 或 false，不加引号）")
        }
        "unquoted keys cannot be empty" => "等号左边缺内容；请补上带引号的错误写法".to_owned(),
        "key with no value" => "缺少等号；一行写成 \"错误写法\" = \"正确写法\"".to_owned(),
        "missing comma between key-value pairs" | "missing comma between array elements" => {
            "两项之间要用半角逗号 , 隔开".to_owned()
        }
        "extra comma in array" | "extra comma in inline table" => "多了一个逗号；请删去".to_owned(),
        "unclosed table" | "unclosed array table" => "方括号没有配对；[term] 这样的行前后各一个方括号".to_owned(),
        "unexpected key or value" => {
            let surplus = rest.and_then(|rest| rest.lines().next()).unwrap_or_default().trim();
            format!("“{surplus}”是多余的；一行只写一条，行末不加标点，说明文字前加 #")
        }
        "missing escaped value" => "引号里的反斜杠 \\ 有特殊含义；要写反斜杠本身请连写两个 \\\\".to_owned(),
        _ => format!("这一行不合词典的格式；请检查引号、等号和括号（原文：{message}）"),
    }
}

/// Where keys and values stand in what could be parsed.
struct Outline<'r> {
    /// The sections.
    sections: HashSet<&'r str>,
    /// Where the keys of `[dictionary]` begin.
    header: HashSet<usize>,
    /// Where each key of any section begins.
    keys: HashMap<&'r str, usize>,
    /// The values with their keys, by place.
    values: Vec<(Range<usize>, Section, &'r str)>,
}

impl<'r> Outline<'r> {
    fn new(root: &'r DeTable<'_>) -> Self {
        let mut outline = Self {
            sections: root.keys().map(|key| &**key.get_ref()).collect(),
            header: HashSet::new(),
            keys: HashMap::new(),
            values: Vec::new(),
        };
        for (section, value) in root {
            let DeValue::Table(table) = value.get_ref() else {
                continue;
            };
            let of = Section::ALL.into_iter().find(|of| of.id() == &**section.get_ref());
            for (key, value) in table {
                let at = key.span().start;
                if section.get_ref() == "dictionary" {
                    outline.header.insert(at);
                }
                outline.keys.insert(key.get_ref(), at);
                outline
                    .values
                    .push((value.span(), of.unwrap_or(Section::Term), key.get_ref()));
            }
        }
        outline.values.sort_unstable_by_key(|(span, ..)| span.start);
        outline
    }

    /// The message for a key without quotes that only a Chinese speaker would write: an entry wants quotes; where keys
    /// are fixed it is no key at all.
    fn bare_key(&self, at: usize, name: &str) -> String {
        if self.header.contains(&at) {
            return unknown_key(Place::Header, name);
        }
        let before = self.values.partition_point(|(span, ..)| span.start <= at);
        let value = before.checked_sub(1).and_then(|last| self.values.get(last));
        match value {
            Some((span, section, entry)) if span.contains(&at) => unknown_key(Place::Entry(*section, entry), name),
            _ => format!("左边的词要加引号：\"{name}\" = ……"),
        }
    }

    /// The message for a key that is written again on `line`, with the line of the first.
    fn duplicate(&self, lines: &LineIndex, slice: &str, line: usize) -> String {
        let name = slice.trim_matches(['"', '\'']);
        if self.sections.contains(name) {
            return format!("[{name}] 重复了；一个文件只要一个，请把内容都写在第一个下面");
        }
        let first = self.keys.get(name).map(|&at| lines.line(at));
        let first = first
            .filter(|&first| first < line)
            .map_or_else(String::new, |first| format!("，第 {first} 行已经有了"));
        format!("“{name}”重复了{first}；请合成一条或删去一条")
    }
}
