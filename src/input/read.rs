//! One file, from its path or its object in a repository to its text.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use super::{
    encoding::{DecodeError, DecodeHints, SourceFile, decode},
    git::{
        GitError,
        objects::{Answer, ObjectId, Objects},
    },
    walk::Found,
};
use crate::problem::{Problem, ProblemKind};

/// The longest file that is read, in bytes. What is longer is no text that people wrote, and it would not fit in memory
/// several times over.
pub(super) const MAX_LENGTH: u64 = 1 << 30;

/// How the files begin that Git LFS leaves in the place of those that it keeps elsewhere, and their greatest length.
const LFS_POINTER: (&[u8], usize) = (b"version https://git-lfs.github.com/spec/v1\n", 1024);

/// What became of a file.
#[derive(Debug)]
pub enum ReadOutcome {
    /// Its text.
    Text(SourceFile),
    /// It is not text, and nobody asked for it by name.
    SkippedBinary,
    /// It could not be read.
    Problem(Problem),
}

/// Reads a file as it lies on disk.
///
/// # Errors
///
/// If it cannot be read, is too long to be a text or only stands for one that is kept elsewhere.
pub fn read_bytes(found: &Found) -> Result<Vec<u8>, Problem> {
    let path = || found.path.display().to_string();
    let bytes = bytes(found)
        .map_err(|error| io_problem(path(), &error))?
        .ok_or_else(|| too_long(path()))?;
    if is_lfs_pointer(&bytes) {
        let message = "这是 Git LFS 的指针，正文还没有取来；请先运行 git lfs pull 再查";
        return Err(Problem::new(path(), ProblemKind::Unreadable, message));
    }
    Ok(bytes)
}

/// Asks for the bytes of a file that is about to be committed, which nobody named.
///
/// # Errors
///
/// If the repository does not have it, or it is too long to be a text or only stands for one that is kept elsewhere.
pub fn staged_bytes(path: &Path, id: &ObjectId, objects: &Objects) -> Result<Vec<u8>, Problem> {
    let problem = |message: String| {
        Err(Problem::new(
            path.display().to_string(),
            ProblemKind::Unreadable,
            message,
        ))
    };
    match objects.file(id) {
        Ok(Answer::Bytes(bytes)) if is_lfs_pointer(&bytes) => problem(
            "正文由 Git LFS 另存，暂存区里只有指针，没有检查；请用 git lfs untrack 把文稿改回普通文件，\
             不必检查的写进 shenjiao.toml 的 exclude"
                .to_owned(),
        ),
        Ok(Answer::Bytes(bytes)) => Ok(bytes),
        Ok(Answer::TooLong) => Err(too_long(path.display().to_string())),
        Ok(Answer::Missing) => problem("仓库里没有暂存的内容；请重新 git add，再用 git fsck 检查仓库".to_owned()),
        Err(error) => problem(GitError::from(error).to_string()),
    }
}

/// Decodes the bytes of a file, `named` telling whether the user asked for it by name.
#[must_use]
pub fn decode_bytes(path: &Path, bytes: Vec<u8>, named: bool, hints: &DecodeHints) -> ReadOutcome {
    match decode(bytes, hints) {
        Ok(file) => ReadOutcome::Text(file),
        Err(DecodeError::Binary(_)) if !named => ReadOutcome::SkippedBinary,
        Err(error) => ReadOutcome::Problem(error.problem(&path.display().to_string())),
    }
}

fn too_long(path: String) -> Problem {
    let message = "文件超过 1 GiB，不能检查；请拆分成较小的文件";
    Problem::new(path, ProblemKind::Unreadable, message)
}

fn is_lfs_pointer(bytes: &[u8]) -> bool {
    let (beginning, greatest_length) = LFS_POINTER;
    bytes.len() <= greatest_length && bytes.starts_with(beginning)
}

/// The bytes of a file; `None` when there are too many.
fn bytes(found: &Found) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(&found.path)?;
    let length = file.metadata()?.len();
    if length > MAX_LENGTH {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    // The file may grow while it is read.
    file.take(MAX_LENGTH + 1).read_to_end(&mut bytes)?;
    Ok(u64::try_from(bytes.len())
        .is_ok_and(|length| length <= MAX_LENGTH)
        .then_some(bytes))
}

/// The problem behind an error of the operating system with a file or folder.
#[must_use]
pub fn io_problem(path: String, error: &io::Error) -> Problem {
    let (kind, message) = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            (ProblemKind::NotFound, "找不到这个文件或文件夹；请核对路径".to_owned())
        }
        io::ErrorKind::PermissionDenied => (ProblemKind::Unreadable, "没有读取权限；请检查权限设置".to_owned()),
        io::ErrorKind::IsADirectory => (ProblemKind::Unreadable, "这是文件夹，不是文件；请核对路径".to_owned()),
        _ => (ProblemKind::Unreadable, format!("读取失败（{error}）；请稍后重试")),
    };
    Problem::new(path, kind, message)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn outcome(folder: &tempfile::TempDir, name: &str, named: bool) -> ReadOutcome {
        let path = folder.path().join(name);
        let bytes = match read_bytes(&Found {
            path: path.clone(),
            named,
        }) {
            Ok(bytes) => bytes,
            Err(problem) => return ReadOutcome::Problem(problem),
        };
        decode_bytes(&path, bytes, named, &DecodeHints::default())
    }

    #[test]
    fn a_file_is_text_or_is_skipped_or_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("通知.txt"), "关于做好工作的通知").unwrap();
        fs::write(folder.path().join("附件.txt"), b"%PDF-1.7").unwrap();

        assert!(
            matches!(outcome(&folder, "通知.txt", false), ReadOutcome::Text(file) if file.text.starts_with("关于"))
        );
        assert!(matches!(
            outcome(&folder, "附件.txt", false),
            ReadOutcome::SkippedBinary
        ));
        let cases = [
            ("附件.txt", ProblemKind::Binary),
            ("没有.txt", ProblemKind::NotFound),
            ("通知.txt/1.txt", ProblemKind::NotFound),
            (".", ProblemKind::Unreadable),
        ];
        for (name, kind) in cases {
            assert!(
                matches!(outcome(&folder, name, true), ReadOutcome::Problem(problem) if problem.kind == kind),
                "{name}"
            );
        }
    }

    #[test]
    fn what_the_system_refuses_is_said_in_chinese() {
        let problem = io_problem("a.md".to_owned(), &io::ErrorKind::PermissionDenied.into());
        assert_eq!(problem.to_string(), "a.md：没有读取权限；请检查权限设置");
        assert_eq!(problem.kind, ProblemKind::Unreadable);
    }
}
