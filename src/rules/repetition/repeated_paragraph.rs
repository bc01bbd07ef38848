//! Paragraphs that a text holds twice.

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
    id: "repetition/repeated-paragraph",
    title: "全文内段落重复",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条",
    page: include_str!("repeated_paragraph.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// Articles by which a text is known to be a law, which repeats itself on purpose.
const ARTICLES: usize = 5;

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let shortest = context.options.shortest_repeated_paragraph;
    if is_made_of_articles(prose) {
        return;
    }
    let mut known: HashMap<u64, (&Paragraph<'_>, u8)> = HashMap::new();
    let mut previous = "";
    for paragraph in &prose.paragraphs {
        let text = paragraph.text.trim();
        if paragraph.kind == SegmentKind::Body && text.len() >= shortest * 3 {
            let (first, times) = known.entry(key(text)).or_insert((paragraph, 0));
            // What stands twice in a row is reported by a rule of its own, and once is enough for all.
            if *times == 0 {
                *times = 1;
            } else if *times == 1 && previous != text && first.text.trim() == text && hanzi_in(text) >= shortest {
                *times = 2;
                findings
                    .report(
                        paragraph.source(place(paragraph)),
                        "本段在前面出现过，请核对是否重复粘贴",
                    )
                    .relate(first.source(place(first)), "第一次在这里");
            }
        }
        previous = text;
    }
}

fn place(paragraph: &Paragraph<'_>) -> std::ops::Range<usize> {
    let start = paragraph.text.len() - paragraph.text.trim_start().len();
    start..start + paragraph.text.trim().len()
}

/// Whether a text has so many articles that it is a law or the like.
pub(super) fn is_made_of_articles(prose: &Prose<'_>) -> bool {
    let is_article = |paragraph: &&Paragraph<'_>| {
        let text = paragraph
            .text
            .trim_start_matches(|c: char| c.is_whitespace() || c == '*');
        text.starts_with('第') && text.chars().take(10).any(|c| c == '条')
    };
    prose.paragraphs.iter().filter(is_article).take(ARTICLES).count() == ARTICLES
}
