//! Whole numbers as prose writes them: 103, １０３, 一百零三, 二〇二四.

/// The value of an Arabic digit of either width.
#[must_use]
pub fn arabic(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// The value of a digit in Hanzi.
#[must_use]
pub fn hanzi(c: char) -> Option<u32> {
    let value = match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

/// The value of one character of a number.
fn digit(c: char) -> Option<u32> {
    arabic(c).or_else(|| hanzi(c))
}

/// Whether `c` may be part of a number.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '百')
}

/// The value of a text that is all number; `None` if it is none or over 9999.
#[must_use]
pub fn value(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().nth(7).is_some() {
        return None;
    }
    let (mut total, mut last, mut has_last) = (0_u32, 0_u32, false);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            _ => {
                last = last * 10 + digit(c)?;
                has_last = true;
                if last > 9999 {
                    return None;
                }
                continue;
            }
        };
        total += if has_last { last } else { 1 } * unit;
        (last, has_last) = (0, false);
    }
    total.checked_add(last).filter(|&total| total <= 9999)
}

/// The number at the start of `text`, and its length in bytes.
#[must_use]
pub fn leading(text: &str) -> Option<(u32, usize)> {
    let length = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
    Some((value(text.get(..length)?)?, length))
}

/// The number at the end of `text`, and the byte where it begins.
#[must_use]
pub fn trailing(text: &str) -> Option<(u32, usize)> {
    let rest = text.trim_end_matches(is_numeral).len();
    Some((value(text.get(rest..)?)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_either_end() {
        for (text, expected) in [
            ("103", Some(103)),
            ("１０３", Some(103)),
            ("一百零三", Some(103)),
            ("一百", Some(100)),
            ("十", Some(10)),
            ("二十", Some(20)),
            ("七十五", Some(75)),
            ("二〇二四", Some(2024)),
            ("三", Some(3)),
            ("", None),
            ("12345", None),
            ("九九九九九九九", None),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
        assert_eq!(leading("100周年"), Some((100, 3)));
        assert_eq!(leading("周年"), None);
        assert_eq!(trailing("党的二十"), Some((20, "党的".len())));
    }
}
