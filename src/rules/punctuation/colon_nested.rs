//! Two colons in one sentence, so that it is unclear how far the first one reaches.

use std::sync::LazyLock;

use regex::Regex;

use super::scan::{CLOSING, OPENING};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/colon-nested",
    title: "一句两用冒号",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.7.3.5、附录 A.6.2",
    page: include_str!("colon_nested.md"),
    trigger: Trigger::marks(Marks::COLON),
    check: Check::Paragraph(check),
};

/// What stands before a colon is a label, unless it says something: 时间：…，地点：…
static SAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "指出|强调|要求|认为|表示|说|规定|明确|提出|介绍|了解|获悉|透露|决定|建议|写道|讲|称|问|答|看来|证明|表明|显示|如下",
    )
});

/// Characters of the longest label.
const LONGEST_LABEL: usize = 8;

/// Characters of the shortest clause before a colon.
const SHORTEST_CLAUSE: usize = 4;

/// Characters between two colons that do not stand in a list of keys and values.
const SHORTEST_DISTANCE: usize = 8;

/// What was met of a sentence, outside of quotations, remarks and titles.
#[derive(Default)]
struct Sentence {
    start: usize,
    colons: Vec<usize>,
    /// Place of the first comma after the first colon.
    comma: Option<usize>,
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let separators = paragraph.separators();
    if separators.iter().filter(|(_, c)| *c == '：').take(2).count() < 2 {
        return;
    }
    let mut sentence = Sentence::default();
    let mut depth = 0_usize;
    for &(at, c) in separators {
        let end = at + c.len_utf8();
        let mut is_over = false;
        if c == '\n' {
            // A line end closes whatever is open.
            (is_over, depth) = (true, 0);
        } else if OPENING.contains(c) {
            depth += 1;
        } else if CLOSING.contains(c) {
            depth = depth.saturating_sub(1);
            // A quotation that ends with a full stop ends the sentence around it.
            is_over = depth == 0 && neighbour::before(text, at).is_some_and(is_end);
        } else if depth == 0 {
            match c {
                '：' => sentence.colons.push(at),
                '，' if !sentence.colons.is_empty() => sentence.comma = sentence.comma.or(Some(at)),
                _ => is_over = is_end(c),
            }
        }
        if is_over {
            finish(paragraph, &sentence, findings);
            sentence = Sentence::beginning(end);
        }
    }
    finish(paragraph, &sentence, findings);
}

impl Sentence {
    fn beginning(start: usize) -> Self {
        Self {
            start,
            ..Self::default()
        }
    }
}

fn is_end(c: char) -> bool {
    "。！？；".contains(c)
}

/// Reports the second colon of `sentence` if it stands inside what the first one introduces.
fn finish(paragraph: &Paragraph<'_>, sentence: &Sentence, findings: &mut Findings) {
    let text = &*paragraph.text;
    let [first, second] = *sentence.colons else { return };
    if sentence.comma.is_none_or(|comma| comma > second) {
        return;
    }
    // A list or a figure below it, for which the norm would have a nested colon begin a new paragraph.
    let rest = text[second + '：'.len_utf8()..].trim_start_matches([' ', '\u{3000}', '\t']);
    if rest.is_empty() || rest.starts_with('\n') {
        return;
    }
    let clause = text[sentence.start..first].trim();
    let length = clause.chars().count();
    let is_label = length <= LONGEST_LABEL && !SAYS.is_match(clause);
    // 本报讯（记者张三）：introduces the whole text.
    let is_dateline = sentence.start == 0 && clause.ends_with('）');
    let inside = &text[first + '：'.len_utf8()..second];
    let is_after_number = |at| neighbour::before(text, at).is_some_and(|c: char| c.is_ascii_alphanumeric());
    if length < SHORTEST_CLAUSE
        || is_label
        || is_dateline
        || inside.starts_with(|c| OPENING.contains(c))
        || inside.chars().take(SHORTEST_DISTANCE).count() < SHORTEST_DISTANCE
        || is_after_number(first)
        || is_after_number(second)
    {
        return;
    }
    let source = |at: usize| paragraph.source(at..at + '：'.len_utf8());
    findings
        .report(source(second), "一句里套用了两个冒号，请把其中一个改为逗号或句号")
        .relate(source(first), "前一个冒号");
}
