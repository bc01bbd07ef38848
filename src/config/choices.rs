//! What all the files and the command line together choose, and where each choice was made.
//!
//! A later source prevails: defaults, then the file that is extended, then the file, then the command line. What a file
//! says is read into values by `layer`; whether the rules and dictionaries that it names exist is left to `resolve`.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use encoding_rs::{Encoding, REPLACEMENT};
use ignore::gitignore::Gitignore;
use jiff::civil::Date;

use super::{Allow, Selector, discover::ConfigFile, layer::Layer};
use crate::{
    diagnostic::Severity,
    input::path::normalize,
    problem::{Problem, ProblemKind},
    text::line_index::LineColumn,
};

/// What the command line chooses. Empty and `None` choose nothing.
#[derive(Debug, Clone, Default)]
pub struct CommandLine {
    /// Rules in force, instead of what the files select.
    pub select: Vec<String>,
    /// Rules in force besides.
    pub extend_select: Vec<String>,
    /// Rules out of force.
    pub ignore: Vec<String>,
    /// The lowest severity that fails a run.
    pub fail_level: Option<Severity>,
    /// The organisation's own dictionaries, relative to the current folder.
    pub dictionaries: Vec<PathBuf>,
    /// Encoding of files that do not say so themselves.
    pub encoding: Option<String>,
    /// The file that holds the findings accepted so far, relative to the current folder.
    pub baseline: Option<PathBuf>,
    /// Whether the file of the organisation's own usage is left aside, since it is about to be made anew.
    pub without_learned: bool,
}

/// Where a choice was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    source: String,
    at: Option<LineColumn>,
}

impl Place {
    /// An option of the command line.
    fn option(name: &str) -> Self {
        Self {
            source: name.to_owned(),
            at: None,
        }
    }

    pub(super) fn file(file: &ConfigFile, offset: usize) -> Self {
        Self {
            source: file.source.name().to_owned(),
            at: Some(file.source.line_column(offset)),
        }
    }

    /// The name without the column.
    #[must_use]
    pub fn line(&self) -> String {
        match self.at {
            Some(at) => format!("{}:{}", self.source, at.line),
            None => self.source.clone(),
        }
    }

    /// A problem with what was chosen here.
    #[must_use]
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.to_string(), ProblemKind::Config, message)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{}:{}:{}", self.source, at.line, at.column),
            None => f.write_str(&self.source),
        }
    }
}

/// A choice and where it was made.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// What was chosen.
    pub value: T,
    /// Where.
    pub place: Place,
}

/// RootedPatterns in the syntax of `.gitignore` and the folder that they are relative to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootedPatterns {
    /// The folder; absolute.
    pub root: PathBuf,
    /// The patterns; of several that match, the last decides.
    pub patterns: Vec<String>,
}

/// Rules out of force for some files.
#[derive(Debug, Clone)]
pub struct PerFileIgnores {
    /// The folder that the pattern is relative to; absolute.
    pub root: PathBuf,
    /// The pattern, in the syntax of `.gitignore`.
    pub pattern: String,
    /// The rules.
    pub selectors: Vec<Placed<Selector>>,
    pub(super) matcher: Gitignore,
}

impl PerFileIgnores {
    /// Whether they hold for the file at `path`, an absolute path.
    #[must_use]
    pub fn hold_for(&self, path: &Path) -> bool {
        // The matcher panics on a path that does not lie below its root.
        path.strip_prefix(&self.root)
            .is_ok_and(|relative| self.matcher.matched_path_or_any_parents(relative, false).is_ignore())
    }
}

/// A text that the organisation stands by, until a day.
#[derive(Debug, Clone)]
pub struct DatedAllow {
    /// The text, and what for.
    pub allow: Allow,
    /// Where its rule is named.
    pub rule_place: Option<Place>,
    /// The last day on which it holds.
    pub expires: Option<Date>,
}

impl DatedAllow {
    /// Whether it no longer holds; on its last day it does.
    #[must_use]
    pub fn expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|day| day < today)
    }
}

/// Everything chosen. What is `None` was left at its default.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Names of the configuration files; a later one prevails.
    pub files: Vec<String>,
    /// Rules in force; empty means the default.
    pub select: Vec<Placed<Selector>>,
    /// Rules in force besides.
    pub extend_select: Vec<Placed<Selector>>,
    /// Rules out of force.
    pub ignore: Vec<Placed<Selector>>,
    /// Severities; the last that speaks of a rule holds, and none is wholly covered by a later one.
    pub severities: Vec<Placed<(Selector, Severity)>>,
    /// Rules out of force for some files.
    pub per_file_ignores: Vec<Placed<PerFileIgnores>>,
    /// Texts accepted, expired ones included.
    pub allow: Vec<Placed<DatedAllow>>,
    /// The lowest severity that fails a run.
    pub fail_level: Option<Placed<Severity>>,
    /// Further files to be checked.
    pub include: Option<Placed<RootedPatterns>>,
    /// Files not to be checked.
    pub exclude: Vec<Placed<RootedPatterns>>,
    /// The organisation's own dictionaries: absolute paths, none twice.
    pub dictionaries: Vec<Placed<PathBuf>>,
    /// Keys of a front matter whose values are checked.
    pub front_matter: Option<Placed<Vec<String>>>,
    /// Label of the encoding of files that do not say so themselves.
    pub encoding: Option<Placed<String>>,
    /// Names by which the organisation calls itself.
    pub organisation_names: Option<Placed<Vec<String>>>,
    /// Names of hosts that its pages may link to in any way, in lower case.
    pub organisation_sites: Option<Placed<Vec<String>>>,
    /// Hanzi of the shortest sentence that is not to stand twice.
    pub shortest_repeated_sentence: Option<Placed<usize>>,
    /// Hanzi of the shortest paragraph that is not to stand twice.
    pub shortest_repeated_paragraph: Option<Placed<usize>>,
    /// The file that holds the findings accepted so far; an absolute path.
    pub baseline: Option<Placed<PathBuf>>,
    /// The file of the organisation's own usage; an absolute path.
    pub learned: Option<Placed<PathBuf>>,
    /// Whether a suppression in a text needs a reason.
    pub suppression_reasons: Option<Placed<bool>>,
}

impl Choices {
    /// Puts the choices of `files`, the one that prevails last, and of the command line, given in `folder`, on top of
    /// each other. What means nothing goes to `problems`.
    #[must_use]
    pub fn gather(
        files: &[ConfigFile],
        command_line: &CommandLine,
        folder: &Path,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut choices = Self::default();
        for file in files {
            Layer {
                file,
                choices: &mut choices,
                problems: &mut *problems,
            }
            .apply();
        }
        choices.apply_command_line(command_line, folder, problems);
        choices
    }

    fn apply_command_line(&mut self, chosen: &CommandLine, folder: &Path, problems: &mut Vec<Problem>) {
        let selectors = |option: &str, texts: &[String]| -> Vec<Placed<Selector>> {
            let placed = |text: &String| Placed {
                value: Selector::new(text),
                place: Place::option(option),
            };
            texts.iter().map(placed).collect()
        };
        if !chosen.select.is_empty() {
            self.set_select(selectors("--select", &chosen.select));
        }
        self.extend_select
            .extend(selectors("--extend-select", &chosen.extend_select));
        self.ignore.extend(selectors("--ignore", &chosen.ignore));
        if let Some(value) = chosen.fail_level {
            let place = Place::option("--fail-level");
            self.fail_level = Some(Placed { value, place });
        }
        for path in &chosen.dictionaries {
            self.add_dictionary(normalize(folder, path), Place::option("--dictionary"));
        }
        if let Some(label) = &chosen.encoding {
            self.set_encoding(label, Place::option("--encoding"), problems);
        }
        if let Some(path) = &chosen.baseline {
            let (value, place) = (normalize(folder, path), Place::option("--baseline"));
            self.baseline = Some(Placed { value, place });
        }
    }

    /// Selecting anew takes back what was selected before in either way; what is ignored stays so.
    pub(super) fn set_select(&mut self, selectors: Vec<Placed<Selector>>) {
        self.select = selectors;
        self.extend_select.clear();
    }

    /// Two files may both rely on a dictionary; it still is one.
    pub(super) fn add_dictionary(&mut self, value: PathBuf, place: Place) {
        if self.dictionaries.iter().all(|known| known.value != value) {
            self.dictionaries.push(Placed { value, place });
        }
    }

    pub(super) fn set_encoding(&mut self, label: &str, place: Place, problems: &mut Vec<Problem>) {
        // The replacement encoding stands for encodings that must not be decoded at all.
        if Encoding::for_label(label.as_bytes()).is_none_or(|encoding| encoding == REPLACEMENT) {
            problems.push(place.problem(format!("没有名为「{label}」的编码；中文文件常用 utf-8、gb18030、big5")));
        }
        let value = label.to_owned();
        self.encoding = Some(Placed { value, place });
    }
}
