//! Makes text from files, names and dictionaries harmless to print.
//!
//! A checked file is not trusted: an ESC in it could recolour or rewrite the terminal, a bidirectional control could
//! make the report read differently from the text. Such characters, and invisible ones that no reader could see, are
//! printed as `<U+001B>`. The machine formats do not pass through here; JSON has its own escapes.

use std::{borrow::Cow, fmt::Write as _};

/// Columns that one escaped character takes, for planning; the rare longer ones do not matter.
pub const ESCAPE_WIDTH: usize = 8;

/// Whether `c` is shown as an escape: control characters, line separators, bidirectional controls, and characters that
/// leave no trace on the screen. Joiners and variation selectors are not among them, since emoji need them.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' // C0, DEL and C1
        | '\u{AD}' // soft hyphen
        | '\u{61C}' | '\u{200E}' | '\u{200F}' // direction marks
        | '\u{180E}' | '\u{200B}' | '\u{FEFF}' // without width
        | '\u{2028}'..='\u{202E}' // separators, embeddings and overrides
        | '\u{2060}'..='\u{206F}' // word joiner, invisible operators, isolates
        | '\u{FFF9}'..='\u{FFFB}' // annotations
        | '\u{E0000}'..='\u{E007F}') // tags
}

/// `text` with every hidden character escaped, tabs and line ends too: for names, where each character counts.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) {
        Cow::Owned(rewrite(text, false))
    } else {
        Cow::Borrowed(text)
    }
}

/// `text` on one line: a line end or a tab becomes a space, any other hidden character is escaped. For prose.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) {
        Cow::Owned(rewrite(text, true))
    } else {
        Cow::Borrowed(text)
    }
}

fn rewrite(text: &str, flatten: bool) -> String {
    let mut shown = String::with_capacity(text.len() + ESCAPE_WIDTH);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if flatten && characters.peek() == Some(&'\n') => {}
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' if flatten => shown.push(' '),
            c if is_hidden(c) => {
                // Writing to a String cannot fail.
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_and_invisible_characters_are_seen_and_do_nothing() {
        let cases = [
            ("认真部署", "认真部署", "认真部署"),
            ("\u{1b}[31m红", "<U+001B>[31m红", "<U+001B>[31m红"),
            ("\u{9b}31m", "<U+009B>31m", "<U+009B>31m"),
            ("部\r\n署\t好", "部<U+000D><U+000A>署<U+0009>好", "部 署 好"),
            ("\u{202e}文\u{2066}", "<U+202E>文<U+2066>", "<U+202E>文<U+2066>"),
            ("扫黑\u{200b}除恶", "扫黑<U+200B>除恶", "扫黑<U+200B>除恶"),
            ("👨‍👩‍👧和❤️", "👨‍👩‍👧和❤️", "👨‍👩‍👧和❤️"),
        ];
        for (text, name, prose) in cases {
            assert_eq!(escape(text), name);
            assert_eq!(one_line(text), prose);
        }
    }
}
