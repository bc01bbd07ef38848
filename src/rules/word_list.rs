//! Lists of words that rules keep beside them as data.

/// The words of a list: several may stand on a line, `#` begins a remark.
pub(super) fn word_list(source: &'static str) -> impl Iterator<Item = &'static str> {
    source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}
