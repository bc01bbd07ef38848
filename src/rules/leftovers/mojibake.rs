//! Text that was decoded in the wrong encoding, and characters that mean nothing.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{
        Format,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{garbled, hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/mojibake",
    title: "乱码与私用区字符",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《信息技术 中文编码字符集》（GB 18030—2022）",
    page: include_str!("mojibake.md"),
    trigger: Trigger::marks(Marks::GARBLED.or(Marks::BROKEN).or(Marks::OTHER)),
    check: Check::Triggered(check),
};

/// Characters without a meaning, buffers that were never filled, and UTF-8 that was read as Latin text.
static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\u{FFFD}+|[\u{E000}-\u{F8FF}\u{F0000}-\u{10FFFD}]+|[\x00-\x08\x0E-\x1F\x7F-\u{9F}]+|锟斤拷(?:锟斤拷|锟斤|锟)*|烫烫烫烫*|屯屯屯屯*|Ã[\u{80}-\u{BF}]|Â[\u{80}-\u{BF}]|ï»¿|â€[œ™˜“”\u{80}-\u{9F}¦¢]|(?:[äåæçèéï][\u{80}-\u{BF}€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ“”–—‘’…]{2}){2,}",
    )
});

/// Characters within which a second garbled pair confirms one of common characters.
const CONFIRMED_WITHIN: usize = 1;

fn check(paragraphs: &[&Paragraph<'_>], prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let is_html = prose.document.format() == Format::Html;
    for paragraph in paragraphs {
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
    let classes = garbled::classes();
    let mut is_odd = false;
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let (mut before, mut start) = (0, 0);
    for (at, c) in text.char_indices() {
        let class = classes.get(c as usize).copied().unwrap_or(garbled::ODD);
        is_odd |= class & garbled::ODD != 0;
        if before & garbled::FIRST != 0 && class & garbled::SECOND != 0 {
            let third = neighbour::after(text, at + c.len_utf8()).filter(|&c| is_hanzi(c));
            let end = at + c.len_utf8() + third.map_or(0, char::len_utf8);
            let is_certain = (before | class) & garbled::RARE != 0;
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
