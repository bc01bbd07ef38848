//! What every command shares: settings and a checker for each place, and how a command ends.

use std::{
    env, io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;

use super::args::SettingsArguments;
use crate::{
    checker::Checker,
    config::{
        choices::CommandLine,
        resolve::{ConfigSource, Context, Resolution, Resolved, Resolver},
    },
    diagnostic::RuleId,
    dictionary,
    input::{
        patterns::Patterns,
        store::{Disk, FileStore},
    },
    problem::{Problem, ProblemKind},
    rules::{self, Rule},
};

/// How a command ended; also the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Done, and nothing found that fails a run.
    Success = 0,
    /// Done, and something found that does.
    Findings = 1,
    /// Not everything could be done.
    Failure = 2,
}

/// Why a command could not go on.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something that the user can mend.
    Problems(Vec<Problem>),
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    /// Standard input could not be read.
    pub(super) fn stdin(error: &io::Error) -> Self {
        let message = format!("标准输入无法读取（{error}）；请确认内容是 UTF-8 文字，或改为检查文件");
        Problem::new("-", ProblemKind::Unreadable, message).into()
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problems(vec![problem])
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Settings with everything that is made from them, for all the files that they govern.
pub(super) struct Rules {
    pub(super) resolved: Arc<Resolved>,
    /// The files that are left out.
    pub(super) patterns: Arc<Patterns>,
    checker: OnceLock<Result<Checker, Problem>>,
}

impl Rules {
    /// The checker, built when it is first asked for.
    pub(super) fn checker(&self) -> Result<&Checker, Problem> {
        let checker = self.checker.get_or_init(|| Checker::new(&self.resolved.settings));
        checker.as_ref().map_err(Clone::clone)
    }
}

/// Finds the rules of file after file.
pub(super) struct Session {
    folder: PathBuf,
    /// The day that it is, or is to be taken for.
    #[cfg(feature = "office")]
    today: Date,
    resolver: Resolver,
    rules: Vec<Arc<Rules>>,
    /// The patterns of the command line, which hold everywhere.
    patterns: Patterns,
    /// What is wrong with settings that a file was to be checked by.
    problems: Vec<Problem>,
}

impl Session {
    /// Begins with what the command line says; what files say is read from disk.
    pub(super) fn new(arguments: &SettingsArguments, command_line: CommandLine) -> Result<Self, Failure> {
        Self::reading_from(Arc::new(Disk), arguments, command_line)
    }

    /// Begins with what the command line says; what files say is read from `store`.
    pub(super) fn reading_from(
        store: Arc<dyn FileStore>,
        arguments: &SettingsArguments,
        mut command_line: CommandLine,
    ) -> Result<Self, Failure> {
        let folder = current_dir()?;
        command_line.select.clone_from(&arguments.select);
        command_line.extend_select.clone_from(&arguments.extend_select);
        command_line.ignore.clone_from(&arguments.ignore);
        command_line.dictionaries.clone_from(&arguments.dictionary);
        let source = match &arguments.config {
            Some(file) => ConfigSource::File(file.clone()),
            None if arguments.isolated => ConfigSource::Isolated,
            None => ConfigSource::Nearest,
        };
        let today = arguments.today.unwrap_or_else(today);
        let context = Context {
            folder: folder.clone(),
            today,
            as_of: arguments.as_of,
            shipped: shipped_rules()?,
            command_line,
        };
        Ok(Self {
            folder,
            #[cfg(feature = "office")]
            today,
            resolver: Resolver::reading_from(store, source, context),
            rules: Vec::new(),
            patterns: Patterns::default(),
            problems: Vec::new(),
        })
    }

    /// Adds patterns of the command line, relative to the current folder.
    pub(super) fn restrict(&mut self, include: &[String], exclude: &[String]) -> Result<(), Failure> {
        self.patterns = Patterns::new(&self.folder, include, exclude)
            .map_err(|message| Problem::new("--include/--exclude", ProblemKind::Config, message))?;
        Ok(())
    }

    /// The current folder; absolute.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The day that it is, or is to be taken for.
    #[cfg(feature = "office")]
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// The rules for the file at `path`; `None` if its settings cannot be used, which [`problems`](Self::problems)
    /// then tells of.
    pub(super) fn rules_for(&mut self, path: &Path) -> Option<Arc<Rules>> {
        let resolution = self.resolver.settings_for(path);
        self.note(&resolution);
        self.rules_of(resolution)
    }

    /// The rules for files that lie directly in `folder`, likewise.
    pub(super) fn rules_in(&mut self, folder: &Path) -> Option<Arc<Rules>> {
        let resolution = self.resolver.settings_in(folder);
        self.note(&resolution);
        self.rules_of(resolution)
    }

    /// The patterns for the file or folder at `path`; those of the command line alone if its settings cannot be used.
    pub(super) fn patterns_for(&mut self, path: &Path) -> Arc<Patterns> {
        let resolution = self.resolver.settings_for(path);
        match self.rules_of(resolution) {
            Some(rules) => Arc::clone(&rules.patterns),
            None => Arc::new(self.patterns.clone()),
        }
    }

    /// Every problem with settings met so far, once. What the command line says is judged only with the settings of
    /// files that are checked: it may name a dictionary that no folder above them knows of.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut problems = self.resolver.problems();
        problems.retain(|problem| !problem.path.starts_with("--"));
        for problem in &self.problems {
            if !problems.contains(problem) {
                problems.push(problem.clone());
            }
        }
        problems
    }

    fn note(&mut self, resolution: &Resolution) {
        if let Err(problems) = resolution {
            self.problems.extend(problems.iter().cloned());
        }
    }

    /// What people should know though nothing is wrong.
    pub(super) fn notices(&self) -> Vec<String> {
        self.resolver.notices()
    }

    fn rules_of(&mut self, resolution: Resolution) -> Option<Arc<Rules>> {
        let resolved = resolution.ok()?;
        if let Some(known) = self.rules.iter().find(|rules| Arc::ptr_eq(&rules.resolved, &resolved)) {
            return Some(Arc::clone(known));
        }
        let mut patterns = self.patterns.clone();
        let include = resolved
            .include()
            .map(|include| (&include.root, include.patterns.as_slice(), &[][..]));
        let exclude = resolved
            .exclude()
            .map(|exclude| (&exclude.root, &[][..], exclude.patterns.as_slice()));
        for (root, include, exclude) in include.into_iter().chain(exclude) {
            match Patterns::new(root, include, exclude) {
                Ok(more) => patterns = patterns.and(&more),
                Err(message) => {
                    let folder = root.display().to_string();
                    self.problems.push(Problem::new(folder, ProblemKind::Config, message));
                }
            }
        }
        let rules = Arc::new(Rules {
            resolved,
            patterns: Arc::new(patterns),
            checker: OnceLock::new(),
        });
        self.rules.push(Arc::clone(&rules));
        Some(rules)
    }
}

/// The current folder; absolute.
pub(super) fn current_dir() -> Result<PathBuf, Problem> {
    env::current_dir().map_err(|error| {
        let message = format!("当前文件夹无法读取（{error}）；请换一个文件夹运行");
        Problem::new(".", ProblemKind::Unreadable, message)
    })
}

/// The rules of the current folder, for commands that check no file.
pub(super) fn rules_here(arguments: &SettingsArguments) -> Result<Arc<Rules>, Failure> {
    rules_at(arguments, Path::new("."))
}

/// The rules in force for the file or folder at `path`.
pub(super) fn rules_at(arguments: &SettingsArguments, path: &Path) -> Result<Arc<Rules>, Failure> {
    let mut session = Session::new(arguments, CommandLine::default())?;
    let rules = if path.is_dir() {
        session.rules_in(path)
    } else {
        session.rules_for(path)
    };
    rules.ok_or_else(|| Failure::Problems(session.problems()))
}

/// Every rule that comes with the program: entries of its dictionaries and text rules.
pub(super) fn shipped_rules() -> Result<Vec<RuleId>, Problem> {
    let entries = dictionary::shipped()?.iter().flat_map(|dictionary| &dictionary.entries);
    Ok(entries
        .map(|entry| entry.rule.clone())
        .chain(rules::all().map(Rule::rule_id))
        .collect())
}

/// The date in Beijing, whose dates the users' deadlines are in.
fn today() -> Date {
    let beijing = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    beijing.to_datetime(jiff::Timestamp::now()).date()
}
