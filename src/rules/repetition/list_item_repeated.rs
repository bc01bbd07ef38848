//! Lists that name the same thing twice: 卫生、民政、卫生等部门.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::hanzi_in;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "repetition/list-item-repeated",
    title: "顿号列举里同一项两次",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.5",
    page: include_str!("list_item_repeated.md"),
    trigger: Trigger::marks(Marks::ENUMERATION_COMMA),
    check: Check::Paragraph(check),
};

/// Items between the two, and characters of each, beyond which this is no plain list.
const REACH: usize = 12;
const LONGEST: usize = 8;

/// Words that make an item a part of a sentence.
const GRAMMATICAL: [char; 19] = [
    '的', '和', '及', '与', '或', '对', '由', '为', '把', '将', '在', '是', '给', '向', '到', '从', '以', '等', '其',
];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut start = 0;
    let mut commas = 0;
    for &(at, c) in paragraph.separators().iter().chain([&(text.len(), '\n')]) {
        if c == '、' {
            commas += 1;
        } else if ends_list(c) {
            if commas >= 2 && may_repeat(&text[start..at]) {
                list(paragraph, start..at, findings);
            }
            (start, commas) = (at + c.len_utf8(), 0);
        }
    }
}

/// Whether anything in `clause` that could be an item may begin like another. Most lists end here.
fn may_repeat(clause: &str) -> bool {
    let bytes = clause.as_bytes();
    let mut seen = [0_u64; 4];
    let begins = |(at, c): (usize, char)| matches!(c, '、' | '和' | '及' | '与').then(|| at + c.len_utf8());
    let starts = clause.char_indices().filter_map(begins);
    [0].into_iter().chain(starts).any(|start| {
        // Two Hanzi, which any item has at least.
        let Some(&[a, b, c, d, e, f]) = bytes.get(start..).and_then(<[u8]>::first_chunk) else {
            return false;
        };
        // The constant is 2⁶⁴ divided by the golden ratio.
        let class = u64::from_le_bytes([a, b, c, d, e, f, 0, 0]).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
        let (block, bit) = ((class >> 6) as usize, 1 << (class & 63));
        let is_seen = seen[block] & bit != 0;
        seen[block] |= bit;
        is_seen
    })
}

fn ends_list(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '；'
            | '：'
            | '！'
            | '？'
            | '（'
            | '）'
            | '“'
            | '”'
            | '《'
            | '》'
            | '\n'
            | ' '
            | '\u{3000}'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '('
            | ')'
    )
}

fn list(paragraph: &Paragraph<'_>, clause: Range<usize>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut at = clause.start;
    let items: Vec<Range<usize>> = text[clause]
        .split('、')
        .map(|item| {
            let range = at..at + item.len();
            at = range.end + '、'.len_utf8();
            range
        })
        .collect();
    let mut known: HashMap<&str, usize> = HashMap::new();
    // Words in front of a list are part of its first item, words behind it part of its last.
    let begins = items.first().and_then(|first| neighbour::before(text, first.start));
    let skipped = usize::from(!matches!(begins, Some('：' | ':' | '（' | '(')));
    let last = items.len().saturating_sub(1);
    let named = items.iter().enumerate().skip(skipped).flat_map(|(index, item)| {
        let names = if index == last {
            last_names(text, item.clone())
        } else {
            vec![item.clone()]
        };
        names.into_iter().map(move |name| (index, name))
    });
    for (index, item) in named {
        let name = &text[item.clone()];
        if hanzi_in(name) < 2 || !name.chars().all(|c| is_hanzi(c) || c.is_ascii_alphabetic()) {
            continue;
        }
        if let Some(first) = known.insert(name, index)
            && index - first < REACH
            && items[first..index].iter().all(|item| is_plain(&text[item.clone()]))
            && !first
                .checked_sub(1)
                .is_some_and(|before| begins_anew(&text[items[before].clone()], &text[items[index - 1].clone()]))
        {
            let range = item.start..item.start + name.len();
            findings
                .report(paragraph.source(range), format!("「{name}」在同一列举里出现了两次"))
                .relate(paragraph.source(items[first].clone()), "前一次在这里");
        }
    }
}

fn is_plain(item: &str) -> bool {
    item.chars().take(LONGEST + 1).count() <= LONGEST && !item.contains(GRAMMATICAL)
}

/// Whether the items in front of two that are the same end alike, so that a list is there twice: 有赡养、抚养义务人无赡养、抚养能力.
fn begins_anew(before_first: &str, before_second: &str) -> bool {
    let end = neighbour::tail(before_first, before_first.len(), 2);
    before_first != before_second && before_second.ends_with(end)
}

/// The last items, which 和 may join, without what follows the list.
fn last_names(text: &str, item: Range<usize>) -> Vec<Range<usize>> {
    let whole = &text[item.clone()];
    let whole = &whole[..whole.find('等').filter(|&end| end > 0).unwrap_or(whole.len())];
    let mut start = item.start;
    let mut names = Vec::new();
    for (at, joint) in whole
        .match_indices(['和', '及', '与'])
        .take(2)
        .chain([(whole.len(), "")])
    {
        let end = item.start + at;
        if end > start {
            names.push(start..start + neighbour::head(&text[..end], start, 2 * LONGEST).len());
        }
        start = end + joint.len();
    }
    names
}
