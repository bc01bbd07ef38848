//! Sentences and paragraphs that stand twice in a row.

use super::hanzi_in;
use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Rule, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "repetition/repeated-sentence-adjacent",
    title: "相邻句、相邻段完全重复",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条",
    page: include_str!("repeated_sentence_adjacent.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// Hanzi of a sentence, and of a paragraph, below which repeating it may be meant.
const SHORTEST_SENTENCE: usize = 10;
const SHORTEST_PARAGRAPH: usize = 20;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut previous: Option<(&Paragraph<'_>, &str)> = None;
    for paragraph in &prose.paragraphs {
        if !matches!(paragraph.kind, SegmentKind::Body) {
            previous = None;
            continue;
        }
        let text = paragraph.text.trim();
        within(paragraph, findings);
        // Cells of a table may well say the same.
        if let Some((previous, _)) = previous.filter(|&(_, before)| before == text)
            && text.ends_with(['。', '！', '？', '；', '”', '）'])
            && hanzi_in(text) >= SHORTEST_PARAGRAPH
        {
            let range = trimmed(&paragraph.text, 0);
            findings
                .report(paragraph.source(range), "本段与上一段完全相同，请删去一段")
                .relate(previous.source(trimmed(&previous.text, 0)), "上一段");
        }
        previous = Some((paragraph, text));
    }
}

fn within(paragraph: &Paragraph<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut previous = 0..0;
    for range in paragraph.sentences() {
        let sentence = trimmed(&text[range.clone()], range.start);
        if text[sentence.clone()] == text[previous.clone()] && hanzi_in(&text[sentence.clone()]) >= SHORTEST_SENTENCE {
            findings
                .report(paragraph.source(sentence.clone()), "本句与上一句完全相同，请删去一句")
                .relate(paragraph.source(previous), "上一句");
        }
        previous = sentence;
    }
}

/// The place of `text`, which stands at byte `at`, without white space at its ends.
fn trimmed(text: &str, at: usize) -> std::ops::Range<usize> {
    let inside = text.trim_start();
    let start = at + text.len() - inside.len();
    start..start + inside.trim_end().len()
}
