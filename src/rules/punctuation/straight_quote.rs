//! Straight quotation marks around Chinese.

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::{Paragraph, Prose},
    rules::{
        Check, Context, Findings, Marks, Rule, Trigger,
        habit::{self, Slip},
    },
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/straight-quote",
    title: "直引号当中文引号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.8.2、5.1.3",
    page: include_str!("straight_quote.md"),
    trigger: Trigger::marks(Marks::STRAIGHT_QUOTE),
    check: Check::Document(check),
};

/// Bytes of the longest quotation. What is longer has lost a mark.
const LONGEST_QUOTATION: usize = 360;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut slips = Vec::new();
    for paragraph in &prose.paragraphs {
        look(paragraph, &mut slips);
    }
    let right = || habit::occurrences(prose, |c| c == '“');
    let habit = |count| format!("全文中文里多用直引号，有{count}处，应当用“”");
    habit::report(slips, right, habit, findings);
}

fn look(paragraph: &Paragraph<'_>, slips: &mut Vec<Slip>) {
    let text = &*paragraph.text;
    let mut open: Option<usize> = None;
    let mut lone = None;
    let mut count = 0_usize;
    for at in memchr::memchr_iter(b'"', text.as_bytes()) {
        count += 1;
        lone = Some(at);
        if let Some(opening) = open
            && at - opening <= LONGEST_QUOTATION
            && !text[opening..at].contains('\n')
        {
            open = None;
            if is_chinese_quotation(text, opening, at) {
                slips.push(Slip {
                    range: paragraph.source(opening..at + 1),
                    message: "中文里用了直引号，应当用“”".to_owned(),
                    suggestions: vec![format!("“{}”", &text[opening + 1..at])],
                });
            }
        } else if may_open(text, at) {
            open = Some(at);
        }
    }
    // The other mark was forgotten, or is a curved one.
    if let Some(at) = lone.filter(|_| count == 1) {
        let is_beside = |c: Option<char>| c.is_some_and(is_hanzi);
        if is_beside(neighbour::before(text, at)) && is_beside(neighbour::after(text, at + 1)) {
            slips.push(Slip {
                range: paragraph.source(at..at + 1),
                message: "中文里用了直引号，应当用“”，并且成对".to_owned(),
                suggestions: Vec::new(),
            });
        }
    }
}

/// Whether the mark at byte `at` can open a quotation: it does not follow a number, as inches do, and something to quote
/// follows.
fn may_open(text: &str, at: usize) -> bool {
    !neighbour::before(text, at).is_some_and(|c| c.is_ascii_digit())
        && !neighbour::after(text, at + 1).is_none_or(|c| c.is_whitespace() || "，。、；：！？）》”,.;:!?)".contains(c))
}

/// Whether the marks at the bytes `opening` and `closing` quote Chinese in a Chinese sentence, not a value in code.
fn is_chinese_quotation(text: &str, opening: usize, closing: usize) -> bool {
    let inside = &text[opening + 1..closing];
    if !inside.contains(is_hanzi) || inside.contains(['=', '<', '>', '{', '}', '\\']) {
        return false;
    }
    let left = neighbour::tail(text, opening, 4);
    let right = neighbour::head(text, closing + 1, 3);
    let is_code = |c: char| "=<>{}\\".contains(c);
    if left.contains(is_code) || right.contains(is_code) {
        return false;
    }
    // The arguments of a call and the members of an array or an object.
    let before = left.trim_end().chars().next_back();
    let after = right.trim_start().chars().next();
    let is_argument = before.is_some_and(|c| ":,[(".contains(c)) && after.is_none_or(|c| ":,])".contains(c));
    // The value of a key in Latin letters, and the title of a link in Markdown.
    let is_ascii = |c: char| c.is_ascii_alphanumeric() || c == '/';
    let is_value = left
        .trim_end()
        .strip_suffix(':')
        .is_some_and(|key| key.ends_with(is_ascii));
    let is_link_title =
        left.ends_with(' ') && after == Some(')') && (before.is_some_and(is_ascii) || is_in_link(text, opening));
    !(is_argument || is_value || is_link_title)
}

/// Whether byte `at` stands in the address of a Markdown link that is written wrong, so that it shows.
fn is_in_link(text: &str, at: usize) -> bool {
    /// Characters of the longest address that is looked at.
    const LONGEST: usize = 120;
    let before = neighbour::tail(text, at, LONGEST);
    before
        .rsplit_once("](")
        .is_some_and(|(_, address)| !address.contains([')', '\n']))
}
