//! The elements of an HTML source, for rules that look at what a page holds besides its prose.
//!
//! Elements nest as a browser would nest them in all but odd cases: void elements, end tags without a start and the
//! usual omitted end tags are understood, misnested formatting is not repaired. The nesting is flat data, so that no
//! page is too deep. What a style does to an element is left to the rules.

use std::{collections::HashMap, convert::Infallible, ops::Range};

use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

use super::html::elements::Role;
use crate::text::text_range::TextRange;

/// Open elements looked through for the one that an end tag ends; a page that nests deeper is nonsense.
const DEEPEST: usize = 512;

/// The elements and texts of a source, each in source order.
#[derive(Debug, Default)]
pub struct Markup {
    /// The elements; the descendants of one follow it without a gap.
    pub elements: Vec<Element>,
    /// The texts between the tags; also those of scripts and styles.
    pub texts: Vec<Text>,
}

/// An element.
#[derive(Debug)]
pub struct Element {
    /// Its name in lower case.
    pub name: String,
    /// Its attributes in source order.
    pub attributes: Vec<Attribute>,
    /// Its start tag.
    pub tag: TextRange,
    /// Number of the element that it is in.
    pub parent: Option<usize>,
    /// Numbers of its descendants.
    pub descendants: Range<usize>,
    /// Where its content ends, in bytes of the source.
    pub content_end: usize,
    /// Where its end tag ends, in bytes of the source.
    pub end: usize,
}

/// An attribute of an element.
#[derive(Debug)]
pub struct Attribute {
    /// Its name in lower case.
    pub name: String,
    /// Its value, references resolved.
    pub value: String,
    /// The source of the value, without quotes.
    pub range: TextRange,
}

/// A text between two tags.
#[derive(Debug)]
pub struct Text {
    /// Number of the element that it is in.
    pub element: Option<usize>,
    /// Where it begins, in bytes of the source.
    pub start: usize,
    /// As a reader sees it, references resolved.
    pub text: String,
}

impl Markup {
    /// Reads an HTML source.
    pub(super) fn read(source: &str) -> Self {
        let mut builder = Builder::default();
        let mut emitter =
            CallbackEmitter::<_, Infallible, usize>::new(|event: CallbackEvent<'_>, span: Span<usize>| {
                builder.event(&event, span);
                None
            });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(source, emitter).finish();
        builder.finish(source.len())
    }

    /// The texts in element number `index` and its descendants.
    pub fn texts_in(&self, index: usize) -> impl Iterator<Item = &Text> {
        let content = self
            .elements
            .get(index)
            .map_or(0..0, |element| element.tag.end..element.content_end);
        let first = self.texts.partition_point(|text| text.start < content.start);
        let texts = self.texts.get(first..).unwrap_or_default().iter();
        texts.take_while(move |text| text.start < content.end)
    }
}

impl Element {
    /// The value of its attribute `name`.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.name == name);
        found.map(|attribute| &*attribute.value)
    }

    /// The source between its tags.
    #[must_use]
    pub fn content(&self) -> TextRange {
        TextRange::new(self.tag.end, self.content_end.max(self.tag.end))
    }
}

#[derive(Default)]
struct Builder {
    markup: Markup,
    open: Vec<usize>,
    /// How many elements of a name are open, so that an end tag without a start is known at once.
    names: HashMap<String, usize>,
    tag: Option<Element>,
}

impl Builder {
    fn event(&mut self, event: &CallbackEvent<'_>, span: Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some(Element {
                    name: lossy(name),
                    attributes: Vec::new(),
                    tag: TextRange::new(span.start, span.end),
                    parent: None,
                    descendants: 0..0,
                    content_end: 0,
                    end: 0,
                });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(tag) = &mut self.tag {
                    tag.attributes.push(Attribute {
                        name: lossy(name),
                        value: String::new(),
                        range: TextRange::new(span.end, span.end),
                    });
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = self.tag.as_mut().and_then(|tag| tag.attributes.last_mut()) {
                    attribute.value = lossy(value);
                    attribute.range = TextRange::new(span.start, span.end);
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                if let Some(mut element) = self.tag.take() {
                    element.tag.end = span.end;
                    self.start(element);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.end(&lossy(name), span.start, span.end);
            }
            CallbackEvent::String { value } => self.markup.texts.push(Text {
                element: self.open.last().copied(),
                start: span.start,
                text: lossy(value),
            }),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, mut element: Element) {
        self.end_implied(&element);
        let index = self.markup.elements.len();
        element.parent = self.open.last().copied();
        element.descendants = index + 1..index + 1;
        element.content_end = element.tag.end;
        element.end = element.tag.end;
        if !is_void(&element.name) {
            *self.names.entry(element.name.clone()).or_default() += 1;
            self.open.push(index);
        }
        self.markup.elements.push(element);
    }

    /// Ends the elements whose end tag may be left out before `next`.
    fn end_implied(&mut self, next: &Element) {
        let at = next.tag.start;
        while let Some(last) = self.open.last().and_then(|&index| self.markup.elements.get(index)) {
            let ends = match &*last.name {
                "p" => Role::of(next.name.as_bytes()).is_container(),
                "li" => next.name == "li",
                "dt" | "dd" => matches!(&*next.name, "dt" | "dd"),
                "option" => matches!(&*next.name, "option" | "optgroup"),
                "td" | "th" => matches!(&*next.name, "td" | "th" | "tr" | "tbody"),
                "tr" => matches!(&*next.name, "tr" | "tbody"),
                "head" => next.name == "body",
                _ => false,
            };
            if !ends {
                return;
            }
            self.pop(at, at);
        }
    }

    fn end(&mut self, name: &str, content_end: usize, end: usize) {
        if self.names.get(name).is_none_or(|&count| count == 0) {
            return;
        }
        let is_named = |index: &usize| {
            self.markup
                .elements
                .get(*index)
                .is_some_and(|element| element.name == name)
        };
        let Some(depth) = self.open.iter().rev().take(DEEPEST).position(is_named) else {
            return;
        };
        for _ in 0..depth {
            self.pop(content_end, content_end);
        }
        self.pop(content_end, end);
    }

    fn pop(&mut self, content_end: usize, end: usize) {
        let next = self.markup.elements.len();
        if let Some(element) = self.open.pop().and_then(|index| self.markup.elements.get_mut(index)) {
            element.descendants.end = next;
            element.content_end = content_end;
            element.end = end;
            if let Some(count) = self.names.get_mut(&element.name) {
                *count = count.saturating_sub(1);
            }
        }
    }

    fn finish(mut self, end: usize) -> Markup {
        while !self.open.is_empty() {
            self.pop(end, end);
        }
        self.markup
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_know_their_place_and_what_is_in_them() {
        let source = "<DIV id=a><p class='x&amp;y'>甲<p>乙<br>丙</div>丁<ul><li>一<li>二</ul></b>";
        let markup = Markup::read(source);
        let names: Vec<&str> = markup.elements.iter().map(|element| &*element.name).collect();
        assert_eq!(names, ["div", "p", "p", "br", "ul", "li", "li"]);
        let tags: Vec<&str> = markup
            .elements
            .iter()
            .map(|element| element.tag.slice(source))
            .collect();
        assert_eq!(tags[..3], ["<DIV id=a>", "<p class='x&amp;y'>", "<p>"]);
        let class = &markup.elements[1].attributes[0];
        assert_eq!((&*class.value, class.range.slice(source)), ("x&y", "x&amp;y"));
        let texts = |index| markup.texts_in(index).map(|text| &*text.text).collect::<String>();
        assert_eq!(
            [texts(0), texts(1), texts(2), texts(4), texts(6)],
            ["甲乙丙", "甲", "乙丙", "一二", "二"]
        );
        assert_eq!(markup.elements[0].end, source.find('丁').unwrap());
        assert_eq!(markup.elements[2].content().slice(source), "乙<br>丙");
        assert_eq!(markup.elements[3].parent, Some(2));
    }

    #[test]
    fn scripts_and_titles_hold_text_only() {
        let source = "<title>a<b>&#65;</title><script>if(a<b){\"<p>\"}</script><p>x";
        let markup = Markup::read(source);
        let names: Vec<&str> = markup.elements.iter().map(|element| &*element.name).collect();
        assert_eq!(names, ["title", "script", "p"]);
        let texts: Vec<&str> = markup.texts.iter().map(|text| &*text.text).collect();
        assert_eq!(texts, ["a<b>A", "if(a<b){\"<p>\"}", "x"]);
        assert_eq!(markup.elements[1].content().slice(source), "if(a<b){\"<p>\"}");
    }
}
