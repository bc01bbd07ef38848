//! The modules of `src/text` that reading a dictionary needs.

#[path = "../../src/text/fold.rs"]
pub mod fold;
#[path = "../folding/compile.rs"]
pub mod folded;
#[path = "../../src/text/hanzi.rs"]
pub mod hanzi;
#[path = "../../src/text/line_index.rs"]
pub mod line_index;
#[path = "../../src/text/text_range.rs"]
pub mod text_range;
