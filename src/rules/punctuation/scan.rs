//! Which marks open and close, and how to tell the number of a list item from a closing bracket and a cell of a table from
//! a paragraph.

use crate::text::{hanzi::is_hanzi, neighbour};

/// The opening marks of pairs.
pub(super) const OPENING: &str = "“‘「『（《〈【〔";

/// The closing marks of pairs.
pub(super) const CLOSING: &str = "”’」』）》〉】〕";

/// Where the number begins that the bracket at byte `at` ends, if the two can be the label of a list item: `1）`, `a)`,
/// `二）`.
pub(super) fn label_start(text: &str, at: usize) -> Option<usize> {
    /// Characters of the longest number, with the one before it.
    const LONGEST: usize = 5;
    let tail = neighbour::tail(text, at, LONGEST);
    let kind = Numeral::of(tail.chars().next_back()?)?;
    let rest = tail.trim_end_matches(|c| Numeral::of(c) == Some(kind));
    let number = &tail[rest.len()..];
    if !kind.has(number) {
        return None;
    }
    let is_boundary = |c: char| !(is_hanzi(c) || c.is_alphanumeric() || "）)》”.%％".contains(c));
    let before = rest.chars().next_back();
    before.is_none_or(is_boundary).then_some(at - number.len())
}

/// Whether what begins at byte `at` of `source` begins a cell of a table.
pub(super) fn is_in_cell(source: &str, at: usize) -> bool {
    /// Bytes of the longest tag that is looked at.
    const LONGEST_TAG: usize = 200;
    let before = source.get(..at).unwrap_or_default();
    if before.trim_end_matches([' ', '\t', '\u{3000}']).ends_with('|') {
        return true;
    }
    let before = before.trim_end();
    let Some(start) = before.bytes().rev().take(LONGEST_TAG).position(|byte| byte == b'<') else {
        return false;
    };
    let tag = &before.as_bytes()[before.len() - start - 1..];
    before.ends_with('>')
        && [&b"<td"[..], b"<th", b"<TD", b"<TH"]
            .iter()
            .any(|cell| tag.starts_with(cell))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numeral {
    Digit,
    Letter,
    Hanzi,
}

impl Numeral {
    fn of(c: char) -> Option<Self> {
        match c {
            '0'..='9' | '０'..='９' => Some(Self::Digit),
            'a'..='z' | 'A'..='Z' => Some(Self::Letter),
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => Some(Self::Hanzi),
            _ => None,
        }
    }

    /// Whether the characters of this kind in `number` can number an item.
    fn has(self, number: &str) -> bool {
        match self {
            Self::Digit | Self::Hanzi => number.chars().count() <= 3,
            Self::Letter => number.len() == 1 || number.chars().all(|c| "ivxIVX".contains(c)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_lists_are_told_from_remarks() {
        fn label(text: &str) -> Option<&str> {
            let at = text.find(['）', ')']).unwrap();
            label_start(text, at).map(|start| &text[start..at])
        }
        assert_eq!(label("1）年满十八周岁"), Some("1"));
        assert_eq!(label("条件：a)设备"), Some("a"));
        assert_eq!(label("一是学习；二）落实"), Some("二"));
        assert_eq!(label("iii) 数量"), Some("iii"));
        assert_eq!(label("（一）组织"), Some("一"));
        for text in ["共计1200）", "投资3万元）", "同比增长3.5）", "第一）", "）"] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
