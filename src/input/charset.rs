//! The charset that an HTML page declares for itself.
//!
//! A declaration is a claim, not a proof: pages outlive conversions. What it is worth is decided in
//! [`encoding`](super::encoding).

use encoding_rs::Encoding;
use html5gum::{StartTag, Token, Tokenizer};

use super::encoding::encoding_for_label;

/// How far into a page a declaration counts, in bytes; the HTML standard's figure.
const PRESCAN: usize = 1024;

/// The encoding that an XML declaration or a `meta` element at the beginning of a page names. Comments do not count.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes);
    if let Some(declaration) = head.trim_ascii_start().strip_prefix(b"<?xml") {
        let end = memchr::memchr(b'>', declaration).unwrap_or(declaration.len());
        let declaration = String::from_utf8_lossy(declaration.get(..end).unwrap_or_default());
        if let Some(label) = value_of("encoding", &declaration) {
            return encoding_for_label(label);
        }
    }
    Tokenizer::new(head)
        .filter_map(Result::ok)
        .filter_map(|token| match token {
            Token::StartTag(tag) if *tag.name == b"meta" => meta_label(&tag),
            _ => None,
        })
        .find_map(|label| encoding_for_label(&label))
}

fn meta_label(tag: &StartTag<()>) -> Option<String> {
    let attribute = |name: &[u8]| {
        let value = tag.attributes.get(name)?;
        Some(String::from_utf8_lossy(value).into_owned())
    };
    if let Some(label) = attribute(b"charset") {
        return Some(label);
    }
    if !attribute(b"http-equiv")?.trim().eq_ignore_ascii_case("content-type") {
        return None;
    }
    Some(value_of("charset", &attribute(b"content")?)?.to_owned())
}

/// The value in `key = value` or `key="value"`.
fn value_of<'t>(key: &str, text: &'t str) -> Option<&'t str> {
    let at = text.to_ascii_lowercase().find(key)?;
    let rest = text.get(at + key.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match rest.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => rest.split([';', '?', ' ', '\t', '\r', '\n']).next()?,
    };
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030, UTF_8};

    use super::*;

    #[test]
    fn pages_declare_their_charset_in_many_ways() {
        let cases = [
            (r#"<meta charset="gb2312">"#, Some(GB18030)),
            (r"<META CHARSET=GBK>", Some(GB18030)),
            (
                r#"<meta http-equiv="Content-Type" content="text/html; charset=gb2312">"#,
                Some(GB18030),
            ),
            (
                r#"<meta content="text/html;charset = 'big5'" http-equiv='content-type'>"#,
                Some(BIG5),
            ),
            (r#"<?xml version="1.0" encoding="UTF-8"?><html>"#, Some(UTF_8)),
            (r#"<?xml version="1.0"?><meta charset="gbk">"#, Some(GB18030)),
            (r#"<!-- <meta charset="gbk"> --><meta charset="utf-8">"#, Some(UTF_8)),
            (r#"<meta name="description" content="charset=gbk">"#, None),
            (r#"<meta charset="不存在">"#, None),
            (r#"<p>charset="gbk"</p>"#, None),
            ("", None),
        ];
        for (page, encoding) in cases {
            assert_eq!(declared(page.as_bytes()), encoding, "{page}");
        }
        let late = format!("{}<meta charset=gbk>", " ".repeat(PRESCAN));
        assert_eq!(declared(late.as_bytes()), None);
    }
}
