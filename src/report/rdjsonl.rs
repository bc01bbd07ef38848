//! reviewdog's rdjsonl: a line for each finding, which reviewdog writes as comments on a change.
//!
//! Columns are bytes of UTF-8 there. reviewdog reads suggestions into the bytes of the file, so that they are given only
//! for files that are UTF-8 without a byte order mark. It knows no other keys than these.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::Serialize;

use super::{
    LocatedDiagnostic, Report, Reporter, harmless_json,
    location::{ProblemPlace, portable_path},
    printable, problems,
    replacement::replacement,
    tool,
};
use crate::{diagnostic::Severity, problem::Problem};

/// `--format rdjsonl`.
#[derive(Debug, Clone, Copy)]
pub struct Rdjsonl;

impl Reporter for Rdjsonl {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let diagnostics = report.diagnostics.iter().map(Line::of_diagnostic);
        for line in diagnostics.chain(report.problems.iter().map(Line::of_problem)) {
            harmless_json::write(&line, out)?;
            writeln!(out)?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Line<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    source: Source,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion<'r>; 1]>,
    /// reviewdog shows it with the finding; here it names the dictionaries.
    original_output: &'static str,
}

#[derive(Serialize)]
struct Location<'r> {
    path: Cow<'r, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Clone, Copy, Serialize)]
struct Range {
    start: Position,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Position>,
}

#[derive(Clone, Copy, Serialize)]
struct Position {
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

impl<'r> Line<'r> {
    fn of_diagnostic(located: &'r LocatedDiagnostic) -> Self {
        let diagnostic = &located.diagnostic;
        let mut message = printable::one_line(&diagnostic.message).into_owned();
        if let Some(basis) = &diagnostic.basis {
            message.push_str("（依据：");
            message.push_str(&printable::one_line(basis));
            message.push('）');
        }
        let position = |line, column| Position {
            line,
            column: Some(column),
        };
        let range = Range {
            start: position(located.line, located.utf8_column),
            end: Some(position(located.end_line, located.utf8_end_column)),
        };
        Self {
            message,
            location: Location {
                path: portable_path(&located.path),
                range: Some(range),
            },
            severity: match diagnostic.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            source: Source { name: tool::NAME },
            code: Code {
                value: diagnostic.rule.as_str(),
            },
            suggestions: replacement(diagnostic)
                .filter(|_| located.is_plain_utf8)
                .map(|text| [Suggestion { range, text }]),
            original_output: tool::TITLE,
        }
    }

    fn of_problem(problem: &'r Problem) -> Self {
        let place = ProblemPlace::of(problem);
        let heading = problems::heading(problem.kind);
        Self {
            message: format!("{heading}：{}", printable::one_line(&problem.message)),
            location: Location {
                path: portable_path(place.path),
                range: place.line.map(|line| Range {
                    // The column is in other units.
                    start: Position { line, column: None },
                    end: None,
                }),
            },
            severity: "ERROR",
            source: Source { name: tool::NAME },
            code: Code {
                value: problem.kind.id(),
            },
            suggestions: None,
            original_output: tool::TITLE,
        }
    }
}
