//! Makes text from files, names and dictionaries harmless to print.
//!
//! A checked file is not trusted: an ESC in it could recolour or rewrite the terminal, a bidirectional control could
//! make the report read differently from the text. Such characters, and invisible ones that no reader could see, are
//! printed as `<U+001B>`. Build servers obey lines of a log that begin with `::` or hold `##[` or `##vso[`, so that these
//! are broken up in the same way. JSON has escapes of its own, see `harmless_json`.

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
        | '\u{FFFE}' | '\u{FFFF}' // no characters, and not allowed in XML
        | '\u{E0000}'..='\u{E007F}') // tags
}

/// Whether `text` holds what a build server takes for a command wherever it stands in a line: `##[error]` of GitHub,
/// `##vso[task.setvariable]` of Azure.
#[must_use]
pub fn holds_command(text: &str) -> bool {
    text.match_indices("##").any(|(at, mark)| {
        let name = text.get(at + mark.len()..).unwrap_or_default();
        name.trim_start_matches('#')
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .starts_with('[')
    })
}

/// `text` with every hidden character escaped, tabs and line ends too: for names, where each character counts.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    part(text, holds_command(text))
}

/// The same for a part of a text of which it is known whether the whole [`holds_command`]: the parts may do no harm that
/// do it together.
#[must_use]
pub fn part(text: &str, whole_holds_command: bool) -> Cow<'_, str> {
    rewrite(text, whole_holds_command, false)
}

/// `text` on one line: a line end or a tab becomes a space, any other hidden character is escaped. For prose.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    rewrite(text, holds_command(text), true)
}

/// `text` for the beginning of a line, where `::` would begin a command; likewise on one line.
#[must_use]
pub fn line_start(text: &str) -> Cow<'_, str> {
    let shown = one_line(text);
    match shown.trim_start().strip_prefix("::") {
        Some(rest) => Cow::Owned(format!("<U+003A>:{rest}")),
        None => shown,
    }
}

fn rewrite(text: &str, escapes_hash: bool, flatten: bool) -> Cow<'_, str> {
    let is_escaped = |c: char| is_hidden(c) || (escapes_hash && c == '#');
    if !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + ESCAPE_WIDTH);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if flatten && characters.peek() == Some(&'\n') => {}
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' if flatten => shown.push(' '),
            c if is_escaped(c) => {
                // Writing to a String cannot fail.
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
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

    #[test]
    fn what_a_build_server_would_obey_is_broken_up() {
        let cases = [
            ("##[error]假", "<U+0023><U+0023>[error]假"),
            ("文##vso[task]#", "文<U+0023><U+0023>vso[task]<U+0023>"),
            ("###[x]", "<U+0023><U+0023><U+0023>[x]"),
            ("## 标题 [一]", "## 标题 [一]"),
            ("a::error::b", "a::error::b"),
        ];
        for (text, shown) in cases {
            assert_eq!(escape(text), shown);
            assert_eq!(one_line(text), shown);
            assert_eq!(line_start(text), shown);
        }
        assert_eq!(line_start("::error::假"), "<U+003A>:error::假");
        assert_eq!(line_start("\n ::error::假"), "<U+003A>:error::假");
        assert_eq!(part("##", true), "<U+0023><U+0023>");
    }
}
