//! The reports of an audit: begun before anything is read, so that a place that cannot be written is told at once, and
//! there only when all of them are complete.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

use super::atomic_file::NewFile;
use crate::{
    input::read::io_problem,
    problem::{Problem, ProblemKind},
};

/// A report that is being written.
pub(super) struct OutputFile {
    name: String,
    file: NewFile,
}

impl OutputFile {
    /// Begins a report that will be at `target`.
    pub(super) fn begin(target: &Path) -> Result<Self, Problem> {
        let name = target.display().to_string();
        if target.is_dir() {
            let message = "这是文件夹，报告要写成文件；请写明文件名";
            return Err(Problem::new(name, ProblemKind::Output, message));
        }
        match NewFile::begin(target) {
            Ok(file) => Ok(Self { name, file }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let message = "要写报告的文件夹不存在；请先建好文件夹";
                Err(Problem::new(name, ProblemKind::Output, message))
            }
            Err(error) => Err(io_problem(name, &error)),
        }
    }

    /// Writes it; it does not appear yet.
    pub(super) fn write(
        &mut self,
        write: impl FnOnce(&mut BufWriter<&mut File>) -> io::Result<()>,
    ) -> Result<(), Problem> {
        let written = self.file.write(|file| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.flush()
        });
        written.map_err(|error| unwritten(&self.name, &error))
    }

    /// Lets it appear, in place of what was there.
    pub(super) fn finish(self) -> Result<(), Problem> {
        let Self { name, file } = self;
        file.finish().map_err(|error| unwritten(&name, &error))
    }
}

fn unwritten(name: &str, error: &io::Error) -> Problem {
    let message = format!("报告不能写出（{error}）；请检查磁盘空间和权限");
    Problem::new(name, ProblemKind::Output, message)
}
