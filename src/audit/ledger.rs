//! The ledger of repairs (整改台账) as a workbook. Rows go to disk as they are written, and every text is a text: what a
//! post holds never becomes a formula.

use std::io::{self, Seek, Write};

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{aggregate::Audit, rows};

/// Rows below the header that a sheet can hold, less one to say that there are more.
const MOST_ROWS: u32 = 1_048_574;

/// Writes the ledger of `audit`.
///
/// # Errors
///
/// Those of the writer, and of the operating system.
pub fn write(audit: &mut Audit, out: impl Write + Seek + Send) -> io::Result<()> {
    let mut book = Workbook::new();
    let heading = Format::new()
        .set_bold()
        .set_background_color("#DCE6F1")
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);

    let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
    begin(sheet, "摘要", &["项目", "数值"], &[36.0, 24.0], &heading)?;
    for (row, (name, value)) in (1..).zip(rows::summary(audit)) {
        put(sheet, row, [&*name, &*value], &text)?;
    }

    let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
    let widths = [
        6.0, 6.0, 8.0, 14.0, 14.0, 32.0, 48.0, 28.0, 20.0, 28.0, 12.0, 12.0, 10.0, 10.0, 28.0, 24.0, 10.0, 12.0, 10.0,
    ];
    let header: Vec<&str> = rows::HEADER.into_iter().chain([rows::DONE]).collect();
    begin(sheet, "整改台账", &header, &widths, &heading)?;
    let mut row = 0;
    let mut left_out = 0_usize;
    audit.for_each_post(|_, post, findings| {
        for finding in findings {
            if row == MOST_ROWS {
                left_out += 1;
                continue;
            }
            row += 1;
            number(sheet, row, 0, f64::from(row), &text)?;
            for (column, cell) in (1..).zip(rows::finding(post, finding)) {
                sheet
                    .write_string_with_format(row, column, cell, &text)
                    .map_err(failed)?;
            }
        }
        Ok(())
    })?;
    filter(sheet, row, header.len())?;
    rest(sheet, row, left_out, &text)?;

    let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
    let widths = [6.0, 40.0, 12.0, 12.0, 10.0, 10.0, 10.0, 8.0, 8.0, 8.0, 32.0, 32.0];
    begin(sheet, "稿件", &rows::POSTS_HEADER, &widths, &heading)?;
    let mut row = 0;
    let mut left_out = 0_usize;
    audit.for_each_post(|_, post, _| {
        if row == MOST_ROWS {
            left_out += 1;
            return Ok(());
        }
        row += 1;
        number(sheet, row, 0, f64::from(row), &text)?;
        let day = rows::day(post);
        let texts = [&*post.title, &*day, &*post.column, &*post.author, &*post.editor];
        for (column, cell) in (1..).zip(texts) {
            sheet
                .write_string_with_format(row, column, rows::cell(cell), &text)
                .map_err(failed)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "no post has 2⁵³ Hanzi")]
        let hanzi = post.hanzi as f64;
        number(sheet, row, 6, hanzi, &text)?;
        for (column, count) in (7..).zip(post.counts) {
            number(sheet, row, column, f64::from(count), &text)?;
        }
        for (column, cell) in (10..).zip([&*post.place, &*post.url]) {
            sheet
                .write_string_with_format(row, column, rows::cell(cell), &text)
                .map_err(failed)?;
        }
        Ok(())
    })?;
    filter(sheet, row, rows::POSTS_HEADER.len())?;
    rest(sheet, row, left_out, &text)?;

    let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
    begin(sheet, "没有检查的", &["位置", "原因"], &[48.0, 64.0], &heading)?;
    let problems = audit
        .problems
        .iter()
        .map(|problem| (problem.path.as_str(), problem.message.as_str()));
    let passed = audit
        .passed_over
        .iter()
        .flat_map(|(reason, places)| places.places.iter().map(move |place| (place.as_str(), reason.label())));
    let mut row = 0;
    for (place, reason) in problems
        .chain(passed)
        .take(usize::try_from(MOST_ROWS).unwrap_or(usize::MAX))
    {
        row += 1;
        put(sheet, row, [place, reason], &text)?;
    }
    filter(sheet, row, 2)?;
    book.save_to_writer(out).map_err(failed)
}

fn begin(sheet: &mut Worksheet, name: &str, header: &[&str], widths: &[f64], format: &Format) -> io::Result<()> {
    sheet.set_name(name).map_err(failed)?;
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    for (column, &width) in (0..).zip(widths) {
        sheet.set_column_width(column, width).map_err(failed)?;
    }
    for (column, &text) in (0..).zip(header) {
        sheet
            .write_string_with_format(0, column, text, format)
            .map_err(failed)?;
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, cells: [&str; 2], format: &Format) -> io::Result<()> {
    for (column, text) in (0..).zip(cells) {
        sheet
            .write_string_with_format(row, column, rows::cell(text), format)
            .map_err(failed)?;
    }
    Ok(())
}

fn number(sheet: &mut Worksheet, row: u32, column: u16, value: f64, format: &Format) -> io::Result<()> {
    sheet
        .write_number_with_format(row, column, value, format)
        .map_err(failed)?;
    Ok(())
}

fn filter(sheet: &mut Worksheet, last_row: u32, columns: usize) -> io::Result<()> {
    let last_column = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last_row, last_column).map_err(failed)?;
    Ok(())
}

/// Says how much did not fit.
fn rest(sheet: &mut Worksheet, row: u32, left_out: usize, format: &Format) -> io::Result<()> {
    if left_out > 0 {
        let text = format!("另有 {left_out} 行放不下，请看 CSV 或 JSON");
        sheet
            .write_string_with_format(row + 1, 1, text, format)
            .map_err(failed)?;
    }
    Ok(())
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(error)
}
