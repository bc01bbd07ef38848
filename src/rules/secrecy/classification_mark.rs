//! Marks of state secrets: 机密★1年.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::line::{self, Line};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "secrecy/classification-mark",
    title: "密级标志",
    gate: Gate::Secrecy,
    severity: Severity::Error,
    enabled: true,
    basis: "《保守国家秘密法》第十四条、第二十二条；《党政机关公文格式》（GB/T 9704—2012）7.2.2",
    page: include_str!("classification_mark.md"),
    trigger: Trigger::words(&[
        "绝密",
        "机密",
        "秘密",
        "绝 密",
        "机 密",
        "秘 密",
        "密★",
        "密级★",
        "密 ★",
        "密级 ★",
    ]),
    check: Check::Document(check),
};

const MESSAGE: &str = "这是国家秘密标志，有密级的内容不得公开；请立即停止发布，按保密规定处理";

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    static STARRED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?:密[ 　]*级[:：][ 　]*)?(?:绝|机|秘)[ 　]{0,4}密级?[ 　]{0,2}[★☆✩⭐][ 　]?",
            r"(?:(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]?(?:年|个月|月|天|日)|长期|启用前|公布前|解密前)?",
        ))
    });
    static FIELD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^密[ 　]*级[ 　]*[:：][ 　]*(?:绝|机|秘)[ 　]{0,4}密级?"));
    static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(绝|机|秘)[ 　]{0,4}密级?$"));

    // A table of levels has them one by one in cells of their own.
    let mut bare: Vec<(char, usize, Line<'_>, Range<usize>)> = Vec::new();
    for (number, line) in line::body(prose).enumerate() {
        let (inner, start) = line::without_brackets(line.text);
        if BARE.is_match(inner) {
            if let Some(level) = inner.chars().next() {
                bare.push((level, number, line, start..start + inner.len()));
            }
            continue;
        }
        let mut found = false;
        for mark in STARRED.find_iter(line.text) {
            // A row of stars is a rating.
            let is_rating = line.text[mark.end()..].starts_with(['★', '☆']);
            let range = mark.start()..mark.start() + mark.as_str().trim_end().len();
            let is_whole_line = mark.as_str().trim().len() == inner.len();
            if !is_rating && (is_whole_line || !line::is_talk(line.text, &range)) {
                findings.report(line.source(range), MESSAGE);
            }
            found = true;
        }
        if let Some(field) = FIELD.find(line.text).filter(|_| !found) {
            let after = line.text[field.end()..].chars().next();
            let is_enumeration = matches!(after, Some('、' | '，' | ',' | '或' | '和' | '及' | '/' | '／'));
            if !is_enumeration && !line::is_talk(line.text, &field.range()) {
                findings.report(line.source(field.range()), MESSAGE);
            }
        }
    }
    let is_list = bare
        .iter()
        .any(|(level, ..)| Some(level) != bare.first().map(|(first, ..)| first));
    if !is_list {
        for (_, number, line, range) in bare {
            if number < line::HEAD && !line::is_link(prose, &line) {
                findings.report(line.source(range), MESSAGE);
            }
        }
    }
}
