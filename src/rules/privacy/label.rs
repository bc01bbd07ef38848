//! The words right before a number, which say what number it is.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    rules::{pattern::pattern, word_list::word_list},
    text::neighbour,
};

/// Names of numbers that are no one's.
const OTHER_NUMBERS: &[&str] = word_list!("other_number.txt");

/// Characters before a number in which its name is looked for.
const WINDOW: usize = 24;

/// What stands between a name and its number.
const SEPARATORS: [char; 13] = [
    '：', ':', ' ', '\u{A0}', '\u{3000}', '\t', '为', '是', '系', '（', '(', '】', '）',
];

/// The few characters before byte `at`.
pub(super) fn window(text: &str, at: usize) -> &str {
    neighbour::tail(text, at, WINDOW)
}

/// Whether the number at byte `at` is called by one of `names`, in any case.
pub(super) fn is_called(text: &str, at: usize, names: &[&str]) -> bool {
    let before = window(text, at).trim_end_matches(SEPARATORS).to_uppercase();
    names.iter().any(|name| before.ends_with(name))
}

/// Whether the number at byte `at` is said to be that of an order, a file, a good.
pub(super) fn is_other_number(text: &str, at: usize) -> bool {
    is_called(text, at, OTHER_NUMBERS) && !is_id_number(text, at)
}

/// Whether the number at byte `at` is said to be that of a citizen.
pub(super) fn is_id_number(text: &str, at: usize) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:身份证(?:件)?|(?:公民|居民)身份|身份)(?:证)?(?:号码?|编号|代码)?(?:（[^（）]{0,10}）|\([^()]{0,10}\))?[）)】\]]?(?:为|是|系|即)?[\s:：（(【\[]*$",
        )
    });
    LABEL.is_match(window(text, at))
}

/// Whether a unit of measurement follows byte `at`: then it is an amount.
pub(super) fn is_amount(text: &str, at: usize) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*(?:多|余)?(?:元|美元|万|亿|吨|千瓦|兆瓦|度|字节|人次|人民币|平方|立方|公顷|亩|米|千米|公里|公斤|千克|克|升|毫秒|株|尾|羽|枚|册|件|个|次|位数|kWh|ms\b|KB|MB|GB)",
        )
    });
    UNIT.is_match(neighbour::head(text, at, 6))
}
