//! Reading a dictionary from a file of any form that an office has: TOML, CSV and TSV, XLSX, a plain list.
//!
//! The name of the file tells its form, and what it means is left to `dictionary`. Tables may be in any encoding that
//! texts may be in, since a spreadsheet saves CSV in the encoding of its system.

use std::{io::Cursor, path::Path};

use calamine::{Data, Reader, Xlsx};

use super::discover::{Unread, read_text, unread_bytes};
use crate::{
    dictionary::{self, Dictionary, table},
    input::{
        encoding::{DecodeHints, decode},
        store::FileStore,
    },
    problem::{Problem, ProblemKind},
};

/// The rows of a table that are read; more is not a dictionary.
const MOST_ROWS: usize = 200_000;

/// Reads the dictionary at `path` in `store`, which problems call `name`.
///
/// # Errors
///
/// That the file cannot be read; inside, what is wrong with what it says.
pub fn read_dictionary(
    path: &Path,
    name: &str,
    store: &dyn FileStore,
) -> Result<Result<Dictionary, Vec<Problem>>, Unread> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let title = path.file_stem().unwrap_or_default().to_string_lossy();
    // Spreadsheets on a Chinese system save in GB18030, and a short table leaves that open.
    let hints = DecodeHints {
        fallback: Some(encoding_rs::GB18030),
        ..DecodeHints::default()
    };
    match &*extension {
        "csv" | "tsv" | "txt" => {
            let bytes = store.read(path).map_err(|error| unread_bytes(&error))?;
            let text = match decode(bytes, &hints) {
                Ok(source) => source.text,
                Err(error) => return Ok(Err(vec![error.problem(name)])),
            };
            Ok(match &*extension {
                "txt" => table::from_list(name, &title, &text),
                "tsv" => separated(name, &text, b'\t').and_then(|rows| table::from_rows(name, &title, rows)),
                _ => separated(name, &text, b',').and_then(|rows| table::from_rows(name, &title, rows)),
            })
        }
        "xlsx" => {
            let bytes = store.read(path).map_err(|error| unread_bytes(&error))?;
            Ok(sheet(name, bytes).and_then(|rows| table::from_rows(name, &title, rows)))
        }
        "xls" | "et" => Ok(Err(vec![Problem::new(
            name,
            ProblemKind::Dictionary,
            "不支持这种旧表格；请另存为 .xlsx 或 .csv",
        )])),
        _ => Ok(dictionary::load(name, &read_text(path, store)?)),
    }
}

type Rows = Vec<(usize, Vec<String>)>;

fn separated(name: &str, text: &str, delimiter: u8) -> Result<Rows, Vec<Problem>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            let message = format!("这一行不能读取，请检查引号是否成对（原文：{error}）");
            vec![Problem::new(format!("{name}:{line}"), ProblemKind::Dictionary, message)]
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        rows.push((line, record.iter().map(str::to_owned).collect()));
        check_size(name, rows.len())?;
    }
    Ok(rows)
}

/// The rows of the first sheet.
fn sheet(name: &str, bytes: Vec<u8>) -> Result<Rows, Vec<Problem>> {
    let broken = |error: &dyn std::fmt::Display| {
        let message = format!("这个表格不能读取；请用表格软件打开后重新存成 .xlsx（原文：{error}）");
        vec![Problem::new(name, ProblemKind::Dictionary, message)]
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let range = match book.worksheet_range_at(0) {
        Some(range) => range.map_err(|error| broken(&error))?,
        None => return Err(broken(&"没有工作表")),
    };
    let first = range.start().map_or(0, |(row, _)| row as usize);
    check_size(name, range.height())?;
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        cell => cell.to_string(),
    };
    let rows = range.rows().enumerate();
    Ok(rows
        .map(|(index, row)| (first + index + 1, row.iter().map(text).collect()))
        .collect())
}

fn check_size(name: &str, rows: usize) -> Result<(), Vec<Problem>> {
    if rows <= MOST_ROWS {
        return Ok(());
    }
    let message = format!("超过 {MOST_ROWS} 行；请拆成几部词典，删去不用的行");
    Err(vec![Problem::new(name, ProblemKind::Dictionary, message)])
}
