//! A unit or a measure word typed twice after a number: 2000元元.

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/unit-doubled",
    title: "单位重叠",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "现代汉语语法通则；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("unit_doubled.md"),
    trigger: Trigger::words(DOUBLED),
    check: Check::Paragraph(check),
};

macro_rules! twice {
    ($($unit:literal),* $(,)?) => { &[$(concat!($unit, $unit)),*] };
}

const DOUBLED: &[&str] = twice![
    "元",
    "吨",
    "亩",
    "倍",
    "%",
    "％",
    "‰",
    "℃",
    "米",
    "升",
    "克",
    "斤",
    "度",
    "个",
    "名",
    "家",
    "户",
    "次",
    "天",
    "岁",
    "项",
    "件",
    "台",
    "辆",
    "份",
    "场",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公顷",
    "平方米",
    "立方米",
    "平方公里",
    "公斤",
    "千克",
    "万元",
    "亿元",
    "万人",
    "人次",
    "小时",
    "分钟",
    "个月",
    "个小时",
    "百分点",
    "个百分点",
    "千瓦",
    "千瓦时",
];

/// Units of quantities; whatever else is one character long counts things and is doubled for “each”: 个个, 家家.
const QUANTITIES: &str = "元吨亩倍%％‰℃米升克斤";

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for doubled in DOUBLED {
        for (at, _) in text.match_indices(doubled) {
            let unit = &doubled[doubled.len() / 2..];
            let start = number_start(text, at, unit.chars().count() > 1);
            let end = at + doubled.len();
            if start < at && is_slip(text, unit, end, context) {
                let right = format!("{}{unit}", &text[start..at]);
                findings
                    .report(
                        paragraph.source(start..end),
                        format!("单位「{unit}」重复，应为「{right}」"),
                    )
                    .suggest(right);
            }
        }
    }
}

/// Where the number begins that ends at `at`; `at` if there is none. `with_hanzi` lets it be written in Hanzi.
fn number_start(text: &str, at: usize, with_hanzi: bool) -> usize {
    let window = neighbour::tail(text, at, 16);
    let belongs = |c: char| {
        numerals::arabic(c).is_some() || matches!(c, '.' | '．' | ',') || with_hanzi && numerals::is_hanzi_numeral(c)
    };
    let arabic = window.trim_end_matches(['万', '亿']);
    let digits = if arabic.ends_with(|c| numerals::arabic(c).is_some()) {
        arabic
    } else {
        window
    };
    let start = digits.trim_end_matches(belongs).len();
    if digits.len() == start {
        return at;
    }
    at - (window.len() - start)
}

/// Whether the second `unit`, which ends at `end`, is typed by mistake and does not begin a word: 50元元素.
fn is_slip(text: &str, unit: &str, end: usize, context: &Context<'_>) -> bool {
    let next = neighbour::after(text, end);
    if unit.chars().count() > 1 {
        return next.is_none_or(|c| !"众户".contains(c)) || !unit.ends_with('元');
    }
    if QUANTITIES.contains(unit) {
        let second = end - unit.len();
        let word = numerals::first_word(context.words, text, second);
        return word.is_empty() || word == unit;
    }
    next.is_none_or(|c| !is_hanzi(c) || "的左以".contains(c))
}
