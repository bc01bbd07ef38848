//! Marks that a text was not meant for the public, left in what is about to be published.
//!
//! A mark and talk about marks use the same words. A mark stands by itself: on a line of its own, at the head of a text,
//! with a star. Talk has the words inside a sentence, in quotes, beside 标志 or 应当. [`line`](mod@line) tells them apart.

mod classification_mark;
mod internal_only_mark;
mod line;
mod not_public_mark;
mod secrecy_period_mark;
mod work_secret_mark;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "secrecy",
    title: "密级与内部标志",
    rules: &[
        &classification_mark::RULE,
        &secrecy_period_mark::RULE,
        &internal_only_mark::RULE,
        &work_secret_mark::RULE,
        &not_public_mark::RULE,
    ],
};
