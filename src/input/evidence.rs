//! What bytes without a label look like: evidence for and against an encoding.
//!
//! Decoding without error proves something only for UTF-8; GB18030 accepts nearly everything. The thresholds here were
//! measured on Chinese prose in each encoding. The verdict is left to [`encoding`](super::encoding).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The byte order of UTF-16 without a byte order mark; `None` unless it is certain.
///
/// ASCII characters show the order by the side of their NUL byte, and Chinese files have line ends at least. A NUL on the
/// other side does not refute it, since U+4E00 has one; that the other order reads as nonsense does.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    // A stray NUL in UTF-8 text must not turn it into UTF-16: pairs of ASCII letters read as Hanzi.
    let ascii = bytes.is_ascii();
    if !ascii && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let little = Utf16Reading::new(bytes, u16::from_le_bytes);
    let big = Utf16Reading::new(bytes, u16::from_be_bytes);
    let certain = |this: &Option<Utf16Reading>, other: &Option<Utf16Reading>| {
        let (Some(this), other) = (this, other) else {
            return false;
        };
        let enough = if ascii {
            this.ascii * 5 >= this.characters * 4
        } else {
            this.ascii > 0
        };
        enough
            && this.plausible * 10 >= this.characters * 9
            && other
                .as_ref()
                .is_none_or(|other| other.ascii * 4 < this.ascii || other.plausible * 10 < other.characters * 6)
    };
    match (certain(&little, &big), certain(&big, &little)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// What one byte order makes of the bytes.
struct Utf16Reading {
    characters: usize,
    ascii: usize,
    /// Characters that Chinese prose is made of, ASCII included.
    plausible: usize,
}

impl Utf16Reading {
    /// `None` when the bytes are malformed in this order or hold a control character other than tab, CR and LF.
    fn new(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Self> {
        let mut reading = Self {
            characters: 0,
            ascii: 0,
            plausible: 0,
        };
        for character in char::decode_utf16(bytes.as_chunks().0.iter().map(|&pair| unit(pair))) {
            let character = character.ok()?;
            if character.is_control() && !matches!(character, '\t' | '\r' | '\n') {
                return None;
            }
            reading.characters += 1;
            reading.ascii += usize::from(character.is_ascii());
            reading.plausible += usize::from(is_of_prose(character));
        }
        Some(reading)
    }
}

/// Whether valid UTF-8 reads just as well as Hanzi in GB18030, as only very short Chinese texts do (目前 is Ŀǰ).
///
/// Every character must be two bytes that also are one of the common Hanzi, some must stand together as in a word, and
/// none may touch an ASCII letter: that is what tells them from `café`, `© 2024` and Cyrillic.
pub(super) fn reads_as_hanzi(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let mut word = false;
    let mut previous_lead = None;
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        if lead.is_ascii() {
            previous_lead = None;
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        if !is_common_hanzi(lead, trail) || is_letter(before) || is_letter(bytes.get(at + 2)) {
            return false;
        }
        // Lead C2 is Latin-1 punctuation, which also comes in pairs.
        word |= previous_lead.is_some_and(|previous| previous != 0xC2 || lead != 0xC2);
        previous_lead = Some(lead);
        at += 2;
    }
    word
}

/// Whether bytes that are not valid UTF-8 are UTF-8 all the same, damaged or cut off: they make more sense in it than in
/// GB18030.
pub(super) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let share = utf8_share(bytes);
    share >= 0.5 && share > GbReading::new(bytes).common_share()
}

/// Whether bytes that are valid GB18030 are plausible Chinese in it. Of the Hanzi in simplified text nearly all are
/// common, in traditional text six in ten; in other encodings' bytes it is a third.
pub(super) fn is_plausible_gb18030(bytes: &[u8]) -> bool {
    let reading = GbReading::new(bytes);
    reading.hanzi == 0 || reading.common_share() >= 0.5
}

/// Whether bytes that are not valid GB18030 are GB18030 all the same, damaged or cut off.
pub(super) fn is_damaged_gb18030(bytes: &[u8]) -> bool {
    let reading = GbReading::new(bytes);
    // One stray byte is damage in the shortest text; a few Hanzi are needed to say of what.
    let few_stray = reading.stray <= 1 + reading.hanzi / 10;
    reading.hanzi >= 4 && few_stray && share(reading.common, reading.hanzi) >= 0.9
}

/// How much of the bytes outside ASCII is, as UTF-8, what Chinese prose is made of: 0 to 1. Sequences of two bytes do not
/// count for it, because other encodings form them by chance.
fn utf8_share(bytes: &[u8]) -> f64 {
    let (mut prose, mut all) = (0_u32, 0_u32);
    for chunk in bytes.utf8_chunks() {
        all = all.saturating_add(u32::from(!chunk.invalid().is_empty()) * 2);
        for character in chunk.valid().chars().filter(|character| !character.is_ascii()) {
            all = all.saturating_add(3);
            prose = prose.saturating_add(u32::from(character.len_utf8() > 2 && is_of_prose(character)) * 3);
        }
    }
    share(prose, all)
}

/// What GB18030 makes of bytes.
struct GbReading {
    /// Hanzi of two bytes.
    hanzi: u32,
    /// Those of them that are common.
    common: u32,
    /// Bytes that are part of nothing.
    stray: u32,
}

impl GbReading {
    fn new(bytes: &[u8]) -> Self {
        let mut reading = Self {
            hanzi: 0,
            common: 0,
            stray: 0,
        };
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            let trail = bytes.get(at + 1).copied().unwrap_or_default();
            at += match (lead, trail) {
                (0..=0x7F, _) => 1,
                (0x81..=0xFE, b'0'..=b'9') => 4,
                // Symbols and the user-defined areas.
                (0xA1..=0xAF | 0xF8..=0xFE, 0xA1..=0xFE) => 2,
                (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => {
                    reading.hanzi = reading.hanzi.saturating_add(1);
                    let common = is_common_hanzi(lead, trail);
                    reading.common = reading.common.saturating_add(u32::from(common));
                    2
                }
                _ => {
                    reading.stray = reading.stray.saturating_add(1);
                    1
                }
            };
        }
        reading
    }

    /// How many of the Hanzi are common, stray bytes counted against it: 0 to 1.
    fn common_share(&self) -> f64 {
        share(self.common, self.hanzi.saturating_add(self.stray))
    }
}

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
}

/// Whether Chinese prose is made of such characters, ASCII included.
fn is_of_prose(character: char) -> bool {
    character.is_ascii()
        || matches!(character,
            '\u{A0}'..='\u{FF}' | '\u{2000}'..='\u{206F}' | '\u{2100}'..='\u{22FF}' | '\u{2460}'..='\u{25FF}'
            | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}'
            | '\u{1F000}'..='\u{3FFFF}')
}

/// Whether two bytes are a Hanzi of the first, common level of GB 2312.
fn is_common_hanzi(lead: u8, trail: u8) -> bool {
    matches!(lead, 0xB0..=0xD7) && matches!(trail, 0xA1..=0xFE)
}

/// What chardetng takes the whole file for. It never says UTF-8, which is excluded by then.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}
