//! From bytes to text, and from places in the text back to bytes on disk.
//!
//! The one rule is that nothing is garbled silently: a file is decoded strictly, in an encoding that is certain, or it
//! is refused with the reason and the remedy. That GB18030 decodes without error proves nothing, since every Big5 file
//! passes: two of three witnesses must agree, which are a declaration, chardetng and the share of common Hanzi.

use std::fmt;

use encoding_rs::{BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, GBK, REPLACEMENT, SHIFT_JIS, UTF_8};

use super::{binary::BinaryKind, charset, evidence};
use crate::{
    problem::{Problem, ProblemKind},
    text::line_index::LineIndex,
};

/// A decoded file that still knows where its bytes lie on disk.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was encoded.
    pub encoding: SourceEncoding,
    /// The file as it lies on disk, where lengths cannot be told from the text; empty for UTF-8 and UTF-16. Encoding the
    /// text anew would not do: GB18030 has two spellings of `€` and of 18 rarer characters, in different lengths.
    original: Box<[u8]>,
}

/// How a file is encoded on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceEncoding {
    /// The encoding; GB2312 and GBK are always GB18030 here.
    pub encoding: &'static Encoding,
    /// Whether a byte order mark precedes the text.
    pub byte_order_mark: bool,
}

/// What is known about a file's encoding besides its bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct DecodeHints {
    /// The encoding that the user demands, by [`encoding_for_label`].
    pub encoding: Option<&'static Encoding>,
    /// The encoding that holds where the bytes themselves leave it open.
    pub fallback: Option<&'static Encoding>,
    /// Whether the file is HTML, where a charset may be declared in the text.
    pub html: bool,
}

/// Why bytes did not become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// They are not text.
    Binary(BinaryKind),
    /// They are text in this encoding, but not all of them.
    Damaged {
        /// The encoding.
        encoding: &'static Encoding,
        /// Whether the user demanded it.
        demanded: bool,
        /// The first bad byte.
        at: DamagedPlace,
    },
    /// The byte order mark contradicts the demanded encoding.
    Contradiction {
        /// What the byte order mark says.
        marked: &'static Encoding,
        /// What the user demanded.
        demanded: &'static Encoding,
    },
    /// A text so short that it is as good in UTF-8 as in GB18030.
    Ambiguous,
    /// No encoding is certain.
    Uncertain {
        /// The most likely one.
        guess: &'static Encoding,
    },
}

/// Where decoding failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DamagedPlace {
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values.
    pub column: usize,
    /// 0-based byte in the file.
    pub byte: usize,
    /// Whether the bad bytes are the file's last ones, as in a file that was cut off.
    pub at_end: bool,
}

/// The encoding for a label such as `gbk` or `utf-8`, by the WHATWG's table; GB2312 and GBK are GB18030, of which they
/// are parts.
#[must_use]
pub fn encoding_for_label(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.as_bytes())?;
    if encoding == GBK {
        return Some(GB18030);
    }
    // The label of encodings that must not be decoded at all.
    (encoding != REPLACEMENT).then_some(encoding)
}

/// The name of an encoding for people and reports. It is the WHATWG's but for GB18030, which that writes small.
#[must_use]
pub fn encoding_name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030"
    } else {
        encoding.name()
    }
}

/// Decodes a whole file.
///
/// In this order: the demanded encoding, a byte order mark, UTF-16 that is certain, valid UTF-8, a declared charset
/// that the bytes bear out, GB18030 if chardetng and the share of common Hanzi speak for it. The bytes are taken by
/// value, so that UTF-8 becomes text without a copy.
///
/// # Errors
///
/// When the bytes are not text, or in no encoding for certain, or damaged.
pub fn decode(bytes: Vec<u8>, hints: &DecodeHints) -> Result<SourceFile, DecodeError> {
    let Some(fallback) = hints.fallback.filter(|_| hints.encoding.is_none()) else {
        return decode_certain(bytes, hints);
    };
    match decode_certain(bytes.clone(), hints) {
        Err(DecodeError::Ambiguous | DecodeError::Uncertain { .. }) => {
            let encoding = Some(fallback);
            decode_certain(bytes, &DecodeHints { encoding, ..*hints })
        }
        decided => decided,
    }
}

fn decode_certain(bytes: Vec<u8>, hints: &DecodeHints) -> Result<SourceFile, DecodeError> {
    if let Some(kind) = BinaryKind::from_signature(&bytes) {
        return Err(DecodeError::Binary(kind));
    }
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    let file = match (hints.encoding, marked) {
        (Some(demanded), Some(marked)) if demanded != marked => {
            return Err(DecodeError::Contradiction { marked, demanded });
        }
        (Some(demanded), _) => {
            SourceFile::decode(bytes, demanded).map_err(|(_, at)| DecodeError::damaged(demanded, true, at))?
        }
        (None, Some(marked)) => {
            SourceFile::decode(bytes, marked).map_err(|(_, at)| DecodeError::damaged(marked, false, at))?
        }
        (None, None) => detect(bytes, hints)?,
    };
    // Git and ripgrep draw the same line between text and binary.
    if memchr::memchr(0, file.text.as_bytes()).is_some() {
        return Err(DecodeError::Binary(BinaryKind::Unknown));
    }
    Ok(file)
}

/// Decodes bytes that nothing outside them speaks for.
fn detect(bytes: Vec<u8>, hints: &DecodeHints) -> Result<SourceFile, DecodeError> {
    if memchr::memchr(0, &bytes).is_some() {
        let Some(encoding) = evidence::utf16_without_mark(&bytes) else {
            return Err(DecodeError::Binary(BinaryKind::Unknown));
        };
        return SourceFile::decode(bytes, encoding).map_err(|(_, at)| DecodeError::damaged(encoding, false, at));
    }
    let declared = if hints.html { charset::declared(&bytes) } else { None };
    let (bytes, at) = match SourceFile::decode(bytes, UTF_8) {
        // A stale declaration does not outweigh valid UTF-8, which hardly happens by chance …
        Ok(file) if !evidence::reads_as_hanzi(&file.text) || declared == Some(UTF_8) => {
            return Ok(file);
        }
        // … except in a text as short as this.
        Ok(file) if declared == Some(GB18030) => (file.text.into_bytes(), None),
        Ok(_) => return Err(DecodeError::Ambiguous),
        Err((bytes, at)) => (bytes, Some(at)),
    };
    if let Some(at) = at
        && evidence::is_damaged_utf8(&bytes)
    {
        return Err(DecodeError::damaged(UTF_8, false, at));
    }
    let guess = match evidence::guess(&bytes) {
        guess if guess == GBK => GB18030,
        guess => guess,
    };
    let plausible = evidence::is_plausible_gb18030(&bytes);
    let believed = match declared {
        Some(declared) if declared == GB18030 && plausible => Some(declared),
        Some(declared) if declared == guess && DECLARABLE.contains(&declared) => Some(declared),
        _ if guess == GB18030 && plausible => Some(guess),
        _ => None,
    };
    let bytes = match believed {
        Some(encoding) => match SourceFile::decode(bytes, encoding) {
            Ok(file) => return Ok(file),
            Err((bytes, _)) => bytes,
        },
        None => bytes,
    };
    match SourceFile::decode(bytes, GB18030) {
        Err((bytes, at)) if evidence::is_damaged_gb18030(&bytes) => Err(DecodeError::damaged(GB18030, false, at)),
        _ => Err(DecodeError::Uncertain { guess }),
    }
}

/// Encodings other than GB18030 whose declaration counts as one of the two witnesses that are needed. A single-byte
/// encoding is not among them: it never fails, and page templates declare `iso-8859-1` over Chinese text.
const DECLARABLE: &[&Encoding] = &[BIG5, EUC_JP, EUC_KR, SHIFT_JIS];

impl SourceFile {
    /// Decodes strictly, without a byte order mark of that encoding. Gives the bytes after
    /// the mark back where that fails.
    fn decode(mut bytes: Vec<u8>, encoding: &'static Encoding) -> Result<Self, (Vec<u8>, DamagedPlace)> {
        let mark = match Encoding::for_bom(&bytes) {
            Some((marked, length)) if marked == encoding => length,
            _ => 0,
        };
        let source_encoding = SourceEncoding {
            encoding,
            byte_order_mark: mark > 0,
        };
        if encoding == UTF_8 {
            bytes.drain(..mark);
            return match String::from_utf8(bytes) {
                Ok(text) => Ok(Self {
                    text,
                    encoding: source_encoding,
                    original: Box::default(),
                }),
                Err(error) => {
                    let at = first_damage(error.as_bytes(), mark, encoding);
                    Err((error.into_bytes(), at))
                }
            };
        }
        let body = bytes.get(mark..).unwrap_or_default();
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) else {
            let at = first_damage(body, mark, encoding);
            return Err((bytes, at));
        };
        let text = text.into_owned();
        let original = if is_utf16(encoding) {
            Box::default()
        } else {
            bytes.into()
        };
        Ok(Self {
            text,
            encoding: source_encoding,
            original,
        })
    }

    /// Byte on disk of a byte offset of the text. For many offsets use [`disk_offsets`](Self::disk_offsets).
    #[must_use]
    pub fn disk_offset(&self, offset: usize) -> usize {
        self.disk_offsets(&[offset]).first().copied().unwrap_or_default()
    }

    /// Bytes on disk of byte offsets of the text, which must be in ascending order and on char boundaries. One pass
    /// serves them all. The answer is exact in every encoding: it comes from the file, not from encoding the text anew.
    #[must_use]
    pub fn disk_offsets(&self, ascending: &[usize]) -> Vec<usize> {
        let encoding = self.encoding.encoding;
        if encoding == UTF_8 {
            let mark = if self.encoding.byte_order_mark { 3 } else { 0 };
            return ascending.iter().map(|offset| offset + mark).collect();
        }
        if is_utf16(encoding) {
            let mut disk = if self.encoding.byte_order_mark { 2 } else { 0 };
            let mut characters = self.text.char_indices().peekable();
            return ascending
                .iter()
                .map(|&offset| {
                    while let Some((_, character)) = characters.next_if(|&(at, _)| at < offset) {
                        disk += 2 * character.len_utf16();
                    }
                    disk
                })
                .collect();
        }
        // Byte by byte, so that it shows which byte completes which character.
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut bytes = self.original.chunks(1);
        let (mut disk, mut decoded) = (0, 0);
        let mut sink = [0; 32];
        ascending
            .iter()
            .map(|&offset| {
                while decoded < offset
                    && let Some(byte) = bytes.next()
                {
                    let (_, _, written) = decoder.decode_to_utf8_without_replacement(byte, &mut sink, false);
                    disk += 1;
                    decoded += written;
                }
                disk
            })
            .collect()
    }
}

/// UTF-8 text that comes from elsewhere than a file.
impl From<String> for SourceFile {
    fn from(text: String) -> Self {
        Self {
            text,
            encoding: SourceEncoding {
                encoding: UTF_8,
                byte_order_mark: false,
            },
            original: Box::default(),
        }
    }
}

fn is_utf16(encoding: &Encoding) -> bool {
    encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE
}

/// Where `body`, which begins `mark` bytes into the file and cannot be decoded, first fails.
fn first_damage(body: &[u8], mark: usize, encoding: &'static Encoding) -> DamagedPlace {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut prefix = String::with_capacity(
        decoder
            .max_utf8_buffer_length_without_replacement(body.len())
            .unwrap_or_default(),
    );
    let (result, read) = decoder.decode_to_string_without_replacement(body, &mut prefix, true);
    let (bad, consumed) = match result {
        DecoderResult::Malformed(bad, consumed) => (usize::from(bad), usize::from(consumed)),
        DecoderResult::InputEmpty | DecoderResult::OutputFull => (0, 0),
    };
    let end = read.saturating_sub(consumed);
    let place = LineIndex::new(&prefix).line_column(&prefix, prefix.len());
    DamagedPlace {
        line: place.line,
        column: place.column,
        byte: mark + end.saturating_sub(bad),
        at_end: end == body.len(),
    }
}

impl DecodeError {
    fn damaged(encoding: &'static Encoding, demanded: bool, at: DamagedPlace) -> Self {
        Self::Damaged { encoding, demanded, at }
    }

    /// The problem with the file that the user knows as `path`.
    #[must_use]
    pub fn problem(&self, path: &str) -> Problem {
        match self {
            Self::Binary(_) => Problem::new(path, ProblemKind::Binary, self.to_string()),
            Self::Damaged { at, .. } => Problem::new(
                format!("{path}:{}:{}", at.line, at.column),
                ProblemKind::Encoding,
                self.to_string(),
            ),
            Self::Contradiction { .. } | Self::Ambiguous | Self::Uncertain { .. } => {
                Problem::new(path, ProblemKind::Encoding, self.to_string())
            }
        }
    }
}

/// What is wrong and the remedy, in Chinese.
impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary(kind) => kind.fmt(f),
            Self::Damaged { encoding, demanded, at } => {
                let name = encoding_name(encoding);
                let byte = at.byte + 1;
                if *demanded {
                    write!(f, "不能按 --encoding 指明的 {name} 解码：")?;
                } else {
                    write!(f, "文件是 {name}，但有损坏：")?;
                }
                if at.at_end {
                    write!(f, "末尾的字不完整（第 {byte} 字节起）")?;
                } else {
                    write!(f, "第 {} 行第 {} 列（第 {byte} 字节）不成字", at.line, at.column)?;
                }
                if *demanded {
                    f.write_str("；请核对编码")
                } else {
                    f.write_str("；请重新取得文件，或改正后以 UTF-8 保存")
                }
            }
            Self::Contradiction { marked, demanded } => write!(
                f,
                "文件开头的标记表明它是 {}，与 --encoding 指明的 {} 不符；请去掉 --encoding",
                encoding_name(marked),
                encoding_name(demanded)
            ),
            Self::Ambiguous => f.write_str("编码不能确定：可能是 UTF-8，也可能是 GB18030；请用 --encoding 指明"),
            Self::Uncertain { guess } => write!(
                f,
                "编码不能确定，看起来像 {}；请转换成 UTF-8，或用 --encoding 指明",
                encoding_name(guess)
            ),
        }
    }
}
