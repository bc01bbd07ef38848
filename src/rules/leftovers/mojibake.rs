//! Text that was decoded in the wrong encoding, and characters that mean nothing.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{Format, prose::Prose},
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::hanzi::is_hanzi,
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/mojibake",
    title: "乱码与私用区字符",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《信息技术 中文编码字符集》（GB 18030—2022）",
    page: include_str!("mojibake.md"),
    trigger: Trigger::words_or_marks(GARBLED, Marks::BROKEN.or(Marks::OTHER)),
    check: Check::Document(check),
};

/// What text looks like that was read in the wrong encoding.
const GARBLED: &[&str] = include!("garbled.in");

/// The same, to be asked at each place.
static PAIRS: LazyLock<HashSet<&str>> = LazyLock::new(|| GARBLED.iter().copied().collect());

/// Characters without a meaning, and UTF-8 that was read as Latin text.
static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\u{FFFD}+|[\u{E000}-\u{F8FF}\u{F0000}-\u{10FFFD}]+|[\x00-\x08\x0E-\x1F\x7F-\u{9F}]+|Ã[\u{80}-\u{BF}]|â€[œ™˜“”\u{80}-\u{9F}¦¢]|(?:[äåæçèéï][\u{80}-\u{BF}€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ“”–—‘’…]{2}){2,}",
    )
});

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let is_html = prose.document.format() == Format::Html;
    for paragraph in &prose.paragraphs {
        let text = &*paragraph.text;
        for found in BROKEN.find_iter(text) {
            let place = paragraph.source(found.range());
            let is_private = found.as_str().chars().all(is_private_use);
            // An icon font has its signs among the private-use characters.
            let is_icon = is_private
                && is_html
                && (place.slice(prose.document.source()).starts_with('&') || !text.contains(is_hanzi));
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
        for range in garbled(text) {
            findings.report(paragraph.source(range), "这里是编码错误造成的乱码，请对照原稿改正");
        }
    }
}

const fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// Stretches of `text` that consist of garbled pairs.
fn garbled(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for length in [2, 3] {
        for window in places.windows(length + 1) {
            let range = window[0]..window[length];
            if !PAIRS.contains(&text[range.clone()]) {
                continue;
            }
            match found.iter_mut().rev().take(1).find(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => found.push(range),
            }
        }
    }
    found
}
