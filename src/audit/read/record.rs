//! What the columns of a table and the keys of an object mean.
//!
//! The names that offices and publishing systems use are known; where they do not tell, the user says which is which.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date, fmt::rfc2822, tz};

use super::Source;
use crate::{
    audit::post::{Field, FieldName, Post},
    document::{Format, published},
};

/// What a post consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The id.
    Id,
    /// The title.
    Title,
    /// The text, in HTML or without markup.
    Body,
    /// The digest.
    Digest,
    /// The day of publication.
    Date,
    /// The column or account.
    Section,
    /// The author.
    Author,
    /// The responsible editor.
    Editor,
    /// The address.
    Url,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Id,
        Self::Title,
        Self::Body,
        Self::Digest,
        Self::Date,
        Self::Section,
        Self::Author,
        Self::Editor,
        Self::Url,
    ];

    /// The names by which it is known, the likeliest first; the first one is taught.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["编号", "文章编号", "稿件编号", "id", "article_id", "post_id", "guid"],
            Self::Title => &[
                "标题",
                "文章标题",
                "稿件标题",
                "题目",
                "title",
                "post_title",
                "headline",
                "subject",
            ],
            Self::Body => &[
                "正文",
                "正文内容",
                "文章内容",
                "内容",
                "全文",
                "content",
                "body",
                "text",
                "html",
                "markdown",
                "post_content",
                "content_html",
            ],
            Self::Digest => &[
                "摘要",
                "内容摘要",
                "简介",
                "导语",
                "digest",
                "summary",
                "excerpt",
                "post_excerpt",
                "abstract",
                "description",
            ],
            Self::Date => &[
                "发布时间",
                "发布日期",
                "发表时间",
                "推送时间",
                "publish_time",
                "published_at",
                "publish_date",
                "pub_date",
                "pubdate",
                "published",
                "post_date",
                "日期",
                "时间",
                "date",
                "datetime",
                "created_at",
                "create_time",
                "update_time",
            ],
            Self::Section => &[
                "栏目",
                "栏目名称",
                "所属栏目",
                "频道",
                "分类",
                "公众号",
                "账号",
                "column",
                "channel",
                "category",
                "section",
                "account",
            ],
            Self::Author => &["作者", "撰稿人", "撰稿", "author", "writer", "creator"],
            Self::Editor => &["责任编辑", "责编", "编辑", "editor"],
            Self::Url => &[
                "链接",
                "文章链接",
                "原文链接",
                "网址",
                "url",
                "link",
                "permalink",
                "content_url",
                "href",
            ],
        }
    }

    /// The name that is taught.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.names()[0]
    }

    /// The column that goes by that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.names().contains(&name))
    }

    /// How likely it is that a column of that name is this one, 0 the likeliest.
    fn rank(self, name: &str) -> Option<usize> {
        let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
        self.names().iter().position(|known| *known == name)
    }
}

/// Which name stands for which column, as far as the user says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Column, String)>);

impl Mapping {
    /// The mapping in a text such as `标题=name,正文=main_text`.
    ///
    /// # Errors
    ///
    /// What is wrong with it and the remedy, in Chinese.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut pairs = Vec::new();
        for pair in text.split([',', '，']).filter(|pair| !pair.trim().is_empty()) {
            let known = || Column::ALL.map(Column::label).join("、");
            let Some((column, name)) = pair.split_once(['=', '＝']) else {
                return Err(format!("“{pair}”里没有等号；写成 正文=表里的列名"));
            };
            let Some(column) = Column::from_name(column.trim()) else {
                return Err(format!("不认识“{}”；等号左边可以是：{}", column.trim(), known()));
            };
            pairs.push((column, name.trim().to_owned()));
        }
        Ok(Self(pairs))
    }
}

/// Where in a row each column is.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns(HashMap<Column, usize>);

impl Columns {
    /// The columns among `names`; `None` if there is neither a title nor a text, as in a row that is no header.
    pub(super) fn find(names: &[String], mapping: &Mapping) -> Option<Self> {
        let mut columns = HashMap::new();
        for column in Column::ALL {
            let stated = mapping.0.iter().find(|(mapped, _)| *mapped == column);
            let index = match stated {
                Some((_, wanted)) => Some(names.iter().position(|name| name.trim() == wanted)?),
                None => names
                    .iter()
                    .enumerate()
                    .filter(|(_, name)| !mapping.0.iter().any(|(_, taken)| taken == name.trim()))
                    .filter_map(|(index, name)| column.rank(name).map(|rank| (rank, index)))
                    .min()
                    .map(|(_, index)| index),
            };
            columns.extend(index.map(|index| (column, index)));
        }
        (columns.contains_key(&Column::Title) || columns.contains_key(&Column::Body)).then_some(Self(columns))
    }

    /// Whether there is a column for the text.
    pub(super) fn has_body(&self) -> bool {
        self.0.contains_key(&Column::Body)
    }

    /// What to say of a table without these columns.
    pub(super) fn missing(names: &[String]) -> String {
        let mut met: Vec<&str> = names
            .iter()
            .map(|name| name.trim())
            .filter(|name| !name.is_empty())
            .collect();
        met.truncate(12);
        format!(
            "没有找到“标题”或“正文”列；第一行要写列名，或用 --map 指明，例如 --map 正文=列名（现有：{}）",
            met.join("、")
        )
    }

    /// The post in a row; `cell` gives the text at an index, and `names` the header.
    pub(super) fn post(
        &self,
        source: &Source,
        place: String,
        names: &[String],
        cell: impl Fn(usize) -> String,
    ) -> Post {
        let value = |column| self.0.get(&column).map(|&index| cell(index));
        let text = |column| value(column).map_or_else(String::new, |text: String| text.trim().to_owned());
        let body_name = self.0.get(&Column::Body).and_then(|&index| names.get(index));
        let mut post = Post::at(place, source.path.clone());
        post.id = text(Column::Id);
        post.title = text(Column::Title);
        post.date = value(Column::Date).and_then(|value| day(&value));
        post.column = text(Column::Section);
        post.author = text(Column::Author);
        post.editor = text(Column::Editor);
        post.url = text(Column::Url);
        let body = value(Column::Body).unwrap_or_default();
        let format = body_format(body_name.map_or("", |name| name.trim()), &body);
        post.fields = fields(&post.title, &text(Column::Digest), format, body);
        post
    }
}

/// The fields of a post whose parts were stored apart; what is empty is left out.
pub(super) fn fields(title: &str, digest: &str, format: Format, body: String) -> Vec<Field> {
    let mut fields = Vec::new();
    if !title.trim().is_empty() {
        fields.push(Field::new(FieldName::Title, Format::Plain, title));
    }
    if !digest.trim().is_empty() && digest.trim() != title.trim() {
        fields.push(Field::new(FieldName::Digest, Format::Plain, digest));
    }
    if !body.trim().is_empty() {
        fields.push(Field::new(FieldName::Body, format, body));
    }
    fields
}

/// How a text in a column of that name is written.
fn body_format(name: &str, text: &str) -> Format {
    match name.to_lowercase().as_str() {
        "html" | "content_html" => Format::Html,
        "markdown" => Format::Markdown,
        _ if looks_like_html(text) => Format::Html,
        _ => Format::Plain,
    }
}

/// Whether a text has tags in it.
pub(super) fn looks_like_html(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        name > 0
            && name <= 10
            && rest.starts_with(|c: char| c.is_ascii_alphabetic())
            && rest
                .get(name..)
                .is_some_and(|rest| rest.starts_with(['>', ' ', '/', '\n']) && rest.contains('>'))
    })
}

/// The day that a value of any usual form means: a date, seconds or milliseconds since 1970, the date of a mail, or the
/// number of a day in a spreadsheet. Instants are taken to Beijing.
pub(super) fn day(value: &str) -> Option<Date> {
    let value = value.trim();
    if let Some(day) = published::parse(value) {
        return Some(day);
    }
    if let Ok(number) = value.parse::<f64>() {
        return day_of_number(number);
    }
    let zoned = rfc2822::parse(value).ok()?;
    Some(beijing(zoned.timestamp()))
}

/// The day that a number means.
#[expect(clippy::cast_possible_truncation, reason = "the ranges are far smaller")]
pub(super) fn day_of_number(number: f64) -> Option<Date> {
    /// The day before the first one of a spreadsheet, whose calendar has a day too many in 1900.
    const SPREADSHEET_EPOCH: Date = jiff::civil::date(1899, 12, 30);
    match number {
        // 1954 to 2091.
        20_000.0..=70_000.0 => {
            let days = jiff::Span::new().try_days(number as i64).ok()?;
            SPREADSHEET_EPOCH.checked_add(days).ok()
        }
        // 1990 to 2100.
        631_152_000.0..=4_102_444_800.0 => Timestamp::from_second(number as i64).ok().map(beijing),
        631_152_000_000.0..=4_102_444_800_000.0 => Timestamp::from_millisecond(number as i64).ok().map(beijing),
        _ => None,
    }
}

fn beijing(at: Timestamp) -> Date {
    tz::TimeZone::fixed(tz::offset(8)).to_datetime(at).date()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_in_every_form_that_exports_have() {
        let expected = Some(date(2024, 5, 1));
        for value in [
            "2024-05-01 09:30:00",
            "2024年5月1日",
            "1714525200",
            "1714525200000",
            "45413",
            "45413.39583",
            "Wed, 01 May 2024 01:00:00 +0000",
            // Still the evening before in London.
            "Tue, 30 Apr 2024 17:00:00 +0000",
        ] {
            assert_eq!(day(value), expected, "{value}");
        }
        for value in ["", "昨天", "12", "2024-13-01", "NaN", "1e300"] {
            assert_eq!(day(value), None, "{value}");
        }
    }

    #[test]
    fn columns_go_by_chinese_and_english_names_or_as_the_user_says() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let columns = Columns::find(&names(&["序号", "标题", "内容", "发布时间"]), &Mapping::default()).unwrap();
        assert_eq!(columns.0[&Column::Body], 2);
        assert!(!columns.0.contains_key(&Column::Id));
        let english = Columns::find(&names(&["ID", "Title", "date", "publish_time"]), &Mapping::default()).unwrap();
        assert_eq!(english.0[&Column::Date], 3);
        assert!(Columns::find(&names(&["姓名", "电话"]), &Mapping::default()).is_none());
        let mapping = Mapping::parse("正文=电话， 标题=姓名").unwrap();
        let mapped = Columns::find(&names(&["姓名", "电话"]), &mapping).unwrap();
        assert_eq!((mapped.0[&Column::Title], mapped.0[&Column::Body]), (0, 1));
        assert!(Mapping::parse("正文").is_err());
        assert!(Mapping::parse("正文字=a").is_err());
    }

    #[test]
    fn tags_are_told_from_other_angle_brackets() {
        for html in ["<p>好</p>", "好<br/>", "<div class=\"a\">"] {
            assert!(looks_like_html(html), "{html}");
        }
        for plain in ["a < b > c", "1<2", "<《通知》>", "<", "甲<乙>"] {
            assert!(!looks_like_html(plain), "{plain}");
        }
    }
}
