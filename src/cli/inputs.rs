//! What a command that reads texts is to read: the paths of the command line, standard input, the changes of a repository,
//! each with the rules that govern it. What is done with them is left to the command.

use std::{
    fs,
    io::{self, Read},
    mem,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    args::CheckArguments,
    changes::{Changes, OldVersion},
    session::{Failure, Rules, Session},
};
use crate::{
    config::{choices::CommandLine, resolve::Resolved},
    document::Format,
    input::{
        encoding::{DecodeHints, encoding_for_label},
        git::objects::{ObjectId, Objects},
        path::normalize,
        read::{ReadOutcome, decode_bytes, io_problem, read_bytes, staged_bytes},
        store::Disk,
        walk::{Found, Inputs, WalkOptions, find, parse_list},
    },
    problem::{Problem, ProblemKind},
    report::Skipped,
};

/// The name that stands for standard input.
pub(super) const STDIN: &str = "-";

/// Something to check and what it is checked by.
pub(super) struct Task {
    pub(super) input: Input,
    pub(super) rules: Arc<Rules>,
    /// The version of which only changes are reported; `None` if everything is.
    pub(super) old: Option<OldVersion>,
}

pub(super) enum Input {
    File(Found),
    /// A file as it is about to be committed.
    Staged {
        path: PathBuf,
        /// What Git lists it as.
        name: String,
        id: ObjectId,
        objects: Arc<Objects>,
    },
    /// The bytes of standard input, under the name that the user gave it.
    Stdin {
        name: PathBuf,
        bytes: Vec<u8>,
    },
}

impl Input {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::File(found) => &found.path,
            Self::Staged { path, .. } => path,
            Self::Stdin { name, .. } => name,
        }
    }

    /// Whether the user asked for this very input.
    fn is_named(&self) -> bool {
        match self {
            Self::File(found) => found.named,
            Self::Staged { .. } => false,
            Self::Stdin { .. } => true,
        }
    }

    /// What is to be checked, as it lies on disk or in the repository. Standard input, which was read before, is taken.
    pub(super) fn take_bytes(&mut self) -> Result<Vec<u8>, Problem> {
        match self {
            Self::File(found) => read_bytes(found),
            Self::Staged { path, id, objects, .. } => staged_bytes(path, id, objects),
            Self::Stdin { bytes, .. } => Ok(mem::take(bytes)),
        }
    }

    pub(super) fn decode(&self, bytes: Vec<u8>, hints: &DecodeHints) -> ReadOutcome {
        decode_bytes(self.path(), bytes, self.is_named(), hints)
    }
}

/// What `arguments` name, found and given its rules, but not yet read.
pub(super) struct Prepared {
    pub(super) session: Arc<Mutex<Session>>,
    pub(super) tasks: Vec<Task>,
    /// What could not be found, and what is wrong with settings.
    pub(super) problems: Vec<Problem>,
    pub(super) skipped: Skipped,
}

/// Finds everything that `arguments` name.
pub(super) fn prepare(arguments: &CheckArguments) -> Result<Prepared, Failure> {
    prepare_under(CommandLine::default(), arguments)
}

/// The same under settings that only the program itself can make, which are in `command_line`.
pub(super) fn prepare_under(command_line: CommandLine, arguments: &CheckArguments) -> Result<Prepared, Failure> {
    let command_line = CommandLine {
        baseline: arguments.baseline.clone(),
        ..arguments.judging.over(command_line)
    };
    let changes = Changes::requested(arguments)?;
    let store = changes.as_ref().map_or_else(|| Arc::new(Disk) as _, Changes::store);
    let mut session = Session::reading_from(store, &arguments.judging.settings, command_line)?;
    session.restrict(&arguments.include, &arguments.exclude)?;
    let session = Arc::new(Mutex::new(session));

    let (tasks, inputs) = match changes {
        Some(changes) => changes.assign(&mut lock(&session), arguments)?,
        None => {
            let (paths, stdin) = named_paths(arguments)?;
            let mut inputs = find_files(&paths, &session, arguments);
            let tasks = assign(&mut lock(&session), &mut inputs, stdin);
            (tasks, inputs)
        }
    };
    let mut problems = inputs.problems;
    problems.extend(lock(&session).problems());
    Ok(Prepared {
        session,
        tasks,
        problems,
        skipped: inputs.skipped,
    })
}

/// The paths of the command line and of `--files-from`, and the bytes of standard input if they are to be checked.
pub(super) fn named_paths(arguments: &CheckArguments) -> Result<(Vec<PathBuf>, Option<Input>), Failure> {
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
            tasks.push(Task {
                input,
                rules,
                old: None,
            });
        }
    }
    if let Some(input) = stdin
        && let Some(rules) = session.rules_for(input.path())
    {
        let path = normalize(session.folder(), input.path());
        let named = input.path() != Path::new(STDIN);
        let excluded = rules.patterns.excludes_with_folders(&path);
        if named && (excluded || rules.patterns.includes(&path) == Some(false)) {
            inputs.skipped.excluded += 1;
        } else {
            tasks.push(Task {
                input,
                rules,
                old: None,
            });
        }
    }
    tasks
}

/// What is known about the encoding of a file of that format, `demanded` being what the user says.
pub(super) fn decode_hints(demanded: Option<&str>, resolved: &Resolved, format: Format) -> DecodeHints {
    DecodeHints {
        encoding: demanded.and_then(encoding_for_label),
        fallback: resolved.encoding().and_then(encoding_for_label),
        html: format == Format::Html,
    }
}

pub(super) fn lock(session: &Mutex<Session>) -> MutexGuard<'_, Session> {
    // Nothing that holds the lock panics, and what it guards is only a memory of files read.
    session.lock().unwrap_or_else(PoisonError::into_inner)
}
