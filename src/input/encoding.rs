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

impl SourceFile {
    /// Stand-in until the real one is merged.
    #[must_use]
    pub fn disk_offsets(&self, sorted: &[usize]) -> Vec<usize> {
        let SourceEncoding {
            encoding,
            byte_order_mark,
        } = self.encoding;
        let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
        let mut disk = match (byte_order_mark, wide) {
            (false, _) => 0,
            (true, true) => 2,
            (true, false) => 3,
        };
        let mut at = 0;
        let mut offsets = Vec::with_capacity(sorted.len());
        for &offset in sorted {
            let gap = self.text.get(at..offset).unwrap_or_default();
            disk += if wide {
                gap.chars().map(|c| 2 * c.len_utf16()).sum()
            } else {
                encoding.encode(gap).0.len()
            };
            at = offset;
            offsets.push(disk);
        }
        offsets
    }
}
