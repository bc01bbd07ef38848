//! Two versions of a text as a unified diff. Fixes neither add nor remove line ends, so that lines correspond one to one
//! and need not be matched.

use std::{fmt::Write as _, ops::Range};

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// What changes from `old` to `new`, which have as many lines, for the file at `path`; empty if nothing does. `patch` and
/// `git apply` can read it.
#[must_use]
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for (line, _) in old.iter().zip(&new).enumerate().filter(|(_, (old, new))| old != new) {
        let around = line.saturating_sub(CONTEXT)..(line + CONTEXT + 1).min(old.len());
        match hunks.last_mut() {
            Some(last) if around.start <= last.end => last.end = around.end,
            _ => hunks.push(around),
        }
    }
    if hunks.is_empty() {
        return String::new();
    }
    let mut diff = format!("--- a/{path}\n+++ b/{path}\n");
    for hunk in hunks {
        let (first, count) = (hunk.start + 1, hunk.len());
        // Writing to a String does not fail.
        let _ = writeln!(diff, "@@ -{first},{count} +{first},{count} @@");
        let mut removed: Vec<&str> = Vec::new();
        let mut added: Vec<&str> = Vec::new();
        for line in hunk {
            let (Some(&was), Some(&is)) = (old.get(line), new.get(line)) else {
                continue;
            };
            if was == is {
                push_changes(&mut diff, &mut removed, &mut added);
                push_line(&mut diff, ' ', was);
            } else {
                removed.push(was);
                added.push(is);
            }
        }
        push_changes(&mut diff, &mut removed, &mut added);
    }
    diff
}

fn push_changes(diff: &mut String, removed: &mut Vec<&str>, added: &mut Vec<&str>) {
    removed.drain(..).for_each(|line| push_line(diff, '-', line));
    added.drain(..).for_each(|line| push_line(diff, '+', line));
}

fn push_line(diff: &mut String, sign: char, line: &str) {
    diff.push(sign);
    diff.push_str(line);
    if !line.ends_with('\n') {
        diff.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_near_each_other_share_a_hunk() {
        let old: String = (1..=20).map(|line| format!("第{line}行\n")).collect();
        let new = old.replace("第2行", "二").replace("第3行", "三").replace("第6行", "六");
        let diff = unified("a.md", &old, &new);
        let expected = "--- a/a.md\n+++ b/a.md\n@@ -1,9 +1,9 @@\n 第1行\n-第2行\n-第3行\n+二\n+三\n 第4行\n 第5行\n-第6行\n+六\n 第7行\n 第8行\n 第9行\n";
        assert_eq!(diff, expected);
        assert_eq!(
            unified("a.md", &old, &old.replace("第2行", "二").replace("第20行", "末"))
                .matches("@@ -")
                .count(),
            2
        );
        assert_eq!(unified("a.md", &old, &old), "");
        assert_eq!(
            unified("a", "甲\r\n乙", "甲\r\n丙"),
            "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 甲\r\n-乙\n\\ No newline at end of file\n+丙\n\\ No newline at end of file\n"
        );
    }
}
