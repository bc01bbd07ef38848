//! SQLite files: the rows of a query, or of the one table that looks like posts.

use std::sync::atomic::Ordering;

use rusqlite::{Connection, OpenFlags, Row, types::ValueRef};

use super::{Halt, Out, Source, record::Columns, text};
use crate::problem::ProblemKind;

pub(super) fn read(source: &Source, out: &mut Out<'_>) -> Result<(), Halt> {
    let unreadable = |error: rusqlite::Error| {
        let message = format!("数据库不能读取（原文：{error}）；请确认它是 SQLite 文件，没有被别的程序占用");
        Halt::Problem(source.problem(ProblemKind::Unreadable, message))
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(&source.path, flags).map_err(unreadable)?;
    let query = match &out.options.query {
        Some(query) => query.clone(),
        None => query_of_only_table(source, &database, out)?,
    };
    let unusable = |error: &dyn std::fmt::Display| {
        let message = format!("查询不能执行（原文：{error}）；请核对 --query");
        Halt::Problem(source.problem(ProblemKind::Config, message))
    };
    let mut statement = database.prepare(&query).map_err(|error| unusable(&error))?;
    if !statement.readonly() {
        return Err(unusable(&"不是 SELECT"));
    }
    let names: Vec<String> = statement.column_names().iter().map(|&name| name.to_owned()).collect();
    let Some(columns) = Columns::find(&names, &out.options.mapping) else {
        let message = Columns::missing(&names);
        return Err(Halt::Problem(source.problem(ProblemKind::Config, message)));
    };
    let mut rows = statement.query([]).map_err(|error| unusable(&error))?;
    let mut number = 0_usize;
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(error) => return Err(text::cut_short(source, number, &error)),
        };
        number += 1;
        match cells(row, names.len()) {
            Ok(cells) => {
                let place = format!("{}:{number}", source.name);
                let cell = |index: usize| cells.get(index).cloned().unwrap_or_default();
                out.post(columns.post(source, place, &names, cell))?;
            }
            Err(message) => out.problem(source.problem_at(number, message))?,
        }
    }
    let bytes = std::fs::metadata(&source.path).map_or(0, |metadata| metadata.len());
    out.bytes_read.fetch_add(bytes, Ordering::Relaxed);
    Ok(())
}

/// The texts in a row, or what is wrong with it.
fn cells(row: &Row<'_>, columns: usize) -> Result<Vec<String>, String> {
    (0..columns)
        .map(|index| {
            let value = row
                .get_ref(index)
                .map_err(|error| format!("这一行不能读取（原文：{error}）"))?;
            match value {
                ValueRef::Null => Ok(String::new()),
                ValueRef::Integer(number) => Ok(number.to_string()),
                ValueRef::Real(number) => Ok(number.to_string()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => text::decode_part(bytes, encoding_rs::UTF_8)
                    .map_err(|message| format!("这一行第 {} 列{message}", index + 1)),
            }
        })
        .collect()
}

/// A query for all rows of the one table with a column for the text.
fn query_of_only_table(source: &Source, database: &Connection, out: &Out<'_>) -> Result<String, Halt> {
    let unreadable = |error: rusqlite::Error| {
        let message = format!("数据库不能读取（原文：{error}）；请确认它是没有加密的 SQLite 文件");
        Halt::Problem(source.problem(ProblemKind::Unreadable, message))
    };
    let mut statement = database
        .prepare(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .map_err(unreadable)?;
    let tables: Result<Vec<String>, _> = statement.query_map([], |row| row.get(0)).and_then(Iterator::collect);
    let tables = tables.map_err(unreadable)?;
    let mut fitting = Vec::new();
    for table in &tables {
        let query = format!("SELECT * FROM \"{}\"", table.replace('"', "\"\""));
        let Ok(statement) = database.prepare(&query) else {
            continue;
        };
        let names: Vec<String> = statement.column_names().iter().map(|&name| name.to_owned()).collect();
        if Columns::find(&names, &out.options.mapping).is_some_and(|columns| columns.has_body()) {
            fitting.push(query);
        }
    }
    match fitting.as_slice() {
        [query] => Ok(query.clone()),
        _ => {
            let message = format!(
                "不能确定稿件在哪个表里；请用 --query 写明，例如 --query 'SELECT title AS 标题, body AS 正文 FROM 表名'\
                 （现有的表：{}）",
                tables.join("、")
            );
            Err(Halt::Problem(source.problem(ProblemKind::Config, message)))
        }
    }
}
