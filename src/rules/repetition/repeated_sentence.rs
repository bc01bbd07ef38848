//! Sentences that a text holds twice.

use std::{collections::HashMap, ops::Range};

use super::hanzi_in;
use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Rule, Trigger},
    text::sentence::sentences,
};

pub(super) static RULE: Rule = Rule {
    id: "repetition/repeated-sentence",
    title: "全文内句子重复",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条",
    page: include_str!("repeated_sentence.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// Hanzi of a sentence below which repeating it may be meant.
const SHORTEST: usize = 20;

/// Hanzi of a paragraph that is reported as a whole when all of it is repeated.
const PARAGRAPH: usize = 40;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    if super::repeated_paragraph::is_made_of_articles(prose) {
        return;
    }
    let mut known: HashMap<&str, (&Paragraph<'_>, Range<usize>)> = HashMap::new();
    let mut paragraphs: HashMap<&str, ()> = HashMap::new();
    for paragraph in &prose.paragraphs {
        let text = &*paragraph.text;
        if paragraph.kind != SegmentKind::Body || text.len() < SHORTEST * 3 || begins_with_number(text) {
            continue;
        }
        let is_repeated = paragraphs.insert(text.trim(), ()).is_some();
        let mut previous = "";
        let mut ranges = sentences(text).peekable();
        let is_single = ranges.next_if(|range| range.end == text.len()).map(|range| vec![range]);
        // A paragraph of several sentences that is repeated is a matter of its own.
        if is_repeated && is_single.is_none() && hanzi_in(text) >= PARAGRAPH {
            continue;
        }
        for range in is_single.into_iter().flatten().chain(ranges) {
            let whole = &text[range.clone()];
            let sentence = whole.trim();
            let start = range.start + whole.len() - whole.trim_start().len();
            let bare = sentence.trim_matches(['“', '”', ' ', '　']);
            let is_full = bare.ends_with(['。', '！', '？', '；']);
            if bare.len() >= SHORTEST * 3 && is_full && hanzi_in(bare) >= SHORTEST {
                let place = start..start + sentence.len();
                match known.get(bare) {
                    // What stands twice in a row is reported by a rule of its own.
                    Some(_) if previous == bare => {}
                    Some((other, first)) => {
                        findings
                            .report(paragraph.source(place), "本句在前面出现过，请核对是否重复粘贴")
                            .relate(other.source(first.clone()), "第一次在这里");
                    }
                    None => {
                        known.insert(bare, (paragraph, place));
                    }
                }
            }
            previous = bare;
        }
    }
}

/// Items of a list may well say the same.
fn begins_with_number(text: &str) -> bool {
    let text = text.trim_start();
    let inside = text.trim_start_matches(['（', '(']);
    let rest = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < inside.len() && rest.starts_with(['.', '．', '、', ')', '）'])) || text.starts_with(['-', '*', '#'])
}
