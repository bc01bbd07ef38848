//! Decoding exports that may be too large to be held in memory.
//!
//! A short one is decoded by the same judgement as any text. Of a long one the beginning is judged so, and what follows
//! is decoded strictly in the encoding found there.

use std::io::{self, BufReader, Chain, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8};

use super::{Halt, Out, Source};
use crate::{
    input::{
        encoding::{DecodeHints, decode, encoding_name},
        read::io_problem,
    },
    problem::ProblemKind,
};

/// Bytes from which the encoding is told.
const HEAD: u64 = 1 << 20;

/// An export whose encoding is known; nothing of it is decoded yet. A byte order mark is left out.
pub(super) struct Encoded<R> {
    pub(super) encoding: &'static Encoding,
    pub(super) bytes: Chain<Cursor<Vec<u8>>, R>,
}

/// Looks at the beginning of an export to tell its encoding. `markup` says that it may declare one, as HTML and XML do.
pub(super) fn encoded<R: Read>(
    source: &Source,
    mut content: R,
    markup: bool,
    out: &Out<'_>,
) -> Result<Encoded<R>, Halt> {
    let mut head = Vec::new();
    let read = content.by_ref().take(HEAD).read_to_end(&mut head);
    read.map_err(|error| io_problem(source.name.clone(), &error))?;
    let is_whole = u64::try_from(head.len()).unwrap_or(u64::MAX) < HEAD;
    let marked = Encoding::for_bom(&head);
    let mark = marked.map_or(0, |(_, length)| length);
    let encoding = match (out.options.encoding, marked) {
        (None, Some((encoding, _))) if !is_whole => encoding,
        (demanded, _) => {
            // The last line may be cut inside a character.
            let end = if is_whole {
                head.len()
            } else {
                memchr::memrchr(b'\n', &head).map_or(head.len(), |end| end + 1)
            };
            let hints = DecodeHints {
                encoding: demanded,
                fallback: None,
                html: markup,
            };
            let sample = head.get(..end).unwrap_or_default().to_vec();
            let decoded = decode(sample, &hints).map_err(|error| error.problem(&source.name))?;
            decoded.encoding.encoding
        }
    };
    head.drain(..mark);
    Ok(Encoded {
        encoding,
        bytes: Cursor::new(head).chain(content),
    })
}

impl<R: Read> Encoded<R> {
    /// Whether separators of half width are never parts of other characters, so that lines and cells may be told apart
    /// before they are decoded.
    pub(super) fn keeps_separators(&self) -> bool {
        self.encoding == UTF_8 || self.encoding == GB18030
    }

    /// The export as UTF-8, decoded while it is read.
    pub(super) fn into_utf8(self) -> BufReader<Utf8<R>> {
        BufReader::new(Utf8 {
            decoder: self.encoding.new_decoder_without_bom_handling(),
            name: encoding_name(self.encoding),
            bytes: BufReader::new(self.bytes),
            consumed: 0,
            ready: Vec::new(),
            given: 0,
            is_finished: false,
        })
    }
}

/// Decodes strictly a part of an export.
pub(super) fn decode_part(bytes: &[u8], encoding: &'static Encoding) -> Result<String, String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or_else(|| {
        let name = encoding_name(encoding);
        format!("有不能按 {name} 解码的字节；请改正后重新导出")
    })
}

/// Bytes of any encoding as UTF-8.
pub(super) struct Utf8<R> {
    decoder: Decoder,
    name: &'static str,
    bytes: BufReader<Chain<Cursor<Vec<u8>>, R>>,
    consumed: u64,
    ready: Vec<u8>,
    given: usize,
    is_finished: bool,
}

impl<R: Read> Utf8<R> {
    fn fill(&mut self) -> io::Result<()> {
        let mut raw = [0; 16 * 1024];
        let read = self.bytes.read(&mut raw)?;
        let is_last = read == 0;
        let raw = raw.get(..read).unwrap_or_default();
        let most = self.decoder.max_utf8_buffer_length_without_replacement(read);
        self.ready.clear();
        self.ready.resize(most.unwrap_or(read.saturating_mul(4)), 0);
        self.given = 0;
        let (result, used, written) = self
            .decoder
            .decode_to_utf8_without_replacement(raw, &mut self.ready, is_last);
        self.ready.truncate(written);
        self.is_finished = is_last;
        if let DecoderResult::Malformed(..) = result {
            let byte = self.consumed + u64::try_from(used).unwrap_or(u64::MAX);
            let message = format!("第 {byte} 字节不能按 {} 解码", self.name);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        self.consumed += u64::try_from(read).unwrap_or(u64::MAX);
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.is_finished {
            self.fill()?;
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.given += length;
        Ok(length)
    }
}

/// The problem that reading stopped short, for whichever parser met it.
pub(super) fn cut_short(source: &Source, after: usize, error: &dyn std::fmt::Display) -> Halt {
    let message = format!("读完第 {after} 篇之后不能再读，后面的都没有检查（原文：{error}）；请重新导出");
    Halt::Problem(source.problem(ProblemKind::Unreadable, message))
}
