//! Children who are named where they must not be known: in cases and in relief.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{
        Check, Context, Findings, Rule, Trigger,
        pattern::pattern,
        word_list::{finder, word_list},
    },
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/minor-name",
    title: "未成年人实名",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《未成年人保护法》第一百零三条；《个人信息保护法》第二十八条、第三十一条",
    page: include_str!("minor_name.md"),
    trigger: Trigger::words(ROLES),
    check: Check::Paragraph(check),
};

/// What a child is called in a case or in need.
const ROLES: &[&str] = word_list!("minor_name.txt");

/// Family names; one of one character is not looked for inside a longer one.
const SURNAMES: &[&str] = word_list!("surnames.txt");

/// The age from which a person is grown up.
const GROWN_UP: u32 = 18;

/// Characters after a name in which an age is looked for.
const WINDOW: usize = 40;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    static ROLE: LazyLock<AhoCorasick> = LazyLock::new(|| finder(ROLES));
    let text = &*paragraph.text;
    if !text.contains('岁') {
        return;
    }
    for role in ROLE.find_iter(text) {
        let mut at = role.end();
        loop {
            let rest = &text[at..];
            at += rest.len()
                - rest
                    .trim_start_matches(['：', ':', '、', '，', '和', '及', '与', ' ', '\u{3000}'])
                    .len();
            let Some((name, after)) = named_child(text, at) else {
                break;
            };
            findings.report(
                paragraph.source(at..at + name),
                "涉案、受助的未成年人不应写实名，建议写成“某某”或者化名",
            );
            at = after;
        }
    }
}

/// Bytes of the name at byte `at`, if it is a child's, and where what tells the age ends.
fn named_child(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = neighbour::head(text, at, WINDOW);
    let surname = SURNAMES
        .iter()
        .filter(|surname| rest.starts_with(**surname))
        .map(|surname| surname.len())
        .max()?;
    let given = rest.get(surname..)?;
    let mut end = surname;
    for c in given.chars().take(2) {
        if !is_hanzi(c) || c == '某' {
            return None;
        }
        end += c.len_utf8();
        if let Some(length) = child_age(rest.get(end..)?) {
            return Some((end, at + end + length));
        }
    }
    None
}

/// Bytes of the age of a child at the start of `text`, with what belongs to it.
fn child_age(text: &str) -> Option<usize> {
    static AGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:[（(][男女][）)])?(?:",
            r"[（(]\s*(?:[^（）()，,、；;]{0,6}[，,、；;]\s*){0,2}?(?:现年|年仅|今年|时年|年龄)?\s*(?P<inside>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*周?岁[^（）()]{0,30}[）)]",
            r"|(?:[，,、]\s*(?:[男女](?:性|孩|童|生)?\s*[，,、]\s*)?)?(?:现年|年仅|今年|时年|才|刚满|未满|不满)\s*(?P<after>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*周?岁",
            r"|[，,、]\s*(?:[男女](?:性|孩|童|生)?\s*[，,、]\s*)?(?P<list>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*周?岁)",
        ))
    });
    let found = AGE.captures(text)?;
    let age = ["inside", "after", "list"].iter().find_map(|name| found.name(name))?;
    let is_invented = found.get(0)?.as_str().contains("化名") || text.get(found.get(0)?.end()..)?.starts_with("（化名");
    (years(age.as_str())? < GROWN_UP && !is_invented).then(|| found.get(0).map_or(0, |whole| whole.end()))
}

/// A number of years below a hundred, in digits or in Hanzi.
fn years(text: &str) -> Option<u32> {
    const HANZI: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let half: String = text.chars().filter_map(super::number::code).collect();
    if !half.is_empty() {
        return half.parse().ok();
    }
    let digit = |part: &str, none: u32| {
        let mut chars = part.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Some(none),
            (Some(c), None) => HANZI
                .iter()
                .position(|&known| known == c)
                .and_then(|at| u32::try_from(at).ok()),
            _ => None,
        }
    };
    match text.split_once('十') {
        Some((tens, ones)) => Some(digit(tens, 1)? * 10 + digit(ones, 0)?),
        None => digit(text, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_in_digits_and_in_hanzi() {
        let cases = [
            ("13", 13),
            ("９", 9),
            ("七", 7),
            ("十", 10),
            ("十七", 17),
            ("二十", 20),
            ("四十八", 48),
        ];
        for (text, expected) in cases {
            assert_eq!(years(text), Some(expected), "{text}");
        }
    }
}
