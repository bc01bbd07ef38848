//! What may be put in the place of a finding by a program, for the formats that offer that to a reviewer.

use crate::diagnostic::Diagnostic;

/// The text to put in the place of what `diagnostic` is about, if the program itself could put it right (a name or title
/// is nobody's to edit but the author's) and what stands there is nothing but words: markup within one would be lost.
pub(super) fn replacement(diagnostic: &Diagnostic) -> Option<&str> {
    match diagnostic.suggestions.as_slice() {
        [only] if diagnostic.fix.is_some() && diagnostic.text.chars().all(char::is_alphanumeric) => Some(only),
        _ => None,
    }
}
