//! From a finding's bytes in the decoded text to every unit that a report speaks.
//!
//! The text is walked once, from each wanted offset to the next, so that a megabyte on one line with a hundred thousand
//! findings costs no more than the same megabyte on many lines.

use crate::{
    diagnostic::Diagnostic,
    input::encoding::{SourceEncoding, SourceFile},
    report::{LocatedDiagnostic, LocatedRelated, excerpt::Excerpt},
    text::line_index::LineIndex,
};

/// One offset in every unit. Lines and columns are 1-based.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Bytes of the decoded text.
    offset: usize,
    /// Bytes of the file on disk.
    disk: usize,
    line: usize,
    /// Unicode scalar values.
    column: usize,
    /// UTF-16 code units.
    utf16_column: usize,
    /// Bytes of UTF-8.
    utf8_column: usize,
}

/// Gives every finding in `source` its place, in the order given. `path` is the file as the user named it.
#[must_use]
pub fn locate(diagnostics: Vec<Diagnostic>, path: &str, source: &SourceFile) -> Vec<LocatedDiagnostic> {
    locate_in(diagnostics, path, source, &source.text)
}

/// The same, with excerpts from `shown`, a text that differs from the source in characters but not in their places.
#[must_use]
pub fn locate_in(diagnostics: Vec<Diagnostic>, path: &str, source: &SourceFile, shown: &str) -> Vec<LocatedDiagnostic> {
    if diagnostics.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(&source.text);
    let places = places(&diagnostics, source, &lines);
    let plain_utf8 = SourceEncoding {
        encoding: encoding_rs::UTF_8,
        byte_order_mark: false,
    };
    // Every start and end is among the places, so the search always ends on it.
    let place = |offset| places[places.partition_point(|place| place.offset < offset)];

    diagnostics
        .into_iter()
        .map(|diagnostic| {
            let (start, end) = (place(diagnostic.range.start), place(diagnostic.range.end));
            let line_start = lines.line_start(start.line).unwrap_or_default();
            let excerpt = Excerpt::around(
                lines.line_text(shown, start.line),
                start.offset.saturating_sub(line_start),
                end.offset.saturating_sub(line_start),
            );
            let related = diagnostic.related.iter().map(|related| {
                let (start, end) = (place(related.range.start), place(related.range.end));
                LocatedRelated {
                    line: start.line,
                    column: start.column,
                    byte_start: start.disk,
                    byte_end: end.disk,
                }
            });
            LocatedDiagnostic {
                related: related.collect(),
                path: path.to_owned(),
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
                byte_start: start.disk,
                byte_end: end.disk,
                utf16_column: start.utf16_column,
                utf8_column: start.utf8_column,
                utf8_end_column: end.utf8_column,
                is_plain_utf8: source.encoding == plain_utf8,
                excerpt,
                redacted: None,
                diagnostic,
            }
        })
        .collect()
}

/// The places of all starts and ends, those of related places too, ascending.
fn places(diagnostics: &[Diagnostic], source: &SourceFile, lines: &LineIndex) -> Vec<Place> {
    let mut offsets: Vec<usize> = diagnostics
        .iter()
        .flat_map(|diagnostic| {
            let related = diagnostic.related.iter().map(|related| related.range);
            std::iter::once(diagnostic.range).chain(related)
        })
        .flat_map(|range| [range.start, range.end])
        .collect();
    offsets.sort_unstable();
    offsets.dedup();
    let disk_offsets = source.disk_offsets(&offsets);

    let mut at = 0;
    let (mut line, mut column, mut utf16_column, mut utf8_column) = (1, 1, 1, 1);
    offsets
        .into_iter()
        .zip(disk_offsets)
        .map(|(offset, disk)| {
            let next_line = lines.line(offset);
            if next_line != line {
                at = lines.line_start(next_line).unwrap_or(offset);
                (line, column, utf16_column, utf8_column) = (next_line, 1, 1, 1);
            }
            for c in source.text.get(at..offset).unwrap_or_default().chars() {
                column += 1;
                utf16_column += c.len_utf16();
                utf8_column += c.len_utf8();
            }
            at = offset;
            Place {
                offset,
                disk,
                line,
                column,
                utf16_column,
                utf8_column,
            }
        })
        .collect()
}
