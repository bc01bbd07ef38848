//! Our own ignore files, for files that no walk meets because Git listed them.
//!
//! They mean the same as on a walk, where `ignore` reads them from disk; here they come from a [`FileStore`], since a
//! hook must obey those that are about to be committed. Git's own ignore files are not asked: what Git lists is tracked.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};

use super::{path::relative, patterns::meaningless, read::io_problem, store::FileStore, tree::IGNORE_FILE};
use crate::problem::{Problem, ProblemKind};

/// The ignore files met so far.
#[derive(Debug)]
pub struct IgnoreFiles {
    store: Arc<dyn FileStore>,
    current_dir: PathBuf,
    /// The ignore file in each folder; `None` if it has none.
    files: HashMap<PathBuf, Option<Gitignore>>,
    /// Whether each folder is left out.
    folders: HashMap<PathBuf, bool>,
    problems: Vec<Problem>,
}

impl IgnoreFiles {
    /// The ignore files in `store`, which problems name relative to `current_dir`, an absolute path.
    #[must_use]
    pub fn new(store: Arc<dyn FileStore>, current_dir: PathBuf) -> Self {
        Self {
            store,
            current_dir,
            files: HashMap::new(),
            folders: HashMap::new(),
            problems: Vec::new(),
        }
    }

    /// Whether the file at `path`, an absolute and normalized path, or a folder around it is left out.
    pub fn leave_out(&mut self, path: &Path) -> bool {
        let mut folders: Vec<&Path> = path.ancestors().skip(1).collect();
        folders.reverse();
        let mut left_out = false;
        for folder in folders {
            left_out = match self.folders.get(folder) {
                Some(&known) => known,
                None => {
                    let left_out = left_out || self.matches(folder, true);
                    self.folders.insert(folder.to_owned(), left_out);
                    left_out
                }
            };
        }
        left_out || self.matches(path, false)
    }

    /// What is wrong with the files met so far.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Whether the nearest file that speaks of `path` leaves it out.
    fn matches(&mut self, path: &Path, is_dir: bool) -> bool {
        for folder in path.ancestors().skip(1) {
            let Some(file) = self.file_in(folder) else {
                continue;
            };
            match file.matched(relative(folder, path), is_dir) {
                Match::None => {}
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
            }
        }
        false
    }

    fn file_in(&mut self, folder: &Path) -> Option<&Gitignore> {
        if !self.files.contains_key(folder) {
            let path = folder.join(IGNORE_FILE);
            let file = if self.store.exists(&path) {
                self.read(&path)
            } else {
                None
            };
            self.files.insert(folder.to_owned(), file);
        }
        self.files.get(folder)?.as_ref()
    }

    fn read(&mut self, path: &Path) -> Option<Gitignore> {
        let name = relative(&self.current_dir, path).display().to_string();
        let bytes = match self.store.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(io_problem(name, &error));
                return None;
            }
        };
        // Paths are made relative before they are matched; with this root the matcher leaves them alone.
        let mut builder = GitignoreBuilder::new(".");
        let text = String::from_utf8_lossy(&bytes);
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if builder.add_line(None, line).is_err() {
                let place = format!("{name}:{}", index + 1);
                self.problems
                    .push(Problem::new(place, ProblemKind::Config, meaningless(line)));
            }
        }
        builder.build().ok()
    }
}
