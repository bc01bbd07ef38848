//! Function words that stand twice in a row: 不足的的短板.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    entries,
    word_ends::{joins_after, joins_before, words_around},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "repetition/doubled-function-word",
    title: "虚词、单字重复",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "现代汉语语法通则：虚词不重叠",
    page: include_str!("doubled_function_word.md"),
    trigger: Trigger::marks(Marks::DOUBLED),
    check: Check::Paragraph(check),
};

/// Characters that never stand twice in a row, and phrases in which they do.
struct Lists {
    single: HashSet<char>,
    phrases: Vec<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        single: HashSet::new(),
        phrases: Vec::new(),
    };
    for entry in entries(include_str!("doubled_function_word.txt")) {
        let mut chars = entry.chars();
        match (chars.next(), chars.next()) {
            (Some(single), None) => {
                lists.single.insert(single);
            }
            _ => lists.phrases.push(entry),
        }
    }
    lists
});

/// Characters of the longest phrase on either side.
const LONGEST_PHRASE: usize = 4;

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut previous = None;
    for (at, c) in text.char_indices() {
        if previous != Some(c) {
            previous = Some(c);
            continue;
        }
        let width = c.len_utf8();
        let pair = at - width..at + width;
        if !is_hanzi(c) || !LISTS.single.contains(&c) {
            continue;
        }
        let beside = [neighbour::before(text, pair.start), neighbour::after(text, pair.end)];
        let is_mentioned = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '《' | '》' | '「' | '」');
        if beside.iter().flatten().any(|&other| other == c || is_mentioned(other)) {
            continue;
        }
        let start = pair.start - neighbour::tail(text, pair.start, LONGEST_PHRASE).len();
        let end = pair.end + neighbour::head(text, pair.end, LONGEST_PHRASE).len();
        if LISTS.phrases.iter().any(|phrase| text[start..end].contains(phrase)) {
            continue;
        }
        let first = pair.start..at;
        let second = at..pair.end;
        let cut = words_around(context.words, text, pair.clone());
        if cut.contains(&first)
            && cut.contains(&second)
            && !joins_before(context.words, text, first)
            && !joins_after(context.words, text, second)
        {
            findings
                .report(paragraph.source(pair), format!("「{c}」重复，请删去一个"))
                .suggest(c);
        }
    }
}
