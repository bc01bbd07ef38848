//! What a finding is known by from one run to the next, so that a build server can tell new findings from old ones.
//!
//! It is made from the file, the rule, the text and the words around it, not from the line number: text that is put in
//! above leaves it as it is. Of several findings that are alike in all of that, each has its own. The hash is XXH3 of
//! 128 bits, whose results are fixed by its specification; if what goes into it changes, so must [`KEY`].

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_128;

use super::{LocatedDiagnostic, location::portable_path};
use crate::problem::Problem;

/// The name of this way of making fingerprints.
pub(super) const KEY: &str = "shenjiao/v1";

/// Gives out the fingerprints of one report.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    given: HashMap<u128, u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, in hexadecimal.
    pub(super) fn next(&mut self, located: &LocatedDiagnostic) -> String {
        let diagnostic = &located.diagnostic;
        self.give(&[
            &portable_path(&located.path),
            diagnostic.rule.as_str(),
            &diagnostic.text,
            &located.excerpt.before,
            &located.excerpt.after,
        ])
    }

    /// The fingerprint of a problem.
    pub(super) fn next_problem(&mut self, problem: &Problem) -> String {
        self.give(&[&problem.path, problem.kind.id(), &problem.message])
    }

    fn give(&mut self, parts: &[&str]) -> String {
        let mut bytes = Vec::new();
        for part in parts {
            // Lengths keep "ab", "c" apart from "a", "bc".
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        let mut fingerprint = xxh3_128(&bytes);
        let alike = self.given.entry(fingerprint).or_default();
        if *alike > 0 {
            bytes.extend_from_slice(&alike.to_le_bytes());
            fingerprint = xxh3_128(&bytes);
        }
        *alike += 1;
        format!("{fingerprint:032x}")
    }
}
