//! Numbers of headings, articles and lists, in Hanzi or digits of either width.

use crate::text::numeral::{arabic, hanzi};

/// The largest number that a list is taken to reach.
const LARGEST: u32 = 99_999;

/// Whether `c` may stand in a number written in Hanzi.
pub(super) const fn is_hanzi_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '零' | '〇'
    )
}

/// Whether `c` is a digit of half or full width.
pub(super) const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// What `c` counts if it is ① to ⑳.
pub(super) fn circled(c: char) -> Option<u32> {
    matches!(c, '①'..='⑳').then(|| u32::from(c) - u32::from('①') + 1)
}

/// The number that `text` is, if it is nothing else and not too large for a list.
pub(super) fn number(text: &str) -> Option<u32> {
    let mut total = 0_u32;
    let mut digits = 0_u32;
    let mut read = false;
    for c in text.chars() {
        read = true;
        if let Some(value) = arabic(c).or_else(|| hanzi(c)) {
            digits = digits * 10 + value;
        } else {
            let unit = match c {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                _ => return None,
            };
            total += digits.max(1) * unit;
            digits = 0;
        }
        if total > LARGEST || digits > LARGEST {
            return None;
        }
    }
    read.then(|| total + digits)
}

/// `number` in digits or in a circle if `sample` is, else in Hanzi.
pub(super) fn written_like(sample: &str, number: u32) -> String {
    if sample.starts_with(is_digit) {
        return number.to_string();
    }
    if sample.starts_with(|c| circled(c).is_some()) {
        let sign = char::from_u32(u32::from('①') + number.saturating_sub(1));
        return sign.map(String::from).unwrap_or_default();
    }
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS.get(value as usize % 10).copied().unwrap_or_default();
    let mut written = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let value = number / unit % 10;
        if value == 0 {
            gap = !written.is_empty();
            continue;
        }
        if gap {
            written.push('零');
            gap = false;
        }
        if !(unit == 10 && value == 1 && written.is_empty()) {
            written.push_str(digit(value));
        }
        written.push_str(name);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("一百", 100),
            ("一百零二", 102),
            ("一百一十", 110),
            ("一千零一", 1001),
            ("１2", 12),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!((number("一三"), number("二〇")), (Some(13), Some(20)));
        assert_eq!((number(""), number("一个"), number("99999999999")), (None, None, None));
        for value in [1, 9, 10, 11, 20, 99, 100, 101, 120, 1001, 1010] {
            assert_eq!(number(&written_like("一", value)), Some(value));
        }
        assert_eq!((&*written_like("3", 12), &*written_like("三", 12)), ("12", "十二"));
    }
}
