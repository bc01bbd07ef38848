//! Double quotation marks without their partner, which a quotation of several paragraphs may have far away.

use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/quote-unpaired",
    title: "引号不成对",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.8.2、4.8.3.5",
    page: include_str!("quote_unpaired.md"),
    trigger: Trigger::marks(Marks::DOUBLE_QUOTE),
    check: Check::Document(check),
};

/// For how many paragraphs a quotation may go on that does not open again at the start of each.
const LONGEST_QUOTATION: usize = 6;

/// The same for one that begins with a paragraph, as a quoted provision does.
const LONGEST_PROVISION: usize = 40;

/// An opening mark whose paragraph does not close it.
#[derive(Clone, Copy)]
struct Pending<'p, 'd> {
    paragraph: &'p Paragraph<'d>,
    number: usize,
    at: usize,
    /// For how many paragraphs it may go on.
    longest: usize,
}

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut pending: Option<Pending<'_, '_>> = None;
    let mut number = 0;
    for paragraph in &prose.paragraphs {
        // Descriptions stand outside the text, and are cut off where their room ends.
        if paragraph.kind == SegmentKind::Attribute {
            continue;
        }
        number += 1;
        let text = &*paragraph.text;
        let mut open: Vec<usize> = Vec::new();
        let mut first = None;
        let mut surplus = None;
        for &(at, c) in paragraph.separators() {
            match c {
                '“' => open.push(at),
                '”' if open.pop().is_some() => {}
                '”' if pending.take().is_some() || is_inch(text, at) => {}
                '”' => surplus = surplus.or(Some(at)),
                _ => continue,
            }
            first = first.or(Some(at));
        }
        if let Some(at) = surplus {
            report(
                paragraph,
                at,
                "这个后引号前面没有与它配对的前引号，请补上，或核对方向",
                findings,
            );
            continue;
        }
        let opens_at_start =
            first.is_some_and(|first| text[..first].trim().is_empty() && text[first..].starts_with('“'));
        // A text that was cut off lacks what would have followed.
        let is_cut_off = text.trim_end().ends_with(['…', '.']);
        let opened = open.first().filter(|_| !is_cut_off).map(|&at| Pending {
            paragraph,
            number,
            at,
            longest: if text[..at].trim().is_empty() {
                LONGEST_PROVISION
            } else {
                LONGEST_QUOTATION
            },
        });
        match (pending, opened) {
            // The quotation goes on, opened again as the norm wants it.
            (Some(_), Some(opened)) if opens_at_start && first == Some(opened.at) => pending = Some(opened),
            (Some(previous), Some(_)) => {
                report_opening(previous, findings);
                pending = opened;
            }
            (Some(_), None) if opens_at_start => pending = None,
            (Some(previous), None) if number - previous.number > previous.longest => {
                report_opening(previous, findings);
                pending = None;
            }
            (Some(_), None) => {}
            (None, opened) => pending = opened,
        }
    }
    if let Some(last) = pending {
        report_opening(last, findings);
    }
}

/// Whether the mark at byte `at` stands for inches or seconds: after a number that is no year.
fn is_inch(text: &str, at: usize) -> bool {
    let tail = neighbour::tail(text, at, 4);
    let digits = tail.chars().rev().take_while(char::is_ascii_digit).count();
    (1..=3).contains(&digits)
}

fn report_opening(opening: Pending<'_, '_>, findings: &mut Findings) {
    let message = "这个前引号后面没有与它配对的后引号，请补上，或核对方向";
    report(opening.paragraph, opening.at, message, findings);
}

fn report(paragraph: &Paragraph<'_>, at: usize, message: &str, findings: &mut Findings) {
    findings.report(paragraph.source(at..at + '“'.len_utf8()), message);
}
