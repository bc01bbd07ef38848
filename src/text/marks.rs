//! Which characters other than Hanzi a text holds, so that a rule is asked only where it could have something to say.
//!
//! One pass over the text serves all rules. The marks tell that a character occurs, not where. A few of them tell of
//! Hanzi: of those that dates, times and addresses are made of, of any that stand twice in a row, and of what may be
//! garbled.

use std::{
    ops::{BitOr, BitOrAssign},
    sync::LazyLock,
};

use super::{fold, garbled, hanzi::is_hanzi, stretches::Stretches};

pub use super::stretches::LONGEST_REPEATED;

/// A set of classes of characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Marks(u64);

macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Marks {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
        }
    };
}

marks! {
    /// `0` to `9`.
    DIGIT = 0;
    /// `０` to `９`.
    FULL_WIDTH_DIGIT = 1;
    /// `A` to `Z`, `a` to `z`.
    LATIN = 2;
    /// `“` `”`
    DOUBLE_QUOTE = 3;
    /// `‘` `’`
    SINGLE_QUOTE = 4;
    /// `"` `'`
    STRAIGHT_QUOTE = 5;
    /// `（` `）`
    FULL_WIDTH_BRACKET = 6;
    /// `(` `)`
    HALF_WIDTH_BRACKET = 7;
    /// `〔` `〕` `[` `]` `［` `］`
    SQUARE_BRACKET = 8;
    /// `【` `】`
    LENTICULAR_BRACKET = 9;
    /// `《` `》` `〈` `〉`
    BOOK_TITLE = 10;
    /// `「` `」` `『` `』`
    CORNER_BRACKET = 11;
    /// `，`
    COMMA = 12;
    /// `。` `．` `｡`
    FULL_STOP = 13;
    /// `、`
    ENUMERATION_COMMA = 14;
    /// `：`
    COLON = 15;
    /// `；`
    SEMICOLON = 16;
    /// `！` `？`
    EXCLAMATION = 17;
    /// `…` `⋯` `‥`
    ELLIPSIS = 18;
    /// `—` `–` `―` `─` `－` `‐` `‑` `‒`
    DASH = 19;
    /// `～` `~` `∼` `〜`
    TILDE = 20;
    /// `,` `;` `:` `!` `?` `.`
    HALF_WIDTH_POINT = 21;
    /// `%` `％` `‰`
    PERCENT = 22;
    /// `-`
    HYPHEN = 23;
    /// `*` `★` `☆` `＊`
    STAR = 24;
    /// `#` `＃`
    HASH = 25;
    /// `{` `}` `｛` `｝`
    BRACE = 26;
    /// `<` `>` `＜` `＞`
    ANGLE = 27;
    /// `@` `＠`
    AT = 28;
    /// `&`
    AMPERSAND = 29;
    /// `$` `￥` `¥`
    CURRENCY = 30;
    /// `_` `＿`
    UNDERSCORE = 31;
    /// `×` `✕` `╳` `Ｘ` `ｘ` `○` `□` `△` `▲` `●` `■`
    PLACEHOLDER = 32;
    /// White space other than a line break.
    SPACE = 33;
    /// A line break inside a paragraph.
    LINE_BREAK = 34;
    /// Characters that readers do not see: zero-width characters, soft hyphens, directional controls.
    UNSEEN = 35;
    /// Private-use characters, U+FFFD and controls.
    BROKEN = 36;
    /// `·` `•` `・`
    MIDDLE_DOT = 37;
    /// `/` `\` `|` and their full-width forms.
    SLASH = 38;
    /// `①` and other circled or parenthesised numbers.
    CIRCLED_NUMBER = 39;
    /// `Ａ` to `Ｚ`, `ａ` to `ｚ`.
    FULL_WIDTH_LATIN = 40;
    /// `+` `=` `^` and other signs of mathematics.
    OPERATOR = 41;
    /// A unit symbol that is one character: `℃` `㎡` `㎏`.
    UNIT = 42;
    /// Anything else that is no Hanzi.
    OTHER = 43;
    /// `年`
    YEAR = 44;
    /// `月`
    MONTH = 45;
    /// `时` `点`
    HOUR = 46;
    /// A Hanzi twice in a row.
    DOUBLED = 47;
    /// Two Hanzi or more, at most [`LONGEST_REPEATED`], twice in a row.
    REPEATED = 48;
    /// `†`
    DAGGER = 49;
    /// A Hanzi that UTF-8 may begin with when it is read as GBK, or that other mistakes leave behind.
    GARBLED = 50;
    /// Eleven digits or Latin letters or more, of any width, between which no more than one other character stands at a
    /// time and no Hanzi.
    LONG_NUMBER = 51;
    /// `住` `户` `址`
    DWELLING = 52;
}

impl Marks {
    /// No class.
    pub const NONE: Self = Self(0);

    /// Bits that may stand for classes.
    pub(crate) const COUNT: usize = u64::BITS as usize;

    /// The classes of the characters of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::read(text, |_, _| ())
    }

    /// The classes of the characters of `text`; calls `separator` with each character, after its place in bytes, that is
    /// neither Hanzi nor letter, digit or anything rarer: blanks, line ends and marks of either width.
    pub(crate) fn read(text: &str, mut separator: impl FnMut(usize, char)) -> Self {
        let bytes = text.as_bytes();
        let classes: &[u8] = &HANZI;
        let mut found = Self::NONE;
        let mut class = 0;
        let mut stretches = Stretches::START;
        // Where the run of Hanzi begins that is being read, and the last of them; 0 if there is none.
        let (mut run, mut previous) = (0, 0);
        let mut digits = Digits::default();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            let key = match lead {
                0..0x80 => {
                    found.0 |= ASCII[usize::from(lead)].0;
                    if lead.is_ascii_alphanumeric() {
                        found |= digits.push();
                    } else {
                        digits.part();
                        separator(at, char::from(lead));
                    }
                    previous = 0;
                    at += 1;
                    continue;
                }
                // U+4000 to U+9FFF: Hanzi and nothing else, but for U+4DC0 to U+4DFF.
                0xE4..=0xE9 if lead != 0xE4 || bytes.get(at + 1) != Some(&0xB7) => {
                    let [Some(&middle), Some(&last)] = [bytes.get(at + 1), bytes.get(at + 2)] else {
                        break;
                    };
                    digits = Digits::default();
                    u16::from(lead & 0xF) << 12 | u16::from(middle & 0x3F) << 6 | u16::from(last & 0x3F)
                }
                _ => {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                        break;
                    };
                    let mark = Self::of_char(c);
                    found |= mark;
                    if mark.intersects(Self::FULL_WIDTH_DIGIT.or(Self::FULL_WIDTH_LATIN)) {
                        found |= digits.push();
                    } else {
                        digits.part();
                    }
                    let is_hanzi = is_hanzi(c);
                    if !is_hanzi && is_separator(c) {
                        separator(at, c);
                    }
                    match u16::try_from(u32::from(c)) {
                        Ok(key) if is_hanzi => key,
                        is_basic => {
                            if is_hanzi && is_basic.is_err() {
                                // So rare that nobody need look for them.
                                found |= Self::DOUBLED | Self::REPEATED;
                            }
                            previous = 0;
                            at += c.len_utf8();
                            continue;
                        }
                    }
                }
            };
            class |= classes.get(usize::from(key)).copied().unwrap_or_default();
            if previous == 0 {
                run = at;
            } else {
                if previous == key {
                    found |= Self::DOUBLED;
                }
                // One is enough, and a text may be nothing but repetitions.
                if !found.contains(Self::REPEATED) && stretches.ends_repeated(bytes, run, at, [previous, key]) {
                    found |= Self::REPEATED;
                }
            }
            previous = key;
            at += '一'.len_utf8();
        }
        for (of_class, mark) in OF_CLASSES {
            if class & of_class != 0 {
                found |= mark;
            }
        }
        found
    }

    /// Whether it has a class in common with `other`.
    #[must_use]
    #[inline]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has every class of `other`.
    #[must_use]
    #[inline]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it has no class.
    #[must_use]
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// A bit for each class that it has.
    #[inline]
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// The classes of either; as `|`, for constants.
    #[must_use]
    #[inline]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn of_char(c: char) -> Self {
        match c {
            '\u{0}'..'\u{80}' => ASCII[c as usize],
            '“' | '”' => Self::DOUBLE_QUOTE,
            '‘' | '’' => Self::SINGLE_QUOTE,
            '（' | '）' => Self::FULL_WIDTH_BRACKET,
            '〔' | '〕' | '［' | '］' => Self::SQUARE_BRACKET,
            '【' | '】' => Self::LENTICULAR_BRACKET,
            '《' | '》' | '〈' | '〉' => Self::BOOK_TITLE,
            '「' | '」' | '『' | '』' => Self::CORNER_BRACKET,
            '，' => Self::COMMA,
            '。' | '．' | '｡' => Self::FULL_STOP,
            '、' => Self::ENUMERATION_COMMA,
            '：' => Self::COLON,
            '；' => Self::SEMICOLON,
            '！' | '？' => Self::EXCLAMATION,
            '…' | '⋯' | '‥' => Self::ELLIPSIS,
            '—' | '–' | '―' | '─' | '－' | '‐' | '‑' | '‒' => Self::DASH,
            '～' | '∼' | '〜' => Self::TILDE,
            '％' | '‰' => Self::PERCENT,
            '★' | '☆' | '＊' => Self::STAR,
            '＃' => Self::HASH,
            '｛' | '｝' => Self::BRACE,
            '＜' | '＞' => Self::ANGLE,
            '＠' => Self::AT,
            '￥' | '¥' => Self::CURRENCY,
            '＿' => Self::UNDERSCORE,
            '×' | '✕' | '╳' | 'Ｘ' | 'ｘ' | '○' | '□' | '△' | '▲' | '●' | '■' => Self::PLACEHOLDER,
            '·' | '•' | '・' => Self::MIDDLE_DOT,
            '†' => Self::DAGGER,
            '／' | '＼' | '｜' => Self::SLASH,
            '０'..='９' => Self::FULL_WIDTH_DIGIT,
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Self::FULL_WIDTH_LATIN,
            '\u{2460}'..='\u{249B}' | '\u{24EB}'..='\u{24FF}' | '\u{3220}'..='\u{3229}' => Self::CIRCLED_NUMBER,
            '±' | '÷' | '＋' | '＝' | '≈' | '≤' | '≥' | '≠' => Self::OPERATOR,
            '℃' | '℉' | '㎡' | '㎥' | '㎏' | '㎎' | '㎜' | '㎝' | '㎞' | '㎢' | '㏄' | '°' | '′' | '″' => {
                Self::UNIT
            }
            '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{80}'..='\u{9F}' | '\u{F0000}'..='\u{10FFFF}' => Self::BROKEN,
            c if is_hanzi(c) => Self::NONE,
            c if c.is_whitespace() => Self::SPACE,
            c if fold::table().is_unseen(c) => Self::UNSEEN,
            _ => Self::OTHER,
        }
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Whether `c`, beyond ASCII, is a blank or a mark of Chinese punctuation.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{3000}') || is_chinese_mark(c)
}

/// Whether `c` is a mark of Chinese punctuation, or of full width.
pub(crate) fn is_chinese_mark(c: char) -> bool {
    matches!(c,
        '\u{2010}'..='\u{2027}'
        | '\u{22EF}'
        | '\u{3001}'..='\u{301F}'
        | '！'..='／'
        | '：'..='＠'
        | '［'..='｀'
        | '｛'..='～')
}

/// Digits and letters that may be one number.
#[derive(Default)]
struct Digits {
    count: u32,
    is_parted: bool,
}

/// As many as the shortest number that is of interest has.
const LONG: u32 = 11;

impl Digits {
    /// Reads a digit or letter.
    #[inline]
    fn push(&mut self) -> Marks {
        self.count += 1;
        self.is_parted = false;
        if self.count >= LONG {
            Marks::LONG_NUMBER
        } else {
            Marks::NONE
        }
    }

    /// Reads something else, of which one may stand between two digits.
    #[inline]
    fn part(&mut self) {
        if self.is_parted {
            self.count = 0;
        }
        self.is_parted = true;
    }
}

/// Classes of Hanzi, beside those of [`garbled`].
const YEAR: u8 = 1 << 4;
const MONTH: u8 = 1 << 5;
const HOUR: u8 = 1 << 6;
const DWELLING: u8 = 1 << 7;

/// The marks of the classes of Hanzi.
const OF_CLASSES: [(u8, Marks); 5] = [
    (YEAR, Marks::YEAR),
    (MONTH, Marks::MONTH),
    (HOUR, Marks::HOUR),
    (DWELLING, Marks::DWELLING),
    (garbled::FIRST | garbled::ODD, Marks::GARBLED),
];

/// The classes of the Hanzi of the basic plane, by number.
static HANZI: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut classes = garbled::classes().to_vec();
    for (chars, class) in [("年", YEAR), ("月", MONTH), ("时点", HOUR), ("住户址", DWELLING)] {
        for c in chars.chars() {
            if let Some(entry) = classes.get_mut(c as usize) {
                *entry |= class;
            }
        }
    }
    classes
});

/// The class of each ASCII character.
static ASCII: [Marks; 128] = ascii();

const fn ascii() -> [Marks; 128] {
    let mut table = [Marks::OTHER; 128];
    let mut code = 0;
    while code < table.len() {
        // The lossless way in a constant: the index is below 128.
        #[expect(clippy::cast_possible_truncation)]
        let c = code as u8;
        table[code] = match c {
            b'0'..=b'9' => Marks::DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => Marks::LATIN,
            b'"' | b'\'' => Marks::STRAIGHT_QUOTE,
            b'(' | b')' => Marks::HALF_WIDTH_BRACKET,
            b'[' | b']' => Marks::SQUARE_BRACKET,
            b',' | b';' | b':' | b'!' | b'?' | b'.' => Marks::HALF_WIDTH_POINT,
            b'%' => Marks::PERCENT,
            b'-' => Marks::HYPHEN,
            b'~' => Marks::TILDE,
            b'*' => Marks::STAR,
            b'#' => Marks::HASH,
            b'{' | b'}' => Marks::BRACE,
            b'<' | b'>' => Marks::ANGLE,
            b'@' => Marks::AT,
            b'&' => Marks::AMPERSAND,
            b'$' => Marks::CURRENCY,
            b'_' => Marks::UNDERSCORE,
            b'/' | b'\\' | b'|' => Marks::SLASH,
            b'+' | b'=' | b'^' => Marks::OPERATOR,
            b' ' | b'\t' | 0x0B | 0x0C => Marks::SPACE,
            b'\n' | b'\r' => Marks::LINE_BREAK,
            0..0x20 | 0x7F => Marks::BROKEN,
            _ => Marks::OTHER,
        };
        code += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_marks_of_its_characters() {
        assert_eq!(Marks::of("人民政府〇鿿䶿"), Marks::NONE);
        assert_eq!(
            Marks::of("在2024年，“好”"),
            Marks::DIGIT | Marks::YEAR | Marks::COMMA | Marks::DOUBLE_QUOTE
        );
        assert_eq!(
            Marks::of("a\u{200B}b\u{E001}"),
            Marks::LATIN | Marks::UNSEEN | Marks::BROKEN
        );
        assert_eq!(Marks::of("①　\u{A0}"), Marks::CIRCLED_NUMBER | Marks::SPACE);
        assert_eq!(Marks::of("キ€"), Marks::OTHER);
    }

    #[test]
    fn separators_are_blanks_and_marks_but_no_number() {
        let mut separators = String::new();
        Marks::read("二〇二四年，a1　“好”(々)\n", |_, c| separators.push(c));
        assert_eq!(separators, "，　“”(々)\n");
    }

    #[test]
    fn digits_that_may_be_one_number_are_marked() {
        for text in ["13800138000", "138 0013-8000", "138－0013　８０００", "1101011990a"] {
            assert!(Marks::of(&format!("号{text}码")).contains(Marks::LONG_NUMBER), "{text}");
        }
        for text in ["2024年1月1日12时30分", "1,234.56  7,890.12", "1380013800"] {
            assert!(!Marks::of(text).contains(Marks::LONG_NUMBER), "{text}");
        }
    }

    #[test]
    fn what_stands_twice_in_a_row_is_marked_whatever_its_length() {
        let word: String = (0..21)
            .filter_map(|number| char::from_u32('丁' as u32 + number))
            .collect();
        for length in 1..=word.chars().count() {
            let part: String = word.chars().take(length).collect();
            let expected = match length {
                1 => Marks::DOUBLED,
                2..=20 => Marks::REPEATED,
                _ => Marks::NONE,
            };
            assert_eq!(Marks::of(&format!("在{part}{part}后")), expected, "{length}");
            assert_eq!(Marks::of(&format!("{part}，{part}")), Marks::COMMA, "{length}");
        }
        // What holds itself apart as well.
        assert!(Marks::of("甲乙甲丙甲甲乙甲丙甲").contains(Marks::REPEATED));
        assert_eq!(Marks::of("认真抓认真"), Marks::NONE);
    }
}
