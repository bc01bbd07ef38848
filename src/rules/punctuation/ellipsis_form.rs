//! Ellipses that are not six dots in two places.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{
        Check, Context, Findings, Marks, Rule, Trigger,
        habit::{self, Slip},
        pattern::pattern,
    },
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/ellipsis-form",
    title: "省略号写法",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.11.2、5.1.5、附录 A.9.1",
    page: include_str!("ellipsis_form.md"),
    trigger: Trigger::marks(
        Marks::ELLIPSIS
            .or(Marks::FULL_STOP)
            .or(Marks::HALF_WIDTH_POINT)
            .or(Marks::ENUMERATION_COMMA)
            .or(Marks::MIDDLE_DOT),
    ),
    check: Check::Document(check),
};

static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"…+|⋯+|‥+|。{3,}|．{3,}|\.{3,}|、{3,}|·{3,}|•{3,}|・{3,}"));

/// What the pattern matches besides separators.
static DOTS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["···", "・・・"].map(Finder::new));

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut slips = Vec::new();
    for paragraph in &prose.paragraphs {
        look(paragraph, &mut slips);
    }
    // Every ellipsis in the right form is two of these characters.
    let right = || habit::occurrences(prose, |c| c == '…') / 2;
    let habit = |count| format!("全文省略号多不是六个点，有{count}处，应当写作“……”");
    habit::report(slips, right, habit, findings);
}

fn look(paragraph: &Paragraph<'_>, slips: &mut Vec<Slip>) {
    let text = &*paragraph.text;
    if !may_match(paragraph) {
        return;
    }
    for run in RUN.find_iter(text) {
        let count = run.as_str().chars().count();
        let before = neighbour::before(text, run.start());
        let after = neighbour::after(text, run.end());
        let message = match run.as_str().chars().next() {
            Some('…') if matches!(count, 2 | 4) => continue,
            Some('…') if count == 1 => {
                if paragraph.kind == SegmentKind::Attribute || !is_chinese(before) && !is_chinese(after) {
                    continue;
                }
                "省略号是六个点，占两个字的位置"
            }
            // Twelve dots stand for whole paragraphs that were left out.
            Some('…') => "省略号是六个点，占两个字的位置；省略整段时用十二个点",
            Some('.') if !is_chinese(before) || is_code(after) => continue,
            // A fence around code in the wrong characters; that a line begins with a mark is a rule of its own.
            Some('、') if before.is_none_or(|c| c == '\n') => continue,
            _ => "省略号应当写作“……”",
        };
        if count > 2 && leads_to_page(text, run.end()) {
            continue;
        }
        slips.push(Slip {
            range: paragraph.source(run.range()),
            message: message.to_owned(),
            suggestions: vec!["……".to_owned()],
        });
    }
}

/// Whether the pattern is worth asking; it seldom is.
fn may_match(paragraph: &Paragraph<'_>) -> bool {
    let separators = paragraph.separators();
    let is_dot = |c: char| matches!(c, '。' | '．' | '.' | '、' | '•');
    separators.iter().any(|(_, c)| matches!(c, '…' | '⋯' | '‥'))
        || separators
            .windows(3)
            .any(|marks| is_dot(marks[0].1) && marks.iter().all(|(_, c)| *c == marks[0].1))
        || paragraph.marks().intersects(Marks::MIDDLE_DOT)
            && DOTS.iter().any(|dots| dots.find(paragraph.text.as_bytes()).is_some())
}

fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| is_hanzi(c) || "”’》）】，。、；：！？“‘《（【".contains(c))
}

/// Whether half-width dots before `after` belong to a path, a range or a call.
fn is_code(after: Option<char>) -> bool {
    after.is_some_and(|c| c.is_ascii_alphanumeric() || "/\\.)]}".contains(c))
}

/// Whether a page number follows at the end of the line, as in a table of contents.
fn leads_to_page(text: &str, at: usize) -> bool {
    let rest = neighbour::head(text, at, 12).trim_start();
    let rest = rest.trim_start_matches(['（', '(', '-', '—']);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    after.len() < rest.len()
        && after
            .trim_start_matches(['）', ')', '-', '—', '页'])
            .trim_start_matches([' ', '\u{3000}'])
            .chars()
            .next()
            .is_none_or(|c| c == '\n')
}
