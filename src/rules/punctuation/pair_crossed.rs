//! Marks that come in pairs and cross each other: （“……）”.

use super::scan::label_start;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/pair-crossed",
    title: "成对标点交叉",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.8、4.9、4.15",
    page: include_str!("pair_crossed.md"),
    trigger: Trigger::marks(KINDS),
    check: Check::Paragraph(check),
};

/// Every pair is of one of these classes.
const KINDS: Marks = Marks::DOUBLE_QUOTE
    .or(Marks::SINGLE_QUOTE)
    .or(Marks::FULL_WIDTH_BRACKET)
    .or(Marks::LENTICULAR_BRACKET)
    .or(Marks::SQUARE_BRACKET)
    .or(SEVERAL);

/// The classes that several pairs are of.
const SEVERAL: Marks = Marks::BOOK_TITLE.or(Marks::CORNER_BRACKET);

/// The pairs, in the order of [`pair_of`].
const PAIRS: [(char, char); 9] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
];

/// An opening or closing mark: its place and the number of its pair.
struct Mark {
    at: usize,
    pair: usize,
    opens: bool,
    /// Whether it could as well end the label of a list item.
    may_end_label: bool,
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    // Pairs of one kind cannot cross; most paragraphs end here.
    let marks = paragraph.marks();
    if (marks.bits() & KINDS.bits()).count_ones() < 2 && !marks.intersects(SEVERAL) {
        return;
    }
    let text = &*paragraph.text;
    let separators = paragraph.separators();
    let kinds = separators.iter().filter_map(|&(_, c)| pair_of(c));
    if kinds.fold(0_u16, |kinds, (pair, _)| kinds | 1 << pair).count_ones() < 2 {
        return;
    }
    let mut marks: Vec<Mark> = separators.iter().filter_map(|&(at, c)| mark(text, at, c)).collect();
    // Where a mark lacks its partner, what crosses is a guess; that is a rule of its own.
    let mut balance = [0_i64; PAIRS.len()];
    for mark in &marks {
        balance[mark.pair] += if mark.opens { 1 } else { -1 };
    }
    let labels = marks.iter().filter(|mark| mark.may_end_label).count();
    for (pair, surplus) in balance.into_iter().enumerate() {
        if surplus == 0 {
            continue;
        }
        if PAIRS[pair].1 != '）' || usize::try_from(-surplus) != Ok(labels) {
            return;
        }
        marks.retain(|mark| !mark.may_end_label);
    }
    let mut open: Vec<&Mark> = Vec::new();
    for mark in &marks {
        if mark.opens {
            open.push(mark);
            continue;
        }
        let Some(innermost) = open.pop() else { return };
        if innermost.pair == mark.pair {
            continue;
        }
        if let Some(partner) = open.iter().rev().find(|other| other.pair == mark.pair) {
            let (opening, closing) = PAIRS[mark.pair];
            let expected = PAIRS[innermost.pair].1;
            findings
                .report(
                    paragraph.source(mark.at..mark.at + closing.len_utf8()),
                    format!("「{closing}」与前面的标点交叉，应先有「{expected}」"),
                )
                .relate(
                    paragraph.source(partner.at..partner.at + opening.len_utf8()),
                    "与它配对的在这里",
                );
        }
        return;
    }
}

/// The number of the pair that `c` is of, and whether it opens.
fn pair_of(c: char) -> Option<(usize, bool)> {
    Some(match c {
        '“' => (0, true),
        '”' => (0, false),
        '‘' => (1, true),
        '’' => (1, false),
        '《' => (2, true),
        '》' => (2, false),
        '〈' => (3, true),
        '〉' => (3, false),
        '（' => (4, true),
        '）' => (4, false),
        '【' => (5, true),
        '】' => (5, false),
        '〔' => (6, true),
        '〕' => (6, false),
        '「' => (7, true),
        '」' => (7, false),
        '『' => (8, true),
        '』' => (8, false),
        _ => return None,
    })
}

fn mark(text: &str, at: usize, c: char) -> Option<Mark> {
    let (pair, opens) = pair_of(c)?;
    if c == '’' && is_apostrophe(text, at) {
        return None;
    }
    let may_end_label = c == '）' && label_start(text, at).is_some_and(|start| !text[..start].ends_with('（'));
    Some(Mark {
        at,
        pair,
        opens,
        may_end_label,
    })
}

/// Whether the `’` at byte `at` stands for something left out of a word.
fn is_apostrophe(text: &str, at: usize) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    is_latin(neighbour::before(text, at)) && is_latin(neighbour::after(text, at + '’'.len_utf8()))
}
