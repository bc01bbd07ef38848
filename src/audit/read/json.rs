//! JSON: an object on each line, an array of objects, or the list of what an official account has published.
//!
//! An array is read element by element. The published list holds, for each mailing, the articles that went out together;
//! each is a post.

use std::io::{BufRead, BufReader, Read};

use encoding_rs::UTF_8;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{
    Halt, Out, PassedOver, Source,
    record::{self, Columns},
    text,
};
use crate::{audit::post::Post, document::Format, problem::ProblemKind};

/// Keys under which an object keeps its posts.
const LISTS: [&str; 9] = [
    "item",
    "items",
    "data",
    "list",
    "rows",
    "records",
    "posts",
    "articles",
    "publish_list",
];

/// The longest line that is read, in bytes.
const LONGEST_LINE: u64 = 256 << 20;

pub(super) fn read_lines(source: &Source, content: impl Read, out: &mut Out<'_>) -> Result<(), Halt> {
    let encoded = text::encoded(source, content, false, out)?;
    let (encoding, mut lines): (_, Box<dyn BufRead + '_>) = if encoded.keeps_separators() {
        (encoded.encoding, Box::new(BufReader::new(encoded.bytes)))
    } else {
        (UTF_8, Box::new(encoded.into_utf8()))
    };
    let mut posts = Posts::new(source, out);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = (&mut lines).take(LONGEST_LINE).read_until(b'\n', &mut line);
        match read {
            Ok(0) => break,
            Ok(_) if line.trim_ascii().is_empty() => continue,
            Ok(_) => {}
            Err(error) => return Err(text::cut_short(source, number - 1, &error)),
        }
        posts.number = number;
        let value = text::decode_part(&line, encoding)
            .and_then(|text| serde_json::from_str(&text).map_err(|error| format!("不是 JSON（原文：{error}）")));
        match value {
            Ok(value) => posts.element(value)?,
            Err(message) => {
                let problem = source.problem_at(number, format!("这一行{message}；请改正后重新导出"));
                posts.out.problem(problem)?;
            }
        }
    }
    Ok(())
}

pub(super) fn read(source: &Source, content: impl Read, out: &mut Out<'_>) -> Result<(), Halt> {
    let utf8 = text::encoded(source, content, false, out)?.into_utf8();
    let mut json = serde_json::Deserializer::from_reader(utf8);
    let mut posts = Posts::new(source, out);
    loop {
        let read = Whole(&mut posts).deserialize(&mut json);
        if let Some(halt) = posts.halt.take() {
            return Err(halt);
        }
        match read {
            Ok(None) => {}
            // An object by itself.
            Ok(Some(value)) => {
                posts.number += 1;
                posts.element(value)?;
            }
            Err(error) if posts.number == 0 => {
                let message = format!("不是 JSON，没有读（原文：{error}）；请重新导出");
                return Err(source.problem(ProblemKind::Unreadable, message).into());
            }
            Err(error) => return Err(text::cut_short(source, posts.number, &error)),
        }
        if json.end().is_ok() {
            return Ok(());
        }
    }
}

/// Makes posts of values.
struct Posts<'p, 'o> {
    source: &'p Source,
    out: &'p mut Out<'o>,
    /// Of the element or line at hand, from 1.
    number: usize,
    /// Whether anything so far was a post.
    found: bool,
    /// Why reading stopped, which an error of JSON cannot say.
    halt: Option<Halt>,
}

impl<'p, 'o> Posts<'p, 'o> {
    fn new(source: &'p Source, out: &'p mut Out<'o>) -> Self {
        Self {
            source,
            out,
            number: 0,
            found: false,
            halt: None,
        }
    }

    fn element(&mut self, value: Value) -> Result<(), Halt> {
        let Value::Object(object) = value else {
            return self.unfit("不是对象，不知道哪里是正文".to_owned());
        };
        if let Some(articles) = articles(&object) {
            self.found = true;
            return self.published(&object, articles);
        }
        let names: Vec<String> = object.keys().cloned().collect();
        let Some(columns) = Columns::find(&names, &self.out.options.mapping) else {
            return self.unfit(Columns::missing(&names));
        };
        self.found = true;
        let values: Vec<&Value> = object.values().collect();
        let place = format!("{}:{}", self.source.name, self.number);
        let cell = |index: usize| values.get(index).map_or_else(String::new, |value| plain(value));
        self.out.post(columns.post(self.source, place, &names, cell))?;
        Ok(())
    }

    /// The articles of one mailing of an official account.
    fn published(&mut self, mailing: &Map<String, Value>, articles: &[Value]) -> Result<(), Halt> {
        let content = mailing.get("content").and_then(Value::as_object);
        let sent = ["update_time", "create_time", "publish_time"]
            .into_iter()
            .find_map(|key| mailing.get(key).or_else(|| content?.get(key)));
        let id = mailing.get("article_id").or_else(|| mailing.get("media_id")).map(plain);
        for (index, article) in articles.iter().enumerate() {
            let place = format!("{}:{}-{}", self.source.name, self.number, index + 1);
            let text = |key: &str| article.get(key).map_or_else(String::new, plain);
            if article.get("is_deleted").and_then(Value::as_bool) == Some(true) {
                self.out.passed_over(place, PassedOver::Unpublished)?;
                continue;
            }
            let own = ["publish_time", "update_time", "create_time"]
                .into_iter()
                .find_map(|key| article.get(key));
            let mut post = Post::at(place, self.source.path.clone());
            post.id = id.as_ref().map_or_else(String::new, |id| format!("{id}-{}", index + 1));
            post.title = text("title").trim().to_owned();
            post.date = own.or(sent).and_then(|value| record::day(&plain(value)));
            post.column = ["nickname", "account"].map(text).concat();
            post.author = text("author");
            post.url = text("url");
            post.fields = record::fields(&post.title, &text("digest"), Format::Html, text("content"));
            self.out.post(post)?;
        }
        Ok(())
    }

    fn unfit(&mut self, message: String) -> Result<(), Halt> {
        if self.found || self.number > 1 {
            self.out.problem(self.source.problem_at(self.number, message))?;
            return Ok(());
        }
        Err(Halt::NotPosts(message))
    }
}

/// The articles of a mailing, if `object` is one.
fn articles(object: &Map<String, Value>) -> Option<&[Value]> {
    let holder = object.get("content").and_then(Value::as_object).unwrap_or(object);
    holder.get("news_item")?.as_array().map(Vec::as_slice)
}

/// A value as text: of an object its name or rendered form, of an array its elements.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values
            .iter()
            .filter(|value| !value.is_array())
            .map(plain)
            .collect::<Vec<_>>()
            .join("、"),
        Value::Object(object) => ["rendered", "name", "title", "text"]
            .into_iter()
            .find_map(|key| object.get(key)?.as_str())
            .unwrap_or_default()
            .to_owned(),
    }
}

/// A whole JSON text, whose posts are handed over while it is read; gives it back if it is a value without a list.
struct Whole<'w, 'p, 'o>(&'w mut Posts<'p, 'o>);

impl<'de> DeserializeSeed<'de> for Whole<'_, '_, '_> {
    type Value = Option<Value>;

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_, '_, '_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("对象或数组")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        while let Some(value) = elements.next_element()? {
            self.0.number += 1;
            if let Err(halt) = self.0.element(value) {
                self.0.halt = Some(halt);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut object = Map::new();
        let mut has_list = false;
        while let Some(key) = entries.next_key::<String>()? {
            if has_list && !LISTS.contains(&key.as_str()) {
                entries.next_value::<IgnoredAny>()?;
            } else if LISTS.contains(&key.as_str()) {
                match entries.next_value_seed(Whole(&mut *self.0))? {
                    Some(value) => {
                        object.insert(key, value);
                    }
                    None => has_list = true,
                }
            } else {
                object.insert(key, entries.next_value()?);
            }
        }
        Ok((!has_list).then_some(Value::Object(object)))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }
}
