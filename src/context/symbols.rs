//! A text as the counts see it: one symbol a character, with breaks between runs.
//!
//! Every mark of punctuation is a break, since what stands on either side of one says little about a character; a
//! number and a Latin word are one symbol each, whatever they are.

use crate::text::hanzi::is_hanzi;

/// A Hanzi of the Basic Multilingual Plane is its code point; everything else one of the values below.
pub(crate) type Symbol = u16;

/// The end of a run, a mark, or a character outside the Basic Multilingual Plane.
pub(crate) const BREAK: Symbol = 1;

/// A number in digits.
pub(crate) const NUMBER: Symbol = 2;

/// A word in Latin letters.
pub(crate) const LATIN: Symbol = 3;

/// A text as symbols. It begins and ends with a [`BREAK`], and no two of them stand side by side.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) symbols: Vec<Symbol>,
    /// For each symbol the byte of the text at which it begins.
    pub(crate) starts: Vec<usize>,
}

impl Reading {
    /// Reads `text` instead of what was read before.
    pub(crate) fn read(&mut self, text: &str) {
        self.symbols.clear();
        self.starts.clear();
        self.push(BREAK, 0);
        for (at, c) in text.char_indices() {
            let last = self.symbols.last().copied();
            match symbol(c) {
                BREAK if c == '.' && last == Some(NUMBER) => {}
                symbol @ (BREAK | NUMBER | LATIN) if last == Some(symbol) => {}
                symbol => self.push(symbol, at),
            }
        }
        if self.symbols.last() != Some(&BREAK) {
            self.push(BREAK, text.len());
        }
    }

    fn push(&mut self, symbol: Symbol, at: usize) {
        self.symbols.push(symbol);
        self.starts.push(at);
    }
}

/// Whether a symbol stands for a Hanzi.
#[inline]
pub(crate) const fn is_hanzi_symbol(symbol: Symbol) -> bool {
    symbol > LATIN
}

/// The character of a symbol that stands for a Hanzi.
pub(crate) fn character(symbol: Symbol) -> Option<char> {
    char::from_u32(u32::from(symbol)).filter(|_| is_hanzi_symbol(symbol))
}

/// Whether nothing but the ends of an n-gram may be a break.
#[inline]
pub(crate) fn is_gram(window: &[Symbol]) -> bool {
    let inner = window.get(1..window.len().saturating_sub(1)).unwrap_or_default();
    !inner.contains(&BREAK)
}

/// The symbol of a character.
#[inline]
pub(crate) fn symbol(c: char) -> Symbol {
    match c {
        '\u{4E00}'..='\u{9FFF}' => u16::try_from(u32::from(c)).unwrap_or(BREAK),
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => LATIN,
        '0'..='9' | '０'..='９' => NUMBER,
        _ if is_hanzi(c) => u16::try_from(u32::from(c)).unwrap_or(BREAK),
        _ => BREAK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_breaks_and_a_number_is_one_symbol() {
        let mut reading = Reading::default();
        let read = |reading: &mut Reading, text| {
            reading.read(text);
            (reading.symbols.clone(), reading.starts.clone())
        };
        let hanzi = symbol;
        assert_eq!(
            read(&mut reading, "共3.5万人，用Rust写。"),
            (
                vec![
                    BREAK,
                    hanzi('共'),
                    NUMBER,
                    hanzi('万'),
                    hanzi('人'),
                    BREAK,
                    hanzi('用'),
                    LATIN,
                    hanzi('写'),
                    BREAK
                ],
                vec![0, 0, 3, 6, 9, 12, 15, 18, 22, 25]
            )
        );
        assert_eq!(
            read(&mut reading, "𠀀好"),
            (vec![BREAK, hanzi('好'), BREAK], vec![0, 4, 7])
        );
        assert_eq!(read(&mut reading, "").0, [BREAK]);
    }
}
