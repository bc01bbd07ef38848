//! An anniversary that does not fall in the year of the sentence: 2024年是建党104周年.

use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "dates/anniversary-arithmetic",
    title: "周年数与年份不符",
    gate: Gate::Policy,
    severity: Severity::Error,
    enabled: true,
    basis: "党史、国史重要事件的年份（《中国共产党简史》《中华人民共和国简史》）",
    page: include_str!("anniversary_arithmetic.md"),
    trigger: Trigger::words(&["周年"]),
    check: Check::Paragraph(check),
};

/// Events and their years, each on a line.
static EVENTS: LazyLock<Vec<(&'static str, u32)>> = LazyLock::new(|| {
    include_str!("anniversary_arithmetic.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, year)| Some((name, numerals::value(year.trim())?)))
        .collect()
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern("((?:19|20)[0-9]{2}) ?年"));

/// Between the year and the event these say that the anniversary is of another time.
const OTHER_TIME: [&str; 15] = [
    "到",
    "至",
    "以来",
    "迎",
    "将",
    "截",
    "筹备",
    "即将",
    "准备",
    "起",
    "开始",
    "以后",
    "后",
    "下一年",
    "明年",
];

/// What may stand before a short name of an event, so that it is that of our own country and party.
const OWN: &str = "是为祝念贺逢值的在到和及与向迎接我国";

/// Longest name of an event in characters, and what is read of a sentence on either side.
const WINDOW: usize = 60;

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for at in memmem::find_iter(text.as_bytes(), "周年") {
        let Some(count) = numerals::before(text, at) else {
            continue;
        };
        let Some((name, base)) = event_before(text, count.range.start) else {
            continue;
        };
        let start = count.range.start - name.len();
        let before = clause_before(text, start);
        let after = neighbour::head(text, at + "周年".len(), WINDOW);
        let after = after.split(['。', '！', '？', '；', '\n']).next().unwrap_or_default();
        let mut years = YEAR.captures_iter(before).filter_map(|captures| captures.get(1));
        let year = match (years.next(), years.next()) {
            (Some(year), None) if !YEAR.is_match(after) => {
                let between = &before[year.end()..];
                if OTHER_TIME.iter().any(|word| between.contains(word)) {
                    continue;
                }
                numerals::value(year.as_str())
            }
            (None, None) if !YEAR.is_match(after) => present(before, context),
            _ => None,
        };
        let Some(year) = year.filter(|&year| year > base && year - base != count.value) else {
            continue;
        };
        let right = year - base;
        findings.report(
            paragraph.source(start..at + "周年".len()),
            format!("{base}年到{year}年是{right}周年"),
        );
    }
}

/// The event whose name ends at byte `at`, the longest there is.
fn event_before(text: &str, at: usize) -> Option<(&'static str, u32)> {
    let head = neighbour::tail(text, at, WINDOW);
    let named = EVENTS.iter().filter(|(name, _)| head.ends_with(name));
    let (name, year) = named.copied().max_by_key(|(name, _)| name.len())?;
    // 越南建国 and 学校建团 are events of others.
    let is_own = name.chars().count() > 2
        || neighbour::before(text, at - name.len()).is_none_or(|c| !is_hanzi(c) || OWN.contains(c));
    is_own.then_some((name, year))
}

/// The part of the sentence before byte `at`, as far as it is read.
fn clause_before(text: &str, at: usize) -> &str {
    let window = neighbour::tail(text, at, WINDOW);
    window.rsplit(['。', '！', '？', '；', '\n']).next().unwrap_or_default()
}

/// The year that 今年 and its like name, if the event follows them closely.
fn present(before: &str, context: &Context<'_>) -> Option<u32> {
    let year = u32::try_from(context.published?.year()).ok()?;
    let (at, offset) = [("今年", 0), ("明年", 1), ("去年", -1)]
        .into_iter()
        .filter_map(|(word, offset)| Some((before.rfind(word)?, offset)))
        .max()?;
    let between = &before[at + "今年".len()..];
    let follows = [
        "是",
        "恰逢",
        "适逢",
        "正值",
        "正逢",
        "欣逢",
        "喜逢",
        "系",
        "为",
        "，是",
        "，恰逢",
        "，适逢",
        "，正值",
        "迎来",
        "将迎来",
    ]
    .iter()
    .any(|word| between.starts_with(word));
    let is_near = between.chars().count() <= 12 && !between.contains(['。', '；']);
    if follows && is_near {
        year.checked_add_signed(offset)
    } else {
        None
    }
}
