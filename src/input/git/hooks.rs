//! Where Git looks for its hooks.

use std::path::{Path, PathBuf};

use super::{GitError, Repository, message, run};
use crate::input::{path::normalize, walk::path_from_bytes};

/// The folder of the hooks; absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HooksFolder {
    /// Its path.
    pub path: PathBuf,
    /// Who else sees it.
    pub place: HooksPlace,
}

/// Who else sees a folder of hooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HooksPlace {
    /// It belongs to this clone alone.
    Clone,
    /// It lies among the files of the work tree, and others may get it with them.
    WorkTree,
    /// It lies elsewhere, where `core.hooksPath` says, and other repositories may use it.
    Elsewhere,
}

impl HooksFolder {
    /// The folder for `repository`, seen from `current_dir`, which must be the current folder.
    ///
    /// # Errors
    ///
    /// If Git cannot be run or fails.
    pub fn of(repository: &Repository, current_dir: &Path) -> Result<Self, GitError> {
        // Asked one at a time, since a path may hold a line end.
        let path = one(current_dir, &["rev-parse", "--git-path", "hooks"])?;
        let clone = one(current_dir, &["rev-parse", "--git-common-dir"])?;
        let place = if path.starts_with(&clone) {
            HooksPlace::Clone
        } else if path.starts_with(repository.top()) {
            HooksPlace::WorkTree
        } else {
            HooksPlace::Elsewhere
        };
        Ok(Self { path, place })
    }
}

/// The one path that Git answers with.
fn one(current_dir: &Path, arguments: &[&str]) -> Result<PathBuf, GitError> {
    let output = run(arguments)?;
    if !output.status.success() {
        return Err(GitError::Failed(message(&output)));
    }
    let path = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
    Ok(normalize(current_dir, &path_from_bytes(path)))
}
