//! Mailboxes at public providers.

use super::number;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, word_list::word_list},
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/personal-email",
    title: "私人邮箱",
    gate: Gate::Secrecy,
    severity: Severity::Info,
    enabled: true,
    basis: "《个人信息保护法》第六条、第二十五条",
    page: include_str!("personal_email.md"),
    trigger: Trigger::marks(Marks::AT),
    check: Check::Paragraph(check),
};

/// Hosts at which anyone may have a mailbox.
const PROVIDERS: &[&str] = word_list!("personal_email.txt");

/// Characters that the part before the `@` has at most (RFC 5321).
const LONGEST_NAME: usize = 64;

/// Characters that the name of a provider has at most.
const LONGEST_HOST: usize = 32;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for (at, sign) in text.match_indices(['@', '＠']) {
        let (before, after) = (&text[..at], &text[at + sign.len()..]);
        let name: usize = before
            .chars()
            .rev()
            .take(LONGEST_NAME)
            .take_while(|&c| is_part(c))
            .map(char::len_utf8)
            .sum();
        let host: usize = after
            .chars()
            .take(LONGEST_HOST)
            .take_while(|&c| is_part(c))
            .map(char::len_utf8)
            .sum();
        let (rest, name) = before.split_at(at - name);
        let host = after[..host].trim_end_matches(['.', '-', '_', '．']);
        let is_whole = name.len() > 1 && !rest.chars().next_back().is_some_and(number::is_mask);
        let folded: String = host
            .chars()
            .map(|c| number::code(c).unwrap_or('.').to_ascii_lowercase())
            .collect();
        if is_whole && PROVIDERS.contains(&&*folded) {
            let end = at + sign.len() + host.len();
            findings.report(
                paragraph.source(at - name.len()..end),
                "这是公共邮箱，多为私人所有，公务联系宜用单位邮箱",
            );
        }
    }
}

fn is_part(c: char) -> bool {
    number::code(c).is_some() || matches!(c, '.' | '-' | '_' | '+' | '．')
}
