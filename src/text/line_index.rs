//! From a byte offset to a line and columns in any unit.
//!
//! One table serves every unit; the caller names the unit by the method it calls.

/// Where the lines of a source begin. A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

/// A place as people and machines name it. All numbers are 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line.
    pub line: usize,
    /// Column in Unicode scalar values.
    pub column: usize,
}

impl LineIndex {
    /// Finds the lines of `source` in one pass.
    #[must_use]
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// The 1-based line that holds a byte offset; past the end it is the last line.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// Line and scalar column of a byte offset of `source`.
    #[must_use]
    pub fn line_column(&self, source: &str, offset: usize) -> LineColumn {
        let (line, prefix) = self.prefix(source, offset);
        LineColumn {
            line: line + 1,
            column: prefix.chars().count() + 1,
        }
    }

    /// 1-based column in UTF-16 code units of a byte offset of `source`.
    #[must_use]
    pub fn utf16_column(&self, source: &str, offset: usize) -> usize {
        let (_, prefix) = self.prefix(source, offset);
        prefix.chars().map(char::len_utf16).sum::<usize>() + 1
    }

    /// The text of a 1-based line of `source`, without its line end.
    #[must_use]
    pub fn line_text<'s>(&self, source: &'s str, line: usize) -> &'s str {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return "";
        };
        let end = self.starts.get(line).copied().unwrap_or(source.len());
        source
            .get(start..end)
            .unwrap_or_default()
            .trim_end_matches(['\n', '\r'])
    }

    /// The text of every line of `source` in order, without the line ends.
    pub fn texts<'s>(&self, source: &'s str) -> impl Iterator<Item = &'s str> {
        (1..=self.starts.len()).map(move |line| self.line_text(source, line))
    }

    /// Byte offset at which a 1-based line begins; the end of the source is not a line.
    #[must_use]
    pub fn line_start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    fn prefix<'s>(&self, source: &'s str, offset: usize) -> (usize, &'s str) {
        let line = self.line(offset).saturating_sub(1);
        (line, source.get(self.starts[line]..offset).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_word_has_one_place_in_every_unit() {
        let source = "第一行\r\n𠮷😀é做为\n\r末行";
        let index = LineIndex::new(source);
        let at = source.find("做为").unwrap();
        assert_eq!(index.line_column(source, at), LineColumn { line: 2, column: 4 });
        assert_eq!(index.line(at), 2);
        assert_eq!(index.utf16_column(source, at), 6);
        assert_eq!(index.line_text(source, 2), "𠮷😀é做为");
        assert_eq!(index.line_text(source, 4), "末行");
    }
}
