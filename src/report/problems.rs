//! What could not be checked, for people: one form for every sort, so that it is recognised at once.
//!
//! The human and the concise format leave problems to the error stream; the other formats carry them themselves.

use std::io::{self, Write};

use crate::{
    problem::{Problem, ProblemKind},
    report::{printable, style::Styles},
};

/// Writes each problem as `无法检查 posts/b.txt：……`. Further lines of a message are indented.
///
/// # Errors
///
/// Whatever the writer returns.
pub fn write_problems(problems: &[Problem], styles: &Styles, out: &mut dyn Write) -> io::Result<()> {
    let style = styles.error;
    for problem in problems {
        let heading = heading(problem.kind);
        let path = printable::escape(&problem.path);
        let mut lines = problem.message.lines();
        let first = printable::one_line(lines.next().unwrap_or_default());
        writeln!(out, "{style}{heading}{style:#} {path}：{first}")?;
        for line in lines {
            writeln!(out, "  {}", printable::line_start(line))?;
        }
    }
    Ok(())
}

/// Whether the problem is with a file that was to be checked, and not with what it was to be checked by.
pub(super) const fn concerns_input(kind: ProblemKind) -> bool {
    match kind {
        ProblemKind::NotFound
        | ProblemKind::Unreadable
        | ProblemKind::Binary
        | ProblemKind::Encoding
        | ProblemKind::Record => true,
        ProblemKind::Config | ProblemKind::Dictionary | ProblemKind::Output => false,
    }
}

/// What kind of thing a problem is with, for people.
pub(super) const fn heading(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Config => "配置有误",
        ProblemKind::Dictionary => "词典有误",
        ProblemKind::Output => "无法写出",
        _ => "无法检查",
    }
}
