//! What a file is when it is not text, so that the user is told what to do with it.
//!
//! Only what stands in the bytes counts, never the file name: offices rename files.

use std::fmt;

use memchr::memmem::find;

/// A kind of file that is not text, or not text that can be checked as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryKind {
    /// A document of a word processor, with the usual extension of its format.
    Word(&'static str),
    /// A spreadsheet, with the usual extension of its format.
    Spreadsheet(&'static str),
    /// A presentation, with the usual extension of its format.
    Presentation(&'static str),
    /// A page-layout document, with the usual extension of its format.
    Layout(&'static str),
    /// A compressed archive.
    Archive,
    /// A picture.
    Image,
    /// Anything else that holds NUL bytes.
    Unknown,
}

/// First bytes that stand for one kind by themselves.
const SIGNATURES: &[(&[u8], BinaryKind)] = &[
    (b"%PDF-", BinaryKind::Layout("pdf")),
    // RTF is ASCII, but it writes Hanzi as escapes: taken for text, it would always look clean.
    (b"{\\rtf", BinaryKind::Word("rtf")),
    (b"\x1F\x8B\x08", BinaryKind::Archive),
    (b"7z\xBC\xAF\x27\x1C", BinaryKind::Archive),
    (b"Rar!\x1A\x07", BinaryKind::Archive),
    (b"\xFD7zXZ\x00", BinaryKind::Archive),
    (b"\x89PNG\r\n\x1A\n", BinaryKind::Image),
    (b"\xFF\xD8\xFF", BinaryKind::Image),
    (b"GIF87a", BinaryKind::Image),
    (b"GIF89a", BinaryKind::Image),
];

const ZIP: &[&[u8]] = &[b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"];

/// Names of parts that tell the zipped formats apart.
const ZIPPED: &[(&[u8], BinaryKind)] = &[
    (b"word/document", BinaryKind::Word("docx")),
    (b"xl/workbook", BinaryKind::Spreadsheet("xlsx")),
    (b"ppt/presentation", BinaryKind::Presentation("pptx")),
    (b"OFD.xml", BinaryKind::Layout("ofd")),
    (b"vnd.oasis.opendocument.text", BinaryKind::Word("odt")),
    (b"vnd.oasis.opendocument.spreadsheet", BinaryKind::Spreadsheet("ods")),
    (b"vnd.oasis.opendocument.presentation", BinaryKind::Presentation("odp")),
];

const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Names of streams, in UTF-16, that tell the formats in Microsoft's compound files apart. WPS writes the same ones.
const COMPOUND: &[(&[u8], BinaryKind)] = &[
    (b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", BinaryKind::Word("doc")),
    (b"W\0o\0r\0k\0b\0o\0o\0k\0", BinaryKind::Spreadsheet("xls")),
    (b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0", BinaryKind::Presentation("ppt")),
];

impl BinaryKind {
    /// The kind that the first bytes stand for; `None` for what may be text. NUL bytes are not looked for, because
    /// UTF-16 text has them: [`decode`](super::encoding::decode) judges those.
    #[must_use]
    pub fn from_signature(bytes: &[u8]) -> Option<Self> {
        let part = |parts: &[(&[u8], Self)], otherwise| {
            let known = parts.iter().find(|(name, _)| find(bytes, name).is_some());
            Some(known.map_or(otherwise, |&(_, kind)| kind))
        };
        if ZIP.iter().any(|signature| bytes.starts_with(signature)) {
            return part(ZIPPED, Self::Archive);
        }
        if bytes.starts_with(COMPOUND_FILE) {
            return part(COMPOUND, Self::Unknown);
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(Self::Image);
        }
        SIGNATURES
            .iter()
            .find(|(signature, _)| bytes.starts_with(signature))
            .map(|&(_, kind)| kind)
    }
}

/// What the file is and the remedy, in Chinese.
impl fmt::Display for BinaryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(extension) => write!(
                f,
                "这是 Word 文档（{extension}），暂不支持；请另存为 txt、md 或 html 后再查"
            ),
            Self::Spreadsheet(extension) => {
                write!(f, "这是电子表格（{extension}），暂不支持；请另存为 txt 或 html 后再查")
            }
            Self::Presentation(extension) => {
                write!(
                    f,
                    "这是演示文稿（{extension}），暂不支持；请把文字存为 txt 或 md 后再查"
                )
            }
            Self::Layout(extension) => {
                write!(
                    f,
                    "这是版式文档（{extension}），暂不支持；请用它的原稿（txt、md 或 html）来查"
                )
            }
            Self::Archive => f.write_str("这是压缩包，暂不支持；请解压后再查其中的 txt、md 或 html 文件"),
            Self::Image => f.write_str("这是图片，不能检查；请查它的文字稿"),
            Self::Unknown => f.write_str("这不是文本文件（含有 NUL 字节），不能检查；请另存为 UTF-8 文本后再查"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_bytes() {
        let cases: &[(&[u8], Option<BinaryKind>)] = &[
            (b"%PDF-1.7\n", Some(BinaryKind::Layout("pdf"))),
            (b"PK\x03\x04....word/document.xml", Some(BinaryKind::Word("docx"))),
            (b"PK\x03\x04....xl/workbook.xml", Some(BinaryKind::Spreadsheet("xlsx"))),
            (b"PK\x03\x04....OFD.xml", Some(BinaryKind::Layout("ofd"))),
            (b"PK\x03\x04....photos/1.jpg", Some(BinaryKind::Archive)),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
                Some(BinaryKind::Word("doc")),
            ),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some(BinaryKind::Unknown)),
            (b"{\\rtf1\\ansi \\'d7\\'f7}", Some(BinaryKind::Word("rtf"))),
            (b"\x89PNG\r\n\x1A\n", Some(BinaryKind::Image)),
            (b"RIFF\x10\x20\x30\x40WEBPVP8", Some(BinaryKind::Image)),
            (b"\x1F\x8B\x08\x00", Some(BinaryKind::Archive)),
            ("PK 赛通知".as_bytes(), None),
            (b"", None),
        ];
        for &(bytes, kind) in cases {
            assert_eq!(BinaryKind::from_signature(bytes), kind, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn the_message_names_the_remedy() {
        assert_eq!(
            BinaryKind::Word("docx").to_string(),
            "这是 Word 文档（docx），暂不支持；请另存为 txt、md 或 html 后再查"
        );
    }
}
