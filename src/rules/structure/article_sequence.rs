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
    text::neighbour,
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

/// Lines, and characters of each, in which an article that is missing in front of a line is looked for.
const REACH: usize = 40;
const WIDTH: usize = 3_000;

/// An article, and where.
#[derive(Debug, Clone)]
struct Article {
    value: u32,
    /// Number of its line.
    line: usize,
    /// Where its number is in the line.
    range: Range<usize>,
}

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let lines = lines(prose);
    let mut breaks: Vec<(Article, Article)> = Vec::new();
    let mut last: Option<Article> = None;
    for (index, line) in lines.iter().enumerate() {
        let Some((value, range)) = article(line.text) else {
            continue;
        };
        let article = Article {
            value,
            line: index,
            range,
        };
        if let Some(before) = last.take()
            && value != 1
            && value != before.value + 1
        {
            breaks.push((before, article.clone()));
        }
        last = Some(article);
    }
    if breaks.is_empty() || lines.iter().any(is_amending) {
        return;
    }
    for (before, article) in breaks {
        report(&lines, &article, &before, findings);
    }
}

/// Whether `line` is of an amendment, which cites the articles that it changes in whatever order they come.
fn is_amending(line: &Line<'_>) -> bool {
    let head = neighbour::head(line.text, 0, 200);
    head.len() == line.text.len() && ["修正案", "修改为", "修改如下"].iter().any(|word| head.contains(word))
}

fn report(lines: &[Line<'_>], article: &Article, before: &Article, findings: &mut Findings) {
    let line = &lines[article.line];
    let written = &line.text[article.range.clone()];
    let message = if article.value <= before.value {
        format!("「{written}」与前面的条文重号或倒退，请核对")
    } else {
        let missing = written_like(written.trim_start_matches(['第', ' ']), before.value + 1);
        let sought = format!("第{missing}条");
        // Articles may stand in the middle of a paragraph.
        let between = &lines[before.line.max(article.line.saturating_sub(REACH))..article.line];
        if between
            .iter()
            .any(|line| neighbour::head(line.text, 0, WIDTH).contains(&sought))
        {
            return;
        }
        format!("「{written}」之前没有「{sought}」，请补上所缺的条文或改正序号")
    };
    findings
        .report(line.source(article.range.clone()), message)
        .relate(lines[before.line].source(before.range.clone()), "上一条在这里");
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
