//! Sentences that a text holds twice.

use std::{collections::hash_map::Entry, ops::Range};

use foldhash::{HashMap, HashMapExt};

use super::{hanzi_in, key};
use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Rule, Trigger},
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

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let shortest = context.options.shortest_repeated_sentence;
    // A paragraph of this length is reported as a whole when all of it is repeated.
    let whole_from = context.options.shortest_repeated_paragraph;
    if super::repeated_paragraph::is_made_of_articles(prose) {
        return;
    }
    let mut known: HashMap<u64, Known<'_>> = HashMap::new();
    let mut paragraphs: HashMap<u64, &str> = HashMap::new();
    for paragraph in &prose.paragraphs {
        let text = &*paragraph.text;
        if paragraph.kind != SegmentKind::Body || text.len() < shortest * 3 || begins_with_number(text) {
            continue;
        }
        let mut ranges = paragraph.sentences().peekable();
        let is_single = ranges.peek().is_some_and(|range| range.end == text.len());
        // A paragraph of several sentences that is repeated is a matter of its own.
        let whole = text.trim();
        if !is_single
            && text.len() >= whole_from * 3
            && paragraphs.insert(key(whole), whole) == Some(whole)
            && hanzi_in(whole) >= whole_from
        {
            continue;
        }
        let mut previous = "";
        for range in ranges {
            let around = ['“', '”', ' ', '\u{3000}', '\n'];
            let inside = text[range.clone()].trim_start_matches(around);
            let sentence = inside.trim_end_matches(around);
            if sentence.len() >= shortest * 3 && sentence.ends_with(['。', '！', '？', '；']) {
                let start = range.end - inside.len();
                let place = start..start + sentence.len();
                judge(paragraph, place, previous == sentence, shortest, &mut known, findings);
            }
            previous = sentence;
        }
    }
}

/// A sentence that was met.
struct Known<'p> {
    paragraph: &'p Paragraph<'p>,
    place: Range<usize>,
    is_reported: bool,
}

fn judge<'p>(
    paragraph: &'p Paragraph<'p>,
    place: Range<usize>,
    is_adjacent: bool,
    shortest: usize,
    known: &mut HashMap<u64, Known<'p>>,
    findings: &mut Findings,
) {
    let sentence = &paragraph.text[place.clone()];
    match known.entry(key(sentence)) {
        Entry::Vacant(entry) => {
            entry.insert(Known {
                paragraph,
                place,
                is_reported: false,
            });
        }
        Entry::Occupied(mut entry) => {
            let first = entry.get_mut();
            // What stands twice in a row is reported by a rule of its own, and once is enough for all.
            if is_adjacent || first.is_reported || first.paragraph.text[first.place.clone()] != *sentence {
                return;
            }
            // Last, since few sentences are repeated and many would have to be counted.
            if hanzi_in(sentence) < shortest {
                return;
            }
            first.is_reported = true;
            findings
                .report(paragraph.source(place), "本句在前面出现过，请核对是否重复粘贴")
                .relate(first.paragraph.source(first.place.clone()), "第一次在这里");
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
