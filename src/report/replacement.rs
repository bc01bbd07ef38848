//! What may be put in the place of a finding by a program, for the formats that offer that to a reviewer.

use crate::diagnostic::Diagnostic;

/// The text to put in the place of what `diagnostic` is about, if there is exactly one right form and what stands there
/// is nothing but words: markup within a word would be lost.
pub(super) fn replacement(diagnostic: &Diagnostic) -> Option<&str> {
    match diagnostic.suggestions.as_slice() {
        [only] if !diagnostic.text.is_empty() && diagnostic.text.chars().all(char::is_alphanumeric) => Some(only),
        _ => None,
    }
}
