//! Text that was decoded in the wrong encoding, and characters that mean nothing.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{
        Format,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/mojibake",
    title: "乱码与私用区字符",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《信息技术 中文编码字符集》（GB 18030—2022）",
    page: include_str!("mojibake.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// What a character may be part of.
mod class {
    /// The first of three characters that two Hanzi became.
    pub(super) const FIRST: u8 = 1;
    /// The second.
    pub(super) const SECOND: u8 = 1 << 1;
    /// One that hardly any text holds.
    pub(super) const RARE: u8 = 1 << 2;
    /// Something that [`BROKEN`](super::BROKEN) may be about.
    pub(super) const ODD: u8 = 1 << 3;
}

/// The classes of the characters of the basic plane. One look at each character of a text has to be cheap.
static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(|| {
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
            "[first rare]" => class::FIRST | class::RARE,
            "[first common]" => class::FIRST,
            "[second rare]" => class::SECOND | class::RARE,
            "[second common]" => class::SECOND,
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
    odd.for_each(|c| set(c, class::ODD));
    classes
});

/// Characters without a meaning, buffers that were never filled, and UTF-8 that was read as Latin text.
static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\u{FFFD}+|[\u{E000}-\u{F8FF}\u{F0000}-\u{10FFFD}]+|[\x00-\x08\x0E-\x1F\x7F-\u{9F}]+|锟斤拷(?:锟斤拷|锟斤|锟)*|烫烫烫烫*|屯屯屯屯*|Ã[\u{80}-\u{BF}]|Â[\u{80}-\u{BF}]|ï»¿|â€[œ™˜“”\u{80}-\u{9F}¦¢]|(?:[äåæçèéï][\u{80}-\u{BF}€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ“”–—‘’…]{2}){2,}",
    )
});

/// Characters within which a second garbled pair confirms one of common characters.
const CONFIRMED_WITHIN: usize = 1;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let is_html = prose.document.format() == Format::Html;
    for paragraph in &prose.paragraphs {
        let (garbled, is_odd) = scan(&paragraph.text);
        if is_odd {
            broken(paragraph, is_html, prose.document.source(), findings);
        }
        for range in garbled {
            findings.report(paragraph.source(range), "这里是编码错误造成的乱码，请对照原稿改正");
        }
    }
}

fn broken(paragraph: &Paragraph<'_>, is_html: bool, source: &str, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in BROKEN.find_iter(text) {
        let place = paragraph.source(found.range());
        let is_private = found.as_str().chars().all(is_private_use);
        // An icon font has its signs among the private-use characters.
        let is_icon = is_private && is_html && (place.slice(source).starts_with('&') || !text.contains(is_hanzi));
        if is_icon {
            continue;
        }
        let message = if is_private {
            "这里有私用区字符，别人的电脑上会显示成空白或方框，请换成正确的字"
        } else {
            "这里是乱码，请对照原稿改正"
        };
        findings.report(place, message);
    }
}

const fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// Stretches of `text` that are UTF-8 read as GBK, and whether there is anything odd besides.
fn scan(text: &str) -> (Vec<Range<usize>>, bool) {
    let classes = &*CLASSES;
    let mut is_odd = false;
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let (mut before, mut start) = (0, 0);
    let mut next = 0;
    while let Some((code, length)) = code_at(text, next) {
        let at = next;
        next += length;
        // Most of a text is made of characters that are nothing of all that.
        let class = classes.get(code).copied().unwrap_or(class::ODD);
        if class | before == 0 {
            continue;
        }
        is_odd |= class & class::ODD != 0;
        if before & class::FIRST != 0 && class & class::SECOND != 0 {
            let third = neighbour::after(text, next).filter(|&c| is_hanzi(c));
            let end = next + third.map_or(0, char::len_utf8);
            let is_certain = (before | class) & class::RARE != 0;
            match found.last_mut() {
                Some((last, last_is_certain))
                    if neighbour::head(text, last.end.min(start), CONFIRMED_WITHIN).len()
                        >= start.saturating_sub(last.end) =>
                {
                    last.end = end;
                    *last_is_certain = true;
                }
                _ => found.push((start..end, is_certain)),
            }
        }
        (before, start) = (class, at);
    }
    let certain = found.into_iter().filter(|(_, is_certain)| *is_certain);
    (certain.map(|(range, _)| range).collect(), is_odd)
}

/// The character at byte `at` of `text` as a number, and its length; those of one and three bytes are most of all.
#[inline]
fn code_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let lead = *text.as_bytes().get(at)?;
    match lead {
        0..0x80 => Some((usize::from(lead), 1)),
        0xE0..0xF0 => {
            let [middle, last] = text.as_bytes().get(at + 1..at + 3)? else {
                return None;
            };
            let bits = |byte: u8| usize::from(byte & 0x3F);
            Some((usize::from(lead & 0xF) << 12 | bits(*middle) << 6 | bits(*last), 3))
        }
        _ => {
            let c = neighbour::after(text, at)?;
            Some((c as usize, c.len_utf8()))
        }
    }
}
