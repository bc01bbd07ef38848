//! The lines of a text, for the formats that are read line by line.

use crate::text::text_range::TextRange;

/// Walks over the lines of a text, without their ends. A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Debug)]
pub(super) struct Lines<'s> {
    source: &'s str,
    next: usize,
}

impl<'s> Lines<'s> {
    /// Begins at the start of `source`.
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, next: 0 }
    }

    /// Where the next line begins.
    pub(super) fn position(&self) -> usize {
        self.next
    }
}

impl Iterator for Lines<'_> {
    type Item = TextRange;

    fn next(&mut self) -> Option<TextRange> {
        let rest = self
            .source
            .as_bytes()
            .get(self.next..)
            .filter(|rest| !rest.is_empty())?;
        let line = TextRange::new(
            self.next,
            self.next + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()),
        );
        let end_length = match rest.get(line.len()..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            _ => 0,
        };
        self.next = line.end + end_length;
        Some(line)
    }
}
