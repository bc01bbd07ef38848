//! A dictionary that is a table or a list: what an office already has.
//!
//! The first row names the columns; only the wrong form must be there. Columns that mean nothing here (序号, 日期) are
//! passed over. A row becomes the entry that the same line of TOML would be, and a fault names the row. Reading files is
//! left to the caller.

use std::{collections::HashMap, sync::Arc};

use super::{
    Dictionary,
    keys::Section,
    load::{self, Defaults},
    schema::{Fault, FaultKind, Text, Written},
};
use crate::{
    diagnostic::{Gate, Severity},
    problem::{Problem, ProblemKind},
};

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Column {
    Wrong,
    Right,
    Severity,
    Gate,
    Basis,
    Note,
    Except,
}

impl Column {
    const ALL: [Self; 7] = [
        Self::Wrong,
        Self::Right,
        Self::Severity,
        Self::Gate,
        Self::Basis,
        Self::Note,
        Self::Except,
    ];

    /// The names by which it is known, the one that is taught first.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Wrong => &["错误表述", "错误写法", "错误", "错词", "不规范表述", "敏感词", "wrong"],
            Self::Right => &[
                "规范表述",
                "正确表述",
                "正确写法",
                "规范写法",
                "正确",
                "建议",
                "right",
                "to",
            ],
            Self::Severity => &["级别", "严重程度", "severity"],
            Self::Gate => &["关口", "类别", "gate"],
            Self::Basis => &["依据", "出处", "来源", "basis"],
            Self::Note => &["说明", "备注", "note"],
            Self::Except => &["例外", "except"],
        }
    }
}

/// Rows in which the names of the columns are looked for: above them may stand a title.
const TITLE_ROWS: usize = 5;

/// Reads rows, each with its 1-based number in the file. `path` is the name that problems and entries give it, `title`
/// the name of the dictionary, whose id follows from it.
///
/// # Errors
///
/// Every fault that was found, each with `path:row`.
pub fn from_rows(
    path: &str,
    title: &str,
    rows: impl IntoIterator<Item = (usize, Vec<String>)>,
) -> Result<Dictionary, Vec<Problem>> {
    let mut rows = rows.into_iter();
    let mut columns = HashMap::new();
    for (_, row) in rows.by_ref().take(TITLE_ROWS) {
        columns = header(&row);
        if columns.contains_key(&Column::Wrong) {
            break;
        }
    }
    if !columns.contains_key(&Column::Wrong) {
        let known: Vec<&str> = Column::ALL.map(|column| column.names()[0]).to_vec();
        let message = format!("没有找到“错误表述”这一列；第一行要写列名，可以有：{}", known.join("、"));
        return Err(vec![Problem::new(path, ProblemKind::Dictionary, message)]);
    }
    let mut written = Vec::new();
    let mut faults = Vec::new();
    for (number, row) in rows {
        let cell = |column: Column| {
            let index = columns.get(&column)?;
            row.get(*index).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let Some(wrong) = cell(Column::Wrong) else {
            if row.iter().any(|cell| !cell.trim().is_empty()) {
                faults.push(fault(number, "“错误表述”这一格是空的；请补上，或删去整行".to_owned()));
            }
            continue;
        };
        let mut entry = Written::new(Section::Term, text(number, wrong));
        for (column, key, separators) in [
            (Column::Right, "to", &['；', ';', '|', '\n'][..]),
            (Column::Except, "except", &['；', ';', '|', '\n', '、', '，'][..]),
        ] {
            let values = cell(column).into_iter().flat_map(|cell| cell.split(separators));
            let values = values.map(str::trim).filter(|value| !value.is_empty());
            entry.set_texts(key, values.map(|value| text(number, value)).collect());
        }
        for (column, key) in [(Column::Basis, "basis"), (Column::Note, "note")] {
            entry.set_texts(key, cell(column).map(|cell| text(number, cell)).into_iter().collect());
        }
        if let Some(cell) = cell(Column::Severity) {
            entry.severity = Severity::ALL
                .into_iter()
                .find(|severity| [severity.id(), severity.label()].contains(&cell));
            if entry.severity.is_none() {
                faults.push(fault(number, format!("级别不能写“{cell}”；请写错误、警告或提示")));
            }
        }
        if let Some(cell) = cell(Column::Gate) {
            entry.gate = Gate::ALL
                .into_iter()
                .find(|gate| [gate.id(), gate.label()].contains(&cell));
            if entry.gate.is_none() {
                let message = format!("关口不能写“{cell}”；请写政治关、政策关、保密关或文字关");
                faults.push(fault(number, message));
            }
        }
        if entry.texts("to").is_empty() && entry.texts("note").is_empty() {
            let message = format!("“{wrong}”没有规范表述，也没有说明；请至少写一样");
            faults.push(fault(number, message));
        }
        written.push(entry);
    }
    assemble(path, title, &written, faults)
}

/// Reads a list with a wrong form on each line, or a wrong and a right form with a tab, an arrow or an equals sign
/// between them; `#` begins a remark.
///
/// # Errors
///
/// Every fault that was found, each with `path:line`.
pub fn from_list(path: &str, title: &str, list: &str) -> Result<Dictionary, Vec<Problem>> {
    let list = list.strip_prefix('\u{feff}').unwrap_or(list);
    let mut written = Vec::new();
    let mut faults = Vec::new();
    for (index, line) in list.lines().enumerate() {
        let line = line.split_once('#').map_or(line, |(line, _)| line).trim();
        if line.is_empty() {
            continue;
        }
        let number = index + 1;
        let mut parts = line.split(['\t', '→', '=', '＝']).map(str::trim);
        let wrong = parts.next().unwrap_or_default();
        if wrong.is_empty() {
            faults.push(fault(number, "左边的错误写法是空的；请补上，或删去这一行".to_owned()));
            continue;
        }
        let mut entry = Written::new(Section::Term, text(number, wrong));
        let right: Vec<Text> = parts
            .filter(|part| !part.is_empty())
            .map(|part| text(number, part))
            .collect();
        if right.is_empty() {
            entry.set_texts("note", vec![text(number, &format!("在《{title}》里"))]);
        }
        entry.set_texts("to", right);
        written.push(entry);
    }
    assemble(path, title, &written, faults)
}

/// The columns that a row names.
fn header(row: &[String]) -> HashMap<Column, usize> {
    let mut columns = HashMap::new();
    for (index, cell) in row.iter().enumerate() {
        let name = cell.trim().trim_start_matches('\u{feff}').to_lowercase();
        let column = Column::ALL.into_iter().find(|column| column.names().contains(&&*name));
        if let Some(column) = column {
            columns.entry(column).or_insert(index);
        }
    }
    columns
}

/// In a table the place of a text is its row.
fn text(number: usize, value: &str) -> Text {
    Text {
        at: number,
        value: value.to_owned(),
    }
}

fn fault(number: usize, message: String) -> Fault {
    Fault {
        at: number,
        kind: FaultKind::Written,
        message,
    }
}

fn assemble(path: &str, title: &str, written: &[Written], mut faults: Vec<Fault>) -> Result<Dictionary, Vec<Problem>> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for entry in written {
        load::check_entry(entry, &mut faults);
        let form = &entry.form;
        if let Some(before) = first.insert(&form.value, form.at) {
            first.insert(&form.value, before);
            let message = format!("“{}”和第 {before} 行重复；请合成一行或删去一行", form.value);
            faults.push(fault(form.at, message));
        }
    }
    if written.is_empty() && faults.is_empty() {
        let message = "里面没有词条；请从第二行起写，一行一条";
        return Err(vec![Problem::new(path, ProblemKind::Dictionary, message)]);
    }
    faults.sort_by_key(|fault| fault.at);
    if !faults.is_empty() {
        return Err(faults
            .into_iter()
            .map(|fault| Problem::new(format!("{path}:{}", fault.at), ProblemKind::Dictionary, fault.message))
            .collect());
    }
    let id = id_of(title);
    let defaults = Defaults {
        gate: Gate::Language,
        severity: Severity::Error,
        basis: None,
    };
    Ok(Dictionary {
        entries: written
            .iter()
            .map(|written| Arc::new(load::entry(written, &id, &defaults, |row| row)))
            .collect(),
        id,
        title: title.to_owned(),
        version: load::NO_VERSION.to_owned(),
        enabled: true,
        fix: true,
        path: path.to_owned(),
    })
}

/// The id of a dictionary that states none: its name as far as an id may hold it.
fn id_of(title: &str) -> String {
    let id: String = title
        .to_lowercase()
        .chars()
        .map(|c| if c == '_' || c == ' ' { '-' } else { c })
        .filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-')
        .collect();
    let id = id.trim_matches('-');
    if id.chars().any(|c| c.is_ascii_lowercase()) {
        id.to_owned()
    } else {
        "own".to_owned()
    }
}
