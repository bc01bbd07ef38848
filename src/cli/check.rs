//! `shenjiao check`: find the files, check them in parallel, report in order.

use std::{
    fs,
    io::{self, BufWriter, IsTerminal, Read, Write},
    mem,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use anstream::{AutoStream, ColorChoice};
use rayon::prelude::*;

use super::{
    args::{CheckArguments, ColorArgument},
    progress::Progress,
    session::{Failure, Rules, Session, Status},
    warn,
};
use crate::{
    checker::Checker,
    config::{Selector, Settings, choices::CommandLine},
    diagnostic::Diagnostic,
    document::{Document, Format, published},
    input::{
        encoding::{DecodeHints, decode, encoding_for_label},
        path::normalize,
        read::{ReadOutcome, io_problem, read},
        walk::{Found, Inputs, WalkOptions, find, parse_list},
    },
    problem::{Problem, ProblemKind},
    report::{
        DictionaryInfo, LocatedDiagnostic, Report,
        locate::{locate, locate_in},
        problems::write_problems,
        redact::{is_sensitive, mask, redact},
        reporter,
        style::Styles,
    },
    text::{hanzi::is_hanzi, text_range::TextRange},
};

/// The name that stands for standard input.
const STDIN: &str = "-";

/// Something to check and what it is checked by.
struct Task {
    input: Input,
    rules: Arc<Rules>,
}

enum Input {
    File(Found),
    /// The bytes of standard input, under the name that the user gave it.
    Stdin {
        name: PathBuf,
        bytes: Vec<u8>,
    },
}

/// What became of a task.
enum Outcome {
    Checked {
        diagnostics: Vec<LocatedDiagnostic>,
        characters: usize,
        hanzi: usize,
        failing: bool,
    },
    SkippedBinary,
    NotChecked(Problem),
}

pub(super) fn run(arguments: &CheckArguments) -> Result<Status, Failure> {
    let (report, failing) = gather(arguments)?;
    print(&report, arguments)?;
    Ok(if !report.problems.is_empty() {
        Status::Failure
    } else if failing {
        Status::Findings
    } else {
        Status::Success
    })
}

/// Checks everything that `arguments` name; also tells whether something was found that fails a run.
pub(super) fn gather(arguments: &CheckArguments) -> Result<(Report, bool), Failure> {
    let command_line = CommandLine {
        fail_level: arguments.fail_level.map(|level| level.0),
        encoding: arguments.encoding.clone(),
        ..CommandLine::default()
    };
    let mut session = Session::new(&arguments.settings, command_line)?;
    session.restrict(&arguments.include, &arguments.exclude)?;
    let session = Arc::new(Mutex::new(session));

    let (paths, stdin) = named_paths(arguments)?;
    let mut inputs = find_files(&paths, &session, arguments);
    let mut session = lock(&session);
    let tasks = assign(&mut session, &mut inputs, stdin);
    let mut report = Report {
        dictionaries: dictionaries(&tasks)?,
        problems: inputs.problems,
        skipped: inputs.skipped,
        ..Report::default()
    };
    report.problems.extend(session.problems());

    let progress = Progress::new(tasks.len(), !arguments.quiet && io::stderr().is_terminal());
    let redactor = arguments.redact.then(redactor).transpose()?;
    let outcomes = check_all(tasks, &progress, arguments, redactor.as_ref())?;
    progress.finish();

    let mut failing = false;
    for outcome in outcomes {
        match outcome {
            Outcome::Checked {
                diagnostics,
                characters,
                hanzi,
                failing: fails,
            } => {
                report.files += 1;
                report.characters += characters;
                report.hanzi += hanzi;
                report.diagnostics.extend(diagnostics);
                failing |= fails;
            }
            Outcome::SkippedBinary => report.skipped.binary += 1,
            Outcome::NotChecked(problem) => report.problems.push(problem),
        }
    }
    if !arguments.quiet {
        session.notices().iter().for_each(|notice| warn(notice));
    }
    Ok((report, failing))
}

/// The paths of the command line and of `--files-from`, and the bytes of standard input if they are to be checked.
fn named_paths(arguments: &CheckArguments) -> Result<(Vec<PathBuf>, Option<Input>), Failure> {
    let mut paths = arguments.paths.clone();
    let mut wants_stdin = arguments.stdin_filename.is_some();
    if let Some(list) = &arguments.files_from {
        let from_stdin = list == Path::new(STDIN);
        if from_stdin && (wants_stdin || paths.iter().any(|path| path == Path::new(STDIN))) {
            let message = "标准输入不能既是文件清单又是要检查的内容；请把清单写进文件";
            return Err(Problem::new("--files-from", ProblemKind::Config, message).into());
        }
        let bytes = if from_stdin { read_stdin() } else { fs::read(list) };
        let bytes = bytes.map_err(|error| io_problem(list.display().to_string(), &error))?;
        paths.extend(parse_list(&bytes));
    }
    let named = paths.len();
    paths.retain(|path| path != Path::new(STDIN));
    wants_stdin |= paths.len() < named;
    if paths.is_empty() && !wants_stdin && arguments.files_from.is_none() {
        paths.push(PathBuf::from("."));
    }
    let stdin = wants_stdin.then(|| {
        let bytes = read_stdin().map_err(|error| Failure::stdin(&error))?;
        let name = arguments.stdin_filename.clone().unwrap_or_else(|| PathBuf::from(STDIN));
        Ok::<_, Failure>(Input::Stdin { name, bytes })
    });
    Ok((paths, stdin.transpose()?))
}

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn find_files(paths: &[PathBuf], session: &Arc<Mutex<Session>>, arguments: &CheckArguments) -> Inputs {
    let patterns = Arc::clone(session);
    let options = WalkOptions {
        current_dir: lock(session).folder().to_owned(),
        respect_ignore: !arguments.no_ignore,
        patterns: Arc::new(move |path| lock(&patterns).patterns_for(path)),
    };
    find(paths, &options)
}

/// Gives each input its rules. Those whose settings cannot be used are left out; the session tells why.
fn assign(session: &mut Session, inputs: &mut Inputs, stdin: Option<Input>) -> Vec<Task> {
    let mut tasks = Vec::with_capacity(inputs.files.len() + 1);
    for found in inputs.files.drain(..) {
        if let Some(rules) = session.rules_for(&found.path) {
            let input = Input::File(found);
            tasks.push(Task { input, rules });
        }
    }
    if let Some(input) = stdin
        && let Some(rules) = session.rules_for(input.path())
    {
        let path = normalize(session.folder(), input.path());
        let named = input.path() != Path::new(STDIN);
        let mut parts = path.ancestors().take_while(|part| part.parent().is_some()).enumerate();
        let excluded = parts.any(|(level, part)| rules.patterns.excludes(part, level > 0));
        if named && (excluded || rules.patterns.includes(&path) == Some(false)) {
            inputs.skipped.excluded += 1;
        } else {
            tasks.push(Task { input, rules });
        }
    }
    tasks
}

/// The dictionaries in force for any of the tasks, each once.
fn dictionaries(tasks: &[Task]) -> Result<Vec<DictionaryInfo>, Problem> {
    let mut seen: Vec<&Arc<Rules>> = Vec::new();
    let mut infos: Vec<DictionaryInfo> = Vec::new();
    for task in tasks {
        if seen.iter().any(|rules| Arc::ptr_eq(rules, &task.rules)) {
            continue;
        }
        seen.push(&task.rules);
        let checker = task.rules.checker()?;
        for dictionary in checker.dictionaries() {
            let in_force = checker
                .entries()
                .iter()
                .any(|entry| entry.rule.dictionary() == dictionary.id);
            if in_force && infos.iter().all(|info| info.id != dictionary.id) {
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

/// Checks every task; the outcomes are in the order of the tasks, whatever the number of threads.
fn check_all(
    tasks: Vec<Task>,
    progress: &Progress,
    arguments: &CheckArguments,
    redactor: Option<&Checker>,
) -> Result<Vec<Outcome>, Failure> {
    let jobs = arguments.jobs.or_else(|| thread::available_parallelism().ok());
    let jobs = jobs.map_or(1, NonZeroUsize::get).min(tasks.len());
    let check = |task: Task| {
        let (outcome, bytes) = check_one(task, arguments, redactor);
        progress.file_done(bytes);
        outcome
    };
    if jobs <= 1 {
        return Ok(tasks.into_iter().map(check).collect());
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| {
            let message = format!("无法启动 {jobs} 个线程（{error}）；请用 -j 1 再试");
            Problem::new("-j", ProblemKind::Config, message)
        })?;
    Ok(pool.install(|| tasks.into_par_iter().map(check).collect()))
}

/// Checks one task; also tells how many bytes its text has.
fn check_one(task: Task, arguments: &CheckArguments, redactor: Option<&Checker>) -> (Outcome, usize) {
    let resolved = &task.rules.resolved;
    let path = task.input.path().to_owned();
    let format = Format::from_path(&path).unwrap_or(Format::Plain);
    let hints = DecodeHints {
        encoding: arguments.encoding.as_deref().and_then(encoding_for_label),
        fallback: resolved.encoding().and_then(encoding_for_label),
        html: format == Format::Html,
    };
    let mut source = match task.input.read(&hints) {
        ReadOutcome::Text(source) => source,
        ReadOutcome::SkippedBinary => return (Outcome::SkippedBinary, 0),
        ReadOutcome::Problem(problem) => return (Outcome::NotChecked(problem), 0),
    };
    let checker = match task.rules.checker() {
        Ok(checker) => checker,
        Err(problem) => return (Outcome::NotChecked(problem), 0),
    };
    let bytes = source.text.len();
    let characters = source.text.chars().count();
    let hanzi = source.text.chars().filter(|&c| is_hanzi(c)).count();

    // The text is lent to the document instead of being copied.
    let document = Document::parse(mem::take(&mut source.text), format, &resolved.settings.parse)
        .published_on(published::in_file_name(&path));
    let mut diagnostics = checker.check(&document);
    let secrets = redactor.map(|redactor| secrets(redactor, &document, &diagnostics));
    source.text = document.into_source();
    let ignored = resolved.ignored_for(&path);
    diagnostics.retain(|diagnostic| !ignored.iter().any(|selector| selector.matches(&diagnostic.rule)));
    let failing = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity >= resolved.settings.fail_level);
    let path = path.display().to_string();
    let diagnostics = match secrets {
        Some(secrets) => {
            let shown = mask(&source.text, &secrets);
            redact(&mut diagnostics, &secrets, &shown);
            locate_in(diagnostics, &path, &source, &shown)
        }
        None => locate(diagnostics, &path, &source),
    };
    let outcome = Outcome::Checked {
        diagnostics,
        characters,
        hanzi,
        failing,
    };
    (outcome, bytes)
}

/// Finds personal information whatever rules are in force: an excerpt shows what stands beside any finding.
pub(super) fn redactor() -> Result<Checker, Problem> {
    Checker::new(&Settings {
        select: vec![Selector::new("privacy")],
        ..Settings::default()
    })
}

/// What of `document` must not be shown.
fn secrets(redactor: &Checker, document: &Document, found: &[Diagnostic]) -> Vec<TextRange> {
    let private = redactor.check(document);
    let sensitive = found
        .iter()
        .chain(&private)
        .filter(|diagnostic| is_sensitive(diagnostic));
    sensitive.map(|diagnostic| diagnostic.range).collect()
}

impl Input {
    fn path(&self) -> &Path {
        match self {
            Self::File(found) => &found.path,
            Self::Stdin { name, .. } => name,
        }
    }

    fn read(self, hints: &DecodeHints) -> ReadOutcome {
        match self {
            Self::File(found) => read(&found, hints),
            Self::Stdin { name, bytes } => match decode(bytes, hints) {
                Ok(source) => ReadOutcome::Text(source),
                Err(error) => ReadOutcome::Problem(error.problem(&name.display().to_string())),
            },
        }
    }
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

fn lock(session: &Mutex<Session>) -> MutexGuard<'_, Session> {
    // Nothing that holds the lock panics, and what it guards is only a memory of files read.
    session.lock().unwrap_or_else(PoisonError::into_inner)
}
