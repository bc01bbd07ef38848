//! The build of a text: numbers of headings, articles, lists and annexes, and document numbers.

mod article_sequence;
mod attachment_numbering;
mod count_mismatch;
mod dangling_lead_in;
mod document_number_bracket;
mod document_number_form;
mod figure_numbering;
mod heading_sequence;
mod numeral;
mod ordinal_mark;
mod ordinal_shi_sequence;
mod ordinal_words;
mod outline;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "structure",
    title: "结构与序号",
    rules: &[
        &heading_sequence::RULE,
        &article_sequence::RULE,
        &ordinal_shi_sequence::RULE,
        &count_mismatch::RULE,
        &attachment_numbering::RULE,
        &document_number_bracket::RULE,
        &document_number_form::RULE,
        &figure_numbering::RULE,
        &ordinal_words::RULE,
        &ordinal_mark::RULE,
        &dangling_lead_in::RULE,
    ],
};
