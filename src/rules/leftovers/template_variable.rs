//! Variables of templates that nothing was put in for: {{name}}, ${date}, NaN%.

use std::{ops::Range, sync::LazyLock};

use memchr::memchr3_iter;
use regex::Regex;
use regex_syntax::is_word_character;

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

/// A Hanzi, or what is written like one.
static HAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Han}"));

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
    let brackets = Marks::BRACE.or(Marks::ANGLE).or(Marks::SQUARE_BRACKET);
    for paragraph in &prose.paragraphs {
        let text = &*paragraph.text;
        if !paragraph.marks().intersects(brackets) && !VALUE.is_match(text) {
            continue;
        }
        for found in variables(text) {
            let beside = neighbour::beside(text, &found);
            let is_code = beside
                .iter()
                .flatten()
                .any(|c| c.is_ascii_alphanumeric() || "_./=\"'`[]-".contains(*c));
            if !is_code && !has_code && !is_spoken_of(text, found.clone()) {
                findings.report(paragraph.source(found), "模板变量没有替换成实际内容");
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
fn is_spoken_of(text: &str, range: Range<usize>) -> bool {
    let before = neighbour::tail(text, range.start, 30);
    let after = neighbour::head(text, range.end, 30);
    let is_mentioned = |c: Option<char>| c.is_some_and(|c| matches!(c, '“' | '‘' | '「' | '`'));
    ABOUT.is_match(before)
        || ABOUT.is_match(after)
        || before.contains(OPAQUE)
        || after.contains(OPAQUE)
        || is_mentioned(before.chars().next_back()) && !before.contains(is_hanzi)
}

/// The places of variables in the marks of a template language. They are read by hand: an expression for the letters of
/// all languages, so many times, would take far longer to compile than to read a post.
fn variables(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    let bytes = text.as_bytes();
    let openings = memchr3_iter(b'{', b'<', b'[', bytes);
    openings.filter_map(move |at| {
        // ${ and #{ begin before their brace.
        let is_led = at > 0 && bytes[at] == b'{' && matches!(bytes[at - 1], b'$' | b'#');
        let led = (is_led && at > end).then(|| led_by_sign(&text[at..]).map(|length| at - 1..at + length));
        let found = led.flatten().or_else(|| {
            let length = variable(text.get(at..)?)?;
            (at >= end).then_some(at..at + length)
        })?;
        end = found.end;
        Some(found)
    })
}

/// Bytes of the variable in braces that `text` begins with, behind `$` or `#`: {date}.
fn led_by_sign(text: &str) -> Option<usize> {
    let name = text.strip_prefix('{')?.strip_prefix(is_name_start)?;
    let (rest, count) = skip(name, |c| is_word_character(c) || c == '.');
    let rest = rest.strip_prefix('}').filter(|_| count <= 40)?;
    Some(text.len() - rest.len())
}

/// Bytes of the variable that `text` begins with.
fn variable(text: &str) -> Option<usize> {
    let rest = if let Some(inside) = text.strip_prefix("{{") {
        let inside = inside.trim_start();
        let name = inside.strip_prefix(|c| c == '$' || is_name_start(c))?;
        let (_, words) = skip(name, |c| is_word_character(c) || matches!(c, '.' | '[' | ']'));
        let (rest, count) = skip(name, |c| !matches!(c, '{' | '}' | '\n'));
        rest.strip_prefix("}}").filter(|_| count - words.min(40) <= 30)?
    } else if let Some(inside) = text.strip_prefix("<%") {
        let (rest, count) = skip(inside, |c| !matches!(c, '%' | '<' | '>' | '\n'));
        let most = 60 + usize::from(inside.starts_with(['=', '#', '-']));
        rest.strip_prefix("%>").filter(|_| (1..=most).contains(&count))?
    } else if let Some(inside) = text.strip_prefix("{%") {
        let (rest, count) = skip(inside, |c| !matches!(c, '%' | '\n'));
        rest.strip_prefix("%}").filter(|_| (1..=60).contains(&count))?
    } else if let Some(inside) = text.strip_prefix("[[") {
        let inside = inside.strip_prefix('$').unwrap_or(inside);
        let name = inside.strip_prefix(|c: char| c.is_ascii_alphabetic() || c == '_')?;
        let (rest, count) = skip(name, is_word_character);
        rest.strip_prefix("]]").filter(|_| (1..=30).contains(&count))?
    } else if let Some(inside) = text.strip_prefix("{$") {
        let name = inside.strip_prefix(|c: char| c.is_ascii_alphabetic() || c == '_')?;
        let (rest, count) = skip(name, |c| is_word_character(c) || c == '.');
        rest.strip_prefix('}').filter(|_| count <= 30)?
    } else if let Some(inside) = text.strip_prefix("<?") {
        let inside = inside.strip_prefix("php").or_else(|| inside.strip_prefix('='))?;
        let (rest, count) = skip(inside, |c| !matches!(c, '<' | '>' | '\n'));
        let is_closed = inside[..inside.len() - rest.len()].ends_with('?');
        rest.strip_prefix('>').filter(|_| is_closed && count <= 81)?
    } else {
        text.strip_prefix("[object Object]")?
    };
    Some(text.len() - rest.len())
}

/// Whether a name may begin with `c`.
fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || HAN.is_match(c.encode_utf8(&mut [0; 4]))
}

/// What follows the characters at the start of `text` that are `wanted`, and how many these are.
fn skip(text: &str, wanted: impl Fn(char) -> bool) -> (&str, usize) {
    let length = text.find(|c| !wanted(c)).unwrap_or(text.len());
    let (head, rest) = text.split_at(length);
    (rest, head.chars().count())
}
