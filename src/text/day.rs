//! Days of the calendar, from the numbers by which texts name them.

use jiff::civil::Date;

/// The day of these parts, if the calendar has it.
#[must_use]
pub fn day_of(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// The day of eight digits in half width, four of them the year, if the calendar has it.
#[must_use]
pub fn day_of_digits(digits: &str) -> Option<Date> {
    let is_day = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = digits.parse().ok().filter(|_| is_day)?;
    day_of(number / 10_000, number / 100 % 100, number % 100)
}
