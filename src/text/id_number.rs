//! Numbers of citizens (GB 11643): where and when the holder was registered and born, and the check digit.

use jiff::civil::Date;

use super::{code, day::day_of_digits};

/// First two digits of the codes of provinces (GB/T 2260).
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

/// The first year of birth that a number may hold.
const FIRST_YEAR: i16 = 1900;

/// The last one, if the day of publication is not known: some years ahead, since a number is not judged by the clock.
const LAST_YEAR: i16 = 2035;

/// Whether place, day and check digit of the 18 characters, in half width and upper case, are right in a text of day
/// `published`.
#[must_use]
pub fn is_valid(number: &str, published: Option<Date>) -> bool {
    is_province(number)
        && number.get(6..14).is_some_and(|day| is_birthday(day, published))
        && code::fits_id_number(number)
}

/// Whether `number` begins with the code of a province.
#[must_use]
pub fn is_province(number: &str) -> bool {
    // 83 is that of residents from Taiwan.
    number
        .get(..2)
        .is_some_and(|code| PROVINCES.contains(&code) || code == "83")
}

/// Whether the eight digits `text` are a day on which someone could be born who is named in a text of day `published`.
#[must_use]
pub fn is_birthday(text: &str, published: Option<Date>) -> bool {
    let latest = published.map_or(LAST_YEAR, |day| day.year().max(FIRST_YEAR));
    day_of_digits(text).is_some_and(|date| (FIRST_YEAR..=latest).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_a_day_that_was() {
        let published = Some(jiff::civil::date(2024, 6, 1));
        assert!(is_birthday("19491231", published));
        assert!(is_birthday("20000229", None));
        for text in ["19490231", "18991231", "20250101", "1949123", "1949x231", ""] {
            assert!(!is_birthday(text, published), "{text}");
        }
        assert!(is_province("440524") && !is_province("990524") && !is_province("4"));
    }
}
