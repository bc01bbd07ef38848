//! What holds of decoding whatever the bytes are. Shared by the property tests and the fuzz targets.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};
use shenjiao::{
    input::encoding::{DecodeError, DecodeHints, SourceFile},
    text::line_index::LineIndex,
};

const ENCODINGS: [&Encoding; 11] = [
    UTF_8,
    GB18030,
    UTF_16LE,
    UTF_16BE,
    BIG5,
    EUC_JP,
    EUC_KR,
    ISO_2022_JP,
    SHIFT_JIS,
    WINDOWS_1252,
    encoding_rs::X_USER_DEFINED,
];

/// Every combination of hints that can lead to something else.
pub(crate) fn hints() -> impl Iterator<Item = DecodeHints> {
    let demanded = ENCODINGS.into_iter().map(|encoding| DecodeHints {
        encoding: Some(encoding),
        ..DecodeHints::default()
    });
    let fallbacks = [None, Some(GB18030), Some(UTF_8), Some(BIG5)];
    let open = fallbacks.into_iter().flat_map(|fallback| {
        [false, true].map(|html| DecodeHints {
            encoding: None,
            fallback,
            html,
        })
    });
    demanded.chain(open)
}

/// Places in the text come in the order of places in the file, and where characters stand for themselves, the bytes
/// between two of them are the text between them.
pub(crate) fn assert_places(file: &SourceFile, bytes: &[u8]) {
    assert!(!file.text.contains('\0'));
    let text = &file.text;
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let disk = file.disk_offsets(&offsets);
    assert_eq!(disk.len(), offsets.len());
    assert!(disk.is_sorted(), "{disk:?}");
    assert!(disk.iter().all(|&offset| offset <= bytes.len()), "{disk:?}");
    if !is_read_back(file) {
        return;
    }
    assert_eq!(disk.last(), Some(&bytes.len()));
    for (offsets, disk) in offsets.windows(2).zip(disk.windows(2)) {
        assert_text(file, bytes, (disk[0], disk[1]), &text[offsets[0]..offsets[1]]);
    }
}

/// The bytes of the file in that range are `text`, if that can be told from a part of the file.
pub(crate) fn assert_text(file: &SourceFile, bytes: &[u8], (start, end): (usize, usize), text: &str) {
    let part = &bytes[start..end];
    if is_read_back(file) {
        let read = file
            .encoding
            .encoding
            .decode_without_bom_handling_and_without_replacement(part);
        assert_eq!(read.as_deref(), Some(text), "{start}..{end}");
    }
}

/// Whether a part of the file reads as it does within the whole.
fn is_read_back(file: &SourceFile) -> bool {
    [UTF_8, GB18030, UTF_16LE, UTF_16BE].contains(&file.encoding.encoding)
}

/// The refusal says why, and what it says is damaged lies in the file.
pub(crate) fn assert_explained(error: &DecodeError, bytes: &[u8]) {
    assert!(!error.to_string().is_empty());
    assert!(error.problem("f").path.starts_with('f'));
    if let DecodeError::Damaged { at, encoding, .. } = error {
        assert!(at.byte < bytes.len(), "{error:?}");
        if *encoding == UTF_8 {
            let valid = std::str::from_utf8(&bytes[..at.byte]).unwrap();
            let valid = valid.strip_prefix('\u{FEFF}').unwrap_or(valid);
            let place = LineIndex::new(valid).line_column(valid, valid.len());
            assert_eq!((at.line, at.column), (place.line, place.column));
        }
    }
}
