//! Numbers in front of headings with the wrong mark behind them: （一）、 and 一，

use std::sync::LazyLock;

use regex::Regex;

use super::{
    numeral::is_hanzi_numeral,
    outline::{lines, without_indent},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "structure/ordinal-mark",
    title: "序次语后的标点",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）附录B.3",
    page: include_str!("ordinal_mark.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?<bracketed>[（(][一二三四五六七八九十百]{1,4}[）)]|[（(]?[0-9]{1,2}[）)]|[一二三四五六七八九十]{1,3}[）)])[ ]?[、，。．.,：:]|(?<plain>[一二三四五六七八九十百]{1,3})[ ]?[，,.．:：])",
    )
});

/// Hanzi beyond which a line is a sentence that begins with a number.
const LONGEST_HEADING: usize = 60;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    for line in lines(prose) {
        let body = without_indent(line.text);
        if !body.starts_with(|c: char| is_hanzi_numeral(c) || c.is_ascii_digit() || matches!(c, '（' | '(')) {
            continue;
        }
        // Most such lines go on with words, and the expression is spared.
        let number = body.trim_start_matches(|c: char| {
            is_hanzi_numeral(c) || c.is_ascii_digit() || matches!(c, '（' | '(' | '）' | ')' | ' ')
        });
        if !number.starts_with(['、', '，', '。', '．', '.', ',', '：', ':']) {
            continue;
        }
        let Some(captures) = LABEL.captures(body) else { continue };
        let whole = captures.get_match();
        let start = line.text.len() - body.len();
        let after = neighbour::after(body, whole.end());
        let right = if let Some(bracketed) = captures.name("bracketed") {
            // （一）、（二）项
            if matches!(after, None | Some('（' | '(')) {
                continue;
            }
            bracketed.as_str().to_owned()
        } else if let Some(plain) = captures.name("plain") {
            let is_sentence = after.is_none_or(|c| !is_hanzi(c) || is_hanzi_numeral(c) || matches!(c, '是' | '比'))
                || neighbour::head(body, 0, LONGEST_HEADING * 2)
                    .chars()
                    .filter(|&c| is_hanzi(c))
                    .count()
                    > LONGEST_HEADING;
            if is_sentence {
                continue;
            }
            format!("{}、", plain.as_str())
        } else {
            continue;
        };
        findings
            .report(
                line.source(start..start + whole.end()),
                format!("序次语应写作「{right}」"),
            )
            .suggest(right);
    }
}
