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
