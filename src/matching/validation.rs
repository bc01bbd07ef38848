//! Whether what a pattern matched passes the check that its entry names.

use jiff::civil::Date;

use crate::{
    dictionary::{Pattern, Validator},
    text::{
        code,
        day::{day_of, day_of_digits},
        id_number, numeral,
    },
};

/// Why `matched`, in a text of day `published`, is not what `pattern` is after, in Chinese; `None` if it is.
pub(super) fn released(pattern: &Pattern, matched: &str, published: Option<Date>) -> Option<String> {
    let passes = |validator| passes(validator, matched, published);
    match (pattern.validator, pattern.not_validator) {
        (Some(validator), _) if !passes(validator) => Some(format!("校验不符，不是{}", validator.label())),
        (_, Some(validator)) if passes(validator) => Some(format!("校验相符，是{}", validator.label())),
        _ => None,
    }
}

/// Whether the digits and Latin letters of `matched`, in either width, pass; what stands between them is how people
/// group them.
fn passes(validator: Validator, matched: &str, published: Option<Date>) -> bool {
    let symbols = code::half_width(matched);
    match validator {
        Validator::IdNumber => id_number::is_valid(&symbols, published),
        Validator::BankCard => code::fits_luhn(&symbols),
        Validator::CreditCode => code::fits_credit_code(&symbols),
        Validator::Date => is_date(matched),
    }
}

/// Whether the numbers of `text`, Arabic or Hanzi, are year, month and day, month and day, or all three in eight digits.
fn is_date(text: &str) -> bool {
    /// A leap year, since the 29th of February is a day of some year.
    const ANY_YEAR: u32 = 2000;
    let mut numbers = text.split(|c| !numeral::is_numeral(c)).filter(|run| !run.is_empty());
    let parts = [numbers.next(), numbers.next(), numbers.next(), numbers.next()];
    let day = match parts {
        [Some(run), None, ..] => day_of_digits(&code::half_width(run)),
        [Some(month), Some(day), None, _] => numeral::value(month)
            .zip(numeral::value(day))
            .and_then(|(month, day)| day_of(ANY_YEAR, month, day)),
        [Some(year), Some(month), Some(day), None] => numeral::value(year)
            .zip(numeral::value(month))
            .zip(numeral::value(day))
            .and_then(|((year, month), day)| day_of(year, month, day)),
        _ => None,
    };
    day.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        for text in [
            "2024年2月29日",
            "２０２４年２月２９日",
            "2024-02-29",
            "20240229",
            "二〇二四年二月二十九日",
            "2月29日",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "2023年2月29日",
            "20230229",
            "二〇二四年十三月一日",
            "2月30日",
            "2024年",
            "2024.2.29.1",
            "99999999年1月1日",
            "一二三四五六七八",
            "日期",
            "",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn grouping_and_width_do_not_matter() {
        for (validator, text) in [
            (Validator::IdNumber, "110105 19491231 002x"),
            (Validator::IdNumber, "１１０１０５１９４９１２３１００２Ｘ"),
            (Validator::BankCard, "4111-1111-1111-1111"),
            (Validator::CreditCode, "91 350100 m000100y4 3"),
        ] {
            assert!(passes(validator, text, None), "{text}");
        }
        for validator in Validator::ALL {
            assert!(!passes(validator, "号码", None) && !passes(validator, "", None));
        }
    }
}
