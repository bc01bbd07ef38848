//! The ledger as CSV that spreadsheets open with Hanzi intact.
//!
//! A cell that would be taken for a formula begins with an apostrophe: a post must not run anything on the desk of whoever
//! opens the report.

use std::io::{self, Write};

use super::{aggregate::Audit, rows};

/// What begins a formula in some spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes the ledger of `audit`, in UTF-8 with a byte order mark.
///
/// # Errors
///
/// Those of the writer, and of the operating system.
pub fn write(audit: &mut Audit, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    table.write_record(rows::HEADER.into_iter().chain([rows::DONE]))?;
    let mut number = 0_usize;
    audit.for_each_post(|_, post, findings| {
        for finding in findings {
            number += 1;
            let cells = rows::finding(post, finding).map(harmless);
            let first = number.to_string();
            let row = [first.as_str()].into_iter().chain(cells.iter().map(String::as_str));
            table.write_record(row.chain(["", "", ""]))?;
        }
        Ok(())
    })?;
    table.flush()
}

fn harmless(cell: String) -> String {
    if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell
    }
}
