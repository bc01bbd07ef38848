//! Settings as they are about to be committed: the index answers first, then the disk.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Repository,
    objects::{Answer, Objects},
};
use crate::input::store::{Disk, FileStore};

/// Files as the index holds them; what it does not hold, and what lies outside the work tree, as on disk.
#[derive(Debug)]
pub struct StagedStore {
    repository: Repository,
    objects: Arc<Objects>,
    /// By path; `None` is for what is not in the index.
    known: Mutex<HashMap<PathBuf, Option<Arc<[u8]>>>>,
}

impl StagedStore {
    /// The files of `repository`.
    #[must_use]
    pub fn new(repository: Repository, objects: Arc<Objects>) -> Self {
        Self {
            repository,
            objects,
            known: Mutex::default(),
        }
    }

    fn staged(&self, path: &Path) -> io::Result<Option<Arc<[u8]>>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(path) {
            return Ok(known.clone());
        }
        // A link is in the index as the name that it leads to; what is wanted is the file there.
        let link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
        let target = if link {
            fs::canonicalize(path).ok()
        } else {
            Some(path.to_owned())
        };
        let staged = match target.and_then(|target| self.repository.name(&target)) {
            Some(name) => match self.objects.staged(&name)? {
                Answer::Bytes(bytes) => Some(bytes.into()),
                Answer::TooLong => return Err(io::ErrorKind::FileTooLarge.into()),
                Answer::Missing => None,
            },
            None => None,
        };
        known.insert(path.to_owned(), staged.clone());
        Ok(staged)
    }
}

impl FileStore for StagedStore {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.staged(path)? {
            Some(bytes) => Ok(bytes.to_vec()),
            None => Disk.read(path),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        match self.staged(path) {
            Ok(Some(_)) | Err(_) => true,
            Ok(None) => Disk.exists(path),
        }
    }
}
