//! Code Quality reports, which GitLab compares between branches by their fingerprints.
//!
//! What could not be checked is an entry of the gravest severity, since the format has no other place for it.

use std::{
    borrow::Cow,
    cell::RefCell,
    io::{self, Write},
};

use serde::{Serialize, Serializer};

use super::{
    LocatedDiagnostic, Report, Reporter,
    fingerprint::Fingerprints,
    harmless_json,
    location::{ProblemPlace, portable_path},
    printable, problems, tool,
};
use crate::{diagnostic::Severity, problem::Problem};

/// `--format gitlab`.
#[derive(Debug, Clone, Copy)]
pub struct Gitlab;

impl Reporter for Gitlab {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        harmless_json::write_pretty(&Issues(report), out)?;
        writeln!(out)
    }
}

/// The entries, made one at a time while they are written.
struct Issues<'r>(&'r Report);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fingerprints = RefCell::new(Fingerprints::default());
        let diagnostics = self.0.diagnostics.iter().map(|located| {
            let fingerprint = fingerprints.borrow_mut().next(located);
            Issue::of_diagnostic(located, fingerprint)
        });
        let problems = self.0.problems.iter().map(|problem| {
            let fingerprint = fingerprints.borrow_mut().next_problem(problem);
            Issue::of_problem(problem, fingerprint)
        });
        serializer.collect_seq(diagnostics.chain(problems))
    }
}

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
    engine_name: &'static str,
}

#[derive(Serialize)]
struct Location<'r> {
    path: Cow<'r, str>,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl<'r> Issue<'r> {
    fn of_diagnostic(located: &'r LocatedDiagnostic, fingerprint: String) -> Self {
        let diagnostic = &located.diagnostic;
        Self {
            description: printable::one_line(&diagnostic.message).into_owned(),
            check_name: diagnostic.rule.as_str(),
            fingerprint,
            severity: match diagnostic.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location {
                path: portable_path(&located.path),
                lines: Lines {
                    begin: located.line,
                    end: located.end_line,
                },
            },
            engine_name: tool::TITLE,
        }
    }

    fn of_problem(problem: &'r Problem, fingerprint: String) -> Self {
        let place = ProblemPlace::of(problem);
        let line = place.line.unwrap_or(1);
        let heading = problems::heading(problem.kind);
        Self {
            description: format!("{heading}：{}", printable::one_line(&problem.message)),
            check_name: problem.kind.id(),
            fingerprint,
            severity: "blocker",
            location: Location {
                path: portable_path(place.path),
                lines: Lines { begin: line, end: line },
            },
            engine_name: tool::TITLE,
        }
    }
}
