//! What visitors of a page do not see and search engines do: injected links, promotion, redirects.
//!
//! [`style`] tells what is hidden, [`hosts`] what is foreign, [`promotion`] what is promoted; the rules put them together.

mod hidden_frame;
mod hidden_link;
mod hidden_text;
mod hosts;
mod injected_spam;
mod injected_spam_text;
mod promotion;
mod script_redirect;
mod style;
mod title_entity_hijack;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "hidden-content",
    title: "隐藏内容与暗链",
    rules: &[
        &hidden_link::RULE,
        &injected_spam::RULE,
        &injected_spam_text::RULE,
        &title_entity_hijack::RULE,
        &hidden_text::RULE,
        &script_redirect::RULE,
        &hidden_frame::RULE,
    ],
};

/// Whether a tag with one of `names` may begin somewhere in `source`: a cheap look before the page is read.
fn has_tag(source: &str, names: &[&str]) -> bool {
    let bytes = source.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        names.iter().any(|name| {
            let begins = rest
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
            begins && rest.get(name.len()).is_some_and(|byte| !byte.is_ascii_alphanumeric())
        })
    })
}
