//! What is true of any text, whatever its format: ranges, lines, folding, segmentation, days, numbers and their check digits.
//!
//! Nothing here knows of documents, dictionaries or rules.

pub mod code;
pub mod day;
pub mod fold;
mod folded;
pub(crate) mod garbled;
pub mod hanzi;
pub mod id_number;
pub mod line_index;
pub mod marks;
pub mod neighbour;
pub mod numeral;
pub(crate) mod pair_hash;
pub(crate) mod pattern;
pub mod segmenter;
pub mod sentence;
mod stretches;
pub mod text_range;
