//! The ledger as CSV that spreadsheets open with Hanzi intact.
//!
//! A cell that would be taken for a formula begins with an apostrophe: a post must not run anything on the desk of whoever
//! opens the report.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{aggregate::Audit, rows};
use crate::report::csv::harmless;

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
            let cells = rows::finding(post, finding);
            let row = [number.to_string().into()]
                .into_iter()
                .chain(cells.iter().map(|cell| harmless(cell)));
            let repair = ["", "", ""].map(Cow::Borrowed);
            table.write_record(row.chain(repair).map(Cow::into_owned))?;
        }
        Ok(())
    })?;
    table.flush()
}
