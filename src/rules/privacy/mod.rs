//! Personal information that does not belong in what is published, and codes that were copied wrong.
//!
//! Messages never repeat what they are about: reports end up in logs.

mod bank_card;
mod credit_code_invalid;
mod home_address;
mod id_number;
mod id_number_15;
mod id_number_invalid;
mod label;
mod masking_insufficient;
mod minor_name;
mod mobile_number;
mod number;
mod personal_email;
mod plate_number;
mod travel_document;

use super::Family;

pub(super) static FAMILY: Family = Family {
    id: "privacy",
    title: "个人信息",
    rules: &[
        &id_number::RULE,
        &id_number_invalid::RULE,
        &id_number_15::RULE,
        &mobile_number::RULE,
        &bank_card::RULE,
        &travel_document::RULE,
        &plate_number::RULE,
        &personal_email::RULE,
        &home_address::RULE,
        &masking_insufficient::RULE,
        &minor_name::RULE,
        &credit_code_invalid::RULE,
    ],
};
