//! 首先, 其次, 再次 and 最后 in disorder.

use std::sync::LazyLock;

use regex::Regex;

use super::outline::lines;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{neighbour, text_range::TextRange},
};

pub(super) static RULE: Rule = Rule {
    id: "structure/ordinal-words",
    title: "首先、其次、最后",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）附录B.3",
    page: include_str!("ordinal_words.md"),
    trigger: Trigger::words(&[
        "其次，",
        "首先，",
        "最后，",
        "再次，",
        "其次,",
        "首先,",
        "最后,",
        "再次,",
    ]),
    check: Check::Document(check),
};

static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[。；！？\s”])(?<word>首先|其次|再次|最后)[，,]"));

/// What may come first instead of 首先, as words or anywhere in them.
static FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"首先|第一|一是|一要|一方面|一则|首要|先是|先要|最|主要|首个|头等|1[.、]"));

const ORDER: [&str; 4] = ["首先", "其次", "再次", "最后"];

/// Lines above in which a first member may stand.
const REACH: usize = 5;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let lines = lines(prose);
    for (index, line) in lines.iter().enumerate() {
        let mut last: Option<(usize, TextRange)> = None;
        for captures in WORD.captures_iter(line.text) {
            let Some(word) = captures.name("word") else { continue };
            let Some(rank) = ORDER.iter().position(|&name| name == word.as_str()) else {
                continue;
            };
            let place = line.source(word.range());
            match last {
                None if rank == 1 => {
                    let above = &lines[index.saturating_sub(REACH)..index];
                    let has_first = FIRST.is_match(neighbour::tail(line.text, word.start(), 400))
                        || above
                            .iter()
                            .any(|line| FIRST.is_match(neighbour::head(line.text, 0, 400)));
                    if !has_first {
                        findings.report(place, "前面没有「首先」，请补上或改写");
                    }
                }
                // 其次 may be said again of what comes next.
                Some((before, other)) if rank < before || (rank == before && rank != 1) => {
                    let message = if rank == before {
                        format!("「{}」用了两次", word.as_str())
                    } else {
                        format!("「{}」在「{}」之后，序次颠倒", word.as_str(), ORDER[before])
                    };
                    findings.report(place, message).relate(other, "前一个在这里");
                }
                _ => {}
            }
            last = Some((rank, place));
        }
    }
}
