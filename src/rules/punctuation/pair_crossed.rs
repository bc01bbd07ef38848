//! Marks that come in pairs and cross each other: （“……）”.

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/pair-crossed",
    title: "成对标点交叉",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.8、4.9、4.15",
    page: include_str!("pair_crossed.md"),
    trigger: Trigger::marks(
        Marks::DOUBLE_QUOTE
            .or(Marks::FULL_WIDTH_BRACKET)
            .or(Marks::BOOK_TITLE)
            .or(Marks::LENTICULAR_BRACKET)
            .or(Marks::SQUARE_BRACKET),
    ),
    check: Check::Paragraph(check),
};

const PAIRS: [(char, char); 7] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('【', '】'),
    ('〔', '〕'),
];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    // Where a mark lacks its partner, what crosses is a guess; that is a rule of its own.
    let is_paired = |(open, close)| text.matches(open).count() == text.matches(close).count();
    if !PAIRS.into_iter().all(is_paired) {
        return;
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if let Some((_, close)) = PAIRS.iter().find(|(opening, _)| *opening == c) {
            open.push((at, *close));
        } else if PAIRS.iter().any(|(_, close)| *close == c) {
            let Some((_, expected)) = open.pop() else { return };
            if expected == c {
                continue;
            }
            if let Some(&(partner, _)) = open.iter().rev().find(|(_, close)| *close == c) {
                findings
                    .report(
                        paragraph.source(at..at + c.len_utf8()),
                        format!("「{c}」与前面的标点交叉，应先有「{expected}」"),
                    )
                    .relate(paragraph.source(partner..partner + 3), "与它配对的在这里");
            }
            return;
        }
    }
}
