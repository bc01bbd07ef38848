//! Workbooks. Rows are read one by one, since a sheet with one cell far out would fill the memory as a rectangle.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader as _, Xlsx};

use super::{Halt, Out, Source, archive, read_at_most, record::Columns};
use crate::{input::read::io_problem, problem::ProblemKind, text::day::day_of};

/// The largest workbook that is read, in bytes: its texts are all in memory at once.
const LARGEST: u64 = 512 << 20;

/// Rows in which the names of the columns are looked for.
const TITLE_ROWS: usize = 5;

pub(super) fn read(source: &Source, content: impl Read, out: &mut Out<'_>) -> Result<(), Halt> {
    let unreadable = |message: String| Halt::Problem(source.problem(ProblemKind::Unreadable, message));
    let broken = |error: &dyn std::fmt::Display| {
        unreadable(format!(
            "这个表格不能读取；请用表格软件打开后重新存成 .xlsx（原文：{error}）"
        ))
    };
    let bytes = read_at_most(content, LARGEST).map_err(|error| io_problem(source.name.clone(), &error))?;
    let Some(bytes) = bytes else {
        return Err(unreadable(
            "表格超过 512 MB，不能读取；请拆成几个，或存成 .csv".to_owned(),
        ));
    };
    archive::check_limits(&bytes).map_err(unreadable)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut met: Vec<String> = Vec::new();
    let mut found = false;
    for sheet in book.sheet_names() {
        let mut cells = match book.worksheet_cells_reader(&sheet) {
            Ok(cells) => cells,
            // A chart has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(broken(&error)),
        };
        let mut rows = Rows::new(source, &sheet);
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    if rows.number != Some(row) && !rows.end_row(out)? {
                        break;
                    }
                    rows.add(row, column, text(cell.get_value()));
                }
                Ok(None) => {
                    rows.end_row(out)?;
                    break;
                }
                Err(error) => return Err(broken(&error)),
            }
        }
        found |= rows.columns.is_some();
        if met.is_empty() {
            met = rows.names;
        }
    }
    if found {
        Ok(())
    } else {
        Err(Halt::NotPosts(Columns::missing(&met)))
    }
}

/// Gathers the cells of a sheet to rows, and rows to posts.
struct Rows<'s> {
    source: &'s Source,
    sheet: &'s str,
    /// The row that is being gathered, from 0.
    number: Option<u32>,
    cells: Vec<(u32, String)>,
    names: Vec<String>,
    columns: Option<Columns>,
    /// Rows without the names of columns so far.
    looked_at: usize,
}

impl<'s> Rows<'s> {
    fn new(source: &'s Source, sheet: &'s str) -> Self {
        Self {
            source,
            sheet,
            number: None,
            cells: Vec::new(),
            names: Vec::new(),
            columns: None,
            looked_at: 0,
        }
    }

    fn add(&mut self, row: u32, column: u32, text: String) {
        self.number = Some(row);
        if !text.is_empty() {
            self.cells.push((column, text));
        }
    }

    /// Takes the gathered row for the header or for a post; tells whether to go on.
    fn end_row(&mut self, out: &mut Out<'_>) -> Result<bool, Halt> {
        let Some(number) = self.number.take() else {
            return Ok(true);
        };
        let cells = std::mem::take(&mut self.cells);
        if let Some(columns) = &self.columns {
            if !cells.is_empty() {
                let place = format!("{}:{}:{}", self.source.name, self.sheet, u64::from(number) + 1);
                let cell = |index: usize| {
                    let cell = cells.iter().find(|(column, _)| usize::try_from(*column) == Ok(index));
                    cell.map_or_else(String::new, |(_, text)| text.clone())
                };
                out.post(columns.post(self.source, place, &self.names, cell))?;
            }
            return Ok(true);
        }
        // A header has its names side by side; a cell far out is none.
        let mut names = Vec::new();
        for (column, text) in cells {
            let index = usize::try_from(column).unwrap_or(usize::MAX);
            if index < 1000 {
                names.resize(names.len().max(index + 1), String::new());
                if let Some(name) = names.get_mut(index) {
                    *name = text;
                }
            }
        }
        self.columns = Columns::find(&names, &out.options.mapping);
        if self.columns.is_some() || self.names.is_empty() {
            self.names = names;
        }
        self.looked_at += 1;
        Ok(self.columns.is_some() || self.looked_at < TITLE_ROWS)
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            let date = day_of(year.into(), month.into(), day.into());
            date.map_or_else(String::new, |date| date.to_string())
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
