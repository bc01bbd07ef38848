//! Exclamation and question marks in a row: too many of them, in the wrong order, or after a full stop.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/exclamation-run",
    title: "叹号、问号叠用",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.2.3.3、4.3.3.2、4.3.3.3",
    page: include_str!("exclamation_run.md"),
    trigger: Trigger::words(&[
        "！！！！",
        "？？？？",
        "？？？！",
        "？？！！",
        "？！！！",
        "！？",
        "。！",
        "。？",
    ]),
    check: Check::Paragraph(check),
};

static RUN: LazyLock<Regex> = LazyLock::new(|| pattern("。?[！？!?]+"));

/// At most so many of one mark may stand together.
const MOST: usize = 3;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for run in RUN.find_iter(text) {
        let marks = run.as_str();
        let message = if marks.starts_with('。') {
            "句号与叹号、问号叠用，请只留一个"
        } else if marks.chars().count() > MOST {
            "叹号、问号叠用过多，一般用一个，最多叠用三个"
        } else if is_reversed(marks) {
            "问号与叹号连用时，问号在前"
        } else {
            continue;
        };
        // Marks of half width after anything but Chinese are code, an address or another language.
        let before = neighbour::before(text, run.start());
        if !marks.starts_with(['。', '！', '？']) && !before.is_some_and(|c| is_hanzi(c) || "”’」』）》".contains(c))
        {
            continue;
        }
        // A run that is all of a quotation or a remark is spoken of or stands for speechlessness.
        if before.is_some_and(|c| "“‘「『（".contains(c)) {
            continue;
        }
        let finding = findings.report(paragraph.source(run.range()), message);
        if let Some(mark) = marks.strip_prefix('。') {
            if mark.chars().count() == 1 {
                finding.suggest(mark);
            }
        } else if is_reversed(marks) {
            finding.suggest("？！");
        }
    }
}

/// Whether a question mark follows an exclamation mark.
fn is_reversed(marks: &str) -> bool {
    let first = marks.find(['！', '!']);
    first.is_some_and(|first| marks[first..].contains(['？', '?']))
}
