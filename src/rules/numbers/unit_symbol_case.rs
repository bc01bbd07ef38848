//! Symbols of units in the wrong case, or with a digit for an exponent: 15KM, 560m2.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/unit-symbol-case",
    title: "单位符号大小写",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "GB 3101—1993《有关量、单位和符号的一般原则》",
    page: include_str!("unit_symbol_case.md"),
    trigger: Trigger::marks(Marks::LATIN),
    check: Check::Paragraph(check),
};

static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "[0-9０-９万亿]\\s?((?:KM|Km|kM|CM|Cm|MM)[23²³]?|km[23]|cm[23]|mm[23]|M[23²³]|m[23]|KG|Kg|kG|MG|",
        "KWH|Kwh|kwh|KWh|Kw·h|KW·h|kw·h|KW|Kw|kw|Mw|KVA|Kva|kva|KV|Kv|kv|HZ|hz|KHZ|Khz|khz|MHZ|Mhz|mhz|GHZ|Ghz|",
        "KPA|Kpa|kpa|MPA|Mpa|mpa|ML|Ml|KJ|Kj|MAH|mah|DB|db)",
    ))
});

/// Whether a letter follows a number; few do, and the expression is spared.
fn has_letter_behind_number(text: &str) -> bool {
    let mut before = None;
    text.chars().any(|c| {
        let is_number = |c: char| matches!(c, '0'..='9' | '０'..='９' | '万' | '亿');
        let is_met = c.is_ascii_alphabetic() && before.is_some_and(is_number);
        if !c.is_whitespace() {
            before = Some(c);
        }
        is_met
    })
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    if !has_letter_behind_number(text) {
        return;
    }
    for captures in SYMBOL.captures_iter(text) {
        let (Some(all), Some(symbol)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        let range = paragraph.source(symbol.range());
        // A digit that markup raises is an exponent.
        let is_raised = symbol.as_str().ends_with(['2', '3']) && range.len() > symbol.len();
        let goes_on = neighbour::after(text, symbol.end())
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '²' | '³' | '_' | '^' | '-' | '·' | '.'));
        if is_raised || goes_on || is_code(text, all.start()) {
            continue;
        }
        let right = right_form(symbol.as_str());
        findings
            .report(range, format!("单位符号写错，应为「{right}」"))
            .suggest(right);
    }
}

/// Whether the number that reaches to `at` is the end of a code or a name: X200KM.
fn is_code(text: &str, at: usize) -> bool {
    let window = neighbour::tail(text, at, 12);
    let number = window.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    number.ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | '/' | '#' | '=' | '&'))
}

fn right_form(symbol: &str) -> String {
    let (letters, power) = match symbol.trim_end_matches(['2', '3', '²', '³']) {
        letters if symbol.ends_with(['2', '²']) => (letters, "²"),
        letters if symbol.ends_with(['3', '³']) => (letters, "³"),
        letters => (letters, ""),
    };
    let lower = letters.to_ascii_lowercase();
    let right = match &*lower {
        "kwh" | "kw·h" => "kW·h",
        "kw" => "kW",
        "mw" => "MW",
        "kv" => "kV",
        "kva" => "kV·A",
        "hz" => "Hz",
        "khz" => "kHz",
        "mhz" => "MHz",
        "ghz" => "GHz",
        "kpa" => "kPa",
        "mpa" => "MPa",
        "ml" => "mL",
        "kj" => "kJ",
        "mah" => "mA·h",
        "db" => "dB",
        other => other,
    };
    format!("{right}{power}")
}
