//! Reading a segment character by character, forwards and backwards, from any place in it.
//!
//! This is where pieces become folded characters with source ranges; matching proper never sees a piece.

use crate::{
    document::{PieceText, Segment},
    text::{fold, text_range::TextRange},
};

/// A place in a segment: before the character at byte `offset` of the text of piece `piece`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cursor {
    pub(crate) piece: usize,
    pub(crate) offset: usize,
}

/// A character of a segment that a reader sees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// As written.
    pub(super) written: char,
    /// As folded.
    pub(super) folded: char,
    /// The place before it.
    pub(super) before: Cursor,
    /// The place after it.
    pub(super) after: Cursor,
    /// Where it came from.
    pub(super) source: TextRange,
}

/// The visible characters from `cursor` on.
pub(super) fn forward<'d>(segment: Segment<'d>, cursor: Cursor) -> impl Iterator<Item = Glyph> + 'd {
    segment
        .pieces
        .iter()
        .enumerate()
        .skip(cursor.piece)
        .flat_map(move |(piece, _)| {
            let start = if piece == cursor.piece { cursor.offset } else { 0 };
            let text = text_of(segment, piece);
            let rest = text.get(start..).unwrap_or_default();
            rest.char_indices()
                .filter_map(move |(at, c)| glyph(segment, piece, start + at, c))
        })
}

/// Moves `cursor` past the next visible character; the folded form of that.
pub(super) fn step_forward(segment: Segment<'_>, cursor: &mut Cursor) -> Option<char> {
    let table = fold::table();
    loop {
        let text = text_of(segment, cursor.piece).get(cursor.offset..)?;
        if let Some(c) = text.chars().next() {
            cursor.offset += c.len_utf8();
            if let Some(folded) = table.fold(c) {
                return Some(folded);
            }
        } else if cursor.piece + 1 < segment.pieces.len() {
            *cursor = Cursor {
                piece: cursor.piece + 1,
                offset: 0,
            };
        } else {
            return None;
        }
    }
}

/// The place before the last visible character in front of `cursor`.
pub(super) fn step_back(segment: Segment<'_>, mut cursor: Cursor) -> Option<Cursor> {
    let table = fold::table();
    loop {
        let text = text_of(segment, cursor.piece).get(..cursor.offset)?;
        if let Some(c) = text.chars().next_back() {
            cursor.offset -= c.len_utf8();
            if !table.is_unseen(c) {
                return Some(cursor);
            }
        } else {
            let piece = cursor.piece.checked_sub(1)?;
            let offset = text_of(segment, piece).len();
            cursor = Cursor { piece, offset };
        }
    }
}

/// The source of what stands between two places, the second of which is right after a visible character.
pub(super) fn source(segment: Segment<'_>, start: Cursor, end: Cursor) -> Option<TextRange> {
    let first = forward(segment, start).next()?;
    let last = backward(segment, end).next()?;
    Some(TextRange::new(first.source.start, last.source.end))
}

/// The visible characters before `cursor`, the nearest first.
pub(super) fn backward<'d>(segment: Segment<'d>, cursor: Cursor) -> impl Iterator<Item = Glyph> + 'd {
    let pieces = (cursor.piece + 1).min(segment.pieces.len());
    (0..pieces).rev().flat_map(move |piece| {
        let text = text_of(segment, piece);
        let end = if piece == cursor.piece {
            cursor.offset
        } else {
            text.len()
        };
        let head = text.get(..end).unwrap_or_default();
        head.char_indices()
            .rev()
            .filter_map(move |(at, c)| glyph(segment, piece, at, c))
    })
}

/// The text of a piece by its number.
pub(super) fn text_of(segment: Segment<'_>, piece: usize) -> &str {
    segment.pieces.get(piece).map_or("", |piece| segment.piece_text(piece))
}

fn glyph(segment: Segment<'_>, piece: usize, offset: usize, written: char) -> Option<Glyph> {
    let folded = fold::table().fold(written)?;
    let source = segment.pieces[piece].source;
    let source = match segment.pieces[piece].text {
        PieceText::Identical => TextRange::new(source.start + offset, source.start + offset + written.len_utf8()),
        PieceText::Replaced(_) => source,
    };
    Some(Glyph {
        written,
        folded,
        before: Cursor { piece, offset },
        after: Cursor {
            piece,
            offset: offset + written.len_utf8(),
        },
        source,
    })
}
