//! What a reader of the published text sees, mapped back to the source it came from.
//!
//! A parser per format turns a decoded source into [`Segment`]s: stretches of prose within which a word may run.
//! Each is a run of [`Piece`]s, and every piece knows its place in the source, so that nothing downstream searches
//! for a text again to find out where it was. Reading bytes and their encodings is left to `input`.

mod builder;
mod flow;
mod format;
mod front_matter;
mod front_matter_scalar;
mod html;
mod lines;
mod markdown;
pub mod markup;
mod note;
mod note_scope;
mod plain;
pub mod prose;
pub mod published;
pub mod tags;

use std::ops::Range;

pub use format::Format;
pub use note::{Note, NotePlace};
pub use note_scope::NoteScopes;

use jiff::civil::Date;

use crate::text::text_range::TextRange;

/// Stands in a piece for something that is not text: an image, inline code, a formula. It never takes part in a match.
pub const OPAQUE: &str = "\u{FFFC}";

/// Segments looked at for the one that holds a place: many more than nest in one another.
const NEAREST_SEGMENTS: usize = 64;

/// A parsed source.
#[derive(Debug, Clone)]
pub struct Document {
    source: String,
    format: Format,
    published: Option<Date>,
    pieces: Vec<Piece>,
    segments: Vec<SegmentSpan>,
    notes: Vec<Note>,
}

/// What a document's author may decide about reading it.
#[derive(Debug, Clone)]
pub struct ParseOptions {
    /// Keys of a front matter whose values are prose to be checked.
    pub front_matter_keys: Vec<String>,
}

impl Default for ParseOptions {
    fn default() -> Self {
        let keys = [
            "title",
            "subtitle",
            "description",
            "summary",
            "excerpt",
            "digest",
            "标题",
            "副标题",
            "摘要",
        ];
        Self {
            front_matter_keys: keys.map(String::from).to_vec(),
        }
    }
}

/// Where in a document a segment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// Running text, list items and table cells.
    Body,
    /// A heading inside the text.
    Heading,
    /// The title of the whole document, from a `<title>` or the front matter.
    Title,
    /// Other text about the document or a part of it: descriptions, alternative texts, tooltips.
    Attribute,
}

/// What the reader of a format makes of a source.
#[derive(Debug)]
struct Parsed {
    pieces: Vec<Piece>,
    segments: Vec<SegmentSpan>,
    published: Option<Date>,
    notes: Vec<Note>,
}

#[derive(Debug, Clone)]
struct SegmentSpan {
    kind: SegmentKind,
    pieces: Range<usize>,
}

/// A run of text and the source range that it came from.
///
/// Between two pieces of a segment the source may hold what does not break a word: markup, a soft line wrap
/// between Hanzi, a single no-break space between Hanzi. Such gaps have no piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The source of the whole piece.
    pub source: TextRange,
    /// What it reads as.
    pub text: PieceText,
}

/// How a piece reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceText {
    /// Exactly as its source.
    Identical,
    /// As this text, all of which came from the piece's source: a character reference, a line end, [`OPAQUE`].
    Replaced(Box<str>),
}

/// A stretch of prose within which a word may run; matches never cross its ends.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'d> {
    /// Where it stands.
    pub kind: SegmentKind,
    /// Its text, in reading order.
    pub pieces: &'d [Piece],
    source: &'d str,
}

impl Document {
    /// Reads `source` as `format` with default options. Any text is a document of any format; nothing fails.
    #[must_use]
    pub fn new(source: impl Into<String>, format: Format) -> Self {
        Self::parse(source, format, &ParseOptions::default())
    }

    /// Reads `source` as `format`.
    #[must_use]
    pub fn parse(source: impl Into<String>, format: Format, options: &ParseOptions) -> Self {
        let source = source.into();
        let parsed = match format {
            Format::Plain => plain::parse(&source),
            Format::Markdown => markdown::parse(&source, options),
            Format::Html => html::parse(&source),
        };
        Self::of(source, format, parsed)
    }

    fn of(source: String, format: Format, parsed: Parsed) -> Self {
        Self {
            source,
            format,
            published: parsed.published,
            pieces: parsed.pieces,
            segments: parsed.segments,
            notes: parsed.notes,
        }
    }

    /// The same document, published on `date`, if that is one, whatever it states itself.
    #[must_use]
    pub fn dated(self, date: Option<Date>) -> Self {
        Self {
            published: date.or(self.published),
            ..self
        }
    }

    /// A text without markup that stands in one place: a title or a digest that is stored apart from its text.
    #[must_use]
    pub fn segment(source: impl Into<String>, kind: SegmentKind) -> Self {
        let source = source.into();
        let parsed = plain::parse_segment(&source, kind);
        Self::of(source, Format::Plain, parsed)
    }

    /// The same document, published on `date` unless it states a day itself.
    #[must_use]
    pub fn published_on(self, date: Option<Date>) -> Self {
        Self {
            published: self.published.or(date),
            ..self
        }
    }

    /// The day on which it was or will be published, if known: what it states itself, or what it was told.
    #[must_use]
    pub fn published(&self) -> Option<Date> {
        self.published
    }

    /// The decoded source, without a byte order mark.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Gives the source back.
    #[must_use]
    pub fn into_source(self) -> String {
        self.source
    }

    /// The format it was read as.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether markup stands in `other` as it does here, as far as the text itself can be taken for markup or markup for text.
    pub(crate) fn has_shape_of(&self, other: &Self) -> bool {
        match self.format {
            Format::Markdown => markdown::shape(&self.source) == markdown::shape(&other.source),
            Format::Plain | Format::Html => true,
        }
    }

    /// The segment of running text or other prose that holds the whole of `range`, and the number of its piece in which
    /// `range` begins.
    pub(crate) fn segment_at(&self, range: TextRange) -> Option<(Segment<'_>, usize)> {
        let start = |span: &SegmentSpan| self.pieces.get(span.pieces.start).map(|piece| piece.source.start);
        let after = self.segments.partition_point(|span| start(span) <= Some(range.start));
        let near = self.segments.get(..after)?.iter().rev().take(NEAREST_SEGMENTS);
        near.map(|span| span.segment(&self.pieces, &self.source))
            .find_map(|segment| {
                let after = segment
                    .pieces
                    .partition_point(|piece| piece.source.start <= range.start);
                let first = after.checked_sub(1)?;
                let begins = segment
                    .pieces
                    .get(first)
                    .is_some_and(|piece| range.start < piece.source.end);
                let ends = segment.pieces.last().is_some_and(|piece| range.end <= piece.source.end);
                (begins && ends).then_some((segment, first))
            })
    }

    /// What the author wrote in it to this program, ordered by place.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The segments, ordered by where they begin in the source.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.segments
            .iter()
            .map(|span| span.segment(&self.pieces, &self.source))
    }
}

impl Parsed {
    /// The segments, ordered by where they begin in `source`.
    fn segments<'p>(&'p self, source: &'p str) -> impl Iterator<Item = Segment<'p>> {
        self.segments.iter().map(move |span| span.segment(&self.pieces, source))
    }
}

impl SegmentSpan {
    fn segment<'p>(&self, pieces: &'p [Piece], source: &'p str) -> Segment<'p> {
        Segment {
            kind: self.kind,
            pieces: &pieces[self.pieces.clone()],
            source,
        }
    }
}

impl<'d> Segment<'d> {
    /// The text of one of its pieces.
    #[must_use]
    pub fn piece_text(&self, piece: &'d Piece) -> &'d str {
        match &piece.text {
            PieceText::Identical => piece.source.slice(self.source),
            PieceText::Replaced(text) => text,
        }
    }

    /// The whole text as a reader sees it.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| self.piece_text(piece)).collect()
    }
}
