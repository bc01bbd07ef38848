//! Punctuation as GB/T 15834—2011 has it.

mod book_title_misuse;
mod book_title_nesting;
mod book_title_unpaired;
mod bracket_mixed_width;
mod bracket_unpaired;
mod colon_nested;
mod dash_form;
mod double_mark;
mod ellipsis_form;
mod ellipsis_with_deng;
mod enum_comma_between_marks;
mod enum_comma_conjunction;
mod exclamation_run;
mod fullwidth_in_number;
mod halfwidth_punctuation;
mod line_start_mark;
mod missing_final_stop;
mod pair_crossed;
mod quote_nesting;
mod quote_unpaired;
mod scan;
mod stop_around_quote;
mod stop_in_bracket;
mod straight_quote;
mod unpaired;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "punctuation",
    title: "标点符号",
    rules: &[
        &quote_unpaired::RULE,
        &quote_nesting::RULE,
        &straight_quote::RULE,
        &stop_around_quote::RULE,
        &bracket_unpaired::RULE,
        &bracket_mixed_width::RULE,
        &stop_in_bracket::RULE,
        &book_title_unpaired::RULE,
        &book_title_nesting::RULE,
        &book_title_misuse::RULE,
        &pair_crossed::RULE,
        &halfwidth_punctuation::RULE,
        &fullwidth_in_number::RULE,
        &double_mark::RULE,
        &exclamation_run::RULE,
        &enum_comma_between_marks::RULE,
        &enum_comma_conjunction::RULE,
        &colon_nested::RULE,
        &ellipsis_form::RULE,
        &ellipsis_with_deng::RULE,
        &dash_form::RULE,
        &missing_final_stop::RULE,
        &line_start_mark::RULE,
    ],
};
