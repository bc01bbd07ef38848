//! The checks by name that a pattern may ask for.
//!
//! What an expression matches may only look like a number that was issued. How each check is made is left to
//! `matching`.

use serde::{Deserialize, Serialize};

/// A check that what a pattern matched is what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Validator {
    /// A citizen's number (GB 11643): place, day of birth and check digit.
    IdNumber,
    /// A number whose last digit fits by Luhn's formula, as those of bank cards (ISO/IEC 7812-1).
    BankCard,
    /// A unified social credit code (GB 32100): its check character.
    CreditCode,
    /// A day that the calendar has.
    Date,
}

impl Validator {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::IdNumber, Self::BankCard, Self::CreditCode, Self::Date];

    /// The name in dictionaries.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::IdNumber => "id-number",
            Self::BankCard => "bank-card",
            Self::CreditCode => "credit-code",
            Self::Date => "date",
        }
    }

    /// What passes it, for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::IdNumber => "公民身份号码",
            Self::BankCard => "银行卡号",
            Self::CreditCode => "统一社会信用代码",
            Self::Date => "日期",
        }
    }
}
