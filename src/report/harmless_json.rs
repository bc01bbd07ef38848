//! JSON that does no harm where it is printed.
//!
//! JSON itself escapes only C0. A terminal also obeys C1, a reader is misled by bidirectional controls, and a build
//! server takes `##[` in its log for a command. All of these are written as `\u` escapes, which every reader of JSON
//! turns back into the same text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::printable::{holds_command, is_hidden};

/// Writes `value` without line ends.
pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Harmless(CompactFormatter));
    Ok(value.serialize(&mut serializer)?)
}

/// Writes `value` with a line for each member, indented.
pub(super) fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Harmless(PrettyFormatter::new()));
    Ok(value.serialize(&mut serializer)?)
}

/// Lays out as the formatter within, and escapes more in strings.
struct Harmless<F>(F);

/// The part of `fragment` before the first character to be escaped, and that character with what follows it.
fn split_at_harm(fragment: &str, holds_command: bool) -> Option<(&str, char, &str)> {
    fragment.char_indices().find_map(|(at, c)| {
        let harmful = is_hidden(c) || (holds_command && c == '#');
        harmful.then(|| (&fragment[..at], c, &fragment[at + c.len_utf8()..]))
    })
}

impl<F: Formatter> Formatter for Harmless<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let holds_command = holds_command(fragment);
        let mut rest = fragment;
        while let Some((before, c, after)) = split_at_harm(rest, holds_command) {
            writer.write_all(before.as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = after;
        }
        writer.write_all(rest.as_bytes())
    }

    /// A value that was read as JSON, on one line: what is to be escaped stands in strings only.
    fn write_raw_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        self.write_string_fragment(writer, fragment)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_as_before_and_holds_no_harm() {
        let texts = [
            "##[error]甲",
            "###vso[x]##",
            "\u{1b}[2J\u{9b}31m\u{202e}\u{7f}",
            "\u{e0041}\u{2028}",
            "认真“布署”\\ \n## 一",
        ];
        let mut written = Vec::new();
        write(&texts, &mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(!written.contains(is_hidden) && !holds_command(&written), "{written}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), texts);
        assert!(written.ends_with(r#""认真“布署”\\ \n## 一"]"#));
    }
}
