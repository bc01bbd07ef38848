//! Saved pages: who published what and when, by the page's own markup.
//!
//! An article of an official account (公众号) comes wrapped in the interface of its reader and states its facts in script
//! variables; only its content is the post. Of any other page all that a reader sees is checked, as `check` does.

use std::convert::Infallible;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::record;
use crate::{
    audit::post::{Field, FieldName, Post},
    document::{Document, Format},
    text::line_index::LineIndex,
};

/// The id of the element that holds an article.
const ARTICLE: &[u8] = b"js_content";

/// Fills `post` with what the page says about it, and with its text.
pub(super) fn describe(post: &mut Post, page: String) {
    if memchr::memmem::find(page.as_bytes(), ARTICLE).is_some() {
        let found = Facts::of(&page, true);
        if let Some((start, end)) = found.article
            && let Some(text) = page.get(start..end)
        {
            article(post, &found, &page);
            let mut body = Field::new(FieldName::Body, Format::Html, text);
            body.start = LineIndex::new(&page).line_column(&page, start);
            let digest = first(&found, &["og:description", "description"], Some("msg_desc"));
            post.fields = record::fields(&post.title, &digest, Format::Html, String::new());
            post.fields.push(body);
            return;
        }
    }
    let found = Facts::of(&page, false);
    post.title = first(&found, &["articletitle", "og:title"], None);
    if post.title.is_empty() {
        post.title.clone_from(&found.title);
    }
    post.author = first(&found, &["author", "article:author"], None);
    post.editor = first(&found, &["editor", "责任编辑"], None);
    let column = first(&found, &["columnname", "article:section"], None);
    if !column.is_empty() {
        post.column = column;
    }
    post.url = first(&found, &["og:url", "url"], None);
    if post.url.is_empty() {
        post.url.clone_from(&found.canonical);
    }
    let stated = Document::new(head(&page), Format::Html).published();
    post.date = stated.or(post.date);
    post.fields.push(Field::new(FieldName::Body, Format::Html, page));
}

fn article(post: &mut Post, found: &Facts, page: &str) {
    post.title = first(found, &["og:title", "twitter:title"], Some("msg_title"));
    if post.title.is_empty() {
        post.title.clone_from(&found.heading);
    }
    post.column.clone_from(&found.account);
    if post.column.is_empty() {
        post.column = variable(page, "nickname");
    }
    post.author = first(found, &["author", "og:article:author"], Some("author"));
    if post.author.is_empty() {
        post.author.clone_from(&found.author);
    }
    post.url = first(found, &["og:url"], Some("msg_link"));
    let stated = ["ct", "createTime", "oriCreateTime", "create_time"]
        .into_iter()
        .find_map(|name| record::day(&variable(page, name)));
    post.date = stated.or_else(|| record::day(&found.time)).or(post.date);
}

/// What comes before the content of a page.
fn head(page: &str) -> &str {
    page.find("<body").and_then(|end| page.get(..end)).unwrap_or(page)
}

/// The first of these facts that is there, else the variable of that name.
fn first(found: &Facts, names: &[&str], variable_name: Option<&str>) -> String {
    let stated = names.iter().find_map(|name| {
        let known = found
            .metas
            .iter()
            .find(|(key, value)| key == name && !value.trim().is_empty());
        known.map(|(_, value)| value.trim().to_owned())
    });
    stated
        .or_else(|| {
            let name = variable_name?;
            Some(found.variables.iter().find(|(key, _)| key == name)?.1.clone())
        })
        .unwrap_or_default()
}

/// What a page says about itself.
#[derive(Debug, Default)]
struct Facts {
    /// Metadata by name in lower case.
    metas: Vec<(String, String)>,
    title: String,
    canonical: String,
    /// Of an article: its heading, account, author and time as shown.
    heading: String,
    account: String,
    author: String,
    time: String,
    /// Where its content is.
    article: Option<(usize, usize)>,
    /// Its script variables.
    variables: Vec<(String, String)>,
}

/// Text that is being gathered.
enum Gathering {
    Title,
    Heading,
    Account,
    Author,
    Time,
}

impl Facts {
    /// Reads `page`: the whole of it for an article, else its head.
    fn of(page: &str, is_article: bool) -> Self {
        let mut facts = Self::default();
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut gathering: Option<Gathering> = None;
        // Of the article: where it begins, the name of its element, and how many of that name are open.
        let mut open: Option<(usize, Vec<u8>, usize)> = None;
        for token in Tokenizer::new_with_emitter(page, emitter) {
            let Ok(token): Result<_, Infallible> = token;
            match token {
                Token::StartTag(tag) => {
                    if let Some((_, name, depth)) = &mut open {
                        *depth += usize::from(*tag.name == **name && !tag.self_closing);
                        continue;
                    }
                    match &**tag.name {
                        b"body" if !is_article => break,
                        b"meta" => facts.meta(&tag),
                        b"link" if attribute(&tag, b"rel") == "canonical" => facts.canonical = attribute(&tag, b"href"),
                        b"title" if facts.title.is_empty() => gathering = Some(Gathering::Title),
                        _ => {}
                    }
                    match tag.attributes.get(&b"id"[..]).map(|id| id.as_slice()) {
                        Some(ARTICLE) if facts.article.is_none() => {
                            open = Some((tag.span.end, tag.name.to_vec(), 1));
                        }
                        Some(b"activity-name") => gathering = Some(Gathering::Heading),
                        Some(b"js_name") => gathering = Some(Gathering::Account),
                        Some(b"js_author_name") => gathering = Some(Gathering::Author),
                        Some(b"publish_time") => gathering = Some(Gathering::Time),
                        _ => {}
                    }
                }
                Token::EndTag(tag) => {
                    gathering = None;
                    if let Some((start, name, depth)) = &mut open
                        && *tag.name == **name
                    {
                        *depth = depth.saturating_sub(1);
                        if *depth == 0 {
                            facts.article = Some((*start, tag.span.start));
                            open = None;
                        }
                    }
                    if !is_article && *tag.name == b"head" {
                        break;
                    }
                }
                Token::String(text) => {
                    if let Some(gathering) = &gathering {
                        let text = String::from_utf8_lossy(&text);
                        facts.gather(gathering, text.trim());
                    }
                }
                _ => {}
            }
        }
        if let Some((start, ..)) = open {
            // The page was cut off.
            facts.article = Some((start, page.len()));
        }
        if is_article {
            let names = ["msg_title", "msg_desc", "msg_link", "author"];
            facts.variables = names.map(|name| (name.to_owned(), variable(page, name))).to_vec();
        }
        facts
    }

    fn meta(&mut self, tag: &StartTag<usize>) {
        let name = ["name", "property"]
            .into_iter()
            .map(|key| attribute(tag, key.as_bytes()))
            .find(|name| !name.is_empty());
        if let Some(name) = name {
            self.metas
                .push((name.trim().to_lowercase(), attribute(tag, b"content")));
        }
    }

    fn gather(&mut self, gathering: &Gathering, text: &str) {
        let whole = match gathering {
            Gathering::Title => &mut self.title,
            Gathering::Heading => &mut self.heading,
            Gathering::Account => &mut self.account,
            Gathering::Author => &mut self.author,
            Gathering::Time => &mut self.time,
        };
        whole.push_str(text);
    }
}

fn attribute(tag: &StartTag<usize>, name: &[u8]) -> String {
    let value = tag.attributes.get(name);
    value.map_or_else(String::new, |value| String::from_utf8_lossy(value).into_owned())
}

/// The first text that is not empty in the statement `var name = …;`, without the escapes of script and HTML.
fn variable(page: &str, name: &str) -> String {
    let declarations = page.match_indices("var ").map(|(at, _)| at + "var ".len());
    for at in declarations {
        let rest = page.get(at..).unwrap_or_default().trim_start();
        let Some(rest) = rest.strip_prefix(name).map(str::trim_start) else {
            continue;
        };
        let Some(expression) = rest.strip_prefix('=') else {
            continue;
        };
        if let Some(text) = literals(expression).find(|text| !text.trim().is_empty()) {
            return visible(&text).trim().to_owned();
        }
    }
    String::new()
}

/// The string literals of an expression, up to the end of its statement.
fn literals(expression: &str) -> impl Iterator<Item = String> + '_ {
    let mut characters = expression.chars();
    std::iter::from_fn(move || {
        let quote = characters.find(|c| matches!(c, '"' | '\'' | ';' | '\n'))?;
        if matches!(quote, ';' | '\n') {
            characters = "".chars();
            return None;
        }
        let mut text = String::new();
        while let Some(c) = characters.next() {
            match c {
                '\\' => match characters.next()? {
                    'n' => text.push('\n'),
                    'x' => text.extend(escaped(&mut characters, 2)),
                    'u' => text.extend(escaped(&mut characters, 4)),
                    other => text.push(other),
                },
                c if c == quote => return Some(text),
                '\n' => return None,
                c => text.push(c),
            }
        }
        None
    })
}

fn escaped(characters: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let digits: String = characters.by_ref().take(digits).collect();
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

/// What a reader sees of a fragment of HTML.
fn visible(html: &str) -> String {
    if !html.contains(['&', '<']) {
        return html.to_owned();
    }
    let document = Document::new(html, Format::Html);
    document.segments().map(|segment| segment.text()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const SAVED: &str = r#"<!DOCTYPE html><html><head>
<meta property="og:title" content="防汛工作部署会召开" />
<meta property="og:url" content="https://example.org/s/abc?x=1&amp;y=2" />
<meta name="author" content="通讯员 李明" />
</head><body>
<script>var other = "1"; var nickname = htmlDecode("某县发布");
var ct = "1714525200"; var msg_desc = htmlDecode("五一前\x26quot;部署\x26quot;");</script>
<div id="img-content"><h1 id="activity-name"> 防汛工作部署会召开 </h1>
<div class="rich" id="js_content" style="visibility: hidden;"><p>各<b>单位</b></p><div>第二段</div>
</div><div>微信扫一扫</div></div></body></html>"#;

    #[test]
    fn an_article_of_an_account_is_taken_out_of_its_reader() {
        let mut post = Post::at("a.html", "a.html");
        describe(&mut post, SAVED.to_owned());
        assert_eq!(post.title, "防汛工作部署会召开");
        assert_eq!(post.column, "某县发布");
        assert_eq!(post.author, "通讯员 李明");
        assert_eq!(post.url, "https://example.org/s/abc?x=1&y=2");
        assert_eq!(post.date, Some(date(2024, 5, 1)));
        let body = post.fields.last().unwrap();
        assert_eq!(body.text, "<p>各<b>单位</b></p><div>第二段</div>\n");
        assert_eq!(body.start.line, 9);
        let digest = &post.fields[1];
        assert_eq!((digest.name, &*digest.text), (FieldName::Digest, "五一前\"部署\""));
    }

    #[test]
    fn any_other_page_is_taken_whole() {
        let page = "<html><head><title>通知</title><meta name=PubDate content=2024-05-01><meta name=ColumnName content=公告>\
                    <meta name=Author content=办公室></head><body>正文</body></html>";
        let mut post = Post::at("a.html", "a.html");
        describe(&mut post, page.to_owned());
        assert_eq!((&*post.title, &*post.column, &*post.author), ("通知", "公告", "办公室"));
        assert_eq!(post.date, Some(date(2024, 5, 1)));
        assert_eq!(post.fields[0].text, page);
    }

    #[test]
    fn a_page_that_was_cut_off_or_speaks_nonsense_does_no_harm() {
        for page in [
            "<div id=js_content><p>正文",
            "<script>var ct = \"99999999999999999999\";var nickname = \"\\u12",
            "var nickname = htmlDecode(\"",
            "js_content",
        ] {
            let mut post = Post::at("a.html", "a.html");
            describe(&mut post, page.to_owned());
            assert!(!post.fields.is_empty());
        }
    }
}
