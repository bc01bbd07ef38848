//! The raw HTML of a Markdown source as an HTML source of the same length, so that every place in it is the same.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

/// `source` with nothing left of it but raw HTML and the text around it.
pub(in crate::document) fn raw_html(source: &str) -> String {
    let mut bytes: Vec<u8> = source
        .bytes()
        .map(|byte| if byte == b'\n' { byte } else { b' ' })
        .collect();
    let mut keep = |range: Range<usize>, is_html: bool| {
        if let (Some(to), Some(from)) = (bytes.get_mut(range.clone()), source.as_bytes().get(range)) {
            for (to, &from) in to.iter_mut().zip(from) {
                // What is text in Markdown must not become markup.
                *to = if !is_html && matches!(from, b'<' | b'&') {
                    b' '
                } else {
                    from
                };
            }
        }
    };
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let mut is_code = false;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => keep(range, true),
            Event::Start(pulldown_cmark::Tag::CodeBlock(_)) => is_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) if !is_code => keep(range, false),
            _ => {}
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_no_html_and_places_stay() {
        let source = "甲<b id=x>乙</b> `<i>` 1 < 2\n\n    <u>\n\n<div>\n丙\n</div>\n";
        let html = raw_html(source);
        assert_eq!(html.len(), source.len());
        assert!(!html.contains("<i>") && !html.contains("<u>") && !html.contains("< 2"));
        for part in ["甲", "<b id=x>", "</b>", "<div>", "丙"] {
            assert_eq!(html.find(part), source.find(part), "{part}");
        }
    }
}
