//! A decade without its century: 建于80年代.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/decade-without-century",
    title: "年代缺世纪",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）；年代应写明世纪",
    page: include_str!("decade_without_century.md"),
    trigger: Trigger::words(&["0年代", "十年代"]),
    check: Check::Paragraph(check),
};

static DECADE: LazyLock<Regex> = LazyLock::new(|| pattern("[1-9１-９][0０]年代|[二三四五六七八九]十年代"));

/// How much of a sentence is read for its century.
const SENTENCE: usize = 120;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in DECADE.find_iter(text) {
        let is_part = neighbour::before(text, found.start()).is_some_and(|c| {
            numerals::arabic(c).is_some() || numerals::is_hanzi_numeral(c) || "、至到—－–-~～《纪和与及".contains(c)
        });
        let before = neighbour::tail(text, found.start(), SENTENCE);
        let sentence = before.rsplit(['。', '！', '？', '；', '\n']).next().unwrap_or_default();
        let is_told = sentence.contains("世纪");
        if !is_part && !is_told {
            let decade = found.as_str();
            findings.report(
                paragraph.source(found.range()),
                format!("「{decade}」没有写明世纪，例如“20世纪{decade}”"),
            );
        }
    }
}
