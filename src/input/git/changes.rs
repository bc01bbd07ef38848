//! Which files changed: what is staged, or what became different since a revision.

use std::path::PathBuf;

use super::{GitError, Repository, message, objects::ObjectId, run};

/// What a change is against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since<'r> {
    /// What is staged, against the commit that it would follow.
    Staged,
    /// The files of the work tree, against the last commit that the current one has in common with this revision. What
    /// Git does not track is not among them.
    Revision(&'r str),
}

/// A file that was added or changed, under its present name. Deleted ones are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its absolute path.
    pub path: PathBuf,
    /// What there is to read of it.
    pub content: Content,
}

/// What there is to read of a changed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A file of bytes.
    File {
        /// What it holds now; for what differs from the index, only the work tree knows.
        new: Option<ObjectId>,
        /// What it held before, if it was a file.
        old: Option<ObjectId>,
    },
    /// A symbolic link: a name, not a text.
    Link,
    /// The commit of another repository.
    Submodule,
    /// Several versions that wait to be merged.
    Unmerged,
}

/// Everything that changed since then, each file once, sorted by path. `follow_renames` compares a renamed file with what
/// it was under its old name; else it is new, which is quicker to find out.
///
/// # Errors
///
/// If Git cannot be run or does not know the revision.
pub fn changes(repository: &Repository, since: Since<'_>, follow_renames: bool) -> Result<Vec<Change>, GitError> {
    let base = match since {
        Since::Staged => None,
        Since::Revision(revision) => Some(merge_base(revision)?),
    };
    let mut arguments = vec![
        // A user may have set this to see less than everything.
        "-c",
        "diff.relative=false",
        "diff",
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-color",
        "--no-ext-diff",
        "--diff-filter=d",
        "--ignore-submodules=dirty",
        if follow_renames { "-M" } else { "--no-renames" },
    ];
    arguments.push(base.as_deref().unwrap_or("--cached"));
    arguments.push("--");
    let output = run(&arguments)?;
    if !output.status.success() {
        return Err(GitError::Failed(message(&output)));
    }
    let mut changes = parse(&output.stdout, repository).ok_or(GitError::Unexpected)?;
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    changes.dedup_by(|later, earlier| later.path == earlier.path);
    Ok(changes)
}

/// The last commit that `revision` and the current one have in common.
fn merge_base(revision: &str) -> Result<String, GitError> {
    let output = run(&["merge-base", "--", revision, "HEAD"])?;
    let base = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match output.status.code() {
        Some(0) if !base.is_empty() => Ok(base),
        Some(1) => Err(GitError::Unrelated(revision.to_owned())),
        _ => Err(GitError::UnknownRevision(revision.to_owned(), message(&output))),
    }
}

/// Reads what `git diff --raw -z` writes: `:100644 100644 <old> <new> M`, a NUL, the path, a NUL; two paths, the old one
/// first, for what was renamed or copied.
fn parse(raw: &[u8], repository: &Repository) -> Option<Vec<Change>> {
    let mut fields = raw.split(|&byte| byte == 0);
    let mut changes = Vec::new();
    while let Some(header) = fields.next().filter(|header| !header.is_empty()) {
        let header = std::str::from_utf8(header).ok()?.strip_prefix(':')?;
        let mut parts = header.split(' ');
        let mut part = || parts.next();
        let (old_mode, new_mode, old, new, status) = (part()?, part()?, part()?, part()?, part()?);
        let mut name = fields.next()?;
        if status.starts_with(['R', 'C']) {
            name = fields.next()?;
        }
        let content = match new_mode {
            _ if status.starts_with('U') => Content::Unmerged,
            "120000" => Content::Link,
            "160000" => Content::Submodule,
            _ => Content::File {
                new: ObjectId::new(new),
                old: ObjectId::new(old).filter(|_| old_mode.starts_with("100")),
            },
        };
        let path = repository.path(name);
        changes.push(Change { path, content });
    }
    Some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_entry_is_read() {
        let (a, b) = ("a".repeat(40), "b".repeat(40));
        let none = "0".repeat(40);
        let raw = [
            format!(":000000 100644 {none} {a} A\0新 稿\n1.md\0"),
            format!(":100755 100644 {a} {b} R087\0旧.md\0新.md\0"),
            format!(":120000 100644 {a} {b} T\0曾是链接.md\0"),
            format!(":100644 100644 {a} {none} M\0改了.md\0"),
            format!(":000000 120000 {none} {a} A\0链接.md\0"),
            format!(":000000 160000 {none} {a} A\0子模块\0"),
            format!(":000000 100644 {none} {none} U\0冲突.md\0"),
        ]
        .concat();
        let top = PathBuf::from("/院");
        let repository = Repository { top: top.clone() };
        let file = |new: Option<&String>, old: Option<&String>| Content::File {
            new: new.and_then(|id| ObjectId::new(id)),
            old: old.and_then(|id| ObjectId::new(id)),
        };
        let expected = [
            ("新 稿\n1.md", file(Some(&a), None)),
            ("新.md", file(Some(&b), Some(&a))),
            ("曾是链接.md", file(Some(&b), None)),
            ("改了.md", file(None, Some(&a))),
            ("链接.md", Content::Link),
            ("子模块", Content::Submodule),
            ("冲突.md", Content::Unmerged),
        ];
        let expected: Vec<Change> = expected
            .into_iter()
            .map(|(path, content)| Change {
                path: top.join(path),
                content,
            })
            .collect();
        assert_eq!(parse(raw.as_bytes(), &repository), Some(expected));
        assert_eq!(parse(b"", &repository), Some(Vec::new()));
        assert_eq!(parse(b"warning: odd\0", &repository), None);
    }
}
