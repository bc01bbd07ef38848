//! Units that are no legal ones after a number: 120平米.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/non-legal-unit",
    title: "非法定计量单位",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《国务院关于在我国统一实行法定计量单位的命令》（1984）；GB 3100—1993《国际单位制及其应用》",
    page: include_str!("non_legal_unit.md"),
    trigger: Trigger::words(&[
        "公分", "公升", "市斤", "市尺", "公厘", "公担", "立升", "平米", "华里", "加仑", "盎司",
    ]),
    check: Check::Paragraph(check),
};

static UNIT: LazyLock<Regex> =
    LazyLock::new(|| pattern("[万亿]?(?:公分|公升|市斤|市尺|公厘|公担|立升|平米|华里|加仑|盎司)"));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in UNIT.find_iter(text) {
        let number = text[..found.start()].trim_end_matches([' ', '\u{3000}']);
        let is_counted = number.chars().next_back().is_some_and(|c| {
            numerals::arabic(c).is_some() || numerals::is_hanzi_numeral(c) || "多余几来半两数每/／".contains(c)
        });
        // Gold is priced by the ounce, as in 美元/盎司.
        let is_price = found.as_str().ends_with("盎司") && number.ends_with(['/', '／', '每']);
        let is_word = neighbour::after(text, found.end()).is_some_and(|c| "析制子米方级度斤".contains(c));
        if !is_counted || is_price || is_word || is_converted(text, found.range()) {
            continue;
        }
        let written = found.as_str();
        let unit = written.trim_start_matches(['万', '亿']);
        let scale = &written[..written.len() - unit.len()];
        let right = match unit {
            "公分" => "厘米",
            "公升" | "立升" => "升",
            "平米" => "平方米",
            "公厘" => "毫米",
            _ => "",
        };
        if right.is_empty() {
            findings.report(
                paragraph.source(found.range()),
                format!("「{unit}」不是法定计量单位，换算成法定单位"),
            );
        } else {
            findings
                .report(
                    paragraph.source(found.range()),
                    format!("「{unit}」不是法定计量单位，应为「{right}」"),
                )
                .suggest(format!("{scale}{right}"));
        }
    }
}

/// Whether the clause around `unit` converts it into another: 1盎司=28.35克.
fn is_converted(text: &str, unit: std::ops::Range<usize>) -> bool {
    /// Characters on either side that are looked at.
    const REACH: usize = 20;
    let ends = ['，', '。', '；', '！', '？', '\n'];
    let before = neighbour::tail(text, unit.start, REACH).rsplit(ends).next();
    let after = neighbour::head(text, unit.end, REACH).split(ends).next();
    [before, after]
        .into_iter()
        .flatten()
        .any(|clause| clause.contains(['=', '＝', '≈']) || clause.contains("折合") || clause.contains("等于"))
}
