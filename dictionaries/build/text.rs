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

pub mod segmenter {
    //! The one question that reading a dictionary has for the segmenter, answered from the list itself.

    use std::{collections::HashSet, sync::LazyLock};

    /// Whether `word` is listed.
    pub fn is_listed(word: &str) -> bool {
        static LIST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
            let lines = include_str!("../segmentation/jieba.txt").lines();
            lines.filter_map(|line| Some(line.split_once(' ')?.0)).collect()
        });
        LIST.contains(word)
    }
}
