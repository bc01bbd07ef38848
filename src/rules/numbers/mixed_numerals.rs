//! One number in both kinds of numerals: 3千余份, 十2月.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/mixed-numerals",
    title: "阿拉伯数字与汉字数字混用",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）5.3",
    page: include_str!("mixed_numerals.md"),
    trigger: Trigger::words(numerals::beside_digit![
        "十", "百", "千", "〇", "○", "零", "一", "二", "三", "四", "五", "六", "七", "八", "九"
    ]),
    check: Check::Paragraph(check),
};

/// Times ten, hundred or thousand; 万 and 亿 may follow Arabic numerals.
static PLACE: LazyLock<Regex> =
    LazyLock::new(|| pattern("[0-9０-９]+(?:[.．][0-9０-９]+)?([十百千])(?:[0-9０-９][百十])?[0-9０-９]?"));

static DAY: LazyLock<Regex> = LazyLock::new(|| pattern("(?:[一二三]?十|[二三])[0-9０-９][日号]|十[0-9０-９]月"));

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:[12][〇零○一二三四五六七八九0-9]{3}|[一二][〇零○一二三四五六七八九0-9]{3})年"));

/// What makes a unit of 千 or 百, or a word: 千克, 百帕, 百货.
const UNITS: &str = "克米瓦卡帕赫伏安焦牛吨字比位乏分万亿户公兆贝";

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in PLACE.captures_iter(text) {
        if let (Some(all), Some(place)) = (captures.get(0), captures.get(1))
            && is_mixed(text, all.start(), place.range(), all.end())
        {
            report(paragraph, all.range(), findings);
        }
    }
    for found in DAY.find_iter(text) {
        let is_other = neighbour::before(text, found.start()).is_some_and(|c| {
            numerals::is_hanzi_numeral(c) || numerals::arabic(c).is_some() || "周期拜其之再".contains(c)
        });
        if !is_other {
            report(paragraph, found.range(), findings);
        }
    }
    for found in YEAR.find_iter(text) {
        let digits = found.as_str().trim_end_matches('年');
        let has_hanzi = digits.chars().any(|c| numerals::hanzi_digit(c).is_some());
        // A lone 0 among Hanzi is the business of another rule.
        let has_arabic = digits.chars().any(|c| matches!(c, '1'..='9'));
        let is_longer = neighbour::before(text, found.start())
            .is_some_and(|c| numerals::is_hanzi_numeral(c) || numerals::arabic(c).is_some());
        if has_hanzi && has_arabic && !is_longer {
            report(paragraph, found.range(), findings);
        }
    }
}

fn report(paragraph: &Paragraph<'_>, range: std::ops::Range<usize>, findings: &mut Findings) {
    let text = &paragraph.text[range.clone()];
    findings.report(
        paragraph.source(range),
        format!("「{text}」把阿拉伯数字与汉字数字混在一个数里，统一用一种"),
    );
}

/// Whether the Arabic number at `start`, with a place at `place`, is a plain quantity.
fn is_mixed(text: &str, start: usize, place: std::ops::Range<usize>, end: usize) -> bool {
    let is_numbering = neighbour::before(text, start).is_some_and(|c| {
        numerals::arabic(c).is_some() || c.is_ascii_alphabetic() || ".．年月日号第、—－～~-–/".contains(c)
    });
    if is_numbering {
        return false;
    }
    let after = neighbour::after(text, place.end);
    if end > place.end {
        return numerals::has_measure(text, end)
            || matches!(neighbour::after(text, end), Some('多' | '余' | '日' | '号'));
    }
    match after {
        Some('多' | '余' | '来' | '几') => {
            let next = neighbour::after(text, place.end + "余".len());
            !matches!(next, Some('万' | '亿'))
        }
        Some(c) if UNITS.contains(c) => false,
        Some('年') => &text[place] == "千",
        _ => numerals::has_measure(text, place.end),
    }
}
