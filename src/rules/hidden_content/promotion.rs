//! What injected texts promote, and the words of those who fight it.

use std::{ops::Range, sync::LazyLock};

use aho_corasick::AhoCorasick;

use crate::rules::word_list::{finder, word_list};

/// Names of what is promoted on pages that were broken into: gambling, forged papers, pornography, shady loans.
pub(super) const PROMOTED: &[&str] = word_list!("promoted.txt");

/// Words beside which the same names are news, warnings or law.
const OPPOSED: &[&str] = word_list!("opposed.txt");

/// Where the promoted things stand in `text`.
pub(super) fn promoted(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| finder(PROMOTED));
    FINDER.find_iter(text).map(|found| found.range())
}

/// Whether `text` speaks against what it names.
pub(super) fn is_opposed(text: &str) -> bool {
    static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| finder(OPPOSED));
    FINDER.is_match(text)
}
