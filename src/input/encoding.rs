//! Placeholder.

use encoding_rs::Encoding;

/// A decoded file that still knows where its bytes lie on disk.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was encoded.
    pub encoding: SourceEncoding,
}

/// How a file is encoded on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceEncoding {
    /// The encoding; GB2312 and GBK are always GB18030 here.
    pub encoding: &'static Encoding,
    /// Whether a byte order mark precedes the text.
    pub byte_order_mark: bool,
}
