//! What a run found, in the form a reader wants: one file per output format behind [`Reporter`].
//!
//! This is the only place where byte offsets become lines, columns and bytes on disk. Nothing here decides what is
//! reported or what the exit status is.

pub mod concise;
pub mod excerpt;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod locate;
pub mod printable;
pub mod problems;
pub mod redact;
pub mod style;
pub mod summary;

use std::io::{self, Write};

use crate::{
    diagnostic::Diagnostic,
    problem::Problem,
    report::{concise::Concise, excerpt::Excerpt, human::Human, json::Json, jsonl::Jsonl, style::Styles},
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
}

impl OutputFormat {
    /// Whether the report itself carries the problems; else they belong on the error stream, before the report.
    #[must_use]
    pub const fn carries_problems(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
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
    /// The part of the first line around the finding, for people.
    pub excerpt: Excerpt,
    /// Where the related places of the finding are, in its order.
    pub related: Vec<LocatedRelated>,
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

/// A whole run. Diagnostics are ordered by input and position.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The dictionaries in force.
    pub dictionaries: Vec<DictionaryInfo>,
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
