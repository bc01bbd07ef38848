//! Front matter of Markdown: the prose in it, by key.
//!
//! Titles and summaries are what readers see first, yet they stand in YAML (`---`) or TOML (`+++`). Only what an
//! author writes there by hand is read: scalars of all styles and lists of them, at the top level. Anything else
//! is passed over. This is no YAML parser; what it does not understand is read as plain text up to the line's end.

use super::builder::DocumentBuilder;
use super::front_matter_scalar::{Scalar, Syntax};
use super::lines::Lines;
use super::published;
use super::{NotePlace, SegmentKind, note};
use crate::text::text_range::TextRange;

/// Reads the front matter of `source`, if it has any, and says where the text after it begins.
pub(super) fn read<'s>(source: &'s str, keys: &[String], builder: &mut DocumentBuilder<'s>) -> usize {
    let Some(block) = Block::find(source) else {
        return 0;
    };
    let mut reader = Reader {
        source,
        lines: &block.lines,
        next: 0,
        syntax: block.syntax,
        builder,
    };
    reader.entries(keys);
    block.end
}

/// A front matter as lines.
struct Block {
    syntax: Syntax,
    /// The lines between the delimiters, without their ends.
    lines: Vec<TextRange>,
    /// Where the text after the closing delimiter begins.
    end: usize,
}

impl Block {
    /// Finds the front matter at the start of `source`. Prose between two rulers is none: its first line must look
    /// like an entry.
    fn find(source: &str) -> Option<Self> {
        let mut lines = Lines::new(source);
        let (syntax, closing): (_, &[&str]) = match lines.next()?.slice(source).trim_end() {
            "---" => (Syntax::Yaml, &["---", "..."]),
            "+++" => (Syntax::Toml, &["+++"]),
            _ => return None,
        };
        let mut inside = Vec::new();
        while let Some(line) = lines.next() {
            let text = line.slice(source).trim_end();
            if closing.contains(&text) {
                let first = inside
                    .iter()
                    .map(|line: &TextRange| line.slice(source).trim())
                    .find(|text| !text.is_empty() && !text.starts_with('#'));
                let is_entry = first.is_none_or(|text| match syntax {
                    Syntax::Yaml => text.contains(": ") || text.ends_with(':'),
                    Syntax::Toml => text.contains('=') || text.starts_with('['),
                });
                return is_entry.then_some(Self {
                    syntax,
                    lines: inside,
                    end: lines.position(),
                });
            }
            inside.push(line);
        }
        None
    }
}

struct Reader<'r, 's> {
    source: &'s str,
    lines: &'r [TextRange],
    /// The first line that is not read yet.
    next: usize,
    syntax: Syntax,
    builder: &'r mut DocumentBuilder<'s>,
}

impl Reader<'_, '_> {
    fn entries(&mut self, keys: &[String]) {
        while let Some(&line) = self.lines.get(self.next) {
            self.next += 1;
            let text = line.slice(self.source);
            if self.syntax == Syntax::Toml && text.trim_start().starts_with('[') {
                // What follows belongs to a table, not to the document.
                return;
            }
            let Some((key, value)) = split_entry(text, self.syntax) else {
                continue;
            };
            if let Some(rank) = published::KEYS.iter().position(|known| known.eq_ignore_ascii_case(key)) {
                self.builder.publish(rank, text.get(value..).unwrap_or_default());
                continue;
            }
            if key.eq_ignore_ascii_case(note::FRONT_MATTER_KEY) {
                self.notes(TextRange::new(line.start + value, line.end));
                continue;
            }
            if keys.iter().any(|known| known.eq_ignore_ascii_case(key)) {
                let kind = if ["title", "标题"].iter().any(|title| title.eq_ignore_ascii_case(key)) {
                    SegmentKind::Title
                } else {
                    SegmentKind::Attribute
                };
                self.value(kind, TextRange::new(line.start + value, line.end));
            }
        }
    }

    /// Reads a value, a scalar or a list of them, as notes to this program.
    fn notes(&mut self, rest: TextRange) {
        let mut scalars = self.builder.apart();
        let mut reader = Reader {
            source: self.source,
            lines: self.lines,
            next: self.next,
            syntax: self.syntax,
            builder: &mut scalars,
        };
        reader.value(SegmentKind::Attribute, rest);
        self.next = reader.next;
        let read = scalars.finish();
        let mut is_empty = true;
        for scalar in read.segments(self.source) {
            if let (Some(first), Some(last)) = (scalar.pieces.first(), scalar.pieces.last()) {
                let range = TextRange::new(first.source.start, last.source.end);
                self.builder.note(range, scalar.text().trim(), NotePlace::FrontMatter);
                is_empty = false;
            }
        }
        if is_empty {
            self.builder.note(rest, "", NotePlace::FrontMatter);
        }
    }

    /// Reads a value that begins in `rest` of the line read last.
    fn value(&mut self, kind: SegmentKind, rest: TextRange) {
        let rest = skip_blanks(self.source, skip_properties(self.source, rest));
        let text = rest.slice(self.source);
        match text.chars().next() {
            None | Some('#') if self.syntax == Syntax::Yaml => self.value_below(kind),
            Some('|') if self.syntax == Syntax::Yaml => self.block_scalar(kind, true),
            Some('>') if self.syntax == Syntax::Yaml => self.block_scalar(kind, false),
            Some('[') => self.list(kind, TextRange::new(rest.start + 1, rest.end)),
            // A mapping or a reference to another value.
            Some('{' | '*') if self.syntax == Syntax::Yaml => {}
            _ => {
                self.scalar(kind, rest, 0, false);
            }
        }
    }

    /// A YAML value that begins on the next line: a list, or a scalar with nothing before it.
    fn value_below(&mut self, kind: SegmentKind) {
        let mut list_indent = None;
        while let Some(&line) = self.lines.get(self.next) {
            let text = line.slice(self.source);
            let content = text.trim_start_matches([' ', '\t']);
            let indent = text.len() - content.len();
            if content.trim_end().is_empty() || content.starts_with('#') {
                self.next += 1;
                continue;
            }
            let start = line.start + indent;
            let item = content.strip_prefix('-').filter(|rest| rest.starts_with([' ', '\t']));
            match item {
                Some(_) if list_indent.is_none_or(|known| known == indent) => {
                    list_indent = Some(indent);
                    self.next += 1;
                    let item = skip_blanks(self.source, TextRange::new(start + 1, line.end));
                    if split_entry(item.slice(self.source), Syntax::Yaml).is_none() {
                        self.scalar(kind, item, indent, false);
                    }
                }
                // A mapping in the value, or in an item of the list.
                _ if indent > 0 && (list_indent.is_some() || split_entry(content, Syntax::Yaml).is_some()) => {
                    self.next += 1;
                }
                _ if indent > 0 => {
                    self.next += 1;
                    self.scalar(kind, TextRange::new(start, line.end), 0, false);
                    return;
                }
                _ => return,
            }
        }
    }

    /// A `|` or `>` scalar: all lines that follow and are indented.
    fn block_scalar(&mut self, kind: SegmentKind, keeps_line_ends: bool) {
        let segment = self.builder.open(kind);
        let mut previous: Option<TextRange> = None;
        let mut is_after_blank = false;
        while let Some(&line) = self.lines.get(self.next) {
            let text = line.slice(self.source);
            if text.trim().is_empty() {
                is_after_blank = true;
            } else if text.starts_with([' ', '\t']) {
                let content = skip_blanks(self.source, line);
                if let Some(previous) = previous {
                    let gap = TextRange::new(previous.end, content.start);
                    if keeps_line_ends || is_after_blank {
                        self.builder.line_break(gap);
                    } else {
                        self.builder.soft_wrap(gap);
                    }
                }
                self.builder.text(content);
                previous = Some(content);
                is_after_blank = false;
            } else {
                break;
            }
            self.next += 1;
        }
        self.builder.close(segment);
    }

    /// A list in brackets, after the opening one; it may go on over several lines.
    fn list(&mut self, kind: SegmentKind, rest: TextRange) {
        let mut rest = rest;
        loop {
            rest = skip_blanks(self.source, rest);
            match rest.slice(self.source).chars().next() {
                Some(']') => return,
                Some(',' | '[') => rest.start += 1,
                None | Some('#') => {
                    let Some(&line) = self.lines.get(self.next) else {
                        return;
                    };
                    self.next += 1;
                    rest = line;
                }
                Some(_) => rest = self.scalar(kind, rest, 0, true),
            }
        }
    }

    /// Reads one scalar as a segment and returns what follows it on its last line. A plain one goes on over lines
    /// that are indented deeper than `indent`; inside a list in brackets it ends at a comma.
    fn scalar(&mut self, kind: SegmentKind, rest: TextRange, indent: usize, in_list: bool) -> TextRange {
        let segment = self.builder.open(kind);
        let mut scalar = Scalar::begin(self.source, rest, self.syntax, in_list);
        let mut rest = scalar.read_line(rest, self.builder);
        while !scalar.is_complete() {
            let Some(&line) = self.lines.get(self.next) else {
                break;
            };
            let text = line.slice(self.source);
            let content = skip_blanks(self.source, line);
            if scalar.is_plain()
                && (content.is_empty() || content.start - line.start <= indent || text.starts_with('#'))
            {
                break;
            }
            self.next += 1;
            self.builder.soft_wrap(TextRange::new(rest.end, content.start));
            rest = scalar.read_line(content, self.builder);
        }
        self.builder.close(segment);
        rest
    }
}

/// The key of an entry at the top level, and where in the line its value begins.
fn split_entry(line: &str, syntax: Syntax) -> Option<(&str, usize)> {
    if line.starts_with([' ', '\t', '-', '#', '{', '[']) && syntax == Syntax::Yaml {
        return None;
    }
    let separator = match syntax {
        Syntax::Yaml => ':',
        Syntax::Toml => '=',
    };
    let at = match syntax {
        // In YAML a colon inside a word is no separator.
        Syntax::Yaml => line.match_indices(separator).map(|(at, _)| at).find(|at| {
            line.get(at + 1..)
                .is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        })?,
        Syntax::Toml => line.find(separator)?,
    };
    let key = line.get(..at)?.trim().trim_matches(['"', '\'']);
    Some((key, at + separator.len_utf8()))
}

fn skip_blanks(source: &str, range: TextRange) -> TextRange {
    let rest = range.slice(source).trim_start_matches([' ', '\t']);
    TextRange::new(range.end - rest.len(), range.end)
}

/// Skips a YAML tag or anchor before a value (`!!str`, `&name`).
fn skip_properties(source: &str, range: TextRange) -> TextRange {
    let mut rest = skip_blanks(source, range);
    while rest.slice(source).starts_with(['!', '&']) {
        let text = rest.slice(source);
        let length = text.find([' ', '\t']).unwrap_or(text.len());
        rest = skip_blanks(source, TextRange::new(rest.start + length, rest.end));
    }
    rest
}
