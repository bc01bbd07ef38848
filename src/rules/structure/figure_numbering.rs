//! Captions of figures and tables whose numbers skip or repeat, and references to those that are not there.

use std::{cell::LazyCell, collections::HashSet, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    numeral::{is_digit, number},
    outline::{Line, lines, without_indent},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::{SegmentKind, prose::Prose},
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{neighbour, text_range::TextRange},
};

pub(super) static RULE: Rule = Rule {
    id: "structure/figure-numbering",
    title: "图表编号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《学术论文编写规则》（GB/T 7713.2—2022）",
    page: include_str!("figure_numbering.md"),
    trigger: Trigger::words(&[
        "图1", "图2", "图3", "图4", "图5", "图6", "图7", "图8", "图9", "图 1", "图 2", "图 3", "图 4", "图 5", "图 6",
        "图 7", "图 8", "图 9", "表1", "表2", "表3", "表4", "表5", "表6", "表7", "表8", "表9", "表 1", "表 2", "表 3",
        "表 4", "表 5", "表 6", "表 7", "表 8", "表 9", "图一", "图二", "图三", "表一", "表二", "表三",
    ]),
    check: Check::Document(check),
};

/// Characters beyond which a line that begins with 图1 is no caption.
const LONGEST_CAPTION: usize = 60;

static CAPTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[图表][ ]?(?<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[ 　：:．.\u{00A0}\t]|$)"));

static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[见如][图表][ ]?(?<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})"));

/// A caption: the number, and where.
struct Caption {
    value: u32,
    place: TextRange,
}

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let lines = lines(prose);
    for kind in ['图', '表'] {
        let captions: Vec<Caption> = lines
            .iter()
            .filter_map(|line| {
                let (value, range) = caption(line.text, kind)?;
                let place = line.source(range);
                Some(Caption { value, place })
            })
            .collect();
        if captions.len() < 2 {
            continue;
        }
        // An image may carry its caption as its alternative text.
        let on_images: Vec<u32> = prose
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.kind == SegmentKind::Attribute)
            .filter_map(|paragraph| Some(caption(&paragraph.text, kind)?.0))
            .collect();
        // A caption may also be long, or stand below its image in one paragraph.
        let standing = LazyCell::new(|| -> HashSet<u32> {
            let begun = lines.iter().filter_map(|line| Some(numbered(line.text, kind)?.0));
            begun.chain(on_images.iter().copied()).collect()
        });
        let broken = captions.windows(2).find(|pair| {
            let next = pair[0].value + 1;
            pair[1].value != next && pair[1].value != 1 && !(pair[1].value > next && standing.contains(&next))
        });
        if let Some([before, caption]) = broken {
            let message = if caption.value <= before.value {
                format!("{kind}的编号「{}」重复或倒退，请核对", caption.value)
            } else {
                format!("{kind}的编号跳过了「{}」，请核对", before.value + 1)
            };
            findings
                .report(caption.place, message)
                .relate(before.place, format!("上一个{kind}题"));
        }
        let highest = captions
            .iter()
            .map(|caption| caption.value)
            .chain(on_images.iter().copied())
            .max()
            .unwrap_or(0);
        for line in &lines {
            references(line, kind, highest, findings);
        }
    }
}

fn references(line: &Line<'_>, kind: char, highest: u32, findings: &mut Findings) {
    for captures in REFERENCE.captures_iter(line.text) {
        let (whole, Some(digits)) = (captures.get_match(), captures.name("n")) else {
            continue;
        };
        let is_longer = match neighbour::after(line.text, whole.end()) {
            Some('.' | '-' | '—' | '–') => neighbour::head(line.text, whole.end(), 2).ends_with(is_digit),
            next => next.is_some_and(is_digit),
        };
        let value = number(digits.as_str()).unwrap_or_default();
        if !is_longer && whole.as_str().contains(kind) && value > highest {
            findings.report(
                line.source(whole.range()),
                format!("全文只有「{kind}{highest}」，没有「{kind}{value}」"),
            );
        }
    }
}

/// The number of the caption that `line` is.
fn caption(line: &str, kind: char) -> Option<(u32, Range<usize>)> {
    let body = without_indent(line);
    let is_short = body.chars().take(LONGEST_CAPTION + 1).count() <= LONGEST_CAPTION;
    if is_short { numbered(line, kind) } else { None }
}

/// The number of the figure or table that `line` begins with.
fn numbered(line: &str, kind: char) -> Option<(u32, Range<usize>)> {
    let body = without_indent(line).trim_start_matches([' ', '\u{FFFC}']);
    if !body.starts_with(kind) {
        return None;
    }
    let start = line.len() - body.len();
    let digits = CAPTION.captures(body)?.name("n")?;
    // 图1.1 is numbered by chapter.
    let after = neighbour::head(body, digits.end(), 2);
    if after.starts_with(['.', '．']) && after.ends_with(is_digit) {
        return None;
    }
    Some((number(digits.as_str())?, start + digits.start()..start + digits.end()))
}
