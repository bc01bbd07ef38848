//! Phrases that stand twice in a row with a mark in between: 加强领导，加强领导，

use std::ops::Range;

use super::hanzi_in;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "repetition/doubled-phrase",
    title: "短语重复",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "现代汉语语法通则：并列各项不重复",
    page: include_str!("doubled_phrase.md"),
    trigger: Trigger::marks(Marks::COMMA.or(Marks::ENUMERATION_COMMA).or(Marks::SEMICOLON)),
    check: Check::Paragraph(check),
};

/// Characters of a phrase.
const SHORTEST: usize = 4;
const LONGEST: usize = 30;

/// Characters in front of a phrase that are no part of it: 各级要.
const LONGEST_LEAD: usize = 4;

/// What may part a phrase from the same one.
const PARTS: [char; 3] = ['，', '、', '；'];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut clauses: [Range<usize>; 2] = [0..0, 0..0];
    let mut start = 0;
    let ends = paragraph.separators().iter().filter(|(_, c)| ends_clause(*c));
    let ends = ends.map(|&(at, c)| (at, c.len_utf8()));
    for (at, length) in ends.chain([(text.len(), 0)]) {
        let clause = start..at;
        start = at + length;
        let [before, previous] = &clauses;
        if repeats(&text[previous.clone()], &text[clause.clone()])
            && is_phrase(&text[clause.clone()])
            && !repeats(&text[before.clone()], &text[clause.clone()])
            && neighbour::before(text, clause.start).is_some_and(|c| PARTS.contains(&c))
            && !is_said_again(text, start, &text[clause.clone()])
        {
            let range = previous.end - clause.len()..clause.end;
            let phrase = &text[clause.clone()];
            findings
                .report(paragraph.source(range), format!("「{phrase}」重复，请删去一个"))
                .suggest(phrase);
        }
        clauses = [clauses[1].clone(), clause];
    }
}

/// Whether `previous` says the same as `clause`, perhaps behind a word of grammar.
fn repeats(previous: &str, clause: &str) -> bool {
    // Most clauses differ in length already.
    let lead = previous.len().wrapping_sub(clause.len());
    lead <= LONGEST_LEAD * 4
        && previous.strip_suffix(clause).is_some_and(|lead| {
            lead.is_empty()
                || (lead.chars().count() <= LONGEST_LEAD && lead.ends_with(['要', '应', '须', '将', '会', '并', '当']))
        })
}

fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '，' | '、' | '；' | '。' | '：' | '！' | '？' | '“' | '”' | '（' | '）' | '\n' | ' ' | '\u{3000}'
    )
}

fn is_phrase(clause: &str) -> bool {
    clause.len() >= SHORTEST * 3
        && clause.len() <= LONGEST * 4
        && clause.chars().all(is_hanzi)
        && (SHORTEST..=LONGEST).contains(&hanzi_in(clause))
}

/// Whether the phrase goes on behind `at`; three times in a row is a refrain.
fn is_said_again(text: &str, at: usize, phrase: &str) -> bool {
    neighbour::head(text, at, 2 * LONGEST).contains(phrase)
}
