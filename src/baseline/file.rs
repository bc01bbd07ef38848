//! A baseline as a file: one line a finding, in order, so that two people's changes seldom meet and merge by lines.
//!
//! ```text
//! shenjiao-baseline 1
//! # …
//! paths<TAB>稿件
//! typo/布署<TAB>布署<TAB>1f0c9a3b5d7e2468<TAB>2
//! ```
//!
//! Order and repetitions do not matter when it is read, since a merge may leave both: of a line that is there twice the
//! larger count holds.

use std::fmt::Write as _;

use super::{Baseline, Identity};
use crate::{
    diagnostic::RuleId,
    problem::{Problem, ProblemKind},
};

/// The name of a baseline that nobody named. No format of prose has that extension, so that it is not checked itself.
pub const FILE_NAME: &str = "shenjiao-baseline.tsv";

const FORMAT: &str = "shenjiao-baseline";
const VERSION: u32 = 1;
const REMARK: &str =
    "# 由 shenjiao baseline 生成。每行：规则、原文、所在句子的指纹、处数。可以删行，不要改动其余内容。";
const PATHS: &str = "paths";

impl Baseline {
    /// Reads the text of the file that people know as `name`.
    ///
    /// # Errors
    ///
    /// The first line that is none of a baseline, and the remedy.
    pub fn parse(text: &str, name: &str) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut baseline = Self::default();
        let mut lines = text.lines().zip(1_usize..);
        check_header(lines.next().map_or("", |(line, _)| line))
            .map_err(|message| Problem::new(format!("{name}:1"), ProblemKind::Config, message))?;
        for (line, number) in lines {
            baseline
                .read_line(line)
                .map_err(|message| Problem::new(format!("{name}:{number}"), ProblemKind::Config, message))?;
        }
        Ok(baseline)
    }

    fn read_line(&mut self, line: &str) -> Result<(), String> {
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
            .iter()
            .any(|mark| line.starts_with(mark))
        {
            return Err("有没解决的合并冲突；请留下两边的行，删去 <<<<<<<、=======、>>>>>>> 这几行".to_owned());
        }
        if line.trim().is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let broken =
            || "不是基线的一行，应为“规则、原文、指纹、处数”，以制表符隔开；请删去这一行，或重新取得文件".to_owned();
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            [PATHS, paths @ ..] => {
                for path in paths {
                    let path = unescape(path).ok_or_else(broken)?;
                    if !self.paths.contains(&path) {
                        self.paths.push(path);
                    }
                }
                Ok(())
            }
            [rule, text, sentence, count] => {
                let (rule, text) = (unescape(rule), unescape(text));
                let (dictionary, entry) = rule
                    .as_deref()
                    .and_then(|rule| rule.split_once('/'))
                    .ok_or_else(broken)?;
                let identity = Identity {
                    rule: RuleId::new(dictionary, entry),
                    text: text.ok_or_else(broken)?,
                    sentence: Some(sentence)
                        .filter(|sentence| sentence.len() == 16)
                        .and_then(|sentence| u64::from_str_radix(sentence, 16).ok())
                        .ok_or_else(broken)?,
                };
                let count: usize = count.parse().ok().filter(|&count| count > 0).ok_or_else(broken)?;
                let known = self.counts.entry(identity).or_default();
                *known = count.max(*known);
                Ok(())
            }
            _ => Err(broken()),
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{FORMAT} {VERSION}\n{REMARK}\n{PATHS}");
        for path in &self.paths {
            text.push('\t');
            text.push_str(&escape(path));
        }
        text.push('\n');
        for (identity, count) in &self.counts {
            let (rule, seen) = (escape(identity.rule.as_str()), escape(&identity.text));
            // Writing to a String does not fail.
            let _ = writeln!(text, "{rule}\t{seen}\t{:016x}\t{count}", identity.sentence);
        }
        text
    }
}

fn check_header(line: &str) -> Result<(), String> {
    let Some(version) = line.strip_prefix(FORMAT) else {
        return Err(format!(
            "不是基线文件：第一行应为“{FORMAT} {VERSION}”；请核对路径，或用 shenjiao baseline create 新建"
        ));
    };
    match version.trim().parse::<u32>() {
        Ok(VERSION) => Ok(()),
        Ok(newer) if newer > VERSION => Err(format!("基线由更新的版本生成（格式 {newer}），请升级 shenjiao")),
        _ => Err(format!("基线的格式版本不对，第一行应为“{FORMAT} {VERSION}”")),
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        plain.push(match c {
            '\\' => match rest.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            _ => c,
        });
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline() -> Baseline {
        let identity = |rule: &str, text: &str, sentence| Identity {
            rule: RuleId::new("typo", rule),
            text: text.to_owned(),
            sentence,
        };
        let one = identity("布署", "布署", 1);
        let other = identity("a\tb\\", "a\tb\\\n", u64::MAX);
        Baseline::of(vec!["稿件".to_owned(), "a\tb".to_owned()], [one.clone(), other, one])
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = baseline().to_text();
        assert_eq!(Baseline::parse(&text, "b.tsv"), Ok(baseline()));
        assert_eq!(Baseline::parse(&text.replace('\n', "\r\n"), "b.tsv"), Ok(baseline()));
        assert_eq!(Baseline::parse(&format!("\u{FEFF}{text}"), "b.tsv"), Ok(baseline()));
        // What a merge by lines leaves: both sides, in any order.
        let (head, lines) = text.split_at(text.find("typo/").unwrap());
        let mut lines: Vec<&str> = lines.lines().collect();
        lines.reverse();
        let merged = format!("{head}{}\ntypo/布署\t布署\t0000000000000001\t1\n", lines.join("\n"));
        assert_eq!(Baseline::parse(&merged, "b.tsv"), Ok(baseline()));
    }

    #[test]
    fn what_is_no_baseline_is_refused_with_its_line() {
        let head = "shenjiao-baseline 1\n";
        for (text, path, part) in [
            (String::new(), "b.tsv:1", "不是基线文件"),
            ("shenjiao-baseline 2\n".to_owned(), "b.tsv:1", "请升级"),
            ("shenjiao-baseline x\n".to_owned(), "b.tsv:1", "格式版本"),
            (format!("{head}<<<<<<< HEAD\n"), "b.tsv:2", "合并冲突"),
            (format!("{head}#\ntypo/布署\t布署\t1\t1\n"), "b.tsv:3", "不是基线的一行"),
            (
                format!("{head}typo/布署\t布署\t0000000000000001\t0\n"),
                "b.tsv:2",
                "不是基线的一行",
            ),
            (
                format!("{head}typo\t布署\t0000000000000001\t1\n"),
                "b.tsv:2",
                "不是基线的一行",
            ),
            (
                format!("{head}typo/a\t\\x\t0000000000000001\t1\n"),
                "b.tsv:2",
                "不是基线的一行",
            ),
        ] {
            let problem = Baseline::parse(&text, "b.tsv").unwrap_err();
            assert_eq!(problem.path, path, "{text}");
            assert!(problem.message.contains(part), "{text}: {problem}");
        }
    }
}
