//! The example sentences of an entry.
//!
//! No check has a use for them, and they are the larger part of what is shipped. So those of the shipped dictionaries
//! stay in the binary, and are read when someone first asks: to explain an entry, to export or to test a dictionary.

use std::{fmt, ops::Deref, sync::OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error};

/// Example sentences, which may be still unread.
#[derive(Clone, Default)]
pub struct Examples {
    /// A list of texts in the format of the crate `postcard`; of no meaning once they are read.
    unread: &'static [u8],
    texts: OnceLock<Vec<String>>,
}

impl Deref for Examples {
    type Target = [String];

    fn deref(&self) -> &[String] {
        self.texts
            .get_or_init(|| postcard::from_bytes(self.unread).unwrap_or_default())
    }
}

impl From<Vec<String>> for Examples {
    fn from(texts: Vec<String>) -> Self {
        Self {
            unread: &[],
            texts: OnceLock::from(texts),
        }
    }
}

impl<'e> IntoIterator for &'e Examples {
    type Item = &'e String;
    type IntoIter = std::slice::Iter<'e, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Examples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl Serialize for Examples {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = if self.is_empty() {
            Vec::new()
        } else {
            postcard::to_allocvec(&**self).map_err(S::Error::custom)?
        };
        serializer.serialize_bytes(&bytes)
    }
}

/// Only from what is part of the program, since nothing is copied.
impl<'de: 'static> Deserialize<'de> for Examples {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            unread: Deserialize::deserialize(deserializer)?,
            texts: OnceLock::new(),
        })
    }
}
