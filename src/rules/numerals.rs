//! Numbers as prose writes them, in Arabic and Hanzi numerals, and the measure words that follow them.
//!
//! The rules on numbers and dates read numbers here instead of each in an expression of its own. Every place is a byte
//! offset into the text; every search is bounded, since a text may be nothing but digits.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{pattern::pattern, word_list::word_list};
pub(super) use crate::text::numeral::arabic;
use crate::text::{neighbour, numeral, segmenter::Words};

/// Characters of the longest numeral that is read; longer ones are codes, not numbers.
const LONGEST: usize = 12;

/// Characters of the longest measure word.
const LONGEST_MEASURE: usize = 6;

/// Hanzi that are looked at to tell where a word begins or ends.
const WINDOW: usize = 8;

static MEASURES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| word_list!("measures.txt").iter().copied().collect());

/// A quantity after a word such as “about”: an Arabic number with 十百千万亿, or a number in Hanzi.
static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[ 　]?(?:百分之|千分之|[一二三四五六七八九十百]{1,3}分之)?(?:[0-9０-９]+(?:,[0-9]{3})*(?:[.．][0-9０-９]+)? ?[十百千万亿]{0,3}|[〇零一二两三四五六七八九十百千万亿几半数]{1,8})",
    )
});

/// A numeral that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What it means.
    pub(super) value: u32,
    /// How many characters it has.
    pub(super) length: usize,
    /// Whether it is written in Hanzi.
    pub(super) is_hanzi: bool,
}

/// The value of a Hanzi digit; ○ is one in older texts.
pub(super) fn hanzi_digit(c: char) -> Option<u32> {
    if c == '○' { Some(0) } else { numeral::hanzi(c) }
}

/// Whether `c` is part of a number in Hanzi.
pub(super) fn is_hanzi_numeral(c: char) -> bool {
    hanzi_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// What `text` means, if it is a numeral and nothing else: `12`, `１２`, `十二`, `一百零二`, `二〇二四`.
pub(super) fn value(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let positional = |digit: fn(char) -> Option<u32>| {
        text.chars()
            .try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
    };
    positional(arabic)
        .or_else(|| positional(hanzi_digit))
        .or_else(|| by_place(text))
}

/// A number with 十, 百 and 千.
fn by_place(text: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0_u32, None);
    for c in text.chars() {
        let place = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                digit = Some(hanzi_digit(c)?);
                continue;
            }
        };
        sum = sum.checked_add(digit.take().unwrap_or(1) * place)?;
    }
    sum.checked_add(digit.unwrap_or(0))
}

/// The numeral that ends at byte `at`, or before the single space that does.
pub(super) fn before(text: &str, at: usize) -> Option<Numeral> {
    let head = text.get(..at)?;
    let head = head.strip_suffix([' ', '\u{3000}']).unwrap_or(head);
    let is_hanzi = arabic(head.chars().next_back()?).is_none();
    let mut start = head.len();
    let mut length = 0;
    for (place, _) in head
        .char_indices()
        .rev()
        .take_while(|&(_, c)| belongs(c, is_hanzi))
        .take(LONGEST + 1)
    {
        start = place;
        length += 1;
    }
    Some(Numeral {
        range: start..head.len(),
        value: value(head.get(start..)?)?,
        length,
        is_hanzi,
    })
}

/// The numeral that begins at byte `at`, or after the single space that does.
pub(super) fn after(text: &str, at: usize) -> Option<Numeral> {
    let start = skip_space(text, at);
    let rest = text.get(start..)?;
    let is_hanzi = arabic(rest.chars().next()?).is_none();
    let digits = rest.chars().take_while(|&c| belongs(c, is_hanzi)).take(LONGEST + 1);
    let (length, bytes) = digits.fold((0, 0), |(count, bytes), c| (count + 1, bytes + c.len_utf8()));
    Some(Numeral {
        range: start..start + bytes,
        value: value(rest.get(..bytes)?)?,
        length,
        is_hanzi,
    })
}

fn belongs(c: char, is_hanzi: bool) -> bool {
    if is_hanzi {
        hanzi_digit(c).is_some() && c != '两' || matches!(c, '十' | '百')
    } else {
        arabic(c).is_some()
    }
}

/// Byte `at`, or the byte after the space that stands there.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    match neighbour::after(text, at) {
        Some(c @ (' ' | '\u{3000}')) => at + c.len_utf8(),
        _ => at,
    }
}

/// Where the quantity ends that begins at byte `at`.
pub(super) fn quantity(text: &str, at: usize) -> Option<usize> {
    let found = QUANTITY.find(neighbour::head(text, at, 30))?;
    Some(at + found.end())
}

/// Where the measure word ends that begins at byte `at`, the longest there is; `at` if there is none.
pub(super) fn measure(text: &str, at: usize) -> usize {
    let window = neighbour::head(text, at, LONGEST_MEASURE);
    let ends = window.char_indices().map(|(start, c)| start + c.len_utf8());
    ends.rev()
        .find(|&end| window.get(..end).is_some_and(|word| MEASURES.contains(word)))
        .map_or(at, |end| at + end)
}

/// Whether a measure word begins at byte `at`.
pub(super) fn has_measure(text: &str, at: usize) -> bool {
    measure(text, at) > at
}

/// Where 余 or 多 ends that begins at byte `at` and says that a number is somewhat larger; `number` is where the number
/// itself ends, before its measure words.
pub(super) fn surplus(text: &str, number: usize, at: usize) -> Option<usize> {
    /// 余 begins these: 余震, 余额, 余热.
    const AFTER_REST: &str = "震波数额下热生姓杭姚粮款温光辉晖音威党孽悸味力";
    /// 多 begins these: 多于, 多媒体, 多民族.
    const AFTER_MANY: &str = "于少样元边媒渠层民功云发雨晴震维极国党";
    /// After these there may be a part of one more: 3公里多, 两年多. 40部多种影片 is no such thing.
    const DIVISIBLE: &str = "年月天周时里米吨斤克倍元亩成度岁折升";
    let word = neighbour::after(text, at)?;
    let end = at + word.len_utf8();
    let next = neighbour::after(text, end);
    let divides = || {
        number == at
            || text
                .get(number..at)
                .is_some_and(|measure| measure.ends_with(|c| DIVISIBLE.contains(c) || c == '个'))
    };
    let counts = match word {
        '余' => !next.is_some_and(|c| AFTER_REST.contains(c)),
        '多' => !next.is_some_and(|c| AFTER_MANY.contains(c)) && divides(),
        _ => false,
    };
    counts.then_some(end)
}

/// Whether the Hanzi at `range` are a word, not the end of a longer one: 约 in 大约 is none.
pub(super) fn is_word(words: &Words, text: &str, range: Range<usize>) -> bool {
    let run = neighbour::hanzi_before(text, range.end, WINDOW);
    words.cut(run).last().copied() == text.get(range)
}

/// The word that begins at byte `at`, if a Hanzi does.
pub(super) fn first_word<'t>(words: &Words, text: &'t str, at: usize) -> &'t str {
    let run = neighbour::hanzi_after(text, at, WINDOW);
    words.cut(run).first().copied().unwrap_or_default()
}

/// What stands where a quantity begins after one of the words given, as a list of two or more characters for a trigger;
/// what follows the semicolon is added to it.
macro_rules! before_quantity {
    ($($word:literal),*; $($other:literal),* $(,)?) => {
        &[
            $(
                concat!($word, "0"), concat!($word, "1"), concat!($word, "2"), concat!($word, "3"),
                concat!($word, "4"), concat!($word, "5"), concat!($word, "6"), concat!($word, "7"),
                concat!($word, "8"), concat!($word, "9"), concat!($word, " "), concat!($word, "\u{3000}"),
                concat!($word, "一"), concat!($word, "二"), concat!($word, "两"), concat!($word, "三"),
                concat!($word, "四"), concat!($word, "五"), concat!($word, "六"), concat!($word, "七"),
                concat!($word, "八"), concat!($word, "九"), concat!($word, "十"), concat!($word, "百"),
                concat!($word, "千"), concat!($word, "万"), concat!($word, "亿"), concat!($word, "几"),
                concat!($word, "半"), concat!($word, "数"), concat!($word, "零"), concat!($word, "〇"),
            )*
            $($other),*
        ]
    };
}
pub(super) use before_quantity;

/// The characters given with each Arabic digit before and after them, for a trigger.
macro_rules! beside_digit {
    ($($word:literal),* $(,)?) => {
        &[
            $(
                concat!($word, "0"), concat!($word, "1"), concat!($word, "2"), concat!($word, "3"),
                concat!($word, "4"), concat!($word, "5"), concat!($word, "6"), concat!($word, "7"),
                concat!($word, "8"), concat!($word, "9"), concat!("0", $word), concat!("1", $word),
                concat!("2", $word), concat!("3", $word), concat!("4", $word), concat!("5", $word),
                concat!("6", $word), concat!("7", $word), concat!("8", $word), concat!("9", $word),
            )*
        ]
    };
}
pub(super) use beside_digit;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_all_kinds_have_their_value() {
        for (text, expected) in [
            ("12", Some(12)),
            ("１２", Some(12)),
            ("二〇二四", Some(2024)),
            ("十", Some(10)),
            ("三十一", Some(31)),
            ("一百零二", Some(102)),
            ("九十", Some(90)),
            ("", None),
            ("十月", None),
            ("9999999999999", None),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn numerals_are_read_in_both_directions() {
        let text = "2024 年三十一日";
        assert_eq!(
            before(text, 5).map(|numeral| (numeral.range, numeral.value)),
            Some((0..4, 2024))
        );
        assert_eq!(
            after(text, 8).map(|numeral| (numeral.range, numeral.value)),
            Some((8..17, 31))
        );
        assert_eq!(before(text, 0), None);
        assert_eq!(after(text, 17), None);
    }

    #[test]
    fn the_longest_measure_word_is_taken() {
        let text = "3平方公里多";
        assert_eq!(measure(text, 1), 13);
        assert_eq!(measure(text, 13), 13);
        assert_eq!(quantity("约 3.5万元", 3), Some(10));
    }
}
