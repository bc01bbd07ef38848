//! Variables of templates that nothing was put in for: {{name}}, ${date}, NaN%.

use std::sync::LazyLock;

use memchr::memchr3;
use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{Format, OPAQUE, prose::Prose},
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/template-variable",
    title: "模板变量未替换",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("template_variable.md"),
    trigger: Trigger::words_or_marks(
        &["undefined", "NaN", "null", "object Object"],
        Marks::BRACE.or(Marks::ANGLE),
    ),
    check: Check::Document(check),
};

static VARIABLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\{\{\s*[$A-Za-z_\p{Han}][\w.\[\]]{0,40}[^{}\n]{0,30}\}\}|[$#]\{[A-Za-z_\p{Han}][\w.]{0,40}\}|<%[=#-]?[^%<>\n]{1,60}%>|\{%[^%\n]{1,60}%\}|\[\[\$?[A-Za-z_]\w{1,30}\]\]|\[object Object\]|\{\$[A-Za-z_][\w.]{0,30}\}|<\?(?:php|=)[^<>\n]{0,80}\?>",
    )
});

/// A variable in single braces.
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\{[A-Za-z_][A-Za-z_0-9.]{1,30}\}"));

/// Values of a program that had none.
static VALUE: LazyLock<Regex> = LazyLock::new(|| pattern(r"undefined|NaN|null"));

/// Words of texts about templates, in which variables are what is spoken of.
static ABOUT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"变量|占位符|模板|语法|代码|表达式|参数|字段|配置项|函数|接口|标签|返回值|环境变量"));

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    // A Markdown text with code is about programs, and writes of variables as such.
    let source = prose.document.source();
    let has_code = prose.document.format() == Format::Markdown && (source.contains("```") || source.contains("~~~"));
    for paragraph in &prose.paragraphs {
        let text = &*paragraph.text;
        let has_mark = memchr3(b'{', b'<', b'[', text.as_bytes()).is_some();
        if !has_mark && !VALUE.is_match(text) {
            continue;
        }
        for found in VARIABLE.find_iter(text) {
            let beside = neighbour::beside(text, &found.range());
            let is_code = beside
                .iter()
                .flatten()
                .any(|c| c.is_ascii_alphanumeric() || "_./=\"'`[]-".contains(*c));
            if !is_code && !has_code && !is_spoken_of(text, found.range()) {
                findings.report(paragraph.source(found.range()), "模板变量没有替换成实际内容");
            }
        }
        for found in NAMED.find_iter(text) {
            let beside = neighbour::beside(text, &found.range());
            // A single brace is a sign of mathematics as well; between Hanzi it is none.
            let is_in_prose = beside
                .iter()
                .all(|c| c.is_none_or(|c| is_hanzi(c) || "，。、：；！“”（）".contains(c)))
                && beside.iter().flatten().any(|&c| is_hanzi(c));
            if is_in_prose && !has_code && !is_spoken_of(text, found.range()) {
                findings.report(paragraph.source(found.range()), "模板变量没有替换成实际内容");
            }
        }
        for found in VALUE.find_iter(text) {
            let before = neighbour::before(text, found.start());
            let after = neighbour::after(text, found.end());
            let is_value = before.is_some_and(|c| matches!(c, '：' | ':'))
                && after.is_none_or(|c| matches!(c, '，' | '。' | '；' | '\n'));
            let is_counted =
                is_value || after.is_some_and(|c| "年月日人元名个%％件次家万亿户条项篇份场例起辆台吨米".contains(c));
            let is_part = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
            if is_counted && !is_part && !has_code {
                findings.report(paragraph.source(found.range()), "程序没有取到数值，请补上实际内容");
            }
        }
    }
}

/// Whether the clauses around speak of variables.
fn is_spoken_of(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = neighbour::tail(text, range.start, 30);
    let after = neighbour::head(text, range.end, 30);
    let is_mentioned = |c: Option<char>| c.is_some_and(|c| matches!(c, '“' | '‘' | '「' | '`'));
    ABOUT.is_match(before)
        || ABOUT.is_match(after)
        || before.contains(OPAQUE)
        || after.contains(OPAQUE)
        || is_mentioned(before.chars().next_back()) && !before.contains(is_hanzi)
}
