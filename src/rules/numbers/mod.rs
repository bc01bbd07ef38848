//! Numbers, quantities and units as GB/T 15835—2011 and the standards on units have them.

mod approximation_comma;
mod bound_redundant;
mod decade_without_century;
mod decrease_by_times;
mod double_approximation;
mod er_liang;
mod exact_with_approx;
mod fullwidth_digit;
mod mixed_numerals;
mod naked_decimal;
mod non_legal_unit;
mod percentage_point;
mod range_percent;
mod range_wan;
mod thousand_separator;
mod unit_doubled;
mod unit_symbol_case;
mod wan_yi_doubled;
mod zero_in_hanzi_number;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "numbers",
    title: "数字、量、单位",
    rules: &[
        &double_approximation::RULE,
        &bound_redundant::RULE,
        &decrease_by_times::RULE,
        &mixed_numerals::RULE,
        &zero_in_hanzi_number::RULE,
        &er_liang::RULE,
        &percentage_point::RULE,
        &non_legal_unit::RULE,
        &unit_symbol_case::RULE,
        &exact_with_approx::RULE,
        &thousand_separator::RULE,
        &wan_yi_doubled::RULE,
        &unit_doubled::RULE,
        &decade_without_century::RULE,
        &fullwidth_digit::RULE,
        &naked_decimal::RULE,
        &approximation_comma::RULE,
        &range_percent::RULE,
        &range_wan::RULE,
    ],
};
