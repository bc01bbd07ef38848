//! The day on which a document says that it was or will be published.
//!
//! Front matter and the metadata of pages state it, each under several names; a file name may hold it. A day that no
//! calendar has is none. Where the names stand is left to the readers of the formats.

use std::path::Path;

use jiff::civil::Date;

/// Keys of a front matter that state the day; the first that is there holds.
pub(crate) const KEYS: [&str; 13] = [
    "发布日期",
    "发布时间",
    "publish_date",
    "publishdate",
    "publish-date",
    "published_at",
    "publishedat",
    "published",
    "pub_date",
    "pubdate",
    "date",
    "日期",
    "成文日期",
];

/// Names of page metadata that state the day; the first that is there holds. `PubDate` is what the standard for
/// government sites asks for.
pub(super) const META_NAMES: [&str; 12] = [
    "pubdate",
    "article:published_time",
    "publishdate",
    "publish-date",
    "publish_date",
    "publishtime",
    "og:release_date",
    "weibo:article:create_at",
    "dc.date.issued",
    "dc.date",
    "datepublished",
    "date",
];

/// Years that a text for publication may bear.
const YEARS: std::ops::RangeInclusive<i16> = 1949..=2100;

/// The day that `value` begins with: `2024-05-01T08:00`, `2024/5/1`, `2024年5月1日`, `20240501`.
#[must_use]
pub fn parse(value: &str) -> Option<Date> {
    let value = value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '“'));
    let (year, rest) = number(value)?;
    if year.len() == 8 {
        return compact(year);
    }
    let (month, rest) = number(rest.trim_start().strip_prefix(['-', '/', '.', '_', '年'])?)?;
    let (day, _) = number(rest.trim_start().strip_prefix(['-', '/', '.', '_', '月'])?)?;
    day_of(year, month, day)
}

/// The day that the name of a file holds: `2024-05-01-标题.md`, `20240501.html`, `t20240501_123.html`.
#[must_use]
pub fn in_file_name(path: &Path) -> Option<Date> {
    let name = path.file_stem()?.to_str()?;
    let mut rest = name;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (digits, after) = number(rest.get(start..)?)?;
        let found = match digits.len() {
            8 => compact(digits),
            4 => parse(rest.get(start..)?),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        rest = after;
    }
    None
}

/// The digits that `text` begins with, and what follows them.
fn number(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(' ');
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 { None } else { text.split_at_checked(end) }
}

fn compact(digits: &str) -> Option<Date> {
    day_of(digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?)
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::document::{Document, Format};

    #[test]
    fn a_value_states_a_day_in_any_usual_form() {
        let day = Some(date(2024, 5, 1));
        for value in [
            "2024-05-01",
            "2024-05-01T10:30:00+08:00",
            " \"2024-05-01 10:30\"",
            "2024/5/1",
            "2024.5.1",
            "2024年5月1日",
            "2024 年 5 月 1 日",
            "20240501",
        ] {
            assert_eq!(parse(value), day, "{value}");
        }
        for value in [
            "",
            "今天",
            "2024-02-30",
            "2024-05",
            "1024-05-01",
            "05/01/2024",
            "202405011",
        ] {
            assert_eq!(parse(value), None, "{value}");
        }
    }

    #[test]
    fn a_file_name_may_hold_the_day() {
        let day = Some(date(2024, 5, 1));
        for name in [
            "2024-05-01-标题.md",
            "20240501.html",
            "t20240501_123.html",
            "posts/通知2024年5月1日.md",
            "12-2024_05_01.txt",
        ] {
            assert_eq!(in_file_name(Path::new(name)), day, "{name}");
        }
        for name in [
            "2024年工作总结.md",
            "content_20245001.html",
            "20240501123456.html",
            "a.md",
            "2024-13-01.md",
        ] {
            assert_eq!(in_file_name(Path::new(name)), None, "{name}");
        }
    }

    #[test]
    fn a_document_states_its_day_and_nobody_proofreads_it() {
        let day = Some(date(2024, 5, 1));
        for (source, format, text) in [
            (
                "---\ntitle: 通知\ndate: 2024-05-01 08:00\n---\n正文。",
                Format::Markdown,
                "通知正文。",
            ),
            (
                "---\ndate: 2023-01-01\n发布日期: '2024年5月1日'\n---\n正文。",
                Format::Markdown,
                "正文。",
            ),
            ("+++\npubDate = \"2024-05-01\"\n+++\n正文。", Format::Markdown, "正文。"),
            (
                "<meta name=\"ContentSource\" content=\"县政府办\"><meta name=\"PubDate\" content=\"2024-05-01 09:12\"><p>正文。</p>",
                Format::Html,
                "正文。",
            ),
            (
                "<meta content='2024-05-01T09:12:00+08:00' property='article:published_time'><p>正文。</p>",
                Format::Html,
                "正文。",
            ),
        ] {
            let document = Document::new(source, format);
            assert_eq!(document.published(), day, "{source}");
            let read: String = document.segments().map(|segment| segment.text()).collect();
            assert_eq!(read, text, "{source}");
        }
        let source = "---\ndate: 2024-02-30\n---\n正文。";
        let document = Document::new(source, Format::Markdown);
        assert_eq!(document.published(), None);
        assert_eq!(document.published_on(day).published(), day);
        let source = "---\ndate: 2023-02-03\n---\n正文。";
        let document = Document::new(source, Format::Markdown).published_on(day);
        assert_eq!(document.published(), Some(date(2023, 2, 3)));
    }
}
