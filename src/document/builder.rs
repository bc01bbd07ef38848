//! Collects the segments of a document and decides what white space between Hanzi means.
//!
//! Parsers say what they read, in source order: text, a replacement, a line end. The builder keeps the invariants
//! that every later stage relies on, whatever a parser sends: the pieces of a segment lie in increasing source
//! order on char boundaries, identical pieces are not empty, and a segment holds something to read. What counts
//! as text, and where a segment ends, is left to the parsers.

use jiff::civil::Date;
use memchr::memmem;

use super::{Note, NotePlace, OPAQUE, Parsed, Piece, PieceText, SegmentKind, SegmentSpan, note, published};
use crate::text::{fold, hanzi::is_hanzi, text_range::TextRange};

const NO_BREAK_SPACE: char = '\u{A0}';
const NO_BREAK_SPACE_TEXT: &str = "\u{A0}";
/// What HTML and CommonMark drop beside a line end.
const BLANKS: [char; 5] = [' ', '\t', '\u{C}', '\n', '\r'];

/// Names an open segment, so that closing it twice or out of order does no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SegmentId(usize);

/// Builds the pieces and segments of one document.
///
/// Segments nest: an alternative text inside a paragraph opens a segment of its own, and the paragraph goes on
/// when it is closed. What is read goes to the segment opened last.
#[derive(Debug)]
pub(super) struct DocumentBuilder<'s> {
    source: &'s str,
    /// Most sources hold no literal no-break space; then no text is searched for one.
    has_no_break_space: bool,
    open: Vec<OpenSegment>,
    opened: usize,
    pieces: Vec<Piece>,
    segments: Vec<SegmentSpan>,
    spare: Vec<Vec<Item>>,
    settling: Settling,
    /// The day that the document states, with the rank of the name it stands under.
    published: Option<(usize, Date)>,
    notes: Vec<Note>,
}

#[derive(Debug)]
struct OpenSegment {
    id: SegmentId,
    kind: SegmentKind,
    items: Vec<Item>,
    /// Where the last item ends in the source.
    end: usize,
    /// Whether an item's reading depends on its neighbours.
    unsettled: bool,
}

/// What a parser read, before white space is settled.
#[derive(Debug)]
enum Item {
    Text(TextRange),
    Replaced(TextRange, Box<str>),
    /// A line end that the format does not keep.
    Wrap(TextRange),
    /// A no-break space, and its text if it was a reference.
    NoBreak(TextRange, Option<Box<str>>),
}

/// Buffers of [`DocumentBuilder::settle`], kept so that a segment costs no allocation.
#[derive(Debug, Default)]
struct Settling {
    items: Vec<Item>,
    following: Vec<Option<char>>,
}

impl<'s> DocumentBuilder<'s> {
    /// A builder for a document over `source`; every range it is given is one of `source`.
    pub(super) fn new(source: &'s str) -> Self {
        let has_no_break_space = memmem::find(source.as_bytes(), NO_BREAK_SPACE_TEXT.as_bytes()).is_some();
        Self::over(source, has_no_break_space)
    }

    /// A builder over the same source that has read nothing, for what is read apart.
    pub(super) fn apart(&self) -> Self {
        Self::over(self.source, self.has_no_break_space)
    }

    fn over(source: &'s str, has_no_break_space: bool) -> Self {
        Self {
            source,
            has_no_break_space,
            open: Vec::new(),
            opened: 0,
            pieces: Vec::new(),
            segments: Vec::new(),
            spare: Vec::new(),
            settling: Settling::default(),
            published: None,
            notes: Vec::new(),
        }
    }

    /// Opens a segment inside the one that is open, if any.
    pub(super) fn open(&mut self, kind: SegmentKind) -> SegmentId {
        self.opened += 1;
        let id = SegmentId(self.opened);
        self.open.push(OpenSegment {
            id,
            kind,
            items: self.spare.pop().unwrap_or_default(),
            end: 0,
            unsettled: false,
        });
        id
    }

    /// Closes a segment and all that were opened inside it. Does nothing if it is closed already.
    pub(super) fn close(&mut self, id: SegmentId) {
        if self.open.binary_search_by_key(&id, |segment| segment.id).is_err() {
            return;
        }
        while let Some(segment) = self.open.pop_if(|segment| segment.id >= id) {
            self.settle(segment);
        }
    }

    /// Text that reads as its source.
    pub(super) fn text(&mut self, range: impl Into<TextRange>) {
        let Some((segment, range)) = self.accept(range.into()) else {
            return;
        };
        match segment.items.last_mut() {
            Some(Item::Text(last)) if last.end == range.start => last.end = range.end,
            _ => segment.items.push(Item::Text(range)),
        }
    }

    /// Source that reads as `text`: a character reference or an escape sequence.
    pub(super) fn replaced(&mut self, range: impl Into<TextRange>, text: &str) {
        let Some((segment, range)) = self.accept(range.into()) else {
            return;
        };
        if text == NO_BREAK_SPACE_TEXT {
            segment.unsettled = true;
            segment.items.push(Item::NoBreak(range, Some(text.into())));
        } else if !text.is_empty() {
            segment.items.push(Item::Replaced(range, text.into()));
        }
    }

    /// Something that is no text but stands where text would: an image, inline code.
    pub(super) fn opaque(&mut self, range: impl Into<TextRange>) {
        self.replaced(range, OPAQUE);
    }

    /// A line end that a reader sees.
    pub(super) fn line_break(&mut self, range: impl Into<TextRange>) {
        self.replaced(range, "\n");
    }

    /// A line end that the format does not keep: nothing between Hanzi, else a space.
    pub(super) fn soft_wrap(&mut self, range: impl Into<TextRange>) {
        let Some((segment, range)) = self.accept(range.into()) else {
            return;
        };
        segment.unsettled = true;
        segment.items.push(Item::Wrap(range));
    }

    /// Closes what is open and hands over the document, segments ordered by where they begin.
    pub(super) fn finish(mut self) -> Parsed {
        while let Some(segment) = self.open.pop() {
            self.settle(segment);
        }
        let pieces = self.pieces;
        self.segments
            .sort_by_key(|span| pieces.get(span.pieces.start).map_or(0, |piece| piece.source.start));
        self.notes.sort_by_key(|note| note.range);
        Parsed {
            pieces,
            segments: self.segments,
            notes: self.notes,
            published: self.published.map(|(_, day)| day),
        }
    }

    /// The document says when it is published, under a name of that rank; the lowest rank holds.
    pub(super) fn publish(&mut self, rank: usize, value: &str) {
        if self.published.is_none_or(|(known, _)| rank < known)
            && let Some(day) = published::parse(value)
        {
            self.published = Some((rank, day));
        }
    }

    /// A comment whose content is `text`; kept if it speaks to this program.
    pub(super) fn comment(&mut self, range: impl Into<TextRange>, text: &str, place: NotePlace) {
        if let Some(text) = note::addressed(text) {
            self.note(range, text, place);
        }
    }

    /// A note to this program.
    pub(super) fn note(&mut self, range: impl Into<TextRange>, text: &str, place: NotePlace) {
        self.notes.push(Note {
            range: range.into(),
            text: text.into(),
            place,
        });
    }

    /// The notes kept so far, in the order in which they were read.
    pub(super) fn notes(&mut self) -> &mut [Note] {
        &mut self.notes
    }

    /// The segment that is open, and the part of `range` that may be added to it.
    fn accept(&mut self, range: TextRange) -> Option<(&mut OpenSegment, TextRange)> {
        let segment = self.open.last_mut()?;
        let range = TextRange::new(range.start.max(segment.end), range.end);
        if range.is_empty() || self.source.get(range.start..range.end).is_none() {
            return None;
        }
        segment.end = range.end;
        Some((segment, range))
    }

    /// Turns the items of a segment into pieces; drops the segment if nothing in it can be read.
    fn settle(&mut self, mut segment: OpenSegment) {
        let first = self.pieces.len();
        if segment.unsettled || self.has_no_break_space {
            self.settle_white_space(&mut segment.items);
        } else {
            self.pieces.extend(segment.items.drain(..).map(Item::into_piece));
        }
        if self.pieces[first..].iter().any(|piece| has_text(piece, self.source)) {
            self.segments.push(SegmentSpan {
                kind: segment.kind,
                pieces: first..self.pieces.len(),
            });
        } else {
            self.pieces.truncate(first);
        }
        self.spare.push(segment.items);
    }

    fn settle_white_space(&mut self, read: &mut Vec<Item>) {
        let first = self.pieces.len();
        let Settling { items, following } = &mut self.settling;
        items.clear();
        for item in read.drain(..) {
            match item {
                Item::Text(range) if self.has_no_break_space => {
                    split_at_no_break_spaces(range, self.source, items);
                }
                item => items.push(item),
            }
        }
        absorb_blanks(items, self.source);
        collect_following(items, self.source, following);

        // The character before a white space as it looks to a wrap and to a no-break space: a wrap beside another
        // is one wrap, but a no-break space beside a wrap is not alone.
        let mut before = Neighbours::default();
        for item in items.drain(..) {
            let neighbours = before;
            before.pass(&item, Side::Last, self.source);
            match item {
                Item::Text(range) => push_text(&mut self.pieces, first, range),
                Item::Replaced(..) => self.pieces.push(item.into_piece()),
                Item::Wrap(range) => {
                    let after = following.pop().flatten();
                    let beside = [neighbours.of_wrap, after];
                    let at_an_end = beside.iter().any(|&c| matches!(c, None | Some('\n')));
                    if !at_an_end && !beside.iter().flatten().copied().all(is_hanzi) {
                        before.of_wrap = Some(' ');
                        if neighbours.of_wrap != Some(' ') {
                            self.pieces.push(Item::Replaced(range, " ".into()).into_piece());
                        }
                    }
                }
                Item::NoBreak(range, text) => {
                    let after = following.pop().flatten();
                    let between = [neighbours.of_no_break, after].iter().all(|c| c.is_some_and(is_hanzi));
                    match text {
                        _ if between => {}
                        Some(text) => self.pieces.push(Item::Replaced(range, text).into_piece()),
                        None => push_text(&mut self.pieces, first, range),
                    }
                }
            }
        }
    }
}

impl Item {
    fn into_piece(self) -> Piece {
        match self {
            Self::Text(source) | Self::Wrap(source) | Self::NoBreak(source, None) => Piece {
                source,
                text: PieceText::Identical,
            },
            Self::Replaced(source, text) | Self::NoBreak(source, Some(text)) => Piece {
                source,
                text: PieceText::Replaced(text),
            },
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Side {
    First,
    Last,
}

/// The nearest character that shows, as each kind of white space sees it.
#[derive(Debug, Clone, Copy, Default)]
struct Neighbours {
    of_wrap: Option<char>,
    of_no_break: Option<char>,
}

impl Neighbours {
    /// Moves over `item`, whose near end for the next item is `side`.
    fn pass(&mut self, item: &Item, side: Side, source: &str) {
        let text = match item {
            Item::Text(range) => range.slice(source),
            Item::Replaced(_, text) => text,
            Item::Wrap(_) => {
                self.of_no_break = Some(' ');
                return;
            }
            Item::NoBreak(..) => NO_BREAK_SPACE_TEXT,
        };
        let mut shown = text.chars().filter(|&c| !fold::table().is_unseen(c));
        let near = match side {
            Side::First => shown.next(),
            Side::Last => shown.next_back(),
        };
        if near.is_some() {
            self.of_wrap = near;
            self.of_no_break = near;
        }
    }
}

/// For every wrap and no-break space of `items`, the character after it; the first item's comes out of the stack first.
fn collect_following(items: &[Item], source: &str, following: &mut Vec<Option<char>>) {
    following.clear();
    let mut after = Neighbours::default();
    for item in items.iter().rev() {
        match item {
            Item::Wrap(_) => following.push(after.of_wrap),
            Item::NoBreak(..) => following.push(after.of_no_break),
            Item::Text(_) | Item::Replaced(..) => {}
        }
        after.pass(item, Side::First, source);
    }
}

fn split_at_no_break_spaces(range: TextRange, source: &str, items: &mut Vec<Item>) {
    let mut from = range.start;
    for (at, found) in range.slice(source).match_indices(NO_BREAK_SPACE) {
        let space = TextRange::new(range.start + at, range.start + at + found.len());
        if from < space.start {
            items.push(Item::Text(TextRange::new(from, space.start)));
        }
        items.push(Item::NoBreak(space, None));
        from = space.end;
    }
    if from < range.end {
        items.push(Item::Text(TextRange::new(from, range.end)));
    }
}

/// Makes the blanks beside a wrap part of it, also across markup and through texts that are nothing but blanks.
fn absorb_blanks(items: &mut [Item], source: &str) {
    let mut after_wrap = false;
    for item in &mut *items {
        if let (true, Item::Text(range)) = (after_wrap, &mut *item) {
            let rest = range.slice(source).trim_start_matches(BLANKS).len();
            absorb(item, |range| TextRange::new(range.end - rest, range.end));
        }
        after_wrap = matches!(item, Item::Wrap(_));
    }
    let mut before_wrap = false;
    for item in items.iter_mut().rev() {
        if let (true, Item::Text(range)) = (before_wrap, &mut *item) {
            let rest = range.slice(source).trim_end_matches(BLANKS).len();
            absorb(item, |range| TextRange::new(range.start, range.start + rest));
        }
        before_wrap = matches!(item, Item::Wrap(_));
    }
}

/// Leaves of a text what `rest` says, or a wrap if that is nothing.
fn absorb(item: &mut Item, rest: impl FnOnce(TextRange) -> TextRange) {
    if let Item::Text(range) = *item {
        let rest = rest(range);
        *item = if rest.is_empty() {
            Item::Wrap(range)
        } else {
            Item::Text(rest)
        };
    }
}

/// Adds text, joined with the last piece of the segment that begins at `first` if nothing lies between.
fn push_text(pieces: &mut Vec<Piece>, first: usize, range: TextRange) {
    match pieces.get_mut(first..).and_then(<[Piece]>::last_mut) {
        Some(Piece {
            source,
            text: PieceText::Identical,
        }) if source.end == range.start => source.end = range.end,
        _ => pieces.push(Item::Text(range).into_piece()),
    }
}

fn has_text(piece: &Piece, source: &str) -> bool {
    let text = match &piece.text {
        PieceText::Identical => piece.source.slice(source),
        PieceText::Replaced(text) if &**text == OPAQUE => return false,
        PieceText::Replaced(text) => text,
    };
    text.chars().any(|c| !c.is_whitespace() && !fold::table().is_unseen(c))
}
