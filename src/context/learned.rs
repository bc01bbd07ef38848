//! What an organisation taught: a file of its own counts, read once and shared.

use super::model::{Model, Unusable};

/// The bytes of a file of counts that is whole.
#[derive(Debug, PartialEq, Eq)]
pub struct Learned {
    bytes: Vec<u8>,
}

impl Learned {
    /// The counts whose file is `bytes`.
    ///
    /// # Errors
    ///
    /// If it is no such file, or not a whole one.
    pub fn new(bytes: Vec<u8>) -> Result<Self, Unusable> {
        Model::open(&bytes)?;
        Ok(Self { bytes })
    }

    /// The counts, in place; there always are, since the file was opened before.
    #[must_use]
    pub fn model(&self) -> Option<Model<'_>> {
        Model::open_checked(&self.bytes).ok()
    }
}
