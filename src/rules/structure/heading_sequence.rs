//! Numbers in front of headings and items that skip or repeat: 一、二、四、

use memchr::memrchr_iter;

use super::{
    numeral::written_like,
    outline::{Label, Level, Line, begins_part, label, lines},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "structure/heading-sequence",
    title: "同级序号跳号、重号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《党政机关公文格式》（GB/T 9704—2012）7.3.3",
    page: include_str!("heading_sequence.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// Lists of one level that are open at a time; of more, the ones in between are forgotten.
const MOST_OPEN: usize = 8;

/// Lines, and characters of each, in which a number that is missing in front of a line is looked for.
const REACH: usize = 40;
const WIDTH: usize = 1_000;

/// A numbering, as far as it has come.
#[derive(Debug, Clone, Copy)]
struct Count {
    last: u32,
    /// The line of the last number.
    line: usize,
    /// The mark behind it; none for a number that is no text.
    mark: Option<char>,
}

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let lines = lines(prose);
    // Numbers in headings are above those in the text.
    let mut open: [Vec<Count>; 2 * Level::COUNT] = Default::default();
    let mut is_quoted = false;
    for (index, line) in lines.iter().enumerate() {
        let was_quoted = is_quoted;
        if line.paragraph.marks().intersects(Marks::DOUBLE_QUOTE) {
            is_quoted = ends_quoted(line.text, is_quoted);
        }
        // A quoted text has a numbering of its own, and may begin anywhere.
        if was_quoted {
            continue;
        }
        if begins_part(line.text) {
            open.iter_mut().for_each(Vec::clear);
            continue;
        }
        let label = label(line.text);
        let (level, number, mark) = match (&label, line.marker(prose.document)) {
            (Some(label), _) => (label.level, label.number, mark(line.text, label)),
            (None, Some(number)) => (Level::Arabic, number, None),
            (None, None) => {
                if line.is_heading() {
                    open.iter_mut().for_each(Vec::clear);
                }
                continue;
            }
        };
        let level = level as usize + if line.is_heading() { 0 } else { Level::COUNT };
        let counts = &mut open[level];
        let count = Count {
            last: number,
            line: index,
            mark,
        };
        let is_doubtful = label.as_ref().is_some_and(|label| label.is_doubtful);
        // An inner list may have come in between, numbered in the same way.
        if let Some(position) = counts.iter().rposition(|count| count.last + 1 == number) {
            counts.truncate(position);
        } else if is_doubtful {
            continue;
        } else if number != 1
            && let (Some(label), Some(before)) = (label, counts.pop())
            && before.mark == mark
        {
            report(findings, &lines, index, label, before);
        }
        if counts.len() == MOST_OPEN {
            counts.remove(1);
        }
        counts.push(count);
        open[level + 1..].iter_mut().for_each(Vec::clear);
    }
}

fn report(findings: &mut Findings, lines: &[Line<'_>], index: usize, label: Label, before: Count) {
    let (line, above) = (&lines[index], &lines[before.line]);
    let written = &line.text[label.digits.clone()];
    let is_back = label.number <= before.last;
    let missing = written_like(written, if is_back { label.number - 1 } else { before.last + 1 });
    // The item before may stand in the middle of a paragraph.
    let sought = [&*missing, &line.text[label.digits.end..label.end]].concat();
    let between = &lines[before.line.max(index.saturating_sub(REACH))..index];
    let stands = |line: &Line<'_>| {
        if is_back {
            begins_item(line.text, &sought)
        } else {
            neighbour::head(line.text, 0, WIDTH).contains(&sought)
        }
    };
    if between.iter().any(stands) {
        return;
    }
    let message = if is_back {
        format!("序号「{written}」重复或倒退，请核对")
    } else {
        format!("序号「{written}」之前没有「{missing}」，请补上所缺的一项或改正序号")
    };
    let finding = findings.report(line.source(label.digits), message);
    if let Some(digits) = super::outline::label(above.text).map(|label| label.digits) {
        finding.relate(above.source(digits), "上一个同级序号");
    }
}

/// Whether the number `sought`, with the mark behind it, begins an item in the middle of `line`, and is neither part of a
/// longer number nor a reference: 第（一）项.
fn begins_item(line: &str, sought: &str) -> bool {
    let text = neighbour::head(line, 0, WIDTH);
    text.match_indices(sought).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(['（', '(']);
        before
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || "：:。；;，,".contains(c))
    })
}

/// The mark behind a number, in one width.
fn mark(line: &str, label: &Label) -> Option<char> {
    let mark = line[label.digits.end..].trim_start().chars().next()?;
    Some(match mark {
        '．' => '.',
        ')' => '）',
        // What follows ① is the text.
        _ if label.level == Level::Circled => '①',
        _ => mark,
    })
}

/// Whether a quotation is open at the end of `line`, given whether one was at its start.
fn ends_quoted(line: &str, was_quoted: bool) -> bool {
    // Of the characters of Chinese prose, few but quotation marks begin with this byte.
    let quote = memrchr_iter(0xE2, line.as_bytes()).find_map(|at| match line.get(at..at + '“'.len_utf8()) {
        Some("“") => Some(true),
        Some("”") => Some(false),
        _ => None,
    });
    quote.unwrap_or(was_quoted)
}
