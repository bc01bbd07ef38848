//! Workflow commands, which GitHub shows as annotations beside the lines of a change.
//!
//! A command is a line; what a text or a path puts into it is escaped, so that it can neither end the line nor begin
//! another command. GitHub shows ten errors and ten warnings of a step; the log holds them all.

use std::io::{self, Write};

use super::{
    LocatedDiagnostic, Report, Reporter,
    location::{ProblemPlace, portable_path},
    printable, problems, tool,
};
use crate::{diagnostic::Severity, problem::Problem};

/// `--format github`.
#[derive(Debug, Clone, Copy)]
pub struct Github;

impl Reporter for Github {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", tool::TITLE)?;
        for located in &report.diagnostics {
            write_diagnostic(located, out)?;
        }
        for problem in &report.problems {
            write_problem(problem, out)?;
        }
        Ok(())
    }
}

fn write_diagnostic(located: &LocatedDiagnostic, out: &mut dyn Write) -> io::Result<()> {
    let diagnostic = &located.diagnostic;
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let path = property(&portable_path(&located.path));
    write!(out, "::{command} file={path},line={}", located.line)?;
    // GitHub takes columns only together with a place within one line.
    if located.end_line == located.line {
        write!(out, ",col={},endColumn={}", located.column, located.end_column)?;
    } else {
        write!(out, ",endLine={}", located.end_line)?;
    }
    let title = format!("{}（{}）", diagnostic.rule, diagnostic.gate.label());
    write!(out, ",title={}::{}", property(&title), data(&diagnostic.message))?;
    if let Some(basis) = &diagnostic.basis {
        write!(out, "%0A依据：{}", data(basis))?;
    }
    writeln!(out)
}

fn write_problem(problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
    let place = ProblemPlace::of(problem);
    write!(out, "::error file={}", property(&portable_path(place.path)))?;
    for (name, number) in [("line", place.line), ("col", place.column)] {
        if let Some(number) = number {
            write!(out, ",{name}={number}")?;
        }
    }
    let title = problems::heading(problem.kind);
    writeln!(out, ",title={}::{}", property(title), data(&problem.message))
}

/// What may follow `::`.
fn data(text: &str) -> String {
    printable::one_line(text).replace('%', "%25")
}

/// What may be the value of a property.
fn property(text: &str) -> String {
    printable::escape(text)
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace(',', "%2C")
}
