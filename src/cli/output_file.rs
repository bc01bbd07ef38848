//! Files that appear only when they are complete: a run that is ended at any moment leaves what was there before.

use std::{
    fs,
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{
    input::read::io_problem,
    problem::{Problem, ProblemKind},
};

/// A file that is being written beside its place.
pub(super) struct OutputFile {
    target: PathBuf,
    temporary: NamedTempFile,
}

impl OutputFile {
    /// Begins a file that will be at `target`.
    pub(super) fn begin(target: &Path) -> Result<Self, Problem> {
        let name = target.display().to_string();
        if target.is_dir() {
            let message = "这是文件夹，报告要写成文件；请写明文件名";
            return Err(Problem::new(name, ProblemKind::Config, message));
        }
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As any new file: what the user's mask leaves of it.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        match builder.prefix(".shenjiao-").tempfile_in(folder) {
            Ok(temporary) => Ok(Self {
                target: target.to_owned(),
                temporary,
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let message = "要写报告的文件夹不存在；请先建好文件夹";
                Err(Problem::new(name, ProblemKind::NotFound, message))
            }
            Err(error) => Err(io_problem(name, &error)),
        }
    }

    /// Writes it; it does not appear yet.
    pub(super) fn write(&self, write: impl FnOnce(&mut BufWriter<&fs::File>) -> io::Result<()>) -> Result<(), Problem> {
        let mut out = BufWriter::new(self.temporary.as_file());
        write(&mut out)
            .and_then(|()| out.flush())
            .and_then(|()| self.temporary.as_file().sync_all())
            .map_err(|error| self.unwritten(&error))
    }

    /// Lets it appear, in place of what was there.
    pub(super) fn finish(self) -> Result<(), Problem> {
        let target = self.target;
        self.temporary.persist(&target).map(drop).map_err(|error| {
            let message = format!("报告不能写出（{}）；请检查磁盘空间和权限", error.error);
            Problem::new(target.display().to_string(), ProblemKind::Unreadable, message)
        })
    }

    fn unwritten(&self, error: &io::Error) -> Problem {
        let message = format!("报告不能写出（{error}）；请检查磁盘空间和权限");
        Problem::new(self.target.display().to_string(), ProblemKind::Unreadable, message)
    }
}
