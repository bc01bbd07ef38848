//! Double book title marks inside double ones.

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/book-title-nesting",
    title: "书名号里套双书名号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.15.3.5",
    page: include_str!("book_title_nesting.md"),
    trigger: Trigger::marks(Marks::BOOK_TITLE),
    check: Check::Paragraph(check),
};

/// Bytes of the longest title. What is longer has lost a mark, and what is inside what is a guess.
const LONGEST_TITLE: usize = 450;

/// A title that is not yet closed, with the titles inside it.
struct Title {
    at: usize,
    inner: Vec<(usize, usize)>,
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let source = |at: usize| paragraph.source(at..at + '《'.len_utf8());
    let mut open: Vec<Title> = Vec::new();
    for &(at, c) in paragraph.separators() {
        match c {
            '《' => open.push(Title { at, inner: Vec::new() }),
            // No title holds a sentence.
            '。' => open.clear(),
            '》' => {
                let Some(title) = open.pop() else { continue };
                if at - title.at > LONGEST_TITLE {
                    continue;
                }
                // A third level has double marks again: 《……〈……《……》……〉……》.
                if let Some(outer) = open.last_mut()
                    && title.at - outer.at <= LONGEST_TITLE
                    && !text[outer.at..title.at].contains(['〈', '<', '＜'])
                {
                    outer.inner.push((title.at, at));
                }
                for (opening, closing) in title.inner {
                    findings
                        .report(source(opening), "书名号里面又用书名号时，里面一层应当用单书名号")
                        .suggest("〈")
                        .relate(source(closing), "与它配对的后书名号也改为单书名号");
                }
            }
            _ => {}
        }
    }
}
