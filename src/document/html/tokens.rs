//! From the tokenizer's calls to text with exact source ranges.
//!
//! The tokenizer hands over decoded bytes and tells how far it has read, but not where decoded bytes came from. If
//! they are the bytes just read, they are text as it stands; else they stand for the reference or line end that
//! was just read. The tokenizer cuts text where it likes, also inside a character, so text is joined by range and
//! never by content.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::{Emitter, Error, State, Tokenizer};

use super::elements::{Attribute, Role};
use crate::document::builder::DocumentBuilder;
use crate::document::flow::Flow;
use crate::document::published;
use crate::document::{NotePlace, SegmentKind};
use crate::text::text_range::TextRange;

/// Where the parts of a text stand in the source. Raw HTML in a quote or a list of Markdown is not contiguous there.
#[derive(Debug)]
pub(in crate::document) struct SourceMap {
    /// Offset in the text and in the source at which each part begins; the first begins at 0.
    parts: Vec<(usize, usize)>,
    base: usize,
}

impl SourceMap {
    /// Maps a text that begins at `base` in the source and has one part.
    pub(in crate::document) fn new(base: usize) -> Self {
        Self {
            parts: Vec::new(),
            base,
        }
    }

    /// The text has another part, which begins at `text` there and at `source` in the source.
    pub(in crate::document) fn push(&mut self, text: usize, source: usize) {
        self.parts.push((text, source));
    }

    fn position(&self, at: usize) -> usize {
        let after = self.parts.partition_point(|&(text, _)| text <= at);
        match after.checked_sub(1).and_then(|index| self.parts.get(index)) {
            Some(&(text, source)) => source + (at - text),
            None => self.base + at,
        }
    }

    fn range(&self, range: Range<usize>) -> TextRange {
        let start = self.position(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.start <= last => self.position(last) + 1,
            _ => start,
        };
        TextRange::new(start, end)
    }
}

/// Reads `text`, whose parts stand in the source as `map` says, into `flow`.
pub(in crate::document) fn read(text: &str, map: &SourceMap, flow: &mut Flow, builder: &mut DocumentBuilder<'_>) {
    let reader = TokenReader {
        text,
        map,
        flow,
        builder,
        is_xml: text.starts_with("<?xml"),
        position: 0,
        consumed: 0,
        run: 0..0,
        tag: Tag::default(),
        last_start_tag: Name::default(),
        attribute_name: Name::default(),
        attribute: None,
        attributes: Vec::new(),
        contents: Vec::new(),
        comment: Vec::new(),
        comment_start: 0,
    };
    let Ok(()) = Tokenizer::new_with_emitter(text, reader).finish();
}

struct TokenReader<'r, 's> {
    text: &'r str,
    map: &'r SourceMap,
    flow: &'r mut Flow,
    builder: &'r mut DocumentBuilder<'s>,
    /// Whether the page says that it is XML, in which `<script/>` has no content.
    is_xml: bool,
    /// How far the tokenizer has read.
    position: usize,
    /// How far what was read is accounted for.
    consumed: usize,
    /// Text as it stands, not yet passed on.
    run: Range<usize>,
    tag: Tag,
    last_start_tag: Name,
    attribute_name: Name,
    /// The attribute whose value is being read, if it matters.
    attribute: Option<Attribute>,
    /// Attributes of the tag, with their part of `contents`.
    attributes: Vec<(Attribute, Range<usize>)>,
    contents: Vec<Content>,
    /// The content of the comment that is being read.
    comment: Vec<u8>,
    /// Where its content begins.
    comment_start: usize,
}

#[derive(Debug, Default)]
struct Tag {
    name: Name,
    start: usize,
    is_end: bool,
    is_self_closing: bool,
}

/// A part of an attribute value.
struct Content {
    range: Range<usize>,
    replaced: Option<Box<str>>,
}

/// The name of an element or an attribute. Only names that are known matter, and those are short; a longer one is
/// empty.
#[derive(Debug, Default, Clone, Copy)]
struct Name {
    bytes: [u8; 12],
    length: usize,
}

impl Name {
    fn clear(&mut self) {
        self.length = 0;
    }

    fn push(&mut self, bytes: &[u8]) {
        let length = self.length.saturating_add(bytes.len());
        if let Some(slot) = self.bytes.get_mut(self.length..length) {
            slot.copy_from_slice(bytes);
        }
        self.length = length;
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// What bytes from the tokenizer are in the text.
enum Decoded<'d> {
    AsItStands(Range<usize>),
    LineEnd(Range<usize>),
    Replaced(Range<usize>, &'d str),
}

impl TokenReader<'_, '_> {
    /// Finds where `bytes`, just handed over, came from.
    fn locate<'d>(&mut self, bytes: &'d [u8]) -> Option<Decoded<'d>> {
        let text = self.text.as_bytes();
        let end = self.position;
        let unread = self.consumed.min(end);
        let start = end.checked_sub(bytes.len())?;
        if bytes.is_empty() {
            return None;
        }
        if text.get(start..end) == Some(bytes) {
            self.consumed = end;
            return Some(Decoded::AsItStands(start..end));
        }
        let decoded = match text.get(unread..end)? {
            // The `\n` of a `\r\n` is read with what follows and belongs to nothing.
            [.., b'\r'] if bytes == b"\n" => Decoded::LineEnd(end - 1..end),
            [.., 0] => Decoded::Replaced(end - 1..end, str::from_utf8(bytes).ok()?),
            // The beginning of an end tag that is none (`<title></b`) comes at its end; it may be lost.
            read => Decoded::Replaced(unread + memchr::memrchr(b'&', read)?..end, str::from_utf8(bytes).ok()?),
        };
        self.consumed = end;
        Some(decoded)
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        for part in lines(self.text, run) {
            match part {
                Line::Text(range) => self.flow.text(self.builder, self.map.range(range)),
                Line::End(range) => self.flow.line_end(self.builder, self.map.range(range)),
            }
        }
    }

    fn add_content(&mut self, range: Range<usize>, replaced: Option<Box<str>>) {
        match self.contents.last_mut() {
            Some(last) if replaced.is_none() && last.replaced.is_none() && last.range.end == range.start => {
                last.range.end = range.end;
            }
            _ => self.contents.push(Content { range, replaced }),
        }
        if let Some((_, contents)) = self.attributes.last_mut() {
            contents.end = self.contents.len();
        }
    }

    fn start_tag(&mut self) -> Option<State> {
        let tag = self.map.range(self.tag.start..self.position);
        let name = self.tag.name;
        self.last_start_tag = name;
        let role = Role::of(name.as_bytes());
        if !self.flow.is_hidden() {
            self.read_attributes();
        }
        self.flow.start_tag(self.builder, role, tag);
        if self.is_xml && self.tag.is_self_closing && role != Role::LineBreak {
            self.flow.end_tag(self.builder, role, tag);
            return None;
        }
        content_state(name.as_bytes())
    }

    fn end_tag(&mut self) {
        let tag = self.map.range(self.tag.start..self.position);
        self.last_start_tag.clear();
        self.flow.end_tag(self.builder, Role::of(self.tag.name.as_bytes()), tag);
    }

    fn read_attributes(&mut self) {
        if self.tag.name.as_bytes() == b"meta" {
            self.read_published();
        }
        let element = self.tag.name.as_bytes();
        let is_content_prose = element == b"meta"
            && self.has(
                Attribute::Name,
                &["description", "keywords", "og:title", "og:description"],
            );
        let is_value_prose = element == b"input" && self.has(Attribute::Type, &["button", "submit", "reset"]);
        for (attribute, contents) in &self.attributes {
            let is_prose = match attribute {
                Attribute::Prose => true,
                Attribute::Content => is_content_prose,
                Attribute::Value => is_value_prose,
                Attribute::Type | Attribute::Name => false,
            };
            if !is_prose {
                continue;
            }
            let segment = self.builder.open(SegmentKind::Attribute);
            for content in self.contents.get(contents.clone()).unwrap_or_default() {
                match &content.replaced {
                    Some(text) => {
                        let range = self.map.range(content.range.clone());
                        if self.text.as_bytes().get(content.range.start) == Some(&b'\r') {
                            self.builder.soft_wrap(range);
                        } else {
                            self.builder.replaced(range, text);
                        }
                    }
                    None => {
                        for part in lines(self.text, content.range.clone()) {
                            match part {
                                Line::Text(range) => self.builder.text(self.map.range(range)),
                                Line::End(range) => self.builder.soft_wrap(self.map.range(range)),
                            }
                        }
                    }
                }
            }
            self.builder.close(segment);
        }
    }

    /// Reads the day of publication, if the tag is metadata that states it.
    fn read_published(&mut self) {
        let mut ranks = published::META_NAMES.iter();
        let Some(rank) = ranks.position(|name| self.has(Attribute::Name, &[name])) else {
            return;
        };
        let contents = self
            .attributes
            .iter()
            .find(|(attribute, _)| *attribute == Attribute::Content);
        if let Some([content]) = contents.and_then(|(_, contents)| self.contents.get(contents.clone()))
            && let Some(value) = self.text.get(content.range.clone())
        {
            self.builder.publish(rank, value);
        }
    }

    /// Whether an attribute has one of `values`, in any case. None of them needs a reference to be written.
    fn has(&self, wanted: Attribute, values: &[&str]) -> bool {
        let wanted = self.attributes.iter().filter(|(attribute, _)| *attribute == wanted);
        wanted
            .filter_map(|(_, contents)| match self.contents.get(contents.clone()) {
                Some([content]) => self.text.get(content.range.clone()),
                _ => None,
            })
            .any(|value| values.iter().any(|known| known.eq_ignore_ascii_case(value.trim())))
    }
}

/// How the content of an element is tokenized. Not for `noscript`: a mail client or a search engine shows what is
/// in it, so its markup is markup.
fn content_state(name: &[u8]) -> Option<State> {
    match name {
        b"title" | b"textarea" => Some(State::RcData),
        b"script" => Some(State::ScriptData),
        b"style" | b"iframe" | b"xmp" => Some(State::RawText),
        b"plaintext" => Some(State::PlainText),
        _ => None,
    }
}

enum Line {
    Text(Range<usize>),
    End(Range<usize>),
}

/// The lines of a range of `text`, and their ends.
fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Line> {
    let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
    let base = range.start;
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).map(|at| at..at + 1);
    ends.chain(std::iter::once(bytes.len()..bytes.len()))
        .flat_map(move |end| {
            let line = base + from..base + end.start;
            from = end.end;
            [Line::Text(line), Line::End(base + end.start..base + end.end)]
        })
        .filter(|line| match line {
            Line::Text(range) | Line::End(range) => !range.is_empty(),
        })
}

impl Emitter for TokenReader<'_, '_> {
    type Token = Infallible;

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn emit_string(&mut self, bytes: &[u8]) {
        if self.flow.is_hidden() {
            return;
        }
        match self.locate(bytes) {
            Some(Decoded::AsItStands(range)) => {
                if self.run.end == range.start && !self.run.is_empty() {
                    self.run.end = range.end;
                } else {
                    self.flush();
                    self.run = range;
                }
            }
            Some(Decoded::LineEnd(range)) => {
                self.flush();
                self.flow.line_end(self.builder, self.map.range(range));
            }
            Some(Decoded::Replaced(range, text)) => {
                self.flush();
                self.flow.replaced(self.builder, self.map.range(range), text);
            }
            None => {}
        }
    }

    fn emit_eof(&mut self) {
        self.flush();
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn start_open_tag(&mut self) {
        self.tag.start = self.position.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.tag.is_end = false;
        self.tag.is_self_closing = false;
        self.tag.name.clear();
        self.attribute = None;
        self.attributes.clear();
        self.contents.clear();
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.tag.is_end = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.push(name);
    }

    fn set_self_closing(&mut self) {
        self.tag.is_self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.attribute_name.clear();
        self.attribute = None;
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute_name.push(name);
    }

    fn init_attribute_value(&mut self) {
        self.consumed = self.position;
        self.attribute = Attribute::of(self.attribute_name.as_bytes());
        if let Some(attribute) = self.attribute {
            let next = self.contents.len();
            self.attributes.push((attribute, next..next));
        }
    }

    fn push_attribute_value(&mut self, bytes: &[u8]) {
        if self.attribute.is_none() || self.tag.is_end {
            return;
        }
        match self.locate(bytes) {
            Some(Decoded::AsItStands(range)) => self.add_content(range, None),
            Some(Decoded::LineEnd(range)) => self.add_content(range, Some("\n".into())),
            Some(Decoded::Replaced(range, text)) => self.add_content(range, Some(text.into())),
            None => {}
        }
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush();
        let state = if self.tag.is_end {
            self.end_tag();
            None
        } else {
            self.start_tag()
        };
        self.consumed = self.position;
        state
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        let name = self.tag.name.as_bytes();
        self.tag.is_end && !name.is_empty() && name == self.last_start_tag.as_bytes()
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag.clear();
        self.last_start_tag.push(name.unwrap_or_default());
    }

    // Comments and document types are not prose, and a comment does not break a word.
    fn init_comment(&mut self) {
        self.comment.clear();
        self.comment_start = self.position;
    }

    fn push_comment(&mut self, bytes: &[u8]) {
        self.comment.extend_from_slice(bytes);
    }

    fn emit_current_comment(&mut self) {
        self.consumed = self.position;
        let before = self.text.get(..self.comment_start).unwrap_or_default();
        // What browsers take for a comment otherwise, such as `<?php`, is nobody's remark.
        if let (Some(before), Ok(comment)) = (before.strip_suffix("<!--"), str::from_utf8(&self.comment)) {
            let range = self.map.range(before.len()..self.position);
            self.builder.comment(range, comment, NotePlace::Markup);
        }
    }

    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn emit_current_doctype(&mut self) {
        self.consumed = self.position;
    }
}
