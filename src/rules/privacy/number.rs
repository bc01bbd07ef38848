//! Numbers of persons as people write them: in one run or in groups, in half or full width.
//!
//! Most digits of a text are years and amounts. So the text is looked at in strides, which no group of four digits
//! escapes, and only what is long enough is handed on.

use std::ops::Range;

pub(super) use crate::text::code::code;
use crate::text::{code::half_width, neighbour};

/// A run of digits and Latin letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    start: usize,
    end: usize,
    /// Characters.
    length: usize,
    /// What joins it to the next group, if anything does.
    joint: Option<char>,
}

/// A number that has one of the wanted shapes.
#[derive(Debug)]
pub(super) struct Number {
    /// Its bytes in the text, without a country code.
    pub(super) range: Range<usize>,
    /// Its characters in half width and upper case, without joints.
    pub(super) text: String,
}

/// Calls `each` with every number of `text` whose groups have the lengths of one of `shapes`, the first that `each`
/// accepts counting. Numbers that are part of a longer one, of an address on the web or of a masked one are left out.
pub(super) fn find(text: &str, shapes: &[&[usize]], mut each: impl FnMut(&Number) -> bool) {
    let least = shapes
        .iter()
        .map(|shape| shape.iter().sum::<usize>())
        .min()
        .unwrap_or(0);
    clusters(text, least, |groups| {
        let mut first = 0;
        while first < groups.len() {
            let accepted = shapes.iter().find(|shape| {
                fit(text, groups, first, shape).is_some_and(|number| is_alone(text, &number.range) && each(&number))
            });
            first += accepted.map_or(1, |shape| shape.len());
        }
    });
}

fn fit(text: &str, groups: &[Group], first: usize, shape: &[usize]) -> Option<Number> {
    let window = groups.get(first..first + shape.len())?;
    if !window.iter().map(|group| group.length).eq(shape.iter().copied()) {
        return None;
    }
    // A hyphen makes what it joins one number; a space need not.
    let is_hyphen = |group: Option<&Group>| group.is_some_and(|group| group.joint.is_some_and(is_hyphen));
    let before = first.checked_sub(1).and_then(|index| groups.get(index));
    if is_hyphen(before) || is_hyphen(window.last()) {
        return None;
    }
    let range = window.first()?.start..window.last()?.end;
    let text = half_width(text.get(range.clone())?);
    Some(Number { range, text })
}

/// Whether what stands beside `range` does not belong to the same thing.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    let mut before = text.get(..range.start).unwrap_or_default().chars().rev();
    let mut after = text.get(range.end..).unwrap_or_default().chars();
    let (near, far) = (before.next(), before.next());
    let begins = match near {
        Some('=' | '&' | '_' | '@' | '#' | '?' | '%') => false,
        Some('.') => far.is_none_or(|c| code(c).is_none()),
        Some('/') => !far.is_some_and(|c| c.is_ascii_alphabetic() || c == '/'),
        Some(c) => !is_mask(c),
        None => true,
    };
    let (near, far) = (after.next(), after.next());
    let ends = match near {
        Some('=' | '&' | '_' | '@' | '%') => false,
        Some('.' | '/') => {
            !far.is_some_and(|c| c.is_ascii_alphanumeric() && (near == Some('.') || !c.is_ascii_digit()))
        }
        Some(c) => !is_mask(c),
        None => true,
    };
    begins && ends
}

/// Whether `c` stands in for a character that is not to be seen.
pub(super) const fn is_mask(c: char) -> bool {
    matches!(c, '*' | '＊' | '×' | '✕' | '●' | '■' | '○' | '□' | '※' | '＃')
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '－' | '‐' | '‑' | '–' | '—')
}

const fn is_joint(c: char) -> bool {
    is_hyphen(c) || matches!(c, ' ' | '\u{A0}' | '\u{3000}')
}

/// Calls `each` with groups that are joined by one space or hyphen each and have `least` characters together.
fn clusters(text: &str, least: usize, mut each: impl FnMut(&[Group])) {
    const STRIDE: usize = 4;
    let bytes = text.as_bytes();
    let mut groups = Vec::new();
    let mut floor = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if !(byte.is_ascii_digit() || byte == 0xEF) || !is_digit_at(text, at) {
            at += STRIDE;
            continue;
        }
        if let Some(end) = end_if_short(bytes, floor, at, least) {
            at = end;
            continue;
        }
        let start = begin(text, floor, at);
        let end = read(text, start, &mut groups);
        if groups.iter().map(|group: &Group| group.length).sum::<usize>() >= least {
            each(&groups);
        }
        floor = end;
        at = end.max(at + 1);
    }
}

/// Where the run that holds byte `at` ends, if it is shorter than `least` and nothing can join it to another, as a year
/// among Hanzi is. Saves decoding the text around most digits.
fn end_if_short(bytes: &[u8], floor: usize, at: usize, least: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let head = bytes.get(floor..at)?;
    let before = head
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    if length == 0 || before + length >= least {
        return None;
    }
    // Joints and full-width digits begin with one of these bytes; a joint or a digit before it has three bytes at most.
    let may_join = |byte: &u8| matches!(byte, b' ' | b'-' | 0xC2 | 0xE2 | 0xE3 | 0xEF);
    let head = head.get(..head.len() - before)?;
    let near = head.get(head.len().saturating_sub(3)..)?;
    let joins = rest.get(length).is_some_and(may_join) || near.iter().any(may_join);
    (!joins).then_some(at + length)
}

fn is_digit_at(text: &str, at: usize) -> bool {
    neighbour::after(text, at).is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Where the cluster that holds byte `at` begins, not before `floor`.
fn begin(text: &str, floor: usize, at: usize) -> usize {
    let mut start = at;
    let mut before = text.get(floor..at).unwrap_or_default().char_indices().rev().peekable();
    while let Some((index, c)) = before.next() {
        let joins = is_joint(c) && before.peek().is_some_and(|&(_, next)| code(next).is_some());
        if code(c).is_some() {
            start = floor + index;
        } else if !joins {
            break;
        }
    }
    start
}

/// Reads the groups of the cluster that begins at `start`, and tells where it ends.
fn read(text: &str, start: usize, groups: &mut Vec<Group>) -> usize {
    groups.clear();
    let rest = text.get(start..).unwrap_or_default();
    let mut chars = rest.char_indices().peekable();
    let mut current: Option<Group> = None;
    while let Some((index, c)) = chars.next() {
        let at = start + index;
        if code(c).is_some() {
            let group = current.get_or_insert(Group {
                start: at,
                end: at,
                length: 0,
                joint: None,
            });
            group.end = at + c.len_utf8();
            group.length += 1;
            continue;
        }
        let joins = is_joint(c) && chars.peek().is_some_and(|&(_, next)| code(next).is_some());
        if let Some(mut group) = current.take() {
            group.joint = joins.then_some(c);
            groups.push(group);
        }
        if !joins {
            return at;
        }
    }
    groups.extend(current);
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, shapes: &[&[usize]]) -> Vec<String> {
        let mut found = Vec::new();
        find(text, shapes, |number| {
            found.push(text[number.range.clone()].to_owned());
            true
        });
        found
    }

    #[test]
    fn numbers_are_found_at_every_offset_and_in_every_width() {
        for lead in 0..9 {
            for number in [
                "13812345678",
                "１３８１２３４５６７８",
                "138 1234 5678",
                "138-1234-5678",
            ] {
                let text = format!("{}{number}，", "电".repeat(lead));
                assert_eq!(numbers(&text, &[&[11], &[3, 4, 4]]), [number], "{text}");
                let text = format!("{}：{number}", "x".repeat(lead));
                assert_eq!(numbers(&text, &[&[11], &[3, 4, 4]]), [number], "{text}");
            }
        }
    }

    #[test]
    fn parts_of_other_things_are_no_numbers() {
        for text in [
            "a13812345678",
            "138123456789",
            "0571-13812345678",
            "id=13812345678",
            "1.13812345678",
            "13812345678.5",
            "138****5678",
            "13812345678*",
            "x/13812345678",
        ] {
            assert!(numbers(text, &[&[11], &[3, 4, 4]]).is_empty(), "{text}");
        }
        assert_eq!(
            numbers("13812345678/13912345678", &[&[11]]),
            ["13812345678", "13912345678"]
        );
        assert_eq!(numbers("5 138 1234 5678 20", &[&[3, 4, 4]]), ["138 1234 5678"]);
    }
}
