//! Tables of text: CSV and TSV, in the encoding that a spreadsheet saved them in.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8};

use super::{Halt, Out, Source, record::Columns, text};

/// Rows in which the names of the columns are looked for: above them may stand a title.
const TITLE_ROWS: usize = 5;

pub(super) fn read(source: &Source, delimiter: u8, content: impl Read, out: &mut Out<'_>) -> Result<(), Halt> {
    let encoded = text::encoded(source, content, false, out)?;
    if encoded.keeps_separators() {
        let encoding = encoded.encoding;
        rows(source, delimiter, encoded.bytes, encoding, out)
    } else {
        rows(source, delimiter, encoded.into_utf8(), UTF_8, out)
    }
}

fn rows(
    source: &Source,
    delimiter: u8,
    bytes: impl Read,
    encoding: &'static Encoding,
    out: &mut Out<'_>,
) -> Result<(), Halt> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut row = csv::ByteRecord::new();
    let mut names = Vec::new();
    let mut columns = None;
    let mut number = 0;
    loop {
        let read = reader.read_byte_record(&mut row);
        let line = row.position().map_or(0, csv::Position::line);
        match read {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => return Err(text::cut_short(source, number, &error)),
        }
        let cells: Result<Vec<String>, String> = row.iter().map(|cell| text::decode_part(cell, encoding)).collect();
        let cells = match cells {
            Ok(cells) => cells,
            Err(message) => {
                out.problem(source.problem_at(line, format!("这一行{message}")))?;
                continue;
            }
        };
        let Some(known) = &columns else {
            columns = Columns::find(&cells, &out.options.mapping);
            if columns.is_some() || names.is_empty() {
                names = cells;
            }
            number += 1;
            if columns.is_none() && number >= TITLE_ROWS {
                break;
            }
            continue;
        };
        number += 1;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let place = format!("{}:{line}", source.name);
        let cell = |index: usize| cells.get(index).cloned().unwrap_or_default();
        out.post(known.post(source, place, &names, cell))?;
    }
    match columns {
        Some(_) => Ok(()),
        None => Err(Halt::NotPosts(Columns::missing(&names))),
    }
}
