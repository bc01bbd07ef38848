//! Where the files that steer a check are read from: the disk, or the index of a repository.
//!
//! A hook checks what is about to be committed, so its settings must be those about to be committed as well. Whoever
//! reads settings, dictionaries and ignore files asks a [`FileStore`] and need not know which one it is.

use std::{fmt, fs, io, path::Path};

/// Answers for absolute paths.
pub trait FileStore: fmt::Debug + Send + Sync {
    /// The bytes of the file at `path`.
    ///
    /// # Errors
    ///
    /// As for [`fs::read`].
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Whether `path` is something other than a folder. What cannot be looked at counts as there, and so does a broken
    /// link: reading it will say what is the matter, whereas passing it over would check under the wrong settings.
    fn exists(&self, path: &Path) -> bool;
}

/// Files as they lie on disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl FileStore for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn exists(&self, path: &Path) -> bool {
        match fs::symlink_metadata(path) {
            Ok(metadata) => !metadata.is_dir(),
            Err(error) => !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
        }
    }
}
