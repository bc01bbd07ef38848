//! What is wrong with a TOML file, said so that an editor who is no programmer can put it right.
//!
//! The parser and serde speak English and of types. This turns what they say into Chinese with a remedy, at the line
//! and column concerned; what it does not recognise is quoted as it is. Which keys exist is known to the caller's
//! type; what the values mean is left to the caller.

use serde::de::DeserializeOwned;
use toml::de::Error;

use crate::{
    problem::{Problem, ProblemKind},
    text::line_index::{LineColumn, LineIndex},
};

/// Punctuation that a Chinese input method writes where TOML wants the ASCII character next to it.
const FULL_WIDTH: &[(char, char)] = &[
    ('“', '"'),
    ('”', '"'),
    ('＂', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('＇', '\''),
    ('＝', '='),
    ('，', ','),
    ('、', ','),
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('｛', '{'),
    ('｝', '}'),
    ('＃', '#'),
];

/// A TOML file as it is read: its text, its name for people, and the sort of problem that a fault in it is.
#[derive(Debug, Clone)]
pub struct TomlText {
    name: String,
    kind: ProblemKind,
    text: String,
    lines: LineIndex,
}

impl TomlText {
    /// The file of that name and text.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: ProblemKind, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            name: name.into(),
            kind,
            lines: LineIndex::new(&text),
            text,
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Line and column of a byte offset, as in the spans of `toml::Spanned`.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        self.lines.line_column(&self.text, offset)
    }

    /// A problem at a byte offset.
    #[must_use]
    pub fn problem(&self, offset: usize, message: impl Into<String>) -> Problem {
        let LineColumn { line, column } = self.line_column(offset);
        Problem::new(format!("{}:{line}:{column}", self.name), self.kind, message)
    }

    /// Reads the file as a `T`.
    ///
    /// # Errors
    ///
    /// The first thing that is not TOML, or else the first that is not a `T`.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let deserializer = toml::Deserializer::parse(&self.text).map_err(|error| self.syntax(&error))?;
        T::deserialize(deserializer).map_err(|error| self.structure(&error))
    }

    fn syntax(&self, error: &Error) -> Problem {
        let span = error.span().unwrap_or_default();
        let token = self.text.get(span.clone()).unwrap_or_default();
        let said = error.message();
        let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| said.starts_with(beginning));
        if let Some((at, wrong, right)) = self.full_width(span.start) {
            return self.problem(at, format!("这里用了中文标点「{wrong}」，请换成英文半角的 {right}"));
        }
        let message = if begins(&["invalid unquoted key"]) {
            format!(
                "等号左边的「{}」要放在英文双引号里，如 \"{}\" = …",
                self.key(span.start),
                self.key(span.start)
            )
        } else if begins(&["duplicate key"]) {
            format!("「{token}」写了两次，请合并为一处或删去一处")
        } else if begins(&["key with no value"]) {
            "等号或等号右边的值缺失，应当写成 名称 = 值".to_owned()
        } else if begins(&["missing comma"]) {
            "列表或括号里两项之间缺少英文逗号，或括号没有关闭".to_owned()
        } else if begins(&["string values must be quoted", "invalid boolean", "invalid float"]) {
            format!("文字要放在英文双引号里，如 \"{token}\"")
        } else if begins(&["missing escaped value"]) {
            "双引号里的反斜杠 \\ 有特殊含义；路径请用 /，其他情形请写成 \\\\".to_owned()
        } else if begins(&["invalid basic string", "invalid literal string"]) {
            "引号没有成对，或引号之间有不可见的字符；一段文字的两头都要用英文引号，且写在一行之内".to_owned()
        } else if begins(&["unclosed"]) {
            format!("括号没有关闭（原文：{said}）")
        } else if begins(&["invalid date", "invalid datetime"]) {
            format!("「{token}」不是一个日期，请写成 2027-06-30 这样的日期")
        } else {
            format!("不合 TOML 的写法，请对照说明书改正（原文：{said}）")
        };
        self.problem(span.start, message)
    }

    fn structure(&self, error: &Error) -> Problem {
        let span = error.span().unwrap_or_default();
        let token = self.text.get(span.clone()).unwrap_or_default();
        let said = error.message();
        let message = if let Some(rest) = said.strip_prefix("unknown field ") {
            unknown_key(token, rest)
        } else if let Some(field) = said.strip_prefix("missing field ") {
            format!("缺少 {}，请补上", field.trim_matches('`'))
        } else if let Some((found, expected)) = said
            .strip_prefix("invalid type: ")
            .and_then(|types| types.split_once(", expected "))
        {
            wrong_type(token, found, expected, said)
        } else {
            format!("这里的内容不合要求，请对照说明书改正（原文：{said}）")
        };
        self.problem(span.start, message)
    }

    /// The whole key as written, of whose characters the parser names only those that need quotes.
    fn key(&self, offset: usize) -> &str {
        let line = self.line_column(offset).line;
        let text = self.lines.line_text(&self.text, line);
        text.split_once('=').map_or(text, |(key, _)| key).trim()
    }

    /// The first full-width punctuation on the line of `offset` that stands outside quotes and comments.
    fn full_width(&self, offset: usize) -> Option<(usize, char, char)> {
        let line = self.line_column(offset).line;
        let start = self.lines.line_start(line)?;
        let (mut quote, mut escaped) = (None, false);
        for (at, char) in self.lines.line_text(&self.text, line).char_indices() {
            match quote {
                Some('"') if escaped => escaped = false,
                Some('"') if char == '\\' => escaped = true,
                Some(open) if char == open => quote = None,
                Some(_) => {}
                None if char == '"' || char == '\'' => quote = Some(char),
                None if char == '#' => return None,
                None => {
                    if let Some(&(wrong, right)) = FULL_WIDTH.iter().find(|(wrong, _)| *wrong == char) {
                        return Some((start + at, wrong, right));
                    }
                }
            }
        }
        None
    }
}

/// serde lists the keys that exist in backticks, after the one that does not.
fn unknown_key(token: &str, rest: &str) -> String {
    let listed = rest.rsplit_once(", expected ").map_or("", |(_, listed)| listed);
    let known: Vec<&str> = listed.split('`').skip(1).step_by(2).collect();
    let token = token.trim_matches(['"', '\'']);
    match did_you_mean(token, known.iter().copied()) {
        Some(near) => format!("没有「{token}」这一项，是不是「{near}」？"),
        None => format!("没有「{token}」这一项，这里可以写的有：{}", known.join("、")),
    }
}

fn wrong_type(token: &str, found: &str, expected: &str, said: &str) -> String {
    if found == "map" && expected == "a sequence" && token.starts_with('[') {
        return format!("这里应当是列表；成组的条目要用两层方括号，写成 [{token}]");
    }
    let found = match found.split(' ').next().unwrap_or_default() {
        "string" => "文字",
        "integer" | "floating" => "数字",
        "boolean" => "true 或 false",
        "sequence" => "列表",
        "map" => "一组「名称 = 值」或日期",
        _ => return format!("这里的内容不合要求，请对照说明书改正（原文：{said}）"),
    };
    let expected = match expected {
        "a sequence" => "列表，如 [\"甲\", \"乙\"]",
        "a string" => "文字，放在英文双引号里",
        "a boolean" => "true 或 false",
        _ if expected == "a map" || expected.starts_with("struct ") => "一组「名称 = 值」",
        _ => return format!("这里的内容不合要求，请对照说明书改正（原文：{said}）"),
    };
    format!("这里应当是{expected}，现在写的是{found}")
}

/// The candidate that `word` was probably meant to be, if one is near.
#[must_use]
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = word.chars().count();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, candidate)| {
            // At most a third may differ; of a word of two characters one, so long as the other stays.
            distance <= (length / 3).max(1) && distance < candidate.chars().count().max(length)
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    struct Shape {
        #[serde(default, rename = "fail-level")]
        _level: Option<String>,
        #[serde(default, rename = "words")]
        _words: Vec<String>,
        #[serde(default, rename = "term")]
        _term: BTreeMap<String, String>,
        #[serde(default, rename = "group")]
        _group: Vec<Group>,
    }

    #[derive(Debug, Deserialize)]
    struct Group {
        #[serde(rename = "label")]
        _label: String,
    }

    #[test]
    fn every_fault_has_its_place_and_its_remedy() {
        let cases = [
            (
                "[term]\n布署 = \"部署\"",
                "2:1",
                "等号左边的「布署」要放在英文双引号里，如 \"布署\" = …",
            ),
            (
                "[term]\na/布署 = \"部署\"",
                "2:2",
                "等号左边的「a/布署」要放在英文双引号里，如 \"a/布署\" = …",
            ),
            ("words = [“甲”]", "1:10", "这里用了中文标点「“」，请换成英文半角的 \""),
            (
                "words = [\"甲\"，\"乙\"]",
                "1:13",
                "这里用了中文标点「，」，请换成英文半角的 ,",
            ),
            ("words ＝ [\"甲\"]", "1:7", "这里用了中文标点「＝」，请换成英文半角的 ="),
            ("［term］", "1:1", "这里用了中文标点「［」，请换成英文半角的 ["),
            (
                "words = [\"甲\" \"乙\"]",
                "1:14",
                "列表或括号里两项之间缺少英文逗号，或括号没有关闭",
            ),
            ("words = [甲]", "1:10", "文字要放在英文双引号里，如 \"甲\""),
            ("words = typo", "1:9", "文字要放在英文双引号里，如 \"typo\""),
            (
                "fail-level = \"甲”\n",
                "1:17",
                "引号没有成对，或引号之间有不可见的字符；一段文字的两头都要用英文引号，且写在一行之内",
            ),
            (
                "fail-level = \"C:\\words\"",
                "1:18",
                "双引号里的反斜杠 \\ 有特殊含义；路径请用 /，其他情形请写成 \\\\",
            ),
            (
                "words = []\nwords = []",
                "2:1",
                "「words」写了两次，请合并为一处或删去一处",
            ),
            ("words", "1:6", "等号或等号右边的值缺失，应当写成 名称 = 值"),
            (
                "fail-level = 2027-02-30",
                "1:14",
                "「2027-02-30」不是一个日期，请写成 2027-06-30 这样的日期",
            ),
            ("[term", "1:6", "括号没有关闭（原文：unclosed table, expected `]`）"),
            (
                "fail_level = \"error\"",
                "1:1",
                "没有「fail_level」这一项，是不是「fail-level」？",
            ),
            (
                "\"级别\" = \"error\"",
                "1:1",
                "没有「级别」这一项，这里可以写的有：fail-level、words、term、group",
            ),
            (
                "words = \"甲\"",
                "1:9",
                "这里应当是列表，如 [\"甲\", \"乙\"]，现在写的是文字",
            ),
            (
                "words = [1]",
                "1:10",
                "这里应当是文字，放在英文双引号里，现在写的是数字",
            ),
            (
                "term = true",
                "1:8",
                "这里应当是一组「名称 = 值」，现在写的是true 或 false",
            ),
            (
                "[group]\nlabel = \"甲\"",
                "1:1",
                "这里应当是列表；成组的条目要用两层方括号，写成 [[group]]",
            ),
            ("[[group]]", "1:1", "缺少 label，请补上"),
        ];
        for (text, place, message) in cases {
            let problem = TomlText::new("f", ProblemKind::Config, text)
                .parse::<Shape>()
                .unwrap_err();
            let expected = Problem::new(format!("f:{place}"), ProblemKind::Config, message);
            assert_eq!(problem, expected, "{text}");
        }
    }

    #[test]
    fn full_width_punctuation_inside_quotes_is_no_fault() {
        let text = "fail-level = \"“甲”，\" # ＝\nwords = ['a\\']\n[[group]]\nlabel = \"\\\"，\"";
        assert!(TomlText::new("f", ProblemKind::Config, text).parse::<Shape>().is_ok());
    }

    #[test]
    fn a_suggestion_is_near() {
        let known = ["typo", "variant", "做为", "部署"];
        for (word, near) in [
            ("tpyo", Some("typo")),
            ("做位", Some("做为")),
            ("甲乙", None),
            ("别的词", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(word, known), near, "{word}");
        }
    }
}
