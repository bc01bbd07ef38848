//! Scalars of front matter: plain, quoted and multi-line strings, with their escapes, line by line.

use super::builder::DocumentBuilder;
use crate::text::text_range::TextRange;

/// What a front matter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Yaml,
    Toml,
}

/// A scalar that is being read.
#[derive(Debug)]
pub(super) struct Scalar<'s> {
    source: &'s str,
    syntax: Syntax,
    style: Style,
    in_list: bool,
    is_complete: bool,
    /// Bytes of the opening quotes, not yet passed over.
    opening: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    /// `"…"`, or the three quotes of TOML.
    Escaped(&'static str),
    /// `'…'`, or the three quotes of TOML.
    Literal(&'static str),
}

impl<'s> Scalar<'s> {
    /// Begins a scalar whose first line is `rest`.
    pub(super) fn begin(source: &'s str, rest: TextRange, syntax: Syntax, in_list: bool) -> Self {
        let text = rest.slice(source);
        let is_toml = syntax == Syntax::Toml;
        let style = match text.as_bytes() {
            [b'"', b'"', b'"', ..] if is_toml => Style::Escaped("\"\"\""),
            [b'\'', b'\'', b'\'', ..] if is_toml => Style::Literal("'''"),
            [b'"', ..] => Style::Escaped("\""),
            [b'\'', ..] => Style::Literal("'"),
            _ => Style::Plain,
        };
        let opening = match style {
            Style::Plain => 0,
            Style::Escaped(quote) | Style::Literal(quote) => quote.len(),
        };
        Self {
            source,
            syntax,
            style,
            in_list,
            is_complete: false,
            opening,
        }
    }

    /// Whether it has ended; a plain one can only be ended by the line after it.
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Whether it stands without quotes.
    pub(super) fn is_plain(&self) -> bool {
        self.style == Style::Plain
    }

    /// Reads what belongs to it of `line`, and returns the rest of the line.
    pub(super) fn read_line(&mut self, line: TextRange, builder: &mut DocumentBuilder<'_>) -> TextRange {
        let opening = std::mem::take(&mut self.opening);
        let line = TextRange::new(line.start + opening, line.end);
        let at = match self.style {
            Style::Plain => self.read_plain(line, builder),
            Style::Escaped(quote) => self.read_escaped(line, quote, builder),
            Style::Literal(quote) => self.read_literal(line, quote, builder),
        };
        TextRange::new(at.min(line.end), line.end)
    }

    fn read_plain(&mut self, line: TextRange, builder: &mut DocumentBuilder<'_>) -> usize {
        let text = line.slice(self.source);
        let ends = |(at, c): (usize, char)| match c {
            '#' => text
                .get(..at)
                .is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t'])),
            ',' | ']' => self.in_list,
            _ => false,
        };
        let end = text.char_indices().find(|&found| ends(found)).map(|(at, _)| at);
        // TOML has no plain strings; a number or a date is no prose, and never goes on.
        let value = text.get(..end.unwrap_or(text.len())).unwrap_or_default().trim_end();
        if self.syntax == Syntax::Yaml {
            builder.text(line.start..line.start + value.len());
        }
        self.is_complete = end.is_some() || self.syntax == Syntax::Toml;
        line.start + end.unwrap_or(text.len())
    }

    fn read_literal(&mut self, line: TextRange, quote: &'static str, builder: &mut DocumentBuilder<'_>) -> usize {
        let text = line.slice(self.source);
        let mut from = 0;
        loop {
            let rest = text.get(from..).unwrap_or_default();
            let Some(at) = rest.find(quote) else {
                builder.text(line.start + from..line.end);
                return line.end;
            };
            builder.text(line.start + from..line.start + from + at);
            let after = from + at + quote.len();
            let is_doubled =
                self.syntax == Syntax::Yaml && text.get(after..).is_some_and(|rest| rest.starts_with('\''));
            if !is_doubled {
                self.is_complete = true;
                return line.start + after;
            }
            builder.replaced(line.start + from + at..line.start + after + 1, "'");
            from = after + 1;
        }
    }

    fn read_escaped(&mut self, line: TextRange, quote: &'static str, builder: &mut DocumentBuilder<'_>) -> usize {
        let text = line.slice(self.source);
        let mut from = 0;
        while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
            if rest.starts_with(quote) {
                self.is_complete = true;
                return line.start + from + quote.len();
            }
            let start = line.start + from;
            let length = match rest.strip_prefix('\\') {
                Some(escape) => {
                    let (length, decoded) = decode_escape(escape);
                    let length = length + 1;
                    match decoded {
                        Some(decoded) => {
                            builder.replaced(start..start + length, decoded.encode_utf8(&mut [0; 4]));
                        }
                        // The line end after it is no part of the value either.
                        None if length == 1 => {}
                        None => builder.text(start..start + length),
                    }
                    length
                }
                None => {
                    let length = rest.bytes().skip(1).position(|byte| matches!(byte, b'\\' | b'"'));
                    let length = length.map_or(rest.len(), |index| index + 1);
                    builder.text(start..start + length);
                    length
                }
            };
            from += length;
        }
        line.end
    }
}

/// The length in bytes of what follows a backslash, and what they stand for together; an unknown escape stands
/// for itself.
fn decode_escape(escape: &str) -> (usize, Option<char>) {
    let Some(first) = escape.chars().next() else {
        return (0, None);
    };
    let digits = match first {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    let decoded = match first {
        'x' | 'u' | 'U' => escape
            .get(1..=digits)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32),
        '0' => Some('\0'),
        'a' => Some('\u{7}'),
        'b' => Some('\u{8}'),
        't' | '\t' => Some('\t'),
        'n' => Some('\n'),
        'v' => Some('\u{B}'),
        'f' => Some('\u{C}'),
        'r' => Some('\r'),
        'e' => Some('\u{1B}'),
        'N' => Some('\u{85}'),
        '_' => Some('\u{A0}'),
        'L' => Some('\u{2028}'),
        'P' => Some('\u{2029}'),
        ' ' | '"' | '/' | '\\' => Some(first),
        _ => None,
    };
    match decoded {
        Some(_) => (1 + digits, decoded),
        None => (first.len_utf8(), None),
    }
}
