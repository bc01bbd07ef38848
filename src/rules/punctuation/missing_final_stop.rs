//! A paragraph of several sentences whose last one does not end.

use std::sync::LazyLock;

use regex::Regex;

use super::scan::{CLOSING, OPENING, is_in_cell};
use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/missing-final-stop",
    title: "段末缺句末点号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.1",
    page: include_str!("missing_final_stop.md"),
    trigger: Trigger::marks(Marks::FULL_STOP),
    check: Check::Document(check),
};

/// Hanzi of the shortest paragraph that must be whole sentences.
const SHORTEST_PARAGRAPH: usize = 40;

/// Hanzi of the shortest sentence; less is a signature, a place or a date.
const SHORTEST_SENTENCE: usize = 8;

/// Characters that a last sentence may have; what is longer is no sentence.
const LONGEST_SENTENCE: usize = 400;

/// Hanzi after a colon that are no value of a key such as 地址：.
const LONGEST_VALUE: usize = 15;

/// What ends a paragraph without being a sentence: who wrote it, where it comes from, when.
static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:编辑|记者|作者|通讯员|来源：|摄影|供稿|供图|撰稿|责编|监制|出品|文/|图/|文／|图／)[^，]{0,16}$|[0-9一二三四五六七八九十][年月日]$|(?:摄|报道)$|(?:电话|热线|传真|邮箱|网址|微信|QQ)[^，]*$|(?:^|["”’])\s*(?:——|-{2,3})[^，]{1,20}$"#,
    )
});

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let mut paragraphs = prose
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind != SegmentKind::Attribute)
        .peekable();
    while let Some(paragraph) = paragraphs.next() {
        if paragraph.kind != SegmentKind::Body {
            continue;
        }
        let Some(end) = unfinished_end(&paragraph.text) else {
            continue;
        };
        let start = paragraph.source(0..paragraph.text.len()).start;
        // Like a caption, what stands in a table needs no point.
        if is_in_cell(prose.document.source(), start) {
            continue;
        }
        // A list or a quotation that the sentence leads to, or the rest of a sentence that was torn apart.
        if let Some(next) = paragraphs.peek()
            && (continues(&next.text) || is_torn(&paragraph.text[..end], next, context))
        {
            continue;
        }
        let last = neighbour::before(&paragraph.text, end).map_or(0, char::len_utf8);
        let message = if paragraph.text[..end].ends_with(['，', '、']) {
            "段落以逗号或顿号结束，句子没有完，请补全或改为句号"
        } else {
            "段落末尾缺句号"
        };
        findings.report(paragraph.source(end - last..end), message);
    }
}

/// Where the last sentence of `text` ends, if it lacks its final point.
fn unfinished_end(text: &str) -> Option<usize> {
    let text = text.trim_end();
    let last = text.chars().next_back()?;
    if !(is_hanzi(last) || last.is_ascii_digit() || matches!(last, '%' | '％' | '，' | '、')) {
        return None;
    }
    // The end of a file name, a version, an address.
    let token = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '%' | '％'));
    if token.ends_with(|c: char| c.is_ascii() || c == '\u{FFFC}') {
        return None;
    }
    let line = text.rsplit('\n').next().unwrap_or_default();
    let sentence = neighbour::tail(line, line.len(), LONGEST_SENTENCE)
        .rsplit(['。', '！', '？'])
        .next()
        .unwrap_or_default();
    let before = &line[..line.len() - sentence.len()];
    if !before.contains('。') || hanzi(line, SHORTEST_PARAGRAPH) < SHORTEST_PARAGRAPH {
        return None;
    }
    // What closes a quotation or a remark after the full stop belongs to the sentence before.
    let sentence = sentence.trim_start_matches(['”', '’', '）', '』', '」']);
    if hanzi(sentence, SHORTEST_SENTENCE) < SHORTEST_SENTENCE || SIGNATURE.is_match(sentence) {
        return None;
    }
    // What is set apart by wide blanks is a list of names or links.
    if sentence.contains(['\t', '\u{3000}', '\u{2800}']) {
        return None;
    }
    let is_key = sentence
        .rsplit_once('：')
        .is_some_and(|(_, value)| hanzi(value, LONGEST_VALUE + 1) <= LONGEST_VALUE);
    let is_open = OPENING
        .chars()
        .zip(CLOSING.chars())
        .any(|(open, close)| line.matches(open).count() > line.matches(close).count());
    (!is_key && !is_open).then_some(text.len())
}

/// Whether a text that begins like `next` goes on with the one before it: as an item of a list, a quotation, or the rest of
/// a sentence.
fn continues(next: &str) -> bool {
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*(?:[（(]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])[）).．、]|[①-⑳]|第[一二三四五六七八九十百]+[条章节项]|[，。、；：！？”）])",
        )
    });
    ITEM.is_match(next)
}

/// Whether a line break stands within what is one paragraph: in the middle of a word, or after one that a sentence cannot
/// end with.
fn is_torn(text: &str, next: &Paragraph<'_>, context: &Context<'_>) -> bool {
    /// Hanzi on either side that decide where words end.
    const BESIDE: usize = 4;
    let before = neighbour::hanzi_before(text, text.len(), BESIDE);
    let after = neighbour::hanzi_after(next.text.trim_start(), 0, BESIDE);
    if before.is_empty() || after.is_empty() || next.kind != SegmentKind::Body {
        return false;
    }
    if before.ends_with(|c| "和与及或在以并从对向把被将由为是据而且但的".contains(c)) {
        return true;
    }
    let mut end = 0;
    context.words.cut(&[before, after].concat()).iter().all(|word| {
        end += word.len();
        end != before.len()
    })
}

/// The number of Hanzi in `text`, or `most` if there are more.
fn hanzi(text: &str, most: usize) -> usize {
    text.chars().filter(|&c| is_hanzi(c)).take(most).count()
}
