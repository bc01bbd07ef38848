//! Dates and times: whether the calendar and the clock have them, and whether they agree with each other.

mod anniversary_arithmetic;
mod calendar;
mod date_separator;
mod date_unit_slip;
mod date_zero_padded;
mod five_year_plan_span;
mod impossible_date;
mod impossible_time;
mod lunar_arabic;
mod period_month_mismatch;
mod relative_year;
mod span_backwards;
mod time_halfday;
mod two_digit_year;
mod weekday_mismatch;
mod weekday_mismatch_inferred;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "dates",
    title: "日期与时间",
    rules: &[
        &impossible_date::RULE,
        &weekday_mismatch::RULE,
        &weekday_mismatch_inferred::RULE,
        &two_digit_year::RULE,
        &span_backwards::RULE,
        &relative_year::RULE,
        &time_halfday::RULE,
        &impossible_time::RULE,
        &period_month_mismatch::RULE,
        &five_year_plan_span::RULE,
        &anniversary_arithmetic::RULE,
        &date_zero_padded::RULE,
        &date_separator::RULE,
        &lunar_arabic::RULE,
        &date_unit_slip::RULE,
    ],
};
