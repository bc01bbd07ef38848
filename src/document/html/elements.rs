//! What elements and attributes of HTML mean for prose, by their names in lower case.
//!
//! The list of block-level elements is that of the HTML standard's rendering section; every other element,
//! known or not, is inline, since a word may run across it.

/// What an element does to the flow of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Role {
    /// Does not break a word.
    Inline,
    /// Begins and ends a block.
    Block,
    /// Breaks the flow and has no content.
    Break,
    /// A block that is a heading.
    Heading,
    /// The title of a page.
    Title,
    /// A block whose line ends are kept.
    Preformatted,
    /// A line end.
    LineBreak,
    /// The reading set over a word; the word goes on after it.
    Annotation,
    /// Holds annotations, and ends one that is open.
    Ruby,
    /// Stands in the flow and is no text.
    Opaque,
    /// Content that is no prose.
    Skipped(Skipped),
}

/// An element whose content is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Skipped {
    Code,
    Keyboard,
    Sample,
    Frame,
    Script,
    Style,
}

impl Skipped {
    /// Whether a reader sees that something is there.
    pub(in crate::document) const fn is_visible(self) -> bool {
        !matches!(self, Self::Script | Self::Style)
    }
}

impl Role {
    /// The role of the element called `name`.
    pub(in crate::document) fn of(name: &[u8]) -> Self {
        match name {
            b"p" | b"div" | b"section" | b"li" | b"td" | b"th" | b"tr" | b"ul" | b"ol" | b"dl" | b"dt" | b"dd"
            | b"table" | b"tbody" | b"thead" | b"tfoot" | b"caption" | b"colgroup" | b"address" | b"article"
            | b"aside" | b"blockquote" | b"body" | b"button" | b"center" | b"datalist" | b"details" | b"dialog"
            | b"dir" | b"fieldset" | b"figcaption" | b"figure" | b"footer" | b"form" | b"frameset" | b"head"
            | b"header" | b"hgroup" | b"html" | b"legend" | b"main" | b"marquee" | b"menu" | b"nav" | b"noframes"
            | b"optgroup" | b"option" | b"search" | b"select" | b"summary" | b"template" | b"text" => Self::Block,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"br" => Self::LineBreak,
            b"hr" | b"col" | b"frame" => Self::Break,
            b"img" | b"input" | b"audio" | b"canvas" | b"embed" | b"image" | b"math" | b"meter" | b"object"
            | b"picture" | b"progress" | b"svg" | b"video" => Self::Opaque,
            b"code" => Self::Skipped(Skipped::Code),
            b"kbd" => Self::Skipped(Skipped::Keyboard),
            b"samp" => Self::Skipped(Skipped::Sample),
            b"iframe" => Self::Skipped(Skipped::Frame),
            b"script" => Self::Skipped(Skipped::Script),
            b"style" => Self::Skipped(Skipped::Style),
            b"pre" | b"listing" | b"plaintext" | b"textarea" | b"xmp" => Self::Preformatted,
            b"title" => Self::Title,
            b"rt" | b"rp" => Self::Annotation,
            b"ruby" => Self::Ruby,
            _ => Self::Inline,
        }
    }

    /// Whether the element is a block with content, which an end tag ends.
    pub(in crate::document) const fn is_container(self) -> bool {
        matches!(self, Self::Block | Self::Heading | Self::Title | Self::Preformatted)
    }
}

/// An attribute that holds prose, or says whether another does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    /// Prose on any element.
    Prose,
    /// `content`, prose for some metadata.
    Content,
    /// `value`, prose on a button.
    Value,
    /// `type` of an input.
    Type,
    /// `name` or `property` of metadata.
    Name,
}

impl Attribute {
    /// The attribute called `name`, if it matters.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"alt" | b"title" | b"placeholder" | b"aria-label" => Some(Self::Prose),
            b"content" => Some(Self::Content),
            b"value" => Some(Self::Value),
            b"type" => Some(Self::Type),
            b"name" | b"property" => Some(Self::Name),
            _ => None,
        }
    }
}
