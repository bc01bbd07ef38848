//! Two words that each say “about” around one number: 约200多人.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/double-approximation",
    title: "约数词重复",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "现代汉语语法通则；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("double_approximation.md"),
    trigger: Trigger::words(numerals::before_quantity![
        "约", "近";
        "约为", "约有", "约需", "约要", "约达", "约占", "约用", "约在", "近有", "近达", "近占", "大概", "差不多", "约莫",
        "大致",
    ]),
    check: Check::Paragraph(check),
};

static LEAD: LazyLock<Regex> =
    LazyLock::new(|| pattern("(大约|大概|大致|将近|接近|差不多|约莫|约|近)(?:为|有|需|要|达|占|用|在)?"));

/// Hanzi between a number and 左右.
const GAP: usize = 6;

/// After 近 these mean “the last …”: 近十余年来.
const PERIODS: &str = "年月天周日载代届期季轮";

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut next = 0;
    for captures in LEAD.captures_iter(text) {
        let (Some(all), Some(word)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        if all.start() < next {
            continue;
        }
        let Some(number) = numerals::quantity(text, all.end()) else {
            continue;
        };
        let Some((start, end)) = second_mark(text, number) else {
            continue;
        };
        let is_recent = word.as_str() == "近"
            && (text[all.end()..end].contains(|c| PERIODS.contains(c))
                || neighbour::hanzi_after(text, end, 2).contains(|c| PERIODS.contains(c)));
        if is_recent || !numerals::is_word(context.words, text, word.range()) {
            continue;
        }
        next = end;
        let (first, second) = (word.as_str(), &text[start..end]);
        findings.report(
            paragraph.source(word.start()..end),
            format!("「{first}」与「{second}」都表示约数，删去一个"),
        );
    }
}

/// Where the second word stands that says that the number which ends at `at` is about right.
fn second_mark(text: &str, at: usize) -> Option<(usize, usize)> {
    let mut place = at;
    for _ in 0..3 {
        if let Some(end) = mark_at(text, at, place) {
            return Some((place, end));
        }
        let measure = numerals::measure(text, place);
        if measure == place {
            break;
        }
        place = measure;
    }
    let window = neighbour::head(text, at, GAP + 2);
    let found = window.find("左右").or_else(|| window.find("上下"))?;
    let is_plain = |c: char| is_hanzi(c) && c != '的' || c.is_ascii_alphabetic() || "%％℃²".contains(c);
    if !window[..found].chars().all(is_plain) {
        return None;
    }
    mark_at(text, at, at + found).map(|end| (at + found, end))
}

fn mark_at(text: &str, number: usize, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with("之多") || rest.starts_with("左右") {
        let end = at + "左右".len();
        return (!neighbour::after(text, end).is_some_and(|c| "侧手脚摇岸翼".contains(c))).then_some(end);
    }
    if rest.starts_with("上下") {
        let end = at + "上下".len();
        return (!neighbour::after(text, end).is_some_and(|c| "班山车楼学级游文左一床架集册两".contains(c)))
            .then_some(end);
    }
    match rest.chars().next()? {
        '余' | '多' => numerals::surplus(text, number, at),
        '来' if neighbour::before(text, at).is_some_and(|c| "0０十百千万".contains(c))
            && numerals::has_measure(text, at + "来".len()) =>
        {
            Some(at + "来".len())
        }
        _ => None,
    }
}
