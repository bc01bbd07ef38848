//! Edits of a decoded text made in the bytes that it came from, so that whatever is not edited stays byte for byte: the
//! encoding, the byte order mark, line ends, and the second spelling that GB18030 has for some characters.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::encoding::{DecodeHints, SourceFile, decode};
use crate::diagnostic::Edit;

/// The bytes of `file`, which are `original`, with `edits` made; they are in order and do not overlap. `None` if the
/// encoding cannot hold a text, or if the outcome would not be read with `hints` as `expected`.
#[must_use]
pub fn splice(
    file: &SourceFile,
    original: &[u8],
    edits: &[Edit],
    expected: &str,
    hints: &DecodeHints,
) -> Option<Vec<u8>> {
    let offsets: Vec<usize> = edits
        .iter()
        .flat_map(|edit| [edit.range.start, edit.range.end])
        .collect();
    let mut places = file.disk_offsets(&offsets).into_iter();
    let mut bytes = Vec::with_capacity(original.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (places.next()?, places.next()?);
        bytes.extend_from_slice(original.get(at..start)?);
        bytes.extend(encode(&edit.text, file.encoding.encoding)?);
        at = end;
    }
    bytes.extend_from_slice(original.get(at..)?);
    let read = decode(bytes.clone(), hints).ok()?;
    (read.text == expected && read.encoding == file.encoding).then_some(bytes)
}

/// `text` in `encoding`; `None` if that has not all of its characters.
#[must_use]
pub fn encode(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    if encoding == UTF_8 {
        return Some(text.as_bytes().to_vec());
    }
    // The encoder follows the WHATWG and makes UTF-8 of UTF-16.
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, has_unmappable) = encoding.encode(text);
    (!has_unmappable).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};

    use super::*;
    use crate::text::text_range::TextRange;

    /// `text` in `encoding` after `mark`, with 布 made 部.
    fn spliced(text: &str, encoding: &'static Encoding, mark: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let bytes = |text: &str| [mark, &encode(text, encoding)?].concat().into();
        let hints = DecodeHints {
            encoding: Some(encoding),
            ..DecodeHints::default()
        };
        let original: Option<Vec<u8>> = bytes(text);
        let original = original?;
        let file = decode(original.clone(), &hints).ok()?;
        let edits: Vec<Edit> = file
            .text
            .match_indices('布')
            .map(|(at, found)| Edit {
                range: TextRange::new(at, at + found.len()),
                text: "部".to_owned(),
            })
            .collect();
        let expected = file.text.replace('布', "部");
        let wanted: Option<Vec<u8>> = bytes(&expected);
        Some((splice(&file, &original, &edits, &expected, &hints)?, wanted?))
    }

    #[test]
    fn every_encoding_stays_what_it_is() {
        let text = "认真布署，\r\n再次布署。\n€";
        for (encoding, mark) in [
            (UTF_8, &b""[..]),
            (UTF_8, b"\xEF\xBB\xBF"),
            (UTF_16LE, b"\xFF\xFE"),
            (UTF_16BE, b"\xFE\xFF"),
            (GB18030, b""),
        ] {
            let (bytes, wanted) = spliced(text, encoding, mark).unwrap();
            assert_eq!(bytes, wanted, "{encoding:?}");
        }
        assert!(spliced("布置", BIG5, b"").is_some());
    }

    #[test]
    fn what_is_not_edited_stays_byte_for_byte() {
        // Two spellings of € that decode alike.
        let original = [&encode("布", GB18030).unwrap()[..], b"\x80\xA2\xE3"].concat();
        let hints = DecodeHints {
            encoding: Some(GB18030),
            ..DecodeHints::default()
        };
        let file = decode(original.clone(), &hints).unwrap();
        assert_eq!(file.text, "布€€");
        let edits = [Edit {
            range: TextRange::new(0, 3),
            text: "部".to_owned(),
        }];
        let bytes = splice(&file, &original, &edits, "部€€", &hints).unwrap();
        assert_eq!(bytes, [&encode("部", GB18030).unwrap()[..], b"\x80\xA2\xE3"].concat());
    }

    #[test]
    fn what_the_encoding_does_not_have_is_refused() {
        assert_eq!(encode("𠮷", BIG5), None);
        assert_eq!(encode("部", encoding_rs::WINDOWS_1252), None);
    }
}
