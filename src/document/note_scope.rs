//! Which part of a document a note about "the next block" speaks of.
//!
//! A block is what the format calls one: a paragraph or a line of plain text, a block of Markdown with all that is in
//! it, a block element of HTML. A note inside a running text speaks of the block that it stands in.

use std::cell::OnceCell;

use super::{
    Document, Note, NotePlace, SegmentKind,
    html::elements::Role,
    markup::{Element, Markup},
    prose::Layout,
};
use crate::text::text_range::TextRange;

/// Elements looked through for the one that holds a note; a page that nests deeper is nonsense.
const DEEPEST: usize = 512;

/// Finds the scopes of the notes of one document.
#[derive(Debug)]
pub struct NoteScopes<'l, 'd> {
    layout: &'l Layout<'d>,
    texts: OnceCell<Texts>,
}

/// The running text of a document by place.
#[derive(Debug)]
struct Texts {
    /// The segments of running text.
    segments: Vec<TextRange>,
    /// Each of their pieces with the number of its segment, by place.
    pieces: Vec<(TextRange, usize)>,
}

impl<'l, 'd> NoteScopes<'l, 'd> {
    /// For the notes of the document of `layout`.
    #[must_use]
    pub const fn new(layout: &'l Layout<'d>) -> Self {
        Self {
            layout,
            texts: OnceCell::new(),
        }
    }

    /// What `note` speaks of; `None` if nothing follows it.
    #[must_use]
    pub fn of(&self, note: &Note) -> Option<TextRange> {
        match note.place {
            NotePlace::FrontMatter => Some(TextRange::new(0, self.layout.document().source().len())),
            NotePlace::Block(block) => block,
            NotePlace::Line => self.next_paragraph(note.range.end),
            NotePlace::Markup => self.in_markup(note.range),
        }
    }

    /// The first paragraph of a plain text that begins at or after `end`.
    fn next_paragraph(&self, end: usize) -> Option<TextRange> {
        let paragraphs = &self.layout.prose().paragraphs;
        let next = paragraphs.partition_point(|paragraph| paragraph.source(0..paragraph.text.len()).start < end);
        let paragraph = paragraphs.get(next)?;
        Some(paragraph.source(0..paragraph.text.len()))
    }

    /// What the comment at `note` speaks of: the text that it interrupts; else what follows it within the element that
    /// holds it; else, as for a comment at the end of a line, the text before it in that element.
    fn in_markup(&self, note: TextRange) -> Option<TextRange> {
        let texts = self.texts.get_or_init(|| Texts::of(self.layout.document()));
        let markup = self.layout.prose().markup();
        let holder = holder(markup, note);
        let limits = holder.map_or(TextRange::new(0, usize::MAX), |index| {
            markup.elements.get(index).map_or(note, Element::content)
        });

        let next = texts.pieces.partition_point(|(piece, _)| piece.start < note.end);
        let after = texts.pieces.get(next).filter(|(piece, _)| piece.start < limits.end);
        let before = next
            .checked_sub(1)
            .and_then(|index| texts.pieces.get(index))
            .filter(|(piece, _)| limits.start <= piece.start);
        let segment = |&(_, number): &(TextRange, usize)| texts.segments.get(number).copied();
        if let (Some(before), Some(after)) = (before, after)
            && before.1 == after.1
        {
            return segment(after);
        }
        let first = markup.elements.partition_point(|element| element.tag.start < note.end);
        let element = markup
            .elements
            .get(first)
            .filter(|element| element.tag.start < limits.end)
            .map(|element| {
                (
                    Role::of(element.name.as_bytes()),
                    TextRange::new(element.tag.start, element.end),
                )
            });
        match (after, element) {
            // What is flowing text, and perhaps begins with an element that does not break it.
            (Some(after), Some((role, range))) if after.0.start < range.start || !role.is_container() => segment(after),
            (_, Some((_, range))) => Some(range),
            (Some(after), None) => segment(after),
            (None, None) => before.and_then(segment),
        }
    }
}

/// Number of the innermost element that holds `note`.
fn holder(markup: &Markup, note: TextRange) -> Option<usize> {
    let next = markup
        .elements
        .partition_point(|element| element.tag.start < note.start);
    let mut index = next.checked_sub(1);
    for _ in 0..DEEPEST {
        let element = markup.elements.get(index?)?;
        if element.content().covers(note) {
            return index;
        }
        index = element.parent;
    }
    None
}

impl Texts {
    fn of(document: &Document) -> Self {
        let mut texts = Self {
            segments: Vec::new(),
            pieces: Vec::new(),
        };
        for segment in document.segments() {
            if segment.kind == SegmentKind::Attribute {
                continue;
            }
            if let (Some(first), Some(last)) = (segment.pieces.first(), segment.pieces.last()) {
                let number = texts.segments.len();
                texts.segments.push(TextRange::new(first.source.start, last.source.end));
                texts
                    .pieces
                    .extend(segment.pieces.iter().map(|piece| (piece.source, number)));
            }
        }
        texts.pieces.sort_unstable();
        texts
    }
}
