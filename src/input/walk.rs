//! The files of a run: those that were named, and those under the folders that were named.
//!
//! Folders are walked one entry after the other, sorted by name, because the order of the files is the order of the
//! report. What a file holds is left to [`read`](super::read).

use std::{
    collections::{HashMap, hash_map::Entry},
    ffi::OsStr,
    fmt,
    fs::{self, FileType},
    io,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use super::{
    path::normalize,
    patterns::{Patterns, meaningless},
    read::io_problem,
    tree::{Step, Tree},
};
use crate::{
    document::Format,
    problem::{Problem, ProblemKind},
    report::Skipped,
};

/// How files are looked for.
#[derive(Clone)]
pub struct WalkOptions {
    /// The folder that relative paths are relative to; absolute.
    pub current_dir: PathBuf,
    /// Whether `.gitignore` and its like, `.shenjiaoignore` and `node_modules` hold for walked files.
    pub respect_ignore: bool,
    /// The patterns that govern a path.
    pub patterns: PatternsFor,
}

/// Answers which patterns govern an absolute, [normalized](normalize) path of a file or folder: those in force in the
/// folder that **holds** it, so that a folder's own settings have no say in whether the folder is entered.
pub type PatternsFor = Arc<dyn Fn(&Path) -> Arc<Patterns> + Send + Sync>;

impl fmt::Debug for WalkOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WalkOptions")
            .field("current_dir", &self.current_dir)
            .field("respect_ignore", &self.respect_ignore)
            .finish_non_exhaustive()
    }
}

/// A file to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path in the form that the user gave: the named folder and the rest of the way.
    pub path: PathBuf,
    /// Whether it was named itself, not only a folder around it.
    pub named: bool,
}

/// The files of a run.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Files to check, each once: in the order of the arguments, and by name within a folder.
    pub files: Vec<Found>,
    /// What could not be found or entered.
    pub problems: Vec<Problem>,
    /// What was left out.
    pub skipped: Skipped,
}

/// Finds the files that `paths` stand for.
#[must_use]
pub fn find(paths: &[PathBuf], options: &WalkOptions) -> Inputs {
    let mut finder = Finder {
        options,
        inputs: Inputs::default(),
        met: HashMap::new(),
    };
    for path in paths {
        finder.argument(path);
    }
    finder.inputs
}

/// The paths in a list such as `git ls-files -z` or `find` writes: separated by NUL if there is one, else by line ends.
#[must_use]
pub fn parse_list(bytes: &[u8]) -> Vec<PathBuf> {
    let separator = if memchr::memchr(0, bytes).is_some() { 0 } else { b'\n' };
    bytes
        .split(|&byte| byte == separator)
        .map(|line| {
            if separator == 0 {
                line
            } else {
                line.strip_suffix(b"\r").unwrap_or(line)
            }
        })
        .filter(|line| !line.is_empty())
        .map(path_from_bytes)
        .collect()
}

#[cfg(unix)]
pub(super) fn path_from_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
pub(super) fn path_from_bytes(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// What became of a path when it was met first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Its place among the files.
    Taken(usize),
    /// Walked over, since it is of another kind. Naming it takes it all the same.
    OtherKind,
    /// Named, but excluded.
    Excluded,
    /// A problem.
    Failed,
}

struct Finder<'o> {
    options: &'o WalkOptions,
    inputs: Inputs,
    /// By normalized path.
    met: HashMap<PathBuf, Fate>,
}

impl Finder<'_> {
    fn argument(&mut self, path: &Path) {
        let absolute = self.options.current_dir.join(path);
        let normal = normalize(&self.options.current_dir, path);
        // Joined, an empty path would be the current folder.
        let metadata = if path.as_os_str().is_empty() {
            Err(io::ErrorKind::NotFound.into())
        } else {
            fs::metadata(&absolute)
        };
        let file_type = match metadata {
            Ok(metadata) => metadata.file_type(),
            Err(error) => {
                let problem = if is_link(&absolute) && error.kind() != io::ErrorKind::PermissionDenied {
                    dangling_link(path)
                } else {
                    io_problem(path.display().to_string(), &error)
                };
                return self.fail(normal, problem);
            }
        };
        if self.is_excluded(&normal, file_type) {
            self.leave_out(normal, Fate::Excluded);
        } else if file_type.is_dir() {
            self.folder(path, &absolute, &normal);
        } else if file_type.is_file() {
            self.take(path.to_owned(), normal, true);
        } else {
            let message = "这不是普通文件（是管道、设备或套接字），不能检查；请先把内容存成文件";
            let problem = Problem::new(path.display().to_string(), ProblemKind::Unreadable, message);
            self.fail(normal, problem);
        }
    }

    /// Whether the user's patterns leave out what he named. Only they do: `.gitignore` and the list of known extensions
    /// hold for walked files.
    fn is_excluded(&self, normal: &Path, file_type: FileType) -> bool {
        let patterns = &self.options.patterns;
        normal
            .ancestors()
            .take_while(|part| part.parent().is_some())
            .enumerate()
            .any(|(level, part)| patterns(part).excludes(part, level > 0 || file_type.is_dir()))
            || (!file_type.is_dir() && patterns(normal).includes(normal) == Some(false))
    }

    fn folder(&mut self, argument: &Path, root: &Path, normal_root: &Path) {
        let tree = Tree {
            root,
            normal_root,
            options: self.options,
        };
        for step in tree.steps() {
            match step {
                Step::File { rest, file_type } => {
                    let normal = normal_root.join(&rest);
                    if file_type.is_file() && self.is_wanted(&normal) {
                        self.take(shown(argument, &rest), normal, false);
                    } else {
                        self.leave_out(normal, Fate::OtherKind);
                    }
                }
                Step::DanglingLink { rest } => {
                    let normal = normal_root.join(&rest);
                    if self.is_wanted(&normal) && !is_editor_lock(&normal) {
                        let problem = dangling_link(&shown(argument, &rest));
                        self.fail(normal, problem);
                    }
                }
                Step::Unreadable { rest, error } => {
                    let problem = io_problem(shown(argument, &rest).display().to_string(), &error);
                    self.fail(normal_root.join(&rest), problem);
                }
                Step::BadPattern { file, line, pattern } => {
                    let place = file
                        .strip_prefix(root)
                        .map_or(file.clone(), |rest| shown(argument, rest));
                    let problem = Problem::new(
                        format!("{}:{line}", place.display()),
                        ProblemKind::Config,
                        meaningless(&pattern),
                    );
                    self.inputs.problems.push(problem);
                }
            }
        }
    }

    /// Whether a walked file is checked.
    fn is_wanted(&self, normal: &Path) -> bool {
        let patterns = &self.options.patterns;
        patterns(normal)
            .includes(normal)
            .unwrap_or_else(|| Format::from_path(normal).is_some())
    }

    fn take(&mut self, path: PathBuf, normal: PathBuf, named: bool) {
        let next = Fate::Taken(self.inputs.files.len());
        match self.met.entry(normal) {
            Entry::Vacant(entry) => {
                entry.insert(next);
            }
            Entry::Occupied(mut entry) => match *entry.get() {
                Fate::Taken(first) => {
                    // Named and walked counts as named, in whichever order.
                    if let Some(found) = self.inputs.files.get_mut(first) {
                        found.named |= named;
                    }
                    return;
                }
                Fate::OtherKind if named => {
                    self.inputs.skipped.other_kind -= 1;
                    entry.insert(next);
                }
                Fate::OtherKind | Fate::Excluded | Fate::Failed => return,
            },
        }
        self.inputs.files.push(Found { path, named });
    }

    fn leave_out(&mut self, normal: PathBuf, fate: Fate) {
        if let Entry::Vacant(entry) = self.met.entry(normal) {
            entry.insert(fate);
            match fate {
                Fate::OtherKind => self.inputs.skipped.other_kind += 1,
                Fate::Excluded => self.inputs.skipped.excluded += 1,
                Fate::Taken(_) | Fate::Failed => {}
            }
        }
    }

    fn fail(&mut self, normal: PathBuf, problem: Problem) {
        if let Entry::Vacant(entry) = self.met.entry(normal) {
            entry.insert(Fate::Failed);
            self.inputs.problems.push(problem);
        }
    }
}

/// The path of what lies `rest` below the folder that the user named `argument`.
fn shown(argument: &Path, rest: &Path) -> PathBuf {
    if rest.as_os_str().is_empty() {
        return argument.to_owned();
    }
    let here = argument.components().all(|component| component == Component::CurDir);
    if here { rest.to_owned() } else { argument.join(rest) }
}

pub(super) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

fn dangling_link(path: &Path) -> Problem {
    let message = "这个链接指向的文件不存在；请修正或删除这个链接";
    Problem::new(path.display().to_string(), ProblemKind::NotFound, message)
}

/// Whether a link is the mark by which Emacs says that a file is being edited; such links always dangle.
fn is_editor_lock(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b".#"))
}
