//! Two versions of a text as a unified diff. Fixes neither add nor remove line ends, so that lines correspond one to one
//! and need not be matched.

use std::{io::Write as _, ops::Range};

use crate::report::printable::is_hidden;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// What changes from `old` to `new`, which have as many lines, for the file at `path`; empty if nothing does. `patch` and
/// `git apply` can read it. The texts are bytes, since a patch has to be in the encoding of the file; of those that are
/// read here, UTF-16 alone has line ends that are not one byte.
#[must_use]
pub fn unified(path: &str, old: &[u8], new: &[u8]) -> Vec<u8> {
    let lines = |text| <[u8]>::split_inclusive(text, |&byte| byte == b'\n').collect::<Vec<&[u8]>>();
    let (old, new) = (lines(old), lines(new));
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for (line, _) in old.iter().zip(&new).enumerate().filter(|(_, (old, new))| old != new) {
        let around = line.saturating_sub(CONTEXT)..(line + CONTEXT + 1).min(old.len());
        match hunks.last_mut() {
            Some(last) if around.start <= last.end => last.end = around.end,
            _ => hunks.push(around),
        }
    }
    if hunks.is_empty() {
        return Vec::new();
    }
    // The first line makes Git take the path as one from the top of its work tree.
    let (old_name, new_name) = (name("a/", path), name("b/", path));
    let header = format!("diff --git {old_name} {new_name}\n--- {old_name}\n+++ {new_name}\n");
    let mut diff = header.into_bytes();
    for hunk in hunks {
        let (first, count) = (hunk.start + 1, hunk.len());
        // Writing to a vector does not fail.
        let _ = writeln!(diff, "@@ -{first},{count} +{first},{count} @@");
        let mut removed: Vec<&[u8]> = Vec::new();
        let mut added: Vec<&[u8]> = Vec::new();
        for line in hunk {
            let (Some(&was), Some(&is)) = (old.get(line), new.get(line)) else {
                continue;
            };
            if was == is {
                push_changes(&mut diff, &mut removed, &mut added);
                push_line(&mut diff, b' ', was);
            } else {
                removed.push(was);
                added.push(is);
            }
        }
        push_changes(&mut diff, &mut removed, &mut added);
    }
    diff
}

/// A name as Git writes it in a patch: in quotes, with the bytes of what cannot be seen in octal, if it holds any.
fn name(side: &str, path: &str) -> String {
    let is_plain = |c: char| !is_hidden(c) && !matches!(c, '"' | '\\');
    if path.chars().all(is_plain) {
        return format!("{side}{path}");
    }
    let mut name = format!("\"{side}");
    for c in path.chars() {
        if is_plain(c) {
            name.push(c);
        } else {
            let mut buffer = [0; 4];
            name.extend(c.encode_utf8(&mut buffer).bytes().map(|byte| format!("\\{byte:03o}")));
        }
    }
    name.push('"');
    name
}

fn push_changes(diff: &mut Vec<u8>, removed: &mut Vec<&[u8]>, added: &mut Vec<&[u8]>) {
    removed.drain(..).for_each(|line| push_line(diff, b'-', line));
    added.drain(..).for_each(|line| push_line(diff, b'+', line));
}

fn push_line(diff: &mut Vec<u8>, sign: u8, line: &[u8]) {
    diff.push(sign);
    diff.extend_from_slice(line);
    if !line.ends_with(b"\n") {
        diff.extend_from_slice(b"\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::unified as unified_bytes;

    fn unified(path: &str, old: &str, new: &str) -> String {
        String::from_utf8(unified_bytes(path, old.as_bytes(), new.as_bytes())).unwrap()
    }

    #[test]
    fn changes_near_each_other_share_a_hunk() {
        let old: String = (1..=20).map(|line| format!("第{line}行\n")).collect();
        let new = old.replace("第2行", "二").replace("第3行", "三").replace("第6行", "六");
        let diff = unified("a.md", &old, &new);
        let expected = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,9 +1,9 @@\n 第1行\n-第2行\n-第3行\n+二\n+三\n 第4行\n 第5行\n-第6行\n+六\n 第7行\n 第8行\n 第9行\n";
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
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 甲\r\n-乙\n\\ No newline at end of file\n+丙\n\\ No newline at end of file\n"
        );
        assert!(
            unified("甲\t\"乙.md", "甲", "乙")
                .starts_with("diff --git \"a/甲\\011\\042乙.md\" \"b/甲\\011\\042乙.md\"\n")
        );
    }
}
