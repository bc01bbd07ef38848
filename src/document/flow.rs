//! The flow of prose through elements, for the formats that have them.
//!
//! Opens a segment when there is something to read, ends it where an element breaks the flow, and passes over
//! elements whose content is no prose. It knows elements only by their [`Role`]; the HTML reader and the Markdown
//! reader (for raw HTML) tell it what they meet, and share one flow so that `<code>` in Markdown hides what follows.

use super::SegmentKind;
use super::builder::{DocumentBuilder, SegmentId};
use super::html::elements::{Role, Skipped};
use crate::text::text_range::TextRange;

/// Where in the prose a reader is.
#[derive(Debug, Default)]
pub(super) struct Flow {
    segment: Option<SegmentId>,
    annotation: Option<SegmentId>,
    hidden: Option<Hidden>,
    /// Open block elements, as far as a flow without a tree can know.
    depth: usize,
    in_heading: bool,
    is_preformatted: bool,
    has_title: bool,
}

/// An open element whose content is not read.
#[derive(Debug, Clone, Copy)]
struct Hidden {
    element: Skipped,
    /// Elements of the same name open inside it.
    nested: usize,
    /// [`Flow::depth`] outside it.
    depth: usize,
    start: usize,
}

impl Flow {
    /// Whether what follows is not prose.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    /// Text that reads as its source and holds no line end.
    pub(super) fn text(&mut self, builder: &mut DocumentBuilder<'_>, range: TextRange) {
        if self.enter(builder) {
            builder.text(range);
        }
    }

    /// Source that reads as `text`.
    pub(super) fn replaced(&mut self, builder: &mut DocumentBuilder<'_>, range: TextRange, text: &str) {
        if self.enter(builder) {
            builder.replaced(range, text);
        }
    }

    /// Something that is not text.
    pub(super) fn opaque(&mut self, builder: &mut DocumentBuilder<'_>, range: TextRange) {
        if self.enter(builder) {
            builder.opaque(range);
        }
    }

    /// A line end of the source.
    pub(super) fn line_end(&mut self, builder: &mut DocumentBuilder<'_>, range: TextRange) {
        if self.is_preformatted {
            self.line_break(builder, range);
        } else if self.enter(builder) {
            builder.soft_wrap(range);
        }
    }

    /// A line end that is seen whatever the element.
    pub(super) fn line_break(&mut self, builder: &mut DocumentBuilder<'_>, range: TextRange) {
        if self.enter(builder) {
            builder.line_break(range);
        }
    }

    /// A start tag at `range`.
    pub(super) fn start_tag(&mut self, builder: &mut DocumentBuilder<'_>, role: Role, range: TextRange) {
        if role.is_container() {
            self.depth += 1;
        }
        if let Some(hidden) = &mut self.hidden {
            if role == Role::Skipped(hidden.element) {
                hidden.nested += 1;
            }
            return;
        }
        match role {
            Role::Inline | Role::Ruby => {}
            Role::Break | Role::Block => self.end_segment(builder),
            Role::Heading => {
                self.end_segment(builder);
                self.in_heading = true;
            }
            Role::Title => {
                self.end_segment(builder);
                // A page has one title; another is that of a drawing inside it.
                let kind = if self.has_title {
                    SegmentKind::Attribute
                } else {
                    SegmentKind::Title
                };
                self.has_title = true;
                self.segment = Some(builder.open(kind));
            }
            Role::Preformatted => {
                self.end_segment(builder);
                self.is_preformatted = true;
            }
            Role::LineBreak => self.line_break(builder, range),
            Role::Annotation => {
                self.end_annotation(builder);
                if self.enter(builder) {
                    self.annotation = Some(builder.open(SegmentKind::Body));
                }
            }
            Role::Opaque => self.opaque(builder, range),
            Role::Skipped(element) => {
                self.hidden = Some(Hidden {
                    element,
                    nested: 0,
                    depth: self.depth,
                    start: range.start,
                });
            }
        }
    }

    /// An end tag at `range`.
    pub(super) fn end_tag(&mut self, builder: &mut DocumentBuilder<'_>, role: Role, range: TextRange) {
        if let Some(hidden) = &mut self.hidden {
            if role == Role::Skipped(hidden.element) {
                if hidden.nested == 0 {
                    self.show(builder, range.end);
                } else {
                    hidden.nested -= 1;
                }
                return;
            }
            // The end of a block around it ends it too; else one `</code>` that was forgotten would hide all
            // that follows.
            if role.is_container() && self.depth <= hidden.depth {
                self.show(builder, range.start);
            }
        }
        if role.is_container() {
            self.depth = self.depth.saturating_sub(1);
        }
        if self.is_hidden() {
            return;
        }
        match role {
            Role::Block | Role::Break | Role::Title => self.end_segment(builder),
            Role::Heading => {
                self.end_segment(builder);
                self.in_heading = false;
            }
            Role::Preformatted => {
                self.end_segment(builder);
                self.is_preformatted = false;
            }
            // Browsers take a stray `</br>` for a `<br>`.
            Role::LineBreak => self.line_break(builder, range),
            Role::Annotation | Role::Ruby => self.end_annotation(builder),
            Role::Inline | Role::Opaque | Role::Skipped(_) => {}
        }
    }

    /// Sets whether what follows is a heading; for formats whose headings are no elements.
    pub(super) fn set_heading(&mut self, in_heading: bool) {
        self.in_heading = in_heading;
    }

    /// Ends the segment and forgets all elements that are open: the block they stood in is over.
    pub(super) fn end_block(&mut self, builder: &mut DocumentBuilder<'_>) {
        self.end_segment(builder);
        *self = Self {
            has_title: self.has_title,
            ..Self::default()
        };
    }

    /// Makes sure that a segment is open if what comes is to be read, and says whether it is.
    fn enter(&mut self, builder: &mut DocumentBuilder<'_>) -> bool {
        if self.is_hidden() {
            return false;
        }
        if self.segment.is_none() {
            let kind = if self.in_heading {
                SegmentKind::Heading
            } else {
                SegmentKind::Body
            };
            self.segment = Some(builder.open(kind));
        }
        true
    }

    fn show(&mut self, builder: &mut DocumentBuilder<'_>, end: usize) {
        if let Some(hidden) = self.hidden.take()
            && hidden.element.is_visible()
        {
            self.opaque(builder, TextRange::new(hidden.start, end));
        }
    }

    fn end_segment(&mut self, builder: &mut DocumentBuilder<'_>) {
        if let Some(segment) = self.segment.take() {
            builder.close(segment);
        }
    }

    fn end_annotation(&mut self, builder: &mut DocumentBuilder<'_>) {
        if let Some(annotation) = self.annotation.take() {
            builder.close(annotation);
        }
    }
}
