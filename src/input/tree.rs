//! One folder, walked: what two libraries yield, in one form.
//!
//! `ignore` walks when ignore files hold and `walkdir`, on which it is built, when they do not. Here links, loops and
//! errors get their meaning; which files are wanted is left to [`walk`](super::walk).

use std::{
    ffi::OsStr,
    fs::{self, FileType},
    io,
    path::{Path, PathBuf},
};

use ignore::{IncrementalIgnore, WalkBuilder};
use walkdir::WalkDir;

use super::walk::{WalkOptions, is_link};

/// The ignore file of our own.
pub(super) const IGNORE_FILE: &str = ".shenjiaoignore";

/// A folder to walk.
pub(super) struct Tree<'t> {
    /// Its absolute path.
    pub(super) root: &'t Path,
    /// The same, normalized.
    pub(super) normal_root: &'t Path,
    pub(super) options: &'t WalkOptions,
}

/// Something met in a folder. `rest` is the way there from the root.
pub(super) enum Step {
    /// Anything but a folder; links are resolved.
    File { rest: PathBuf, file_type: FileType },
    /// A link that leads nowhere.
    DanglingLink { rest: PathBuf },
    /// A folder that cannot be entered.
    Unreadable { rest: PathBuf, error: io::Error },
    /// A line in our own ignore file that means nothing. Git's own files are Git's to complain about.
    BadPattern { file: PathBuf, line: u64, pattern: String },
}

impl Tree<'_> {
    /// Everything below the root that neither ignore files nor the user's patterns leave out, in order.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.options.respect_ignore {
            self.walk_respecting_ignore(&mut steps);
        } else {
            self.walk_everything(&mut steps);
        }
        steps
    }

    fn walk_respecting_ignore(&self, steps: &mut Vec<Step>) {
        let mut builder = WalkBuilder::new(self.root);
        let enters = self.filter();
        builder
            .current_dir(&self.options.current_dir)
            .follow_links(true)
            .hidden(false)
            // An exported or unpacked site has its `.gitignore` still, but no repository around it.
            .require_git(false)
            // `.ignore` is for search tools; what they need not search still is published.
            .ignore(false)
            .add_custom_ignore_filename(IGNORE_FILE)
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| {
                let is_dir = entry.file_type().is_some_and(|file_type| file_type.is_dir());
                entry.depth() == 0 || enters(entry.path(), is_dir)
            });
        let mut ignored = None;
        for entry in builder.build() {
            match entry {
                Ok(entry) => {
                    if let Some(error) = entry.error() {
                        bad_patterns(error, Path::new(""), 0, steps);
                    }
                    if let Some(file_type) = entry.file_type() {
                        self.met(entry.path(), file_type, steps);
                    }
                }
                Err(error) => {
                    // Errors come unfiltered, so the ignore files have to be asked.
                    let matcher = ignored.get_or_insert_with(|| builder.build_matchers().pop());
                    let ignores = |rest: &Path, is_dir| {
                        let ignores = |matcher: &mut IncrementalIgnore| matcher.matched(rest, is_dir).is_ignore();
                        matcher.as_mut().is_some_and(ignores)
                    };
                    let path = failed_path(&error).unwrap_or(self.root).to_owned();
                    if let Some(error) = error.into_io_error() {
                        self.failed(&path, error, ignores, steps);
                    }
                }
            }
        }
    }

    fn walk_everything(&self, steps: &mut Vec<Step>) {
        let enters = self.filter();
        let entries = WalkDir::new(self.root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || enters(entry.path(), entry.file_type().is_dir()));
        for entry in entries {
            match entry {
                Ok(entry) => self.met(entry.path(), entry.file_type(), steps),
                Err(error) => {
                    let path = error.path().unwrap_or(self.root).to_owned();
                    if let Some(error) = error.into_io_error() {
                        self.failed(&path, error, |_, _| false, steps);
                    }
                }
            }
        }
    }

    /// Whether an entry is looked at, and a folder entered.
    fn filter(&self) -> impl Fn(&Path, bool) -> bool + Send + Sync + 'static {
        let root = self.root.to_owned();
        let normal_root = self.normal_root.to_owned();
        let patterns = self.options.patterns.clone();
        let respect_ignore = self.options.respect_ignore;
        move |path, is_dir| {
            let Ok(rest) = path.strip_prefix(&root) else {
                return false;
            };
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            let of_tools = matches!(name, ".git" | ".hg" | ".svn") || (respect_ignore && name == "node_modules");
            let normal = normal_root.join(rest);
            !(is_dir && of_tools || patterns(&normal).excludes(&normal, is_dir))
        }
    }

    fn met(&self, path: &Path, file_type: FileType, steps: &mut Vec<Step>) {
        if !file_type.is_dir()
            && let Ok(rest) = path.strip_prefix(self.root)
        {
            let rest = rest.to_owned();
            steps.push(Step::File { rest, file_type });
        }
    }

    /// An error met on the way. A loop of links is no such error: what it leads to is walked already.
    fn failed(&self, path: &Path, error: io::Error, ignores: impl FnOnce(&Path, bool) -> bool, steps: &mut Vec<Step>) {
        let Ok(rest) = path.strip_prefix(self.root) else {
            return;
        };
        let dangling = is_link(path) && error.kind() != io::ErrorKind::PermissionDenied;
        if !rest.as_os_str().is_empty() {
            let is_dir = !dangling;
            let vanished = fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
            if vanished || !self.filter()(path, is_dir) || ignores(rest, is_dir) {
                return;
            }
        }
        let rest = rest.to_owned();
        steps.push(if dangling {
            Step::DanglingLink { rest }
        } else {
            Step::Unreadable { rest, error }
        });
    }
}

/// The path in an error of the walker.
fn failed_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => failed_path(err),
        _ => None,
    }
}

/// Collects the faults in our own ignore files. They nest as deep as `ignore` wraps them: a list, a path, a line.
fn bad_patterns(error: &ignore::Error, file: &Path, line: u64, steps: &mut Vec<Step>) {
    match error {
        ignore::Error::Partial(errors) => {
            for error in errors {
                bad_patterns(error, file, line, steps);
            }
        }
        ignore::Error::WithPath { path, err } => bad_patterns(err, path, line, steps),
        ignore::Error::WithLineNumber { line, err } => bad_patterns(err, file, *line, steps),
        ignore::Error::WithDepth { err, .. } => bad_patterns(err, file, line, steps),
        ignore::Error::Glob { glob, .. } if file.ends_with(IGNORE_FILE) => {
            steps.push(Step::BadPattern {
                file: file.to_owned(),
                line,
                pattern: glob.clone().unwrap_or_default(),
            });
        }
        _ => {}
    }
}
