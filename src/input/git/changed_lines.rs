//! Which lines of a text are new or changed, compared with an older version of it.
//!
//! Compared are decoded texts without their line ends, by lines as reports count them: so a file that was only saved in
//! another encoding, or with other line ends, has no changed line, which a comparison of bytes would not see.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::text::{line_index::LineIndex, text_range::TextRange};

/// How many lines of both texts together, between the first and the last difference, are compared. In texts that people
/// write all are; of others with few different lines the comparison would take time that grows with their square.
const MOST_LINES: usize = 100_000;

/// The lines of a text that an older version of it does not have.
#[derive(Debug)]
pub struct ChangedLines {
    lines: LineIndex,
    /// Runs of 0-based lines, ascending; none is empty.
    runs: Vec<Range<usize>>,
}

impl ChangedLines {
    /// Compares `old` with `new`. Where the texts differ over more lines than can be compared, all of these count as
    /// changed.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let lines = LineIndex::new(new);
        let old: Vec<&str> = LineIndex::new(old).texts(old).collect();
        let new: Vec<&str> = lines.texts(new).collect();
        let same = |(one, other): &(&&str, &&str)| one == other;
        let first = old.iter().zip(&new).take_while(same).count();
        let (old, rest) = (&old[first..], &new[first..]);
        let after = old.iter().rev().zip(rest.iter().rev()).take_while(same).count();
        let (old, rest) = (&old[..old.len() - after], &rest[..rest.len() - after]);
        let mut runs = Vec::new();
        if old.len() + rest.len() > MOST_LINES {
            runs.push(0..rest.len());
        } else {
            let differences = capture_diff_slices(Algorithm::Histogram, old, rest).into_iter();
            let differences = differences.filter(|difference| difference.tag() != DiffTag::Equal);
            runs.extend(differences.map(|difference| difference.new_range()));
        }
        runs.retain(|run| !run.is_empty());
        for run in &mut runs {
            *run = first + run.start..first + run.end;
        }
        Self { lines, runs }
    }

    /// Whether any line that `range` of the new text lies on is new or changed.
    #[must_use]
    pub fn touch(&self, range: TextRange) -> bool {
        let first = self.lines.line(range.start).saturating_sub(1);
        // The end is the place after the last character, which may be on the line below.
        let last = self
            .lines
            .line(range.end.saturating_sub(1).max(range.start))
            .saturating_sub(1);
        let next = self.runs.partition_point(|run| run.end <= first);
        self.runs.get(next).is_some_and(|run| run.start <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines, 1-based, that a one-character finding would be reported on.
    fn changed(old: &str, new: &str) -> Vec<usize> {
        let changed = ChangedLines::between(old, new);
        let lines = LineIndex::new(new);
        (1..)
            .map_while(|line| Some((line, lines.line_start(line)?)))
            .filter(|&(_, start)| start < new.len() && changed.touch(TextRange::new(start, start + 1)))
            .map(|(line, _)| line)
            .collect()
    }

    #[test]
    fn added_and_changed_lines_are_told_from_the_others() {
        let cases: &[(&str, &str, &[usize])] = &[
            ("", "甲\n乙\n", &[1, 2]),
            ("甲\n乙\n丙\n", "甲\n乙\n丙\n", &[]),
            ("甲\n乙\n丙\n", "甲\n丁\n丙\n", &[2]),
            ("甲\n乙\n丙\n", "首\n甲\n乙\n丙\n尾\n", &[1, 5]),
            ("甲\n乙\n丙\n", "甲\n丙\n", &[]),
            ("甲\n乙", "甲\n乙\n丙", &[3]),
            ("甲\n乙\n丙\n", "甲\n丁\n戊\n丙\n己\n", &[2, 3, 5]),
            ("甲\n乙\n丙\n", "甲\n丙\n乙\n", &[2]),
            ("甲\n甲\n", "甲\n甲\n甲\n", &[3]),
            // Other line ends and a missing last one are no change of the text.
            ("甲\r\n乙\r\n", "甲\n乙", &[]),
            ("甲\r乙\r", "甲\n乙\n", &[]),
        ];
        for &(old, new, lines) in cases {
            assert_eq!(changed(old, new), lines, "{old:?} → {new:?}");
        }
    }

    #[test]
    fn too_many_lines_to_compare_all_count_as_changed() {
        let text = |seed: usize| -> String {
            let line = |number: usize| {
                if (number * number / seed).is_multiple_of(2) {
                    "甲\n"
                } else {
                    "乙\n"
                }
            };
            (1..MOST_LINES).map(line).collect()
        };
        let (old, new) = (format!("首\n{}尾\n", text(3)), format!("首\n{}尾\n", text(7)));
        let changed = ChangedLines::between(&old, &new);
        let touch = |at: usize| changed.touch(TextRange::new(at, at + 1));
        assert!(!touch(0));
        assert!(touch(new.len() / 2));
        assert!(!touch(new.len() - 2));
    }

    #[test]
    fn a_range_counts_if_any_of_its_lines_changed() {
        let new = "一\n二\n三\n四\n";
        let touched = ChangedLines::between("一\n旧\n三\n四\n", new);
        let range = |from: &str, to: &str| {
            let end = new.find(to).unwrap() + to.len();
            TextRange::new(new.find(from).unwrap(), end)
        };
        assert!(touched.touch(range("一", "二")));
        assert!(touched.touch(range("二", "四")));
        assert!(!touched.touch(range("三", "四")));
        // The line end belongs to its line.
        assert!(!touched.touch(range("一", "一\n")));
        assert!(touched.touch(range("二", "二\n")));
        assert!(!touched.touch(TextRange::new(new.len(), new.len())));
    }
}
