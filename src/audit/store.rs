//! What must be known of every post, on disk: memory must not grow with the number of posts that nothing is wrong with.

use std::io::{self, BufReader, BufWriter, Read, Write};

use tempfile::NamedTempFile;

use super::judge::PostInfo;

/// Posts in the order of the input.
#[derive(Debug)]
pub struct PostStore {
    file: BufWriter<NamedTempFile>,
    posts: u32,
}

impl PostStore {
    /// An empty store, in the system's folder for temporary files.
    ///
    /// # Errors
    ///
    /// Of the operating system.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(NamedTempFile::new()?),
            posts: 0,
        })
    }

    /// Posts so far.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.posts
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.posts == 0
    }

    /// Adds a post and gives its number, from 0.
    ///
    /// # Errors
    ///
    /// Of the operating system, for instance that the disk is full.
    pub fn add(&mut self, post: &PostInfo) -> io::Result<u32> {
        let bytes = postcard::to_stdvec(post).map_err(io::Error::other)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.file.write_all(&length.to_le_bytes())?;
        self.file.write_all(&bytes)?;
        let number = self.posts;
        self.posts = number.checked_add(1).ok_or_else(|| io::Error::other("稿件太多"))?;
        Ok(number)
    }

    /// Reads all posts, from the first.
    ///
    /// # Errors
    ///
    /// Of the operating system.
    pub fn read(&mut self) -> io::Result<StoredPosts> {
        self.file.flush()?;
        Ok(StoredPosts {
            file: BufReader::new(self.file.get_ref().reopen()?),
            left: self.posts,
        })
    }
}

/// The posts of a store, one after the other.
#[derive(Debug)]
pub struct StoredPosts {
    file: BufReader<std::fs::File>,
    left: u32,
}

impl Iterator for StoredPosts {
    type Item = io::Result<PostInfo>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let mut read = || {
            let mut length = [0; 4];
            self.file.read_exact(&mut length)?;
            let mut bytes = vec![0; usize::try_from(u32::from_le_bytes(length)).map_err(io::Error::other)?];
            self.file.read_exact(&mut bytes)?;
            postcard::from_bytes(&bytes).map_err(io::Error::other)
        };
        Some(read())
    }
}
