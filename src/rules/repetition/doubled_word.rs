//! Words that stand twice in a row: 认真认真抓好.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    entries,
    word_ends::{joins_after, joins_before, words_around},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::{SegmentKind, prose::Paragraph},
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::{hanzi::is_hanzi, marks::LONGEST_REPEATED, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "repetition/doubled-word",
    title: "词语重复",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "现代汉语语法通则：能重叠的词有定数",
    page: include_str!("doubled_word.md"),
    trigger: Trigger::marks(Marks::REPEATED),
    check: Check::Paragraph(check),
};

/// Bytes of a Hanzi of the basic plane.
const HANZI: usize = 3;

/// Words that may be said twice.
static DOUBLED: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("doubled_word.txt")).collect());

/// Words that are never said twice, whatever they make together with what follows.
static NEVER_DOUBLED: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("never_doubled.txt")).collect());

/// Characters with which foreign names are written.
static FOREIGN: LazyLock<HashSet<char>> = LazyLock::new(|| {
    entries(include_str!("transliteration.txt"))
        .flat_map(str::chars)
        .collect()
});

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    // Titles of links are made of catchwords.
    if paragraph.kind == SegmentKind::Attribute {
        return;
    }
    let text = &*paragraph.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    for length in (2..=LONGEST_REPEATED).rev() {
        each_doubled(text, length * HANZI, |places| {
            let is_new = |range: &Range<usize>| {
                found
                    .iter()
                    .all(|other| other.end <= range.start || range.end <= other.start)
            };
            let wrong = places.map(|start| start..start + 2 * length * HANZI).find(|range| {
                is_new(range) && !is_link_end(paragraph, range) && is_wrong(text, range.clone(), context)
            });
            found.extend(wrong);
        });
    }
    for range in found {
        let word = &text[range.start..range.start + range.len() / 2];
        findings
            .report(paragraph.source(range.clone()), format!("「{word}」重复，请删去一个"))
            .suggest(word);
    }
}

/// Whether a link begins or ends between the two words, so that they stand side by side but not in one sentence.
fn is_link_end(paragraph: &Paragraph<'_>, range: &Range<usize>) -> bool {
    let source = paragraph.source(range.clone());
    let gap = source.len() - range.len().min(source.len());
    // Without markup there is nothing to look for.
    gap > 0 && {
        let middle = range.start + range.len() / 2;
        let first = paragraph.source(range.start..middle);
        let second = paragraph.source(middle..range.end);
        second.start - first.end.min(second.start) > "<a>".len()
    }
}

/// Calls `found` with the places at which `lag` bytes of Hanzi stand twice in a row; such places that overlap come
/// together.
///
/// Bytes that are the same `lag` further on make a run of `lag` bytes where something is doubled. One sample of four
/// bytes in each stretch of that length less three meets every such run, so that the text is not read byte by byte.
fn each_doubled(text: &str, lag: usize, mut found: impl FnMut(&mut dyn Iterator<Item = usize>)) {
    let bytes = text.as_bytes();
    let same = |at: usize| bytes.get(at).is_some_and(|byte| bytes.get(at + lag) == Some(byte));
    let stride = lag - HANZI;
    let later = bytes.get(lag..).unwrap_or_default();
    let samples = bytes.windows(4).step_by(stride).zip(later.windows(4).step_by(stride));
    let mut done = 0;
    for (number, (sample, other)) in samples.enumerate() {
        let at = number * stride;
        if sample != other || at < done {
            continue;
        }
        let first = at.saturating_sub(lag);
        let start = (first..at).rev().find(|&at| !same(at)).map_or(first, |at| at + 1);
        let end = (at..at + 2 * lag).find(|&at| !same(at)).unwrap_or(at + 2 * lag);
        done = end;
        // Three times in a row is a cry or a rhythm, not a slip.
        if (lag..2 * lag).contains(&(end - start)) {
            let is_hanzi_at = |&at: &usize| text.get(at..at + lag).is_some_and(|word| word.chars().all(is_hanzi));
            found(&mut (start..=end - lag).filter(is_hanzi_at));
        }
    }
}

/// Whether what stands at `range` is a word that was written twice by mistake.
fn is_wrong(text: &str, range: Range<usize>, context: &Context<'_>) -> bool {
    let middle = range.start + range.len() / 2;
    let word = &text[range.start..middle];
    let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else {
        return false;
    };
    let is_grammatical = word.chars().all(|c| c == first)
        || matches!(last, '着' | '了' | '吧' | '呀' | '啊' | '嘛')
        || matches!(
            first,
            '一' | '两' | '三' | '几' | '多' | '之' | '的' | '等' | '很' | '好' | '越'
        )
        || word.contains(['谁', '怎', '什', '哪', '嘛'])
        || word.chars().all(|c| "〇零一二三四五六七八九十百千万亿".contains(c));
    if is_grammatical || DOUBLED.contains(word) || word.chars().all(|c| FOREIGN.contains(&c)) {
        return false;
    }
    let before = neighbour::before(text, range.start);
    let after = neighbour::after(text, range.end);
    // 全社会社会主义…, 新中国中国画
    if before.is_some_and(|c| matches!(c, '新' | '全' | '大' | '老' | '小' | '总' | '《')) {
        return false;
    }
    let is_cry = before.is_some_and(|c| matches!(c, '“' | '‘' | '「'))
        && after.is_some_and(|c| matches!(c, '”' | '’' | '」' | '！' | '!'));
    if is_cry || after.is_some_and(|c| matches!(c, '！' | '!')) {
        return false;
    }
    // 警告警告 by itself cries as well; a slip of the pen stands in a sentence.
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '，' | ' '));
    if word.len() == 2 * HANZI && is_edge(before) && is_edge(after) && !NEVER_DOUBLED.contains(word) {
        return false;
    }
    let cut = words_around(context.words, text, range.clone());
    let is_end = |at: usize| cut.iter().any(|word| word.start == at || word.end == at);
    if NEVER_DOUBLED.contains(word) {
        return is_end(middle) && (is_end(range.start) || is_end(range.end));
    }
    // 提纯工序工序长 is the head of what is named before.
    let is_post = after == Some('长') && is_end(range.end + '长'.len_utf8());
    let is_known = |part: &Range<usize>| part.start >= range.start && part.end <= middle && part.len() > HANZI;
    is_end(range.start)
        && is_end(middle)
        && is_end(range.end)
        && !is_post
        // A run of single characters is a name that the segmenter does not know.
        && cut.iter().any(is_known)
        && !joins_after(context.words, text, middle..range.end)
        && !joins_before(context.words, text, range.start..middle)
}
