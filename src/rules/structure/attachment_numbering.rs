//! Annexes whose numbers skip or repeat, and references to annexes that are not listed.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    numeral::{is_digit, number},
    outline::{Level, Line, label, lines, without_indent},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{neighbour, text_range::TextRange},
};

pub(super) static RULE: Rule = Rule {
    id: "structure/attachment-numbering",
    title: "附件序号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《党政机关公文格式》（GB/T 9704—2012）7.3.4、7.3.7",
    page: include_str!("attachment_numbering.md"),
    trigger: Trigger::words(&["附件：", "附件:"]),
    check: Check::Document(check),
};

/// A reference to an annex by its number.
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"附件[ 　]?(?<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"));

/// The number of the first annex behind 附件：
static FIRST: LazyLock<Regex> = LazyLock::new(|| pattern(r"^附件[：:]\s*(?:(?<n>[0-9０-９]{1,2})[.．、])?"));

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let lines = lines(prose);
    let mut highest = 0;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        index += 1;
        let (line, first) = match first_number(line) {
            Some(first) => (line, first),
            // 附件： may stand on a line of its own.
            None if is_bare(line) => {
                let Some(next) = lines.get(index) else { continue };
                let Some(first) = next_number(prose, next, &[]) else {
                    continue;
                };
                index += 1;
                (next, first)
            }
            None => continue,
        };
        let mut numbers: Vec<(u32, TextRange)> = vec![(first.0, line.source(first.1))];
        while let Some(next) = lines.get(index) {
            let Some((value, range)) = next_number(prose, next, &numbers) else {
                break;
            };
            numbers.push((value, next.source(range)));
            index += 1;
        }
        for (position, &(value, place)) in numbers.iter().enumerate() {
            let expected = u32::try_from(position).unwrap_or(u32::MAX).saturating_add(1);
            if value != expected {
                let finding = findings.report(place, format!("附件序号应依次为 1、2、3，这里应为「{expected}」"));
                finding.suggest(expected.to_string());
                if let Some(&(_, before)) = position.checked_sub(1).and_then(|before| numbers.get(before)) {
                    finding.relate(before, "上一个附件");
                }
                // What the numbers should have been is no longer certain, nor is what refers to them.
                return;
            }
        }
        highest = highest.max(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    }
    if highest > 0 {
        references(&lines, highest, findings);
    }
}

fn references(lines: &[Line<'_>], highest: u32, findings: &mut Findings) {
    for line in lines {
        for captures in REFERENCE.captures_iter(line.text) {
            let (whole, Some(digits)) = (captures.get_match(), captures.name("n")) else {
                continue;
            };
            let is_longer = match neighbour::after(line.text, whole.end()) {
                Some('.' | '．' | '、' | '-' | '—') => {
                    neighbour::head(line.text, whole.end(), 2).ends_with(is_digit)
                }
                next => next.is_some_and(is_digit),
            };
            // 附件三份
            let is_amount =
                neighbour::after(line.text, whole.end()).is_some_and(|c| "份个张页件套种式并起次".contains(c));
            let value = number(digits.as_str()).unwrap_or_default();
            // The annexes of another document are counted there.
            let is_foreign = neighbour::tail(line.text, whole.start(), 8).contains(['》', '号', '度', '年'])
                || neighbour::before(line.text, whole.start()).is_some_and(|c| matches!(c, '其' | '原'));
            if value > highest && !is_longer && !is_amount && !is_foreign {
                findings.report(
                    line.source(whole.range()),
                    format!("附件说明只列到「附件{highest}」，没有「附件{value}」"),
                );
            }
        }
    }
}

fn is_bare(line: &Line<'_>) -> bool {
    matches!(line.text.trim(), "附件：" | "附件:")
}

/// The number behind 附件： at the start of `line`.
fn first_number(line: &Line<'_>) -> Option<(u32, Range<usize>)> {
    let body = without_indent(line.text);
    let start = line.text.len() - body.len();
    let digits = FIRST.captures(body)?.name("n")?;
    Some((number(digits.as_str())?, start + digits.start()..start + digits.end()))
}

/// The number in front of `line`, which goes on the list of annexes `numbers`.
fn next_number(prose: &Prose<'_>, line: &Line<'_>, numbers: &[(u32, TextRange)]) -> Option<(u32, Range<usize>)> {
    if let Some(label) = label(line.text).filter(|label| label.level == Level::Arabic && !label.is_doubtful) {
        return Some((label.number, label.digits));
    }
    // A reader of Markdown sees the next number, whatever the source says.
    let expected = u32::try_from(numbers.len()).ok()?.checked_add(1)?;
    line.marker(prose.document).map(|_| (expected, 0..0))
}
