//! The few words around a finding that a reader needs to judge it.
//!
//! A paragraph of official prose is one line of 300 to 800 characters, and a pasted page may be one line of a megabyte,
//! so the line is cut around the finding. Both the result and the work are bounded: no call walks further than it
//! shows. What is cut out stays as the author wrote it; making it printable is left to the format.

use unicode_width::UnicodeWidthChar as _;

use crate::report::printable;

/// Columns of text shown around a finding, both sides together: about forty Hanzi.
const CONTEXT: usize = 80;

/// Columns of the finding itself that are shown at most.
const LONGEST_MARK: usize = 80;

/// What stands for text that was left out.
const CUT: &str = "…";

/// A part of a source line with the finding marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Text before the finding; begins with `…` where the line was cut.
    pub before: String,
    /// The finding, as far as it lies on its first line and is not overlong.
    pub marked: String,
    /// Text after it; ends with `…` where the line was cut.
    pub after: String,
}

impl Excerpt {
    /// Cuts out of `line` what lies around its bytes `start..end`. An end past the line, as a finding over several
    /// lines has it, means the end of the line.
    #[must_use]
    pub fn around(line: &str, start: usize, end: usize) -> Self {
        let (left, rest) = line.split_at_checked(start).unwrap_or((line, ""));
        let (hit, right) = rest.split_at_checked(end.saturating_sub(start)).unwrap_or((rest, ""));

        let marked = head(hit, LONGEST_MARK);
        if marked.len() < hit.len() {
            let before = tail(left, CONTEXT / 2);
            return Self::new(left, before, marked, CUT.to_owned());
        }

        // A side that is short leaves its share to the other.
        let near = width(head(right, CONTEXT / 2));
        let before = tail(left, CONTEXT - near);
        let after = head(right, CONTEXT.saturating_sub(width(before)));
        let cut = if after.len() < right.len() { CUT } else { "" };
        Self::new(left, before, marked, format!("{after}{cut}"))
    }

    /// All of it, the finding not marked.
    #[must_use]
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.marked, &self.after].concat()
    }

    fn new(left: &str, before: &str, marked: &str, after: String) -> Self {
        let before = if before.len() < left.len() {
            // A mark cut off from its letter would sit on the ellipsis.
            let before = before.trim_start_matches(|c: char| c.width() == Some(0) && !printable::is_hidden(c));
            format!("{CUT}{before}")
        } else {
            before.to_owned()
        };
        Self {
            before,
            marked: marked.to_owned(),
            after,
        }
    }
}

/// The longest beginning of `text` that takes at most `columns`.
fn head(text: &str, columns: usize) -> &str {
    let mut left = columns;
    for (at, c) in text.char_indices() {
        match left.checked_sub(cost(c)) {
            Some(rest) => left = rest,
            None => return &text[..at],
        }
    }
    text
}

/// The longest end of `text` that takes at most `columns`.
fn tail(text: &str, columns: usize) -> &str {
    let mut left = columns;
    for (at, c) in text.char_indices().rev() {
        match left.checked_sub(cost(c)) {
            Some(rest) => left = rest,
            None => return &text[at + c.len_utf8()..],
        }
    }
    text
}

fn width(text: &str) -> usize {
    text.chars().map(cost).sum()
}

/// Columns that `c` is reckoned to take, never none: a line of a million combining marks must be cut as well.
fn cost(c: char) -> usize {
    if c == '\t' {
        4
    } else if printable::is_hidden(c) {
        printable::ESCAPE_WIDTH
    } else {
        c.width().unwrap_or(1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(line: &str, hit: &str) -> Excerpt {
        let start = line.find(hit).unwrap();
        Excerpt::around(line, start, start + hit.len())
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let excerpt = around("各单位要认真布署工作。", "布署");
        assert_eq!(excerpt.before, "各单位要认真");
        assert_eq!(excerpt.marked, "布署");
        assert_eq!(excerpt.after, "工作。");
    }

    #[test]
    fn a_long_line_is_cut_to_forty_hanzi_wherever_the_finding_stands() {
        let cases = [
            (0, 100, 0, 40),
            (100, 0, 40, 0),
            (100, 100, 20, 20),
            (5, 100, 5, 35),
            (100, 5, 35, 5),
        ];
        for (left, right, before, after) in cases {
            let excerpt = around(&format!("{}布署{}", "前".repeat(left), "后".repeat(right)), "布署");
            assert_eq!(excerpt.before.matches('前').count(), before, "{left} {right}");
            assert_eq!(excerpt.after.matches('后').count(), after, "{left} {right}");
            assert_eq!(excerpt.before.starts_with('…'), before < left);
            assert_eq!(excerpt.after.ends_with('…'), after < right);
        }
    }

    #[test]
    fn an_overlong_finding_and_a_pile_of_marks_are_cut_too() {
        let excerpt = Excerpt::around(&"长".repeat(1000), 0, 3000);
        assert_eq!(excerpt.marked, "长".repeat(40));
        assert_eq!(excerpt.after, "…");

        let excerpt = around(&format!("a{}布署", "\u{301}".repeat(100_000)), "布署");
        assert_eq!(excerpt.before, "…");
    }

    #[test]
    fn places_outside_the_line_do_no_harm() {
        for (start, end) in [(0, 99), (6, 99), (7, 9), (99, 3), (1, 2), (3, 0)] {
            let Excerpt { before, marked, after } = Excerpt::around("布署", start, end);
            assert_eq!(format!("{before}{marked}{after}"), "布署");
        }
    }
}
