//! A folder of posts: every file in it that may hold posts.
//!
//! Unlike `check`, an audit does not follow `.gitignore`: an archive of what was published has no git, and a post that is
//! skipped in silence would look clean. Hidden folders and `node_modules` hold no posts.

use std::{fs, path::Path};

use walkdir::{DirEntry, WalkDir};

use super::{Out, Source, Stopped, read_file};
use crate::problem::{Problem, ProblemKind};

pub(super) fn read(folder: &Path, out: &mut Out<'_>) -> Result<(), Stopped> {
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let source = Source {
                    name: entry.path().display().to_string(),
                    path: entry.into_path(),
                    root: folder.to_owned(),
                    named: false,
                };
                read_file(&source, out)?;
            }
            // A link to a folder above it leads to nothing new.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                let message = format!("读取失败（{error}）；请检查权限和链接");
                out.problem(Problem::new(path, ProblemKind::Unreadable, message))?;
            }
        }
    }
    Ok(())
}

/// Bytes of the files that a walk meets, or of the file.
pub(super) fn bytes(input: &Path) -> u64 {
    WalkDir::new(input)
        .follow_links(true)
        .into_iter()
        .filter_entry(is_wanted)
        .filter_map(Result::ok)
        .filter(|entry| super::Kind::of(entry.path()).is_some())
        .filter_map(|entry| fs::metadata(entry.path()).ok())
        .filter(fs::Metadata::is_file)
        .map(|metadata| metadata.len())
        .sum()
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || entry.file_type().is_dir() && name == "node_modules")
}
