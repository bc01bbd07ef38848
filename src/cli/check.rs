//! `shenjiao check`: find the files, check them in parallel, report in order.

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    mem,
    num::NonZeroUsize,
    path::PathBuf,
    sync::Arc,
    thread,
};

use anstream::{AutoStream, ColorChoice};
#[cfg(feature = "office")]
use jiff::civil::Date;
use rayon::prelude::*;

#[cfg(feature = "office")]
use super::page;
use super::{
    args::{CheckArguments, ColorArgument},
    baseline::Ledgers,
    changes,
    inputs::{Input, Prepared, Task, decode_hints, lock, prepare, prepare_under},
    output::{self, FileFormat},
    progress::Progress,
    records,
    redaction::{Redaction, place},
    rule_infos::rule_infos,
    session::{Failure, Rules, Status},
    warn,
};
#[cfg(feature = "office")]
use crate::audit::judge::{self, Judged};
use crate::{
    baseline::{Identity, identities},
    checker::Checker,
    config::choices::CommandLine,
    diagnostic::Diagnostic,
    document::{Document, Format, published},
    input::{
        encoding::{DecodeHints, SourceFile},
        read::ReadOutcome,
    },
    problem::{Problem, ProblemKind},
    report::{
        Accepted, AcceptedBy, DictionaryInfo, LocatedDiagnostic, OutputFormat, Report, problems::write_problems,
        redactor::Redactor, reporter, style::Styles,
    },
    suppression::{self, Suppressed},
    text::hanzi::is_hanzi,
};

/// What became of a task.
enum Outcome {
    Checked(Box<Checked>),
    SkippedBinary,
    NotChecked(Problem),
}

/// What was found in one text.
struct Checked {
    /// What is to be mended, unless the baseline accepts it.
    diagnostics: Vec<LocatedDiagnostic>,
    /// What each of these is known by; empty if nobody asks.
    identities: Vec<Identity>,
    accepted: Vec<Accepted>,
    /// The same for the page, if that is wanted.
    #[cfg(feature = "office")]
    post: Option<Judged>,
    characters: usize,
    hanzi: usize,
    rules: Arc<Rules>,
}

/// What a check does about the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Accepting {
    /// What is in it is accepted.
    Baseline,
    /// There is none.
    Nothing,
    /// There is none, and what each finding is known by is told.
    Identities,
}

/// What a check found.
pub(super) struct Gathered {
    pub(super) report: Report,
    /// Whether something was found that fails a run.
    pub(super) failing: bool,
    /// What each finding of the report is known by, and whether it fails a run; if asked for.
    pub(super) identities: Vec<(Identity, bool)>,
    /// What was checked, as posts of the page, if that is wanted.
    #[cfg(feature = "office")]
    posts: Vec<Judged>,
    #[cfg(feature = "office")]
    today: Date,
}

pub(super) fn run(arguments: &CheckArguments) -> Result<Status, Failure> {
    if arguments.records.is_some() {
        return records::run(arguments);
    }
    output::check_places(&arguments.output)?;
    let accepting = if arguments.no_baseline {
        Accepting::Nothing
    } else {
        Accepting::Baseline
    };
    let mut gathered = gather(arguments, accepting)?;
    let unwritten = deliver(&mut gathered, arguments)?;
    let Gathered { report, failing, .. } = gathered;
    let status = if !report.problems.is_empty() || !unwritten.is_empty() {
        Status::Failure
    } else if failing {
        Status::Findings
    } else {
        Status::Success
    };
    let for_people = !arguments.quiet && !arguments.format.carries_problems();
    if arguments.staged && for_people && status != Status::Success {
        warn(changes::advice(status == Status::Failure));
    }
    Ok(status)
}

/// Checks everything that `arguments` name.
pub(super) fn gather(arguments: &CheckArguments, accepting: Accepting) -> Result<Gathered, Failure> {
    let prepared = prepare(arguments)?;
    let tasks = prepared.tasks;
    let rules = rules_of(&tasks);
    output::protect(&arguments.output, tasks.iter().map(|task| task.input.path()), &rules)?;
    let mut report = Report {
        dictionaries: dictionaries(&rules)?,
        problems: prepared.problems,
        skipped: prepared.skipped,
        ..Report::default()
    };
    let session = lock(&prepared.session);
    let mut ledgers = Ledgers::default();
    if accepting == Accepting::Baseline {
        let governing = tasks.iter().map(|task| &*task.rules.resolved);
        report.problems.extend(ledgers.load(governing, session.folder()));
    }

    let progress = Progress::new(tasks.len(), !arguments.quiet && io::stderr().is_terminal());
    let redaction = Redaction::of(arguments);
    let redactor = (redaction.concerns_stdout(arguments.format) || redaction.concerns_files()).then(Redactor::new);
    let redactor = redactor.transpose()?;
    let outcomes = for_each(tasks, arguments.jobs, |task| {
        let (outcome, bytes) = check_one(task, arguments, accepting, redactor.as_ref());
        progress.file_done(bytes);
        outcome
    })?;
    progress.finish();

    let mut gathered = Gathered {
        report,
        failing: false,
        identities: Vec::new(),
        #[cfg(feature = "office")]
        posts: Vec::new(),
        #[cfg(feature = "office")]
        today: session.today(),
    };
    for outcome in outcomes {
        match outcome {
            Outcome::Checked(checked) => gathered.add(*checked, accepting, &mut ledgers),
            Outcome::SkippedBinary => gathered.report.skipped.binary += 1,
            Outcome::NotChecked(problem) => gathered.report.problems.push(problem),
        }
    }
    let mut formats = arguments.output.iter().map(|output| output.format);
    if arguments.format == OutputFormat::Sarif
        || formats.any(|format| format == FileFormat::Report(OutputFormat::Sarif))
    {
        let checkers = rules.iter().filter_map(|rules| rules.checker().ok());
        gathered.report.rules = rule_infos(&gathered.report.diagnostics, checkers);
    }
    if !arguments.quiet {
        session.notices().iter().for_each(|notice| warn(notice));
    }
    Ok(gathered)
}

impl Gathered {
    /// Adds what was found in the next text.
    fn add(&mut self, checked: Checked, accepting: Accepting, ledgers: &mut Ledgers) {
        let report = &mut self.report;
        report.files += 1;
        report.characters += checked.characters;
        report.hanzi += checked.hanzi;
        let fail_level = checked.rules.resolved.settings.fail_level;
        let mut accepted = checked.accepted;
        // Whether each finding is in the baseline, as far as there is one.
        let mut is_known = Vec::with_capacity(checked.identities.len());
        if checked.identities.is_empty() {
            self.failing |= checked
                .diagnostics
                .iter()
                .any(|located| located.diagnostic.severity >= fail_level);
            report.diagnostics.extend(checked.diagnostics);
        } else {
            for (located, identity) in checked.diagnostics.into_iter().zip(checked.identities) {
                is_known.push(accepting == Accepting::Baseline && ledgers.accept(&checked.rules.resolved, &identity));
                if is_known.last() == Some(&true) {
                    let by = AcceptedBy::Baseline;
                    accepted.push(Accepted { located, by });
                    continue;
                }
                let fails = located.diagnostic.severity >= fail_level;
                self.failing |= fails;
                report.diagnostics.push(located);
                if accepting == Accepting::Identities {
                    self.identities.push((identity, fails));
                }
            }
            accepted.sort_by_key(|accepted| accepted.located.diagnostic.range);
        }
        report.accepted.extend(accepted);
        #[cfg(feature = "office")]
        if let Some(mut post) = checked.post {
            let mut is_known = is_known.into_iter();
            post.accept_known(|_| is_known.next().unwrap_or_default());
            self.posts.push(post);
        }
    }
}

/// The rules of all tasks, each once.
fn rules_of(tasks: &[Task]) -> Vec<Arc<Rules>> {
    let mut all: Vec<Arc<Rules>> = Vec::new();
    for task in tasks {
        if !all.iter().any(|rules| Arc::ptr_eq(rules, &task.rules)) {
            all.push(Arc::clone(&task.rules));
        }
    }
    all
}

/// The dictionaries in force under any of the rules, each once.
fn dictionaries(rules: &[Arc<Rules>]) -> Result<Vec<DictionaryInfo>, Problem> {
    let mut infos: Vec<DictionaryInfo> = Vec::new();
    for rules in rules {
        let checker = rules.checker()?;
        for dictionary in checker.dictionaries_in_force() {
            if infos.iter().all(|info| info.id != dictionary.id) {
                infos.push(DictionaryInfo {
                    id: dictionary.id.clone(),
                    version: dictionary.version.clone(),
                    entries: dictionary.entries.len(),
                });
            }
        }
    }
    Ok(infos)
}

/// Does something with every task; the outcomes are in the order of the tasks, whatever the number of threads.
pub(super) fn for_each<T: Send>(
    tasks: Vec<Task>,
    jobs: Option<NonZeroUsize>,
    act: impl Fn(Task) -> T + Sync + Send,
) -> Result<Vec<T>, Failure> {
    let jobs = count_jobs(jobs).min(tasks.len());
    if jobs <= 1 {
        return Ok(tasks.into_iter().map(act).collect());
    }
    Ok(threads(jobs)?.install(|| tasks.into_par_iter().map(act).collect()))
}

/// How much is done at a time: what the user wants, else as many as there are processors.
pub(super) fn count_jobs(wanted: Option<NonZeroUsize>) -> usize {
    let jobs = wanted.or_else(|| thread::available_parallelism().ok());
    jobs.map_or(1, NonZeroUsize::get)
}

/// So many threads.
pub(super) fn threads(jobs: usize) -> Result<rayon::ThreadPool, Problem> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    pool.map_err(|error| {
        let message = format!("无法启动 {jobs} 个线程（{error}）；请用 -j 1 再试");
        Problem::new("-j", ProblemKind::Config, message)
    })
}

/// A text that was read.
struct Opened {
    path: PathBuf,
    hints: DecodeHints,
    /// What is known of the file; its text is lent to the document instead of being copied.
    source: SourceFile,
    document: Document,
}

/// Reads a text and makes a document of it.
fn open(input: &mut Input, rules: &Rules, arguments: &CheckArguments) -> Result<Opened, Outcome> {
    let resolved = &rules.resolved;
    let path = input.path().to_owned();
    let format = Format::from_path(&path).unwrap_or(Format::Plain);
    let hints = decode_hints(arguments.judging.encoding.as_deref(), resolved, format);
    let bytes = input.take_bytes().map_err(Outcome::NotChecked)?;
    let mut source = match input.decode(bytes, &hints) {
        ReadOutcome::Text(source) => source,
        ReadOutcome::SkippedBinary => return Err(Outcome::SkippedBinary),
        ReadOutcome::Problem(problem) => return Err(Outcome::NotChecked(problem)),
    };
    let document = Document::parse(mem::take(&mut source.text), format, &resolved.settings.parse)
        .published_on(published::in_file_name(&path));
    Ok(Opened {
        path,
        hints,
        source,
        document,
    })
}

/// Shows `look` every text that `arguments` name, in order, for a command that reports nothing of them. Returns what
/// could not be read.
pub(super) fn for_each_text(
    arguments: &CheckArguments,
    command_line: CommandLine,
    mut look: impl FnMut(&Checker, &Document),
) -> Result<Vec<Problem>, Failure> {
    let Prepared {
        tasks, mut problems, ..
    } = prepare_under(command_line, arguments)?;
    let progress = Progress::new(tasks.len(), !arguments.quiet && io::stderr().is_terminal());
    for Task { mut input, rules, .. } in tasks {
        let checker = rules.checker()?;
        match open(&mut input, &rules, arguments) {
            Ok(opened) => {
                look(checker, &opened.document);
                progress.file_done(opened.document.source().len());
            }
            Err(Outcome::NotChecked(problem)) => problems.push(problem),
            Err(_) => {}
        }
    }
    progress.finish();
    Ok(problems)
}

/// Checks one task; also tells how many bytes its text has.
fn check_one(
    mut task: Task,
    arguments: &CheckArguments,
    accepting: Accepting,
    redactor: Option<&Redactor>,
) -> (Outcome, usize) {
    let resolved = &task.rules.resolved;
    let opened = match open(&mut task.input, &task.rules, arguments) {
        Ok(opened) => opened,
        Err(outcome) => return (outcome, 0),
    };
    let checker = match task.rules.checker() {
        Ok(checker) => checker,
        Err(problem) => return (Outcome::NotChecked(problem), 0),
    };
    let Opened {
        path,
        hints,
        mut source,
        document,
    } = opened;
    let text = document.source();
    let bytes = text.len();
    let characters = text.chars().count();
    let hanzi = text.chars().filter(|&c| is_hanzi(c)).count();

    let mut diagnostics = checker.check(&document);
    let secrets = redactor.map_or_else(Vec::new, |redactor| redactor.secrets(&document, &diagnostics));
    let ignored = resolved.ignored_for(&path);
    diagnostics.retain(|diagnostic| !ignored.iter().any(|selector| selector.matches(&diagnostic.rule)));
    let Suppressed { mut found, accepted } = if arguments.no_suppressions {
        Suppressed {
            found: diagnostics,
            accepted: Vec::new(),
        }
    } else {
        suppression::apply(checker, &document, diagnostics, &ignored)
    };
    if let Some(old) = &task.old {
        old.retain_changed(&mut found, document.source(), &hints);
    }
    let wants_identities = match accepting {
        Accepting::Baseline => resolved.baseline().is_some(),
        Accepting::Nothing => false,
        Accepting::Identities => true,
    };
    let identities = if wants_identities {
        identities(&document, &found)
    } else {
        Vec::new()
    };
    #[cfg(feature = "office")]
    let post = arguments
        .output
        .iter()
        .any(|output| output.format == FileFormat::Page)
        .then(|| {
            let found = judge::Found {
                diagnostics: found.clone(),
                identities: identities.clone(),
                accepted: accepted.clone(),
                hidden: &secrets,
            };
            page::post(
                &path,
                &document,
                found,
                resolved.settings.fail_level,
                redactor,
                arguments,
            )
        });
    source.text = document.into_source();
    let path = path.display().to_string();
    let (accepted, reasons): (Vec<Diagnostic>, Vec<String>) = accepted.into_iter().unzip();
    let accepted = place(accepted, &secrets, &path, &source)
        .into_iter()
        .zip(reasons)
        .map(|(located, reason)| Accepted {
            located,
            by: AcceptedBy::Suppression { reason },
        });
    let checked = Checked {
        diagnostics: place(found, &secrets, &path, &source),
        identities,
        accepted: accepted.collect(),
        #[cfg(feature = "office")]
        post,
        characters,
        hanzi,
        rules: Arc::clone(&task.rules),
    };
    (Outcome::Checked(Box::new(checked)), bytes)
}

/// Writes the report wherever it is wanted, each with as much as may be shown there; returns what could not be written.
fn deliver(gathered: &mut Gathered, arguments: &CheckArguments) -> io::Result<Vec<Problem>> {
    let redaction = Redaction::of(arguments);
    let in_files = redaction.concerns_files();
    #[cfg(feature = "office")]
    let mut pages = page::Pages::new(
        mem::take(&mut gathered.posts),
        &gathered.report,
        gathered.today,
        in_files,
    );
    let report = &gathered.report;
    let on_stdout = redaction.concerns_stdout(arguments.format);
    let redacted = (in_files || on_stdout).then(|| report.redacted());
    let choose = |is_redacted: bool| redacted.as_ref().filter(|_| is_redacted).unwrap_or(report);

    let unwritten = output::write(&arguments.output, |output| match output.format {
        FileFormat::Report(format) => output::write_report(choose(in_files), format, &output.file),
        #[cfg(feature = "office")]
        FileFormat::Page => pages.write(&output.file),
    });
    print(choose(on_stdout), arguments)?;
    tell(arguments.color, |err, styles| write_problems(&unwritten, styles, err));
    let is_masked = || report.diagnostics.iter().any(|located| located.redacted.is_some());
    if redaction == Redaction::Logs && on_stdout && !arguments.quiet && is_masked() {
        warn("流水线的日志里遮盖了个人信息和保密关的词语；要原样显示，加 --no-redact");
    }
    Ok(unwritten)
}

/// Prints what could not be checked on the error stream, then the report on the standard output.
fn print(report: &Report, arguments: &CheckArguments) -> io::Result<()> {
    if !arguments.format.carries_problems() {
        tell(arguments.color, |err, styles| {
            write_problems(&report.problems, styles, err)
        });
    }
    let stdout = io::stdout();
    let choice = color(arguments.color, AutoStream::choice(&stdout));
    let mut out = BufWriter::new(AutoStream::new(stdout.lock(), choice));
    let written = reporter(arguments.format, styles(choice))
        .write(report, &mut out)
        .and_then(|()| out.flush());
    match written {
        // Whoever closed the pipe has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes to the error stream; if nobody can read it, the exit status still tells.
pub(super) fn tell(when: ColorArgument, write: impl FnOnce(&mut dyn Write, &Styles) -> io::Result<()>) {
    let stderr = io::stderr();
    let choice = color(when, AutoStream::choice(&stderr));
    let _ = write(&mut AutoStream::new(stderr.lock(), choice), &styles(choice));
}

fn color(when: ColorArgument, detected: ColorChoice) -> ColorChoice {
    match when {
        ColorArgument::Auto => detected,
        ColorArgument::Always => ColorChoice::AlwaysAnsi,
        ColorArgument::Never => ColorChoice::Never,
    }
}

fn styles(choice: ColorChoice) -> Styles {
    if choice == ColorChoice::Never {
        Styles::plain()
    } else {
        Styles::colored()
    }
}
