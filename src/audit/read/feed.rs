//! RSS, Atom and the export of WordPress (WXR), item by item.

use std::{collections::HashMap, io::Read};

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{
    Halt, Out, PassedOver, Source,
    record::{self, looks_like_html},
    text,
};
use crate::{audit::post::Post, document::Format};

/// The longest item that is read, in bytes.
const LONGEST_ITEM: usize = 64 << 20;

pub(super) fn read(source: &Source, content: impl Read, out: &mut Out<'_>) -> Result<(), Halt> {
    let utf8 = text::encoded(source, content, true, out)?.into_utf8();
    let mut xml = Reader::from_reader(utf8);
    // Feeds with a stray closing tag are common, and what matters is found by name.
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut number = 0;
    let mut is_known = false;
    let mut item: Option<Item> = None;
    loop {
        buffer.clear();
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(_) if !is_known => return Err(Halt::NotPosts(UNKNOWN.to_owned())),
            Err(error) => return Err(text::cut_short(source, number, &error)),
        };
        match event {
            Event::Start(tag) => {
                if !is_known {
                    is_known = matches!(tag.local_name().as_ref(), "rss" | "RDF" | "feed");
                    if !is_known {
                        return Err(Halt::NotPosts(UNKNOWN.to_owned()));
                    }
                } else if let Some(item) = &mut item {
                    item.open(&tag, false);
                } else if matches!(tag.name().as_ref(), "item" | "entry") {
                    number += 1;
                    item = Some(Item::default());
                }
            }
            Event::Empty(tag) => {
                if let Some(item) = &mut item {
                    item.open(&tag, true);
                }
            }
            Event::Text(text) => {
                if let Some(item) = &mut item {
                    item.text(&text.xml_content(XmlVersion::Implicit1_0));
                }
            }
            Event::CData(text) => {
                if let Some(item) = &mut item {
                    item.text(&text.xml_content(XmlVersion::Implicit1_0));
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(item) = &mut item {
                    item.reference(&reference, reference.resolve_char_ref().ok().flatten());
                }
            }
            Event::End(_) => {
                if let Some(mut done) = item.take() {
                    if done.close() {
                        item = Some(done);
                    } else {
                        let place = format!("{}:{number}", source.name);
                        match done.post(source, place.clone()) {
                            Ok(Some(post)) => out.post(post)?,
                            Ok(None) => out.passed_over(place, PassedOver::Unpublished)?,
                            Err(message) => out.problem(source.problem_at(number, message))?,
                        }
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
        if item.as_ref().is_some_and(|item| item.length > LONGEST_ITEM) {
            return Err(text::cut_short(source, number.saturating_sub(1), &"这一篇太长"));
        }
    }
    if item.is_some() {
        return Err(text::cut_short(source, number.saturating_sub(1), &"文件不完整"));
    }
    if is_known {
        Ok(())
    } else {
        Err(Halt::NotPosts(UNKNOWN.to_owned()))
    }
}

const UNKNOWN: &str = "不是 RSS、Atom 或 WordPress 的导出文件；请核对";

/// An item that is being read.
#[derive(Debug, Default)]
struct Item {
    /// Names of the open elements below it.
    path: Vec<String>,
    /// Whether the element at hand holds markup as such, not as text.
    is_markup: bool,
    /// What the elements hold, by qualified name.
    values: HashMap<String, String>,
    length: usize,
}

impl Item {
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let name = tag.name().as_ref().to_owned();
        let attribute = |wanted: &str| {
            let found = tag.attributes().flatten().find(|found| found.key.as_ref() == wanted)?;
            Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
        };
        if self.path.is_empty() {
            self.is_markup = attribute("type").as_deref() == Some("xhtml");
            match &*name {
                "link" => {
                    let is_own = attribute("rel").is_none_or(|relation| relation == "alternate");
                    if let Some(address) = attribute("href").filter(|_| is_own) {
                        self.values.entry("link".to_owned()).or_insert(address);
                    }
                }
                "category" => {
                    if let Some(term) = attribute("term") {
                        self.values.entry("category".to_owned()).or_insert(term);
                    }
                }
                "content" if attribute("type").as_deref() == Some("text") => {
                    self.values.insert("is-text".to_owned(), String::new());
                }
                _ => {}
            }
            // Only the first of several, except that WordPress calls its tags categories too.
            let is_tag = attribute("domain").is_some_and(|domain| domain != "category");
            let has_value = self.values.get(&name).is_some_and(|value| !value.is_empty());
            if !is_empty {
                self.path.push(if has_value || is_tag { String::new() } else { name });
            }
            return;
        }
        if self.is_markup {
            let end = if is_empty { "/>" } else { ">" };
            self.push(&format!("<{}{end}", &**tag));
        }
        if !is_empty {
            self.path.push(name);
        }
    }

    /// Closes an element; `false` if it was the item itself.
    fn close(&mut self) -> bool {
        let Some(name) = self.path.pop() else {
            return false;
        };
        if self.is_markup && !self.path.is_empty() {
            self.push(&format!("</{name}>"));
        }
        true
    }

    fn text(&mut self, text: &str) {
        if self.is_markup {
            self.push(&text.replace('&', "&amp;").replace('<', "&lt;"));
        } else {
            self.push(text);
        }
    }

    fn reference(&mut self, name: &str, character: Option<char>) {
        if self.is_markup {
            self.push(&format!("&{name};"));
        } else if let Some(character) = character {
            self.push(character.encode_utf8(&mut [0; 4]));
        } else if let Some(text) = resolve_predefined_entity(name) {
            self.push(text);
        } else {
            self.push(&format!("&{name};"));
        }
    }

    fn push(&mut self, text: &str) {
        let Some(name) = self.path.first().filter(|name| !name.is_empty()) else {
            return;
        };
        // Of an Atom author the name matters, not the mail address.
        if matches!(&**name, "author" | "contributor") && self.path.get(1).is_some_and(|part| part != "name") {
            return;
        }
        self.length += text.len();
        self.values.entry(name.clone()).or_default().push_str(text);
    }

    /// The post; `None` if it is none that was published.
    fn post(&self, source: &Source, place: String) -> Result<Option<Post>, String> {
        let first = |names: &[&str]| {
            let found = names
                .iter()
                .filter_map(|name| self.values.get(*name))
                .find(|value| !value.trim().is_empty());
            found.map_or_else(String::new, |value| value.trim().to_owned())
        };
        let (kind, status) = (first(&["wp:post_type"]), first(&["wp:status"]));
        if !matches!(&*kind, "" | "post" | "page") || !matches!(&*status, "" | "publish") {
            return Ok(None);
        }
        let mut post = Post::at(place, source.path.clone());
        post.id = first(&["wp:post_id", "guid", "id"]);
        post.title = first(&["title"]);
        let days = ["wp:post_date", "pubDate", "published", "dc:date", "updated"];
        post.date = days.iter().find_map(|name| record::day(self.values.get(*name)?));
        post.column = first(&["category"]);
        post.author = first(&["dc:creator", "author"]);
        post.url = first(&["link", "guid"]);
        let mut body = first(&["content:encoded", "content"]);
        let mut digest = first(&["excerpt:encoded", "description", "summary"]);
        if body.is_empty() {
            body = std::mem::take(&mut digest);
        }
        if post.title.is_empty() && body.is_empty() {
            return Err("这一篇没有标题也没有正文；请核对导出".to_owned());
        }
        let format = if !self.values.contains_key("is-text") && looks_like_html(&body) {
            Format::Html
        } else {
            Format::Plain
        };
        // A description that repeats the text in markup says nothing of its own.
        if looks_like_html(&digest) {
            digest.clear();
        }
        post.fields = record::fields(&post.title, &digest, format, body);
        Ok(Some(post))
    }
}
