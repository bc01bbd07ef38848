//! A dictionary as the build script leaves it in the program, to be read in little time at every start.
//!
//! Most entries rest on the basis of their dictionary, so each basis is written once and shared by all that rest on it.

use std::{fmt, sync::Arc};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};

use super::{Dictionary, Entry};

/// A dictionary without the bases of its entries, and these.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Compiled {
    pub(super) dictionary: Dictionary,
    pub(super) bases: Vec<Arc<str>>,
    /// For each entry the number of its basis.
    pub(super) basis_of: Vec<Option<u32>>,
}

impl Compiled {
    /// The dictionary as it was before it was compiled.
    pub(super) fn read(mut self) -> Dictionary {
        for (entry, basis) in self.dictionary.entries.iter_mut().zip(&self.basis_of) {
            if let Some(entry) = Arc::get_mut(entry) {
                entry.basis = basis.and_then(|number| self.bases.get(number as usize).cloned());
            }
        }
        self.dictionary
    }
}

/// Reads entries into the place where they stay; by way of a box each would be moved twice.
pub(super) fn entries<'de: 'static, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Arc<Entry>>, D::Error> {
    struct Entries;

    impl<'de: 'static> Visitor<'de> for Entries {
        type Value = Vec<Arc<Entry>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("entries")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::with_capacity(list.size_hint().unwrap_or_default());
            while let Some(entry) = list.next_element::<Entry>()? {
                entries.push(Arc::new(entry));
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_seq(Entries)
}
