//! Years since a founding (建党103周年), reckoned in the year of which the sentence speaks.
//!
//! A past anniversary may be told of in any year and a coming one be prepared for, so a number is only held to a year
//! that the sentence names for it; without one, to the year of publication where no preparation can explain it.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    condition::sentence,
    finder::{Day, Finder, Finding, Found, Scene, Seen},
};
use crate::{
    diagnostic::Severity,
    dictionary::{Kind, search::Sort},
    document::prose::Paragraph,
    text::{neighbour, numeral, pattern::pattern},
};

/// What ties an anniversary to a year before it: 「2021年是」, 「今年，我们迎来」.
static TIE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?P<year>[0-9]{4}年|今年|明年|去年)(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[，,]?(?:又|正|恰|也|既|还|我们|我国|全国各族人民)*(?:是|值|逢|迎来|喜迎|适逢|时值|将迎来|庆祝|隆重庆祝|纪念)[^0-9年，。；：“”《》]{0,9}$",
    )
});

/// Characters before an anniversary in which what ties it to a year is looked for.
const REACH: usize = 40;

/// What says that an anniversary is still to come.
const COMING: [&str; 9] = ["将", "迎", "明年", "前夕", "到", "时", "筹备", "献礼", "倒计时"];

/// By how many years a number may be too high to be taken for a slip.
const SLIP: i32 = 3;

/// Looks for anniversaries.
pub(super) struct AnniversaryFinder;

/// The year to which a sentence ties what follows `head`.
fn tied_year(head: &str, day: Day) -> Option<i32> {
    let head = neighbour::tail(head, head.len(), REACH);
    let year = TIE.captures(head)?.name("year")?.as_str();
    let published = || day.published.map(|day| i32::from(day.year()));
    match year {
        "今年" => published(),
        "明年" => published().map(|year| year + 1),
        "去年" => published().map(|year| year - 1),
        _ => year.trim_end_matches('年').parse().ok(),
    }
}

impl Finder for AnniversaryFinder {
    fn sort(&self) -> Sort {
        Sort::Anniversary
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        let text = &*paragraph.text;
        for form in seen {
            let number = form.literal.entry;
            let Kind::Anniversary(anniversary) = &scene.entries[number].kind else {
                continue;
            };
            let rest = text.get(form.range.end..).unwrap_or_default();
            let Some((years, length)) = numeral::leading(rest) else {
                continue;
            };
            let unit = rest.get(length..).unwrap_or_default();
            let Some(unit) = ["周年", "年华诞"].into_iter().find(|word| unit.starts_with(word)) else {
                continue;
            };
            let Ok(years) = i32::try_from(years) else { continue };
            let founded = i32::from(anniversary.date.first().year());
            let around = sentence(text, &form.range);
            let (head, whole) = (&text[around.start..form.range.start], &text[around]);
            let year = tied_year(head, scene.day).or_else(|| {
                let year = i32::from(scene.day.published?.year());
                let too_high = years - (year - founded);
                let is_slip = if too_high == 1 {
                    years % 5 != 0
                } else {
                    (2..=SLIP).contains(&too_high)
                };
                let is_explained = has_year(whole) || COMING.iter().any(|word| whole.contains(word));
                (is_slip && !is_explained).then_some(year)
            });
            let Some(expected) = year.map(|year| year - founded).filter(|&expected| expected != years) else {
                continue;
            };
            // Without years to reckon with there is nothing to put in place.
            if expected <= 0 {
                continue;
            }
            let range = form.range.start..form.range.end + length + unit.len();
            let written = &text[range.clone()];
            let year = founded + expected;
            let right = format!("{}{expected}{unit}", &text[form.range.clone()]);
            found.push(Found {
                entry: number,
                range: range.clone(),
                finding: Some(Finding {
                    message: format!("「{written}」算得不对：{founded}年至{year}年是{expected}周年"),
                    suggestions: vec![right],
                    gravest: Severity::Error,
                }),
                released: None,
            });
        }
    }
}

/// Whether a text names a year in four digits.
fn has_year(text: &str) -> bool {
    text.match_indices('年')
        .any(|(at, _)| numeral::trailing(&text[..at]).is_some_and(|(year, _)| (1800..2200).contains(&year)))
}
