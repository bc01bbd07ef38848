//! What templates, tools and the web left in a text and no reader should see.

mod ai_residue;
mod blank_slot;
mod count_without_noun;
mod dev_marker;
mod editor_ui_text;
mod foreign_self_name;
mod html_entity_shown;
mod invisible_char;
mod markdown_residue;
mod mojibake;
mod phrases;
mod placeholder_text;
mod placeholder_x;
mod scraper_marker;
mod template_variable;
mod tracked_change;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "leftovers",
    title: "残留物",
    rules: &[
        &scraper_marker::RULE,
        &placeholder_text::RULE,
        &placeholder_x::RULE,
        &template_variable::RULE,
        &dev_marker::RULE,
        &editor_ui_text::RULE,
        &ai_residue::RULE,
        &markdown_residue::RULE,
        &html_entity_shown::RULE,
        &tracked_change::RULE,
        &blank_slot::RULE,
        &mojibake::RULE,
        &invisible_char::RULE,
        &foreign_self_name::RULE,
        &count_without_noun::RULE,
    ],
};

/// What the rules on traces of tools and templates rest on.
const BASIS: &str = "《政府网站发展指引》（国办发〔2017〕47号）";
