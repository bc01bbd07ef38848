//! What an author writes in a document to this program, where readers do not see it.
//!
//! In Markdown and HTML that is a comment, in plain text a line of its own, and for a whole document a key of the front
//! matter. This tells such notes from other comments and keeps where they stand; what they say is left to
//! [`suppression`](crate::suppression).

use crate::text::text_range::TextRange;

/// What a note begins with.
const NAME: &str = "shenjiao";

/// The key of a front matter whose values are notes about the whole document.
pub(super) const FRONT_MATTER_KEY: &str = "shenjiao-ignore";

/// A note to this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The whole comment or line.
    pub range: TextRange,
    /// What it says after the name of the program, or as a value of the front matter.
    pub text: Box<str>,
    /// Where it stands.
    pub place: NotePlace,
}

/// Where a note stands, as far as its reader knows what it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotePlace {
    /// In the front matter.
    FrontMatter,
    /// On a line of its own in plain text.
    Line,
    /// Among the elements of HTML.
    Markup,
    /// In Markdown, about this block; `None` if none follows.
    Block(Option<TextRange>),
}

/// What a comment says to this program; `None` if it speaks to somebody else. A slip such as a missing colon still
/// counts, so that it can be complained of.
pub(super) fn addressed(comment: &str) -> Option<&str> {
    let comment = comment.trim();
    let name = comment.get(..NAME.len())?;
    let rest = comment.get(NAME.len()..)?;
    let says_ignore = rest
        .trim_start_matches(['-', ' ', '\t', '\u{3000}'])
        .get(.."ignore".len())
        .is_some_and(|word| word.eq_ignore_ascii_case("ignore"));
    let is_note = rest.trim_start().starts_with([':', '：']) || says_ignore;
    (name.eq_ignore_ascii_case(NAME) && is_note).then_some(rest)
}

/// The content of a line of plain text that is a note and nothing else: `〔shenjiao: …〕` or `<!-- shenjiao: … -->`.
pub(super) fn line_content(line: &str) -> Option<&str> {
    let line = line.trim();
    let content = match line.strip_prefix('〔') {
        // Without its closing bracket it is still meant as a note.
        Some(inside) => inside.strip_suffix('〕').unwrap_or(inside),
        None => line.strip_prefix("<!--")?.strip_suffix("-->")?,
    };
    addressed(content).map(|_| content)
}

/// Whether there is nothing in `html` but comments and white space.
pub(super) fn is_all_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else { return true };
        rest = comment.get(end + "-->".len()..).unwrap_or_default().trim_start();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_notes_to_this_program_are_kept() {
        for comment in [
            " shenjiao: ignore typo ",
            "Shenjiao：ignore",
            "shenjiao ignore typo",
            "shenjiao-ignore typo",
        ] {
            assert!(addressed(comment).is_some(), "{comment}");
        }
        for comment in [
            "",
            "more",
            "shenjiao",
            "由 shenjiao: 审校",
            "shenjiao 查过了",
            "shenjiaos: ignore",
            "审校",
        ] {
            assert_eq!(addressed(comment), None, "{comment}");
        }
        assert!(line_content("　〔shenjiao: ignore typo〕").is_some());
        assert!(line_content("<!-- shenjiao: ignore typo -->").is_some());
        assert_eq!(line_content("国发〔2024〕5号"), None);
        assert_eq!(line_content("见〔shenjiao: ignore typo〕"), None);
    }
}
