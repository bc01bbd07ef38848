//! Points of half width between Hanzi.

use super::scan::{CLOSING, OPENING};
use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{
        Check, Context, Findings, Marks, Rule, Trigger,
        habit::{self, Slip},
    },
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
    check: Check::Document(check),
};

/// So many in a paragraph are reported one by one; more are reported once.
const MOST_REPORTED: usize = 3;

/// The same marks at full width.
const FULL_WIDTH: &str = "，；：！？";

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let found: Vec<Vec<Slip>> = prose.paragraphs.iter().map(slips).collect();
    let count = found.iter().map(Vec::len).sum();
    if habit::is_habit(count, || habit::occurrences(prose, |c| FULL_WIDTH.contains(c))) {
        let slips: Vec<Slip> = found.into_iter().flatten().collect();
        let message = format!("全文汉字之间多用半角标点，有{count}处，应当用全角");
        habit::report_habit(&slips, message, findings);
        return;
    }
    for slips in found {
        if slips.len() > MOST_REPORTED {
            let message = format!("这一段汉字之间用了{}处半角标点，应当用全角", slips.len());
            habit::report_habit(&slips, message, findings);
        } else {
            habit::report_each(slips, findings);
        }
    }
}

/// The points of half width among the Hanzi of `paragraph`.
fn slips(paragraph: &Paragraph<'_>) -> Vec<Slip> {
    let text = &*paragraph.text;
    let bytes = text.as_bytes();
    if !paragraph.marks().intersects(Marks::HALF_WIDTH_POINT) {
        return Vec::new();
    }
    let points = paragraph
        .separators()
        .iter()
        .filter(|(_, c)| matches!(c, ',' | ';' | '.' | ':' | '!' | '?'));
    let places: Vec<usize> = points
        .map(|&(at, _)| at)
        .filter(|&at| is_among_hanzi(text, at) && !is_in_address(text, at))
        .collect();
    if !places.is_empty() && paragraph.kind == SegmentKind::Attribute && !text.contains(is_point) {
        return Vec::new();
    }
    let slips = places.into_iter().map(|at| {
        let mark = bytes.get(at).copied().unwrap_or_default();
        let full = full_width(mark);
        Slip {
            range: paragraph.source(at..at + 1),
            message: match full {
                ["。", ..] => "汉字之间用了半角的“.”，应当用句号或间隔号".to_owned(),
                _ => format!("汉字之间用了半角的“{}”，应当用全角", char::from(mark)),
            },
            suggestions: full.iter().map(|&text| text.to_owned()).collect(),
        }
    });
    slips.collect()
}

/// Whether `c` is a point of full width. A description without one is no sentence but a list of names and key words, which
/// half-width commas separate as its format has it.
fn is_point(c: char) -> bool {
    matches!(c, '。' | '、') || FULL_WIDTH.contains(c)
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
