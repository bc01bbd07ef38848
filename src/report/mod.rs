//! What a run found, in the form a reader wants: one file per output format behind [`Reporter`].
//!
//! This is the only place where byte offsets become lines, columns and bytes on disk. Nothing here decides what is
//! reported or what the exit status is.

pub mod checkstyle;
pub mod concise;
pub mod csv;
pub mod excerpt;
mod fingerprint;
pub mod github;
pub mod gitlab;
mod harmless_json;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod locate;
mod location;
pub mod printable;
pub mod problems;
pub mod rdjsonl;
pub mod record;
pub mod redact;
pub mod redactor;
mod replacement;
pub mod sarif;
pub mod style;
pub mod summary;
pub mod tool;
mod xml;

use std::{
    collections::HashSet,
    io::{self, Write},
};

use crate::{
    diagnostic::{Diagnostic, Severity},
    problem::Problem,
    report::{
        checkstyle::Checkstyle, concise::Concise, csv::Csv, excerpt::Excerpt, github::Github, gitlab::Gitlab,
        human::Human, json::Json, jsonl::Jsonl, junit::Junit, rdjsonl::Rdjsonl, sarif::Sarif, style::Styles,
    },
};

/// The output formats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OutputFormat {
    /// 逐条显示问题及所在的行，末尾有小结
    #[default]
    Human,
    /// 每个问题一行，便于用 grep 等工具筛选
    Concise,
    /// 一个 JSON 对象
    Json,
    /// 每行一个 JSON 对象
    Jsonl,
    /// SARIF 2.1.0，给代码托管平台和编辑器用
    Sarif,
    /// GitHub 工作流命令，问题显示在改动旁边
    Github,
    /// GitLab 代码质量报告
    Gitlab,
    /// Checkstyle 的 XML
    Checkstyle,
    /// JUnit 的 XML，问题显示为测试
    Junit,
    /// reviewdog 的 rdjsonl，每行一个 JSON 对象
    Rdjsonl,
    /// 用 Excel 打开的表格
    Csv,
}

impl OutputFormat {
    /// Whether the report itself carries the problems; else they belong on the error stream, before the report.
    #[must_use]
    pub const fn carries_problems(self) -> bool {
        !matches!(self, Self::Human | Self::Concise)
    }

    /// Whether the report goes to a log that people read, rather than to a file for a program.
    #[must_use]
    pub const fn is_for_logs(self) -> bool {
        matches!(self, Self::Human | Self::Concise | Self::Github)
    }
}

/// The reporter for `format`. Only the human format has a use for `styles`.
#[must_use]
pub fn reporter(format: OutputFormat, styles: Styles) -> Box<dyn Reporter> {
    match format {
        OutputFormat::Human => Box::new(Human { styles }),
        OutputFormat::Concise => Box::new(Concise),
        OutputFormat::Json => Box::new(Json),
        OutputFormat::Jsonl => Box::new(Jsonl),
        OutputFormat::Sarif => Box::new(Sarif),
        OutputFormat::Github => Box::new(Github),
        OutputFormat::Gitlab => Box::new(Gitlab),
        OutputFormat::Checkstyle => Box::new(Checkstyle),
        OutputFormat::Junit => Box::new(Junit),
        OutputFormat::Rdjsonl => Box::new(Rdjsonl),
        OutputFormat::Csv => Box::new(Csv),
    }
}

/// A finding at its place in its file. Lines and columns are 1-based.
#[derive(Debug, Clone)]
pub struct LocatedDiagnostic {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The file, as the user named it.
    pub path: String,
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character, in Unicode scalar values.
    pub column: usize,
    /// Line of the place after the last character.
    pub end_line: usize,
    /// Column of the place after the last character, in Unicode scalar values.
    pub end_column: usize,
    /// First byte in the file as it lies on disk.
    pub byte_start: usize,
    /// The byte after the last one in the file as it lies on disk.
    pub byte_end: usize,
    /// Column of the first character, in UTF-16 code units.
    pub utf16_column: usize,
    /// Column of the first character, in bytes of the line in UTF-8.
    pub utf8_column: usize,
    /// Column of the place after the last character, in bytes of its line in UTF-8.
    pub utf8_end_column: usize,
    /// Whether the file on disk is UTF-8 without a byte order mark, so that columns in UTF-8 are columns of bytes there.
    pub is_plain_utf8: bool,
    /// The part of the first line around the finding, for people.
    pub excerpt: Excerpt,
    /// Where the related places of the finding are, in its order.
    pub related: Vec<LocatedRelated>,
    /// The same finding without what must not be known to whoever only reads the report; `None` if it says nothing of
    /// that sort, or if nobody asks.
    pub redacted: Option<Box<LocatedDiagnostic>>,
}

/// A related place in the same file. Line and column are 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocatedRelated {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character, in Unicode scalar values.
    pub column: usize,
    /// First byte in the file as it lies on disk.
    pub byte_start: usize,
    /// The byte after the last one in the file as it lies on disk.
    pub byte_end: usize,
}

/// A finding that was accepted, and is therefore not among those to be mended.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The finding at its place.
    pub located: LocatedDiagnostic,
    /// What accepted it.
    pub by: AcceptedBy,
}

/// What accepted a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AcceptedBy {
    /// A directive in the text.
    Suppression {
        /// The reason that its author gave; empty if none was asked for.
        reason: String,
    },
    /// The baseline.
    Baseline,
}

/// A dictionary that took part in a run.
#[derive(Debug, Clone)]
pub struct DictionaryInfo {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// How many entries it has.
    pub entries: usize,
}

/// A rule that found something, for formats that carry the handbook with them.
#[derive(Debug, Clone)]
pub struct RuleInfo {
    /// Its id, as in the findings.
    pub id: String,
    /// What it is about, in a few words.
    pub title: String,
    /// How grave its findings are unless settings say otherwise.
    pub severity: Severity,
    /// What `shenjiao explain` says of it.
    pub help: String,
    /// Whether that is Markdown.
    pub is_markdown: bool,
}

/// A whole run. Diagnostics are ordered by input and position.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The dictionaries in force.
    pub dictionaries: Vec<DictionaryInfo>,
    /// The rules of the findings, for [SARIF](OutputFormat::Sarif) only.
    pub rules: Vec<RuleInfo>,
    /// The findings.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// What was found and accepted, in the same order.
    pub accepted: Vec<Accepted>,
    /// What could not be checked.
    pub problems: Vec<Problem>,
    /// Files that were checked.
    pub files: usize,
    /// Unicode scalar values of their decoded texts.
    pub characters: usize,
    /// Hanzi among them.
    pub hanzi: usize,
    /// Files met by walking and left out, by reason.
    pub skipped: Skipped,
}

impl Report {
    /// The same report without what must not be known to whoever only reads it. The rules of masked findings have other
    /// names then, so that nothing more is told of them.
    #[must_use]
    pub fn redacted(&self) -> Self {
        let mut report = self.clone();
        let accepted = report.accepted.iter_mut().map(|accepted| &mut accepted.located);
        for located in report.diagnostics.iter_mut().chain(accepted) {
            if let Some(redacted) = located.redacted.take() {
                *located = *redacted;
            }
        }
        let diagnostics = &report.diagnostics;
        let named: HashSet<&str> = diagnostics
            .iter()
            .map(|located| located.diagnostic.rule.as_str())
            .collect();
        report.rules.retain(|rule| named.contains(rule.id.as_str()));
        report
    }
}

/// Files that were met and left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Not text.
    pub binary: usize,
    /// Of a kind that is not checked unless named or included.
    pub other_kind: usize,
    /// Named, but excluded by a setting.
    pub excluded: usize,
}

/// An output format.
pub trait Reporter {
    /// Writes the whole report, in many small writes: `out` should be buffered.
    ///
    /// # Errors
    ///
    /// Whatever the writer returns.
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()>;
}
