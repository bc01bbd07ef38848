//! Points of half width between Hanzi.

use super::scan::{CLOSING, OPENING};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/halfwidth-punctuation",
    title: "汉字之间用了半角标点",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）5.1",
    page: include_str!("halfwidth_punctuation.md"),
    trigger: Trigger::marks(Marks::HALF_WIDTH_POINT),
    check: Check::Paragraph(check),
};

/// So many in a paragraph are reported one by one; more are a habit, which is reported once.
const MOST_REPORTED: usize = 3;

/// So many of the others are shown with a habit.
const MOST_RELATED: usize = 5;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let bytes = text.as_bytes();
    let mut places: Vec<usize> = memchr::memchr3_iter(b',', b';', b'.', bytes)
        .chain(memchr::memchr3_iter(b':', b'!', b'?', bytes))
        .filter(|&at| is_among_hanzi(text, at) && !is_in_address(text, at))
        .collect();
    places.sort_unstable();
    let is_habit = places.len() > MOST_REPORTED;
    for (index, &at) in places.iter().enumerate() {
        let mark = bytes.get(at).copied().unwrap_or_default();
        let full = full_width(mark);
        let message = match full {
            _ if is_habit => format!("这一段汉字之间用了{}处半角标点，应当用全角", places.len()),
            ["。", ..] => "汉字之间用了半角的“.”，应当用句号或间隔号".to_owned(),
            _ => format!("汉字之间用了半角的“{}”，应当用全角", char::from(mark)),
        };
        let finding = findings.report(paragraph.source(at..at + 1), message);
        for text in full {
            finding.suggest(*text);
        }
        if is_habit {
            for &other in places.iter().skip(index + 1).take(MOST_RELATED) {
                finding.relate(paragraph.source(other..other + 1), "这里也是");
            }
            break;
        }
    }
}

/// What should stand instead of a mark.
fn full_width(mark: u8) -> &'static [&'static str] {
    match mark {
        b',' => &["，"],
        b';' => &["；"],
        b':' => &["："],
        b'!' => &["！"],
        b'?' => &["？"],
        _ => &["。", "·"],
    }
}

/// Whether the mark at byte `at` stands in a Chinese sentence.
fn is_among_hanzi(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (neighbour::before(text, at), neighbour::after(text, at + 1)) else {
        return false;
    };
    let is_sentence = is_hanzi(before) || CLOSING.contains(before);
    let mark = text.as_bytes().get(at).copied().unwrap_or_default();
    match mark {
        // Also what stands for the point in the name of a foreigner.
        b'.' => is_hanzi(before) && is_hanzi(after),
        _ if is_sentence && (is_hanzi(after) || OPENING.contains(after)) => true,
        // A space after the mark, as in English; a colon with a space also makes lists of keys and values.
        b',' | b';' | b'!' | b'?' => {
            let is_number = matches!(mark, b',' | b';') && (before.is_ascii_digit() || "%％".contains(before));
            let rest = neighbour::head(text, at + 1, 4).trim_start_matches([' ', '\u{A0}', '\u{3000}']);
            (is_sentence || is_number) && rest.chars().take_while(|&c| is_hanzi(c)).count() >= 2
        }
        _ => false,
    }
}

/// Whether the mark at byte `at` is part of a web address, a mail address or a path.
fn is_in_address(text: &str, at: usize) -> bool {
    /// Characters that are looked at; the beginning of an address that is longer is not seen.
    const LONGEST: usize = 80;
    let tail = neighbour::tail(text, at, LONGEST);
    let word = tail
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '\u{3001}'..='\u{3002}' | '\u{FF01}'..='\u{FF5E}'))
        .next()
        .unwrap_or_default();
    word.contains("://")
        || word.contains("www.")
        || word.contains(['@', '\\'])
        || word.starts_with(['/', '.'])
        || word.contains('/') && word.contains('.')
}
