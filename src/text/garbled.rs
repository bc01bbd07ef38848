//! What Hanzi become when their UTF-8 is read as GBK, and other characters that hardly any text holds.
//!
//! Two Hanzi become three characters, of which the first two are always of the same few hundred. Whether a text that
//! holds some of them is garbled is for a rule to say.

use std::sync::LazyLock;

/// The first of three characters that two Hanzi became.
pub(crate) const FIRST: u8 = 1;
/// The second.
pub(crate) const SECOND: u8 = 1 << 1;
/// One that hardly any text holds.
pub(crate) const RARE: u8 = 1 << 2;
/// One that means nothing, or that other mistakes leave behind.
pub(crate) const ODD: u8 = 1 << 3;

/// The classes of the characters of the basic plane, by number. One look at each character of a text has to be cheap.
pub(crate) fn classes() -> &'static [u8] {
    static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(read);
    &CLASSES
}

fn read() -> Vec<u8> {
    let mut classes = vec![0; 1 << 16];
    let mut set = |c: char, class: u8| {
        if let Some(entry) = classes.get_mut(c as usize) {
            *entry |= class;
        }
    };
    let mut section = 0;
    for line in include_str!("garbled.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        section = match line {
            "[first rare]" => FIRST | RARE,
            "[first common]" => FIRST,
            "[second rare]" => SECOND | RARE,
            "[second common]" => SECOND,
            _ => {
                line.chars().for_each(|c| set(c, section));
                section
            }
        };
    }
    let odd = ('\0'..'\u{20}')
        .filter(|c| !matches!(c, '\t' | '\n' | '\u{B}' | '\u{C}' | '\r'))
        .chain('\u{7F}'..='\u{9F}')
        .chain('\u{E000}'..='\u{F8FF}')
        .chain("\u{FFFD}锟烫屯ÂÃâäåæçèéï".chars());
    odd.for_each(|c| set(c, ODD));
    classes
}
