//! Writing a file so that whoever looks, whenever it breaks off, finds the old one or the new one and never a part.
//!
//! The text goes to a new file in the same folder, to the disk, and only then takes the name. What must stay as it is
//! (permissions, owner, the file that a link leads to) is taken care of here; what is written is left to the callers.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use crate::problem::{Problem, ProblemKind};

/// What the names of unfinished files begin with; they are left behind only by a process that is killed.
const PREFIX: &str = ".shenjiao-";

/// Writes a file that must not be there yet.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let folder = folder_of(path);
    let written =
        write_beside(&folder, bytes).and_then(|file| file.persist_noclobber(path).map_err(|error| error.error));
    written.map(|_| sync_folder(&folder)).map_err(|error| {
        let message = match error.kind() {
            io::ErrorKind::AlreadyExists => "文件已经有了，没有改动它；请换一个名字".to_owned(),
            _ => format!("无法写入（{error}）；请检查文件夹是否存在、有无权限"),
        };
        Problem::new(path.display().to_string(), ProblemKind::Config, message)
    })
}

/// Writes a file that may be there already, whatever it holds, with the permissions that it has.
///
/// # Errors
///
/// Whatever `write` returns, and what the system says of the file; the former file is still there then.
pub(super) fn put(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        // A device or a pipe has no other name to take.
        return write(&mut File::options().write(true).open(path)?);
    }
    let mut file = NewFile::begin(path)?;
    file.write(write)?;
    file.finish()
}

/// A file that is being written beside its place, where it appears when it is finished.
pub(super) struct NewFile {
    target: PathBuf,
    file: NamedTempFile,
}

impl NewFile {
    /// Begins a file that will be at `path`, in place of whatever file is there.
    pub(super) fn begin(path: &Path) -> io::Result<Self> {
        // A link stays one: what it leads to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let file = begin_beside(&folder_of(&target))?;
        Ok(Self { target, file })
    }

    /// Writes more of it.
    pub(super) fn write(&mut self, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        write(self.file.as_file_mut())
    }

    /// Lets it appear, with the permissions of what was there.
    pub(super) fn finish(self) -> io::Result<()> {
        if let Ok(there) = fs::metadata(&self.target) {
            self.file.as_file().set_permissions(there.permissions())?;
        }
        self.file.as_file().sync_all()?;
        self.file.persist(&self.target)?;
        sync_folder(&folder_of(&self.target));
        Ok(())
    }
}

/// Writes `bytes` in place of the file at `path`, which must still hold `old`.
pub(super) fn replace(path: &Path, old: &[u8], bytes: &[u8]) -> Result<(), Problem> {
    let problem = |message: String| Problem::new(path.display().to_string(), ProblemKind::Unreadable, message);
    let io_problem = |error: io::Error| problem(format!("无法写入，文件没有改动（{error}）；请检查权限和磁盘空间"));
    // A link stays one: what it leads to is replaced.
    let target = fs::canonicalize(path).map_err(io_problem)?;
    let metadata = fs::metadata(&target).map_err(io_problem)?;
    if metadata.permissions().readonly() {
        return Err(problem("文件是只读的，没有改动它；请先取消只读".to_owned()));
    }
    if links(&metadata) > 1 {
        let message = "文件有几个硬链接，换掉一个会使它们不再相同，没有改动它；请先复制成单独的文件";
        return Err(problem(message.to_owned()));
    }
    let folder = folder_of(&target);
    let file = write_beside(&folder, bytes).map_err(io_problem)?;
    keep_owner(file.as_file(), &metadata).map_err(io_problem)?;
    file.as_file()
        .set_permissions(metadata.permissions())
        .and_then(|()| file.as_file().sync_all())
        .map_err(io_problem)?;
    if fs::read(&target).map_err(io_problem)? != old {
        return Err(problem(
            "文件在处理时被别的程序改动了，没有写入；请再运行一次".to_owned(),
        ));
    }
    file.persist(&target).map_err(|error| io_problem(error.error))?;
    sync_folder(&folder);
    Ok(())
}

/// The folder that a file lies in.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn write_beside(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = begin_beside(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn begin_beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX);
    // Its own words name the unfinished file, which nobody knows.
    new_file(&mut builder, folder).map_err(|error| io::Error::from(error.kind()))
}

/// A new file with the permissions that the system gives new files, since one without a model keeps them.
#[cfg(unix)]
fn new_file(builder: &mut Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    builder
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_file(builder: &mut Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    builder.tempfile_in(folder)
}

#[cfg(unix)]
fn links(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_: &fs::Metadata) -> u64 {
    1
}

/// Gives `file` the owner of the file that it is to replace.
#[cfg(unix)]
fn keep_owner(file: &File, model: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = file.metadata()?;
    if (own.uid(), own.gid()) == (model.uid(), model.gid()) {
        return Ok(());
    }
    fchown(file, Some(model.uid()), Some(model.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes the new name last through a power cut. Not every file system can; there the old or the new file is found, as
/// without it.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}
