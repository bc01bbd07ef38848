//! What Git knows: which files changed, what is about to be committed, and which lines of it are new.
//!
//! All of it is asked of the `git` that the user has, in three processes at most, because a hook pays for each:
//! [`Repository`] finds out where the work tree begins, [`changes`] lists files, [`objects`] hands out what they hold.
//! Git therefore obeys whatever it was told by configuration and by `GIT_DIR` and `GIT_INDEX_FILE`, which a hook
//! inherits; for the same reason no process is started in another folder than the current one, to which those may be
//! relative. What is done with the files is left to `cli`.

pub mod changed_lines;
pub mod changes;
mod error;
pub mod hooks;
pub mod objects;
pub mod staged_store;

use std::{
    path::{Component, Path, PathBuf},
    process::{Command, Output, Stdio},
};

pub use self::error::GitError;

use super::walk::path_from_bytes;

/// A repository with a work tree around the current folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    top: PathBuf,
}

impl Repository {
    /// The repository that `current_dir`, which must be the current folder, lies in the work tree of.
    ///
    /// # Errors
    ///
    /// If Git cannot be run, does not take the folder for part of a repository, or there is no work tree here.
    pub fn around(current_dir: &Path) -> Result<Self, GitError> {
        let output = run(&["rev-parse", "--is-inside-work-tree", "--show-prefix"])?;
        if !output.status.success() {
            return Err(GitError::NoRepository(message(&output)));
        }
        let prefix = output.stdout.strip_prefix(b"true\n").ok_or(GitError::NoWorkTree)?;
        let prefix = path_from_bytes(prefix.strip_suffix(b"\n").unwrap_or(prefix));
        // Counted upwards from the current folder instead of asked for, because Git resolves links and spells drives its
        // own way: so the paths that it lists begin like those that the user names.
        let depth = prefix.components().count();
        let top = current_dir.ancestors().nth(depth).unwrap_or(current_dir).to_owned();
        Ok(Self { top })
    }

    /// The folder that holds the work tree; absolute, and the current folder lies in it.
    #[must_use]
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The absolute path of what Git lists as `name`.
    fn path(&self, name: &[u8]) -> PathBuf {
        self.top.join(path_from_bytes(name))
    }

    /// What Git would list the file at `path` as, an absolute and normalized path; `None` outside the work tree.
    fn name(&self, path: &Path) -> Option<Vec<u8>> {
        let mut name = Vec::new();
        for component in path.strip_prefix(&self.top).ok()?.components() {
            let Component::Normal(part) = component else {
                return None;
            };
            if !name.is_empty() {
                name.push(b'/');
            }
            name.extend_from_slice(part.as_encoded_bytes());
        }
        (!name.is_empty()).then_some(name)
    }
}

/// Runs Git to its end.
///
/// # Errors
///
/// If it cannot be run. That it failed is for the caller to see.
pub fn run(arguments: &[&str]) -> Result<Output, GitError> {
    let mut git = command();
    git.args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(GitError::from_start)
}

/// What Git said on its error stream, without blanks around it.
#[must_use]
pub fn message(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

fn command() -> Command {
    let mut git = Command::new("git");
    // Looking must not write: others may be at work in the same repository, and an index refreshed for a glance is
    // locked meanwhile.
    git.env("GIT_OPTIONAL_LOCKS", "0");
    git
}
