//! Which characters other than Hanzi a text holds, so that a rule is asked only where it could have something to say.
//!
//! One pass over the text serves all rules. The marks tell that a character occurs, not where.

use std::ops::{BitOr, BitOrAssign};

use crate::text::{fold, hanzi::is_hanzi};

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
}

impl Marks {
    /// No class.
    pub const NONE: Self = Self(0);

    /// The classes of the characters of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut found = Self::NONE;
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            match lead {
                0..0x80 => {
                    found.0 |= ASCII[usize::from(lead)].0;
                    at += 1;
                }
                // U+5000 to U+8FFF: Hanzi and nothing else.
                0xE5..=0xE8 => at += 3,
                _ => {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                        break;
                    };
                    found |= Self::of_char(c);
                    at += c.len_utf8();
                }
            }
        }
        found
    }

    /// Whether it has a class in common with `other`.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has every class of `other`.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it has no class.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The classes of either; as `|`, for constants.
    #[must_use]
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
            Marks::DIGIT | Marks::COMMA | Marks::DOUBLE_QUOTE
        );
        assert_eq!(
            Marks::of("a\u{200B}b\u{E001}"),
            Marks::LATIN | Marks::UNSEEN | Marks::BROKEN
        );
        assert_eq!(Marks::of("①　\u{A0}"), Marks::CIRCLED_NUMBER | Marks::SPACE);
        assert_eq!(Marks::of("キ€"), Marks::OTHER);
    }
}
