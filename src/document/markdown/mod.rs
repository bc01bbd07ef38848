//! Markdown: CommonMark with GitHub's additions, front matter and raw HTML.
//!
//! Every text event of pulldown-cmark is either identical to its source range or one replacement for it, so its
//! ranges are taken as they come. Titles of links have no range of their own; [`titles`] finds them. Front matter
//! is cut off beforehand, because the parser takes any prose between two `---` lines for metadata.

mod raw_html;
mod titles;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    mem,
    ops::Range,
};

pub(super) use raw_html::raw_html;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::builder::{DocumentBuilder, SegmentId};
use super::flow::Flow;
use super::html::{self, SourceMap};
use super::{NotePlace, ParseOptions, Parsed, SegmentKind, front_matter, note};
use crate::text::hanzi::is_hanzi;
use crate::text::text_range::TextRange;

/// How far to look beyond a run of delimiters for the characters beside it; runs in prose are short.
const DELIMITERS_LOOKED_THROUGH: usize = 16;

fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    Parser::new_ext(text, options)
}

/// A hash of the blocks and inline elements of `source`, whatever is written in them; the same within one process.
pub(super) fn shape(source: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for event in parser(source) {
        match &event {
            // How a text is cut into events tells nothing.
            Event::Text(_) => continue,
            Event::Start(tag) => mem::discriminant(tag).hash(&mut hasher),
            Event::End(tag) => mem::discriminant(tag).hash(&mut hasher),
            _ => {}
        }
        mem::discriminant(&event).hash(&mut hasher);
    }
    hasher.finish()
}

/// Reads a Markdown document.
pub(super) fn parse(source: &str, options: &ParseOptions) -> Parsed {
    let mut builder = DocumentBuilder::new(source);
    let base = front_matter::read(source, &options.front_matter_keys, &mut builder);
    let text = source.get(base..).unwrap_or_default();
    let parser = parser(text);
    let mut definitions: Vec<usize> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| definition.title.is_some())
        .map(|(_, definition)| definition.span.end)
        .collect();
    definitions.sort_unstable();
    for end in definitions {
        titles::read(text, base, end, &mut builder);
    }
    let mut reader = MarkdownReader {
        text,
        base,
        builder,
        flow: Flow::default(),
        delimiters: 0..0,
        skipped: Skipped::Nothing,
        images: Vec::new(),
        html: Vec::new(),
        blocks: Vec::new(),
        waiting: None,
    };
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.settle_delimiters();
    reader.flow.end_block(&mut reader.builder);
    reader.builder.finish()
}

struct MarkdownReader<'s> {
    /// The source after its front matter.
    text: &'s str,
    /// Where `text` begins in the source.
    base: usize,
    builder: DocumentBuilder<'s>,
    flow: Flow,
    /// A run of `*` and `_` that came as text and is not yet decided on.
    delimiters: Range<usize>,
    skipped: Skipped,
    /// The alternative texts that are open; none for an image inside what is not read.
    images: Vec<Option<SegmentId>>,
    /// The lines of the HTML block that is being read, as far as they are not contiguous.
    html: Vec<Range<usize>>,
    /// The blocks that are open, the innermost last.
    blocks: Vec<Range<usize>>,
    /// The first of the notes that speak of the block to come.
    waiting: Option<usize>,
}

/// What the parser is inside of that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Skipped {
    Nothing,
    CodeBlock,
    Autolink,
}

impl MarkdownReader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Event::Text(text) = &event
            && self.skipped == Skipped::Nothing
            && is_delimiters(text)
        {
            if self.delimiters.end != range.start {
                self.settle_delimiters();
                self.delimiters.start = range.start;
            }
            self.delimiters.end = range.end;
            return;
        }
        self.settle_delimiters();
        match event {
            Event::Start(tag) => {
                if !is_inline(&tag.to_end()) {
                    if !matches!(tag, Tag::HtmlBlock) {
                        self.meet_block(&range);
                    }
                    self.blocks.push(range.clone());
                }
                self.start(&tag, range);
            }
            Event::End(tag) => {
                self.end(tag);
                if !is_inline(&tag) {
                    self.blocks.pop();
                }
            }
            Event::Text(_) if self.skipped != Skipped::Nothing => {}
            Event::Text(text) => self.prose(&text, range),
            Event::SoftBreak => self.flow.line_end(&mut self.builder, located(self.base, range)),
            Event::HardBreak => self.flow.line_break(&mut self.builder, located(self.base, range)),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                self.flow.opaque(&mut self.builder, located(self.base, range));
            }
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(_) => match self.html.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => self.html.push(range),
            },
            Event::Rule => self.flow.end_block(&mut self.builder),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            } => {
                self.flow.opaque(&mut self.builder, located(self.base, range));
                self.skipped = Skipped::Autolink;
            }
            Tag::Link { link_type, title, .. } => self.title(*link_type, title, &range),
            Tag::Image { link_type, title, .. } => {
                self.title(*link_type, title, &range);
                let is_hidden = self.flow.is_hidden();
                self.flow.opaque(&mut self.builder, located(self.base, range));
                self.images
                    .push((!is_hidden).then(|| self.builder.open(SegmentKind::Attribute)));
            }
            Tag::Heading { .. } => {
                self.flow.end_block(&mut self.builder);
                self.flow.set_heading(true);
            }
            Tag::CodeBlock(_) => {
                self.flow.end_block(&mut self.builder);
                self.skipped = Skipped::CodeBlock;
            }
            _ => self.flow.end_block(&mut self.builder),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Link => self.skipped = Skipped::Nothing,
            TagEnd::Image => {
                if let Some(alternative) = self.images.pop().flatten() {
                    self.builder.close(alternative);
                }
            }
            TagEnd::CodeBlock => self.skipped = Skipped::Nothing,
            TagEnd::HtmlBlock => self.html_block(),
            _ => self.flow.end_block(&mut self.builder),
        }
    }

    fn prose(&mut self, text: &str, range: Range<usize>) {
        let source = located(self.base, range.clone());
        if self.text.get(range) == Some(text) {
            self.flow.text(&mut self.builder, source);
        } else {
            self.flow.replaced(&mut self.builder, source, text);
        }
    }

    fn title(&mut self, link_type: LinkType, title: &str, range: &Range<usize>) {
        // The title of any other link stands in its definition.
        if link_type != LinkType::Inline || title.is_empty() || self.flow.is_hidden() {
            return;
        }
        let link = self.text.get(range.clone()).unwrap_or_default();
        if let Some(inside) = link.strip_suffix(')') {
            titles::read(self.text, self.base, range.start + inside.len(), &mut self.builder);
        }
    }

    /// Decides on `*` and `_` that came as text. Between Hanzi and Chinese punctuation they are emphasis that the
    /// rules of CommonMark did not see (`严禁**“扫黑险恶”**字样`), so they do not break a word.
    fn settle_delimiters(&mut self) {
        let run = mem::take(&mut self.delimiters);
        if run.is_empty() {
            return;
        }
        let before = self.text.get(..run.start).unwrap_or_default();
        let after = self.text.get(run.end..).unwrap_or_default();
        let beside = [
            beyond_delimiters(before.chars().rev()),
            beyond_delimiters(after.chars()),
        ];
        if !beside.iter().all(|c| c.is_some_and(is_chinese)) {
            self.flow.text(&mut self.builder, located(self.base, run));
        }
    }

    /// Gives the notes that wait for a block the one at `range`.
    fn meet_block(&mut self, range: &Range<usize>) {
        let Some(first) = self.waiting.take() else { return };
        let block = located(self.base, range.clone());
        for note in self.builder.notes().iter_mut().skip(first) {
            if note.place == NotePlace::Block(None) {
                note.place = NotePlace::Block(Some(block));
            }
        }
    }

    /// Tells the notes of an HTML block, all from number `first` on, what they speak of: what follows in the block
    /// itself, else the next block of the document.
    fn place_notes(&mut self, first: usize) {
        let Some(block) = self.blocks.last().cloned() else {
            return;
        };
        let end = self.base + block.end;
        let html = self.text.get(block.clone()).unwrap_or_default();
        if !note::is_all_comments(html) {
            self.meet_block(&block);
        }
        // From the end backwards, so that of many notes in a row each is looked at once.
        let (text, base) = (self.text, self.base);
        let mut tail = end;
        for note in self.builder.notes().iter_mut().skip(first).rev() {
            let between = note
                .range
                .end
                .checked_sub(base)
                .and_then(|at| text.get(at..tail - base));
            if !between.is_none_or(note::is_all_comments) {
                break;
            }
            note.place = NotePlace::Block(None);
            tail = note.range.start;
        }
        let waits = tail < end;
        if waits {
            self.waiting.get_or_insert(first);
        }
    }

    fn html_block(&mut self) {
        let first = self.builder.notes().len();
        match self.html.as_slice() {
            [whole] => {
                let text = self.text.get(whole.clone()).unwrap_or_default();
                let map = SourceMap::new(self.base + whole.start);
                html::read(text, &map, &mut self.flow, &mut self.builder);
            }
            lines => {
                let mut text = String::new();
                let mut map = SourceMap::new(self.base);
                for line in lines {
                    map.push(text.len(), self.base + line.start);
                    text.push_str(self.text.get(line.clone()).unwrap_or_default());
                }
                html::read(&text, &map, &mut self.flow, &mut self.builder);
            }
        }
        self.html.clear();
        self.flow.end_block(&mut self.builder);
        self.place_notes(first);
    }

    fn inline_html(&mut self, html: &CowStr<'_>, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        if source == &**html {
            let first = self.builder.notes().len();
            let map = SourceMap::new(self.base + range.start);
            html::read(source, &map, &mut self.flow, &mut self.builder);
            let block = self.blocks.last().map(|block| located(self.base, block.clone()));
            for note in self.builder.notes().iter_mut().skip(first) {
                note.place = NotePlace::Block(block);
            }
            return;
        }
        // A tag over several lines of a quote or a list: each of its lines is the end of one in the source.
        let mut map = SourceMap::new(self.base + range.start);
        let (mut text_at, mut source_at) = (0, range.start);
        for (line, source_line) in html.split_inclusive('\n').zip(source.split_inclusive('\n')) {
            source_at += source_line.len();
            if !source_line.ends_with(line) {
                return;
            }
            map.push(text_at, self.base + source_at - line.len());
            text_at += line.len();
        }
        if text_at == html.len() {
            html::read(html, &map, &mut self.flow, &mut self.builder);
        }
    }
}

/// Whether an element stands in the flow of a block.
fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// A range of the text as one of the source.
fn located(base: usize, range: Range<usize>) -> TextRange {
    TextRange::new(base + range.start, base + range.end)
}

fn is_delimiters(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'*' | b'_'))
}

fn beyond_delimiters(chars: impl Iterator<Item = char>) -> Option<char> {
    chars
        .take(DELIMITERS_LOOKED_THROUGH)
        .find(|c| !matches!(c, '*' | '_' | '~'))
}

/// Whether `c` is a Hanzi or punctuation of Chinese text, wide or shared with Latin text.
fn is_chinese(c: char) -> bool {
    is_hanzi(c)
        || matches!(c,
            '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301F}'
            | '\u{FF01}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}'
            | '\u{FF5B}'..='\u{FF65}'
            | '‘' | '’' | '“' | '”' | '—' | '…' | '·')
}
