//! Numbers of articles that skip or repeat: 第二条, 第四条.

use std::ops::Range;

use super::{
    numeral::{is_digit, is_hanzi_numeral, number, written_like},
    outline::{Line, lines, without_indent},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger},
    text::text_range::TextRange,
};

pub(super) static RULE: Rule = Rule {
    id: "structure/article-sequence",
    title: "条文序号跳号、重号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《立法技术规范（试行）（一）》（法工委发〔2009〕62号）",
    page: include_str!("article_sequence.md"),
    trigger: Trigger::words(&[
        "一条", "二条", "三条", "四条", "五条", "六条", "七条", "八条", "九条", "十条", "1条", "2条", "3条", "4条",
        "5条", "6条", "7条", "8条", "9条", "0条", "百条", "1 条", "2 条", "3 条", "4 条", "5 条", "6 条", "7 条",
        "8 条", "9 条", "0 条",
    ]),
    check: Check::Document(check),
};

/// Characters of an article's number.
const LONGEST_NUMBER: usize = 9;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut last: Option<(u32, TextRange)> = None;
    let mut found = Vec::new();
    for line in lines(prose) {
        // An amendment cites the articles that it changes, in whatever order they come.
        if ["修正案", "修改为", "修改如下"]
            .iter()
            .any(|word| line.text.contains(word))
            && line.text.chars().count() < 200
        {
            return;
        }
        let Some((value, range)) = article(line.text) else {
            continue;
        };
        let place = line.source(range.clone());
        if let Some((previous, before)) = last
            && value != 1
            && value != previous + 1
        {
            found.push((line, range, value, previous, before));
        }
        last = Some((value, place));
    }
    for (line, range, value, previous, before) in found {
        report(findings, line, range, value, (previous, before));
    }
}

fn report(
    findings: &mut Findings,
    line: Line<'_>,
    range: Range<usize>,
    value: u32,
    (previous, before): (u32, TextRange),
) {
    let written = &line.text[range.clone()];
    let message = if value <= previous {
        format!("「{written}」与前面的条文重号或倒退，请核对")
    } else {
        let missing = written_like(written.trim_start_matches(['第', ' ']), previous + 1);
        format!("「{written}」之前没有「第{missing}条」，请补上所缺的条文或改正序号")
    };
    findings
        .report(line.source(range), message)
        .relate(before, "上一条在这里");
}

/// The number of the article that `line` begins with and where 第×条 stands, unless it is a reference.
fn article(line: &str) -> Option<(u32, Range<usize>)> {
    let body = without_indent(line);
    let start = line.len() - body.len();
    let after = body.strip_prefix('第')?.trim_start_matches(' ');
    let is_numeral = if after.starts_with(is_digit) {
        is_digit
    } else {
        is_hanzi_numeral
    };
    let rest = after.trim_start_matches(is_numeral);
    let digits = after.get(..after.len() - rest.len())?;
    let rest = rest.trim_start_matches(' ').strip_prefix('条')?;
    if digits.is_empty() || digits.chars().count() > LONGEST_NUMBER || is_reference(rest) {
        return None;
    }
    Some((number(digits)?, start..line.len() - rest.len()))
}

/// Whether what follows 第×条 speaks of the article rather than being its text.
fn is_reference(rest: &str) -> bool {
    if rest.starts_with([
        '的', '规', '第', '之', '，', '和', '至', '或', '所', '款', '中', '修', '删', '增', '作', '及', '后', '前',
        '以', '与', '—', '-', '～', '”', '》', '；', '。', '到', '项', '）', ')', '改',
    ]) {
        return true;
    }
    if let Some(next) = rest.strip_prefix('、') {
        return next.starts_with('第');
    }
    // 第三条（二）项
    rest.strip_prefix(['（', '('])
        .is_some_and(|inside| inside.starts_with(|c| is_hanzi_numeral(c) || is_digit(c)))
}
