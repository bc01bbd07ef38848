//! A document as paragraphs of flat text, for rules that read sentences rather than look for words.
//!
//! A paragraph is what an author would call one: a block of the format, and in plain text a line, unless the lines were
//! wrapped at a fixed width. Its text is what a reader sees; every offset leads back to the source.

use std::{borrow::Cow, cell::OnceCell, ops::Range};

use super::{Document, Format, Piece, PieceText, Segment, SegmentKind, markdown, markup::Markup, tags::Tags};
use crate::text::{hanzi::is_hanzi, marks::Marks, sentence::sentences_between, text_range::TextRange};

/// Columns below which a line that ends early says nothing about a fixed width; a Hanzi takes two.
const NARROWEST_WRAP: usize = 40;

/// Columns by which wrapped lines may fall short of the longest, since words and marks are not torn apart.
const RAGGED: usize = 6;

/// The paragraphs of a document, in source order.
#[derive(Debug)]
pub struct Prose<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph<'d>>,
    /// Read when a rule first asks.
    markup: OnceCell<Markup>,
    /// Likewise.
    tags: OnceCell<Tags>,
}

/// A document that is laid out as paragraphs when they are first asked for, once for all who ask.
#[derive(Debug)]
pub struct Layout<'d> {
    document: &'d Document,
    prose: OnceCell<Prose<'d>>,
}

impl<'d> Layout<'d> {
    /// The layout of `document`.
    #[must_use]
    pub const fn new(document: &'d Document) -> Self {
        Self {
            document,
            prose: OnceCell::new(),
        }
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &'d Document {
        self.document
    }

    /// The document as paragraphs.
    #[must_use]
    pub fn prose(&self) -> &Prose<'d> {
        self.prose.get_or_init(|| Prose::new(self.document))
    }

    /// The paragraphs of the segment of that number.
    #[must_use]
    pub fn paragraphs(&self, segment: usize) -> &[Paragraph<'d>] {
        let paragraphs = &self.prose().paragraphs;
        let start = paragraphs.partition_point(|paragraph| paragraph.segment < segment);
        let end = paragraphs.partition_point(|paragraph| paragraph.segment <= segment);
        &paragraphs[start..end]
    }
}

/// A stretch of text between two breaks that a reader sees.
#[derive(Debug)]
pub struct Paragraph<'d> {
    /// Where it stands.
    pub kind: SegmentKind,
    /// Number of the segment that it is part of, as [`Document::segments`] counts.
    pub segment: usize,
    /// What a reader sees, with `\n` for line breaks inside and [`OPAQUE`](super::OPAQUE) for what is no text.
    pub text: Cow<'d, str>,
    /// Where in `text` each piece begins, and the part of the source that it stands for.
    spans: Vec<Span>,
    /// Read when a rule first asks.
    reading: OnceCell<Reading>,
}

/// What one pass over the text of a paragraph tells.
#[derive(Debug)]
struct Reading {
    marks: Marks,
    separators: Vec<(usize, char)>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    at: usize,
    source: TextRange,
    identical: bool,
}

impl<'d> Prose<'d> {
    /// Lays out `document`.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        let mut paragraphs = Vec::new();
        for (number, segment) in document.segments().enumerate() {
            let is_lines = document.format() == Format::Plain;
            for pieces in split(document.source(), segment, is_lines) {
                paragraphs.push(Paragraph::new(segment, number, pieces));
            }
        }
        Self {
            document,
            paragraphs,
            markup: OnceCell::new(),
            tags: OnceCell::new(),
        }
    }

    /// The tags that may begin in the source.
    #[must_use]
    pub fn tags(&self) -> &Tags {
        self.tags.get_or_init(|| Tags::read(self.document.source()))
    }

    /// The elements of an HTML document, and of the raw HTML in Markdown; none in plain text.
    #[must_use]
    pub fn markup(&self) -> &Markup {
        self.markup.get_or_init(|| {
            let source = self.document.source();
            match self.document.format() {
                Format::Html => Markup::read(source),
                Format::Markdown => Markup::read(&markdown::raw_html(source)),
                Format::Plain => Markup::default(),
            }
        })
    }
}

impl<'d> Paragraph<'d> {
    fn new(segment: Segment<'d>, number: usize, pieces: &'d [Piece]) -> Self {
        let mut spans = Vec::with_capacity(pieces.len());
        let mut at = 0;
        for piece in pieces {
            spans.push(Span {
                at,
                source: piece.source,
                identical: piece.text == PieceText::Identical,
            });
            at += segment.piece_text(piece).len();
        }
        let text = match pieces {
            [only] => Cow::Borrowed(segment.piece_text(only)),
            _ => Cow::Owned(pieces.iter().map(|piece| segment.piece_text(piece)).collect()),
        };
        Self {
            kind: segment.kind,
            segment: number,
            text,
            spans,
            reading: OnceCell::new(),
        }
    }

    /// The classes of the characters in [`text`](Self::text).
    #[must_use]
    pub fn marks(&self) -> Marks {
        self.reading().marks
    }

    /// Every blank, line end and mark of half or full width in [`text`](Self::text), after its place in bytes.
    #[must_use]
    pub fn separators(&self) -> &[(usize, char)] {
        &self.reading().separators
    }

    /// The sentences of [`text`](Self::text), in order, as [`sentences`](crate::text::sentence::sentences) finds them.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        sentences_between(self.text.len(), self.separators())
    }

    fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| {
            // About as many as prose has, so that the list seldom grows.
            let mut separators = Vec::with_capacity(self.text.len() / 24 + 2);
            let marks = Marks::read(&self.text, |at, c| separators.push((at, c)));
            Reading { marks, separators }
        })
    }

    /// The source of a range of [`text`](Self::text), in bytes; markup between its pieces is included, markup at its
    /// ends is not. An empty range gives the empty range before its character, or after the last one.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> TextRange {
        let start = self.place(range.start, false);
        if range.is_empty() {
            return TextRange::new(start, start);
        }
        TextRange::new(start, self.place(range.end, true).max(start))
    }

    /// Where a range of the source stands in [`text`](Self::text), in bytes; `None` if it does not begin and end in
    /// this paragraph.
    #[must_use]
    pub fn text_range(&self, source: TextRange) -> Option<Range<usize>> {
        let start = self.offset(source.start, false)?;
        let end = self.offset(source.end, true)?;
        (start <= end).then_some(start..end)
    }

    /// Where in [`text`](Self::text) a place of the source is, in bytes; `None` if it is not in this paragraph.
    #[must_use]
    pub fn text_offset(&self, source: usize) -> Option<usize> {
        self.offset(source, false)
    }

    fn offset(&self, at: usize, is_end: bool) -> Option<usize> {
        let after = self
            .spans
            .partition_point(|span| span.source.start < at || (!is_end && span.source.start == at));
        let index = after.checked_sub(1)?;
        let span = self.spans.get(index)?;
        if at > span.source.end {
            return None;
        }
        let next = self.spans.get(index + 1).map_or(self.text.len(), |next| next.at);
        let offset = if span.identical {
            span.at + (at - span.source.start)
        } else if is_end {
            next
        } else {
            span.at
        };
        Some(offset.min(next))
    }

    /// Where byte `at` of the text stands in the source; as an end, it closes the character before it.
    fn place(&self, at: usize, is_end: bool) -> usize {
        let after = self
            .spans
            .partition_point(|span| span.at < at || (!is_end && span.at == at));
        let Some(span) = after.checked_sub(1).and_then(|index| self.spans.get(index)) else {
            return self.spans.first().map_or(0, |span| span.source.start);
        };
        if span.identical {
            (span.source.start + (at - span.at)).min(span.source.end)
        } else if is_end || at > span.at {
            span.source.end
        } else {
            span.source.start
        }
    }
}

/// The pieces of each paragraph of `segment`. `is_lines` says that a line of the source is one.
fn split<'d>(source: &str, segment: Segment<'d>, is_lines: bool) -> Vec<&'d [Piece]> {
    let pieces = segment.pieces;
    if !is_lines {
        return vec![pieces];
    }
    // A wrap between Hanzi has no piece, another is a piece that reads as a space.
    let is_wrap = |piece: &Piece| matches!(&piece.text, PieceText::Replaced(text) if &**text == " ");
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (index, piece) in pieces.iter().enumerate() {
        if is_wrap(piece) {
            lines.push(start..index);
            start = index + 1;
        } else if index > start && pieces[index - 1].source.end < piece.source.start {
            let gap = source.get(pieces[index - 1].source.end..piece.source.start);
            if gap.is_some_and(|gap| gap.contains(['\n', '\r'])) {
                lines.push(start..index);
                start = index;
            }
        }
    }
    lines.push(start..pieces.len());

    let width = |line: &Range<usize>| -> usize {
        let texts = pieces[line.clone()].iter().map(|piece| segment.piece_text(piece));
        texts.flat_map(str::chars).map(|c| if is_wide(c) { 2 } else { 1 }).sum()
    };
    let widths: Vec<usize> = lines.iter().map(width).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let is_full = |width: usize| width >= NARROWEST_WRAP && width + RAGGED >= widest;

    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        match paragraphs.last_mut() {
            Some(last) if is_full(widths[number - 1]) => last.end = line.end,
            _ => paragraphs.push(line.clone()),
        }
    }
    paragraphs
        .into_iter()
        .map(|range| &pieces[range])
        .filter(|pieces| !pieces.is_empty())
        .collect()
}

fn is_wide(c: char) -> bool {
    is_hanzi(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str, format: Format) -> Vec<String> {
        let document = Document::new(source, format);
        let prose = Prose::new(&document);
        for paragraph in &prose.paragraphs {
            for (at, c) in paragraph.text.char_indices() {
                let range = paragraph.source(at..at + c.len_utf8());
                assert!(!range.slice(source).is_empty(), "{c} in {source:?}");
            }
        }
        prose
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.text.to_string())
            .collect()
    }

    #[test]
    fn a_line_of_plain_text_is_a_paragraph_unless_it_was_wrapped() {
        assert_eq!(
            texts(
                "关于开展检查的通知\n各科室：\n请认真落实。\n联系人\n张三",
                Format::Plain
            ),
            ["关于开展检查的通知", "各科室：", "请认真落实。", "联系人", "张三"]
        );
        let first = "为".repeat(30);
        assert_eq!(
            texts(&format!("{first}\n{first}\n结束"), Format::Plain),
            [format!("{first}{first}结束")]
        );
    }

    #[test]
    fn separators_are_found_among_any_characters() {
        let document = Document::new("“甲é🏮”(a)：Ａキ，㎡…", Format::Plain);
        let prose = Prose::new(&document);
        let marks = prose.paragraphs[0].separators();
        let text: String = marks.iter().map(|&(_, c)| c).collect();
        assert_eq!(text, "“”()：，…");
        for &(at, c) in marks {
            assert!(prose.paragraphs[0].text[at..].starts_with(c));
        }
    }

    #[test]
    fn offsets_lead_through_markup_and_references() {
        let source = "<p>甲<b>乙</b>&amp;丙</p>";
        let document = Document::new(source, Format::Html);
        let prose = Prose::new(&document);
        let paragraph = &prose.paragraphs[0];
        assert_eq!(paragraph.text, "甲乙&丙");
        let slice = |range| paragraph.source(range).slice(source);
        assert_eq!(slice(0..3), "甲");
        assert_eq!(slice(3..6), "乙");
        assert_eq!(slice(6..7), "&amp;");
        assert_eq!(slice(0..10), "甲<b>乙</b>&amp;丙");
        assert_eq!(slice(10..10), "");
        for (at, c) in paragraph.text.char_indices() {
            let range = at..at + c.len_utf8();
            assert_eq!(paragraph.text_range(paragraph.source(range.clone())), Some(range));
        }
        assert_eq!(paragraph.text_range(TextRange::new(0, 2)), None);
    }
}
