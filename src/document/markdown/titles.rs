//! Finds and decodes the titles of links, images and reference definitions.
//!
//! The parser gives a title decoded and without its range. It stands last in its link or definition, and its
//! quotes cannot occur unescaped inside it, so it is found by going back from the end.

use html5gum::{Token, Tokenizer};

use crate::document::SegmentKind;
use crate::document::builder::DocumentBuilder;
use crate::text::text_range::TextRange;

/// The longest character references, `&CounterClockwiseContourIntegral;`, are shorter.
const REFERENCE_LENGTH: usize = 40;

/// Reads the title that ends before `end` in `text`, which begins at `base` in the source, as a segment of its own.
pub(super) fn read(text: &str, base: usize, end: usize, builder: &mut DocumentBuilder<'_>) {
    let Some(range) = locate(text, end) else {
        return;
    };
    let title = range.slice(text);
    let source = base + range.start;
    let segment = builder.open(SegmentKind::Attribute);
    let mut at = 0;
    while let Some(&byte) = title.as_bytes().get(at) {
        let rest = title.get(at..).unwrap_or_default();
        match byte {
            b'\\' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation) => {
                builder.text(source + at + 1..source + at + 2);
                at += 2;
            }
            b'&' if let Some((length, decoded)) = decode_reference(rest) => {
                builder.replaced(source + at..source + at + length, &decoded);
                at += length;
            }
            b'\n' | b'\r' => {
                // The markers of a quote around the title are no part of it.
                let length = rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t', '>']).len();
                builder.soft_wrap(source + at..source + at + length);
                at += length;
            }
            _ => {
                let special = rest
                    .bytes()
                    .skip(1)
                    .position(|b| matches!(b, b'\\' | b'&' | b'\n' | b'\r'));
                let length = special.map_or(rest.len(), |index| index + 1);
                builder.text(source + at..source + at + length);
                at += length;
            }
        }
    }
    builder.close(segment);
}

/// The range of what is between the quotes of the title that ends before `end`.
fn locate(text: &str, end: usize) -> Option<TextRange> {
    let before = text.get(..end)?.trim_end_matches([' ', '\t', '\n', '\r', '>']);
    let open = match before.bytes().last()? {
        quote @ (b'"' | b'\'') => quote,
        b')' => b'(',
        _ => return None,
    };
    let inside = before.get(..before.len() - 1)?;
    let mut searched = inside.as_bytes();
    while let Some(at) = memchr::memrchr(open, searched) {
        searched = searched.get(..at)?;
        let backslashes = searched.iter().rev().take_while(|&&byte| byte == b'\\').count();
        if backslashes % 2 == 0 {
            return Some(TextRange::new(at + 1, inside.len()));
        }
    }
    None
}

/// The character reference that `text` begins with, its length and what it stands for.
fn decode_reference(text: &str) -> Option<(usize, String)> {
    let length = text.bytes().take(REFERENCE_LENGTH).position(|byte| byte == b';')? + 1;
    let reference = text.get(..length)?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'#';
    if !reference.bytes().skip(1).take(length - 2).all(is_name) {
        return None;
    }
    match Tokenizer::new(reference).next() {
        Some(Ok(Token::String(decoded))) if decoded.as_slice() != reference.as_bytes() => {
            Some((length, str::from_utf8(&decoded).ok()?.to_owned()))
        }
        _ => None,
    }
}
