//! What a note says: which rules are not to speak where, until when, and why.
//!
//! ```text
//! : ignore typo/布署 idiom until 2027-06-30 -- 引用原文
//! : ignore-start typo -- 转载
//! : ignore-end
//! ```
//!
//! In the front matter the value is the part after `ignore`. Punctuation of full width is taken for that of half width,
//! since a Chinese keyboard writes it. What a directive holds for is left to its caller.

use jiff::civil::Date;

use crate::{
    config::Selector,
    document::{Note, NotePlace},
};

/// A note that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Directive {
    /// For one block, or for the whole document.
    Ignore(Terms),
    /// From here on.
    Start(Terms),
    /// No longer from here on: what was begun last, or last with these selectors.
    End(Vec<Selector>),
}

/// What is not to be reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Terms {
    /// The rules.
    pub(super) selectors: Vec<Selector>,
    /// The last day on which it holds.
    pub(super) until: Option<Date>,
    /// Why; empty if nothing is said.
    pub(super) reason: String,
}

const EXAMPLE: &str = "请写成 shenjiao: ignore typo/布署 -- 理由";

impl Directive {
    /// Reads what `note` says.
    ///
    /// # Errors
    ///
    /// What is wrong with it and the remedy, in Chinese.
    pub(super) fn parse(note: &Note) -> Result<Self, String> {
        let text = note.text.trim();
        if note.place == NotePlace::FrontMatter {
            return Terms::parse(text).map(Self::Ignore);
        }
        let Some(body) = text.strip_prefix([':', '：']) else {
            return Err(format!("shenjiao 后面缺少冒号，{EXAMPLE}"));
        };
        let body = body.trim();
        let (verb, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
        match verb.to_ascii_lowercase().as_str() {
            "ignore" => Terms::parse(rest).map(Self::Ignore),
            "ignore-start" => Terms::parse(rest).map(Self::Start),
            "ignore-end" => Ok(Self::End(selectors(split_reason(rest).0.split_whitespace()))),
            _ => Err(format!(
                "没有「{verb}」这个指令，只有 ignore、ignore-start、ignore-end；{EXAMPLE}"
            )),
        }
    }
}

impl Terms {
    fn parse(text: &str) -> Result<Self, String> {
        let (terms, reason) = split_reason(text);
        let mut words = terms.split_whitespace();
        let mut until = None;
        let mut rules = Vec::new();
        while let Some(word) = words.next() {
            if !word.eq_ignore_ascii_case("until") {
                rules.push(word);
                continue;
            }
            let day = words.next().unwrap_or_default();
            // jiff also reads other forms of a date, which would be a second way to write the same thing.
            let date: Option<Date> = day.parse().ok().filter(|date: &Date| date.to_string() == day);
            if date.is_none() || until.is_some() {
                return Err(format!("until 后面的「{day}」不是一个日期，请写成 until 2027-06-30"));
            }
            until = date;
        }
        let selectors = selectors(rules.into_iter());
        if selectors.is_empty() {
            return Err(format!("没有写明放行哪些规则，{EXAMPLE}"));
        }
        Ok(Self {
            selectors,
            until,
            reason: reason.to_owned(),
        })
    }
}

fn selectors<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Selector> {
    words
        .map(|word| word.trim_matches([',', '，', '、']))
        .filter(|word| !word.is_empty())
        .map(Selector::new)
        .collect()
}

/// What stands before the dashes that introduce a reason, and the reason.
fn split_reason(text: &str) -> (&str, &str) {
    for (at, _) in text.match_indices(['-', '—']) {
        let (before, rest) = text.split_at(at);
        let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
        if let Some(reason) = rest.strip_prefix("--").or_else(|| rest.strip_prefix("——"))
            && is_apart
        {
            return (
                before.trim(),
                reason.trim_matches(['-', '—', ' ', '\t', '\n', '\r', '\u{3000}']),
            );
        }
    }
    (text.trim(), "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_range::TextRange;

    fn parse(text: &str, place: NotePlace) -> Result<Directive, String> {
        Directive::parse(&Note {
            range: TextRange::new(0, 0),
            text: text.into(),
            place,
        })
    }

    fn terms(selectors: &[&str], until: Option<Date>, reason: &str) -> Terms {
        Terms {
            selectors: selectors.iter().map(|&text| Selector::new(text)).collect(),
            until,
            reason: reason.to_owned(),
        }
    }

    #[test]
    fn a_directive_says_which_rules_until_when_and_why() {
        let day = Some(jiff::civil::date(2027, 6, 30));
        for (text, expected) in [
            (
                ": ignore typo/布署 -- 引用",
                Directive::Ignore(terms(&["typo/布署"], None, "引用")),
            ),
            (
                "：Ignore typo/布署， idiom until 2027-06-30 —— 引用 -- 原文",
                Directive::Ignore(terms(&["typo/布署", "idiom"], day, "引用 -- 原文")),
            ),
            (
                ":ignore-start structure/count-mismatch --引用",
                Directive::Start(terms(&["structure/count-mismatch"], None, "引用")),
            ),
            (": ignore typo", Directive::Ignore(terms(&["typo"], None, ""))),
            (": ignore typo --", Directive::Ignore(terms(&["typo"], None, ""))),
            (": ignore-end", Directive::End(Vec::new())),
            (": ignore-end typo", Directive::End(vec![Selector::new("typo")])),
        ] {
            assert_eq!(parse(text, NotePlace::Markup), Ok(expected), "{text}");
        }
        assert_eq!(
            parse("typo idiom -- 转载", NotePlace::FrontMatter),
            Ok(Directive::Ignore(terms(&["typo", "idiom"], None, "转载")))
        );
    }

    #[test]
    fn what_is_no_directive_is_said() {
        for (text, part) in [
            (" ignore typo", "冒号"),
            (": disable typo", "「disable」"),
            (": ignore", "哪些规则"),
            (": ignore -- 理由", "哪些规则"),
            (": ignore typo until 明年 -- 理由", "「明年」"),
            (": ignore typo until 20270630", "日期"),
            (": ignore typo until", "日期"),
            (":", "指令"),
        ] {
            let message = parse(text, NotePlace::Markup).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
    }
}
