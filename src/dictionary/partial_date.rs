//! A day, a month or a year, as norms give the date of a change.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A date known to the day, the month or the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    first: Date,
    last: Date,
}

impl PartialDate {
    /// A certain day.
    #[must_use]
    pub const fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// The first day that it may mean.
    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day that it may mean.
    #[must_use]
    pub const fn last(self) -> Date {
        self.last
    }

    /// The first day on which a change on this date has surely happened: the day itself, or the day after the month or
    /// the year; `None` if the calendar ends before.
    #[must_use]
    pub fn settled(self) -> Option<Date> {
        if self.first == self.last {
            Some(self.first)
        } else {
            self.last.tomorrow().ok()
        }
    }
}

/// 「2023年5月18日」, 「2018年10月」 or 「2019年」.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年", self.first.year())?;
        if self.first.month() == self.last.month() {
            write!(f, "{}月", self.first.month())?;
        }
        if self.first == self.last {
            write!(f, "{}日", self.first.day())?;
        }
        Ok(())
    }
}

/// What was written is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDate;

impl FromStr for PartialDate {
    type Err = NoDate;

    /// Reads `2018`, `2018-10` or `2018-10-05`.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse::<i16>().map(Some).map_err(|_| NoDate)
            }
            Some(_) => Err(NoDate),
        };
        let (year, month, day) = (number(4)?.ok_or(NoDate)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(NoDate);
        }
        let of = |month: i16, day: i16| {
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            Date::new(year, month, day).ok()
        };
        match (month, day) {
            (None, _) => Ok(Self {
                first: date(year, 1, 1),
                last: date(year, 12, 31),
            }),
            (Some(month), None) => {
                let first = of(month, 1).ok_or(NoDate)?;
                Ok(Self {
                    first,
                    last: first.last_of_month(),
                })
            }
            (Some(month), Some(day)) => of(month, day).map(Self::day).ok_or(NoDate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_lasts_to_its_end() {
        let read = |text: &str| text.parse().map(|read: PartialDate| (read.first(), read.last()));
        assert_eq!(read("2024"), Ok((date(2024, 1, 1), date(2024, 12, 31))));
        assert_eq!(read("2024-02"), Ok((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(read("2023-05-18"), Ok((date(2023, 5, 18), date(2023, 5, 18))));
        for wrong in [
            "",
            "24",
            "2024-2",
            "2024-13",
            "2023-02-29",
            "2023-02-01-01",
            "二〇二三",
            "2023年",
        ] {
            assert_eq!(read(wrong), Err(NoDate), "{wrong}");
        }
    }
}
