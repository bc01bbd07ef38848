//! One JSON object for the whole run, and the objects that both JSON formats are made of.
//!
//! The shape is a contract: `schema/report-v1.schema.json` describes it, and a key that changes its meaning, comes or
//! goes means a new version. Objects are written as they are met; no tree of the whole report is built.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::{
    diagnostic::Severity,
    dictionary,
    problem::Problem,
    report::{DictionaryInfo, LocatedDiagnostic, Report, Reporter, harmless_json, summary::Summary, tool},
};

/// The JSON Schema of the report (draft 2020-12); its `$defs` hold the line types of JSON Lines.
pub const JSON_SCHEMA: &str = include_str!("schema/report-v1.schema.json");

/// The version of the shape.
const SCHEMA_VERSION: u32 = 1;

/// `--format json`.
#[derive(Debug, Clone, Copy)]
pub struct Json;

impl Reporter for Json {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let object = ReportObject {
            schema_version: SCHEMA_VERSION,
            tool: ToolObject::new(report),
            diagnostics: Each(&report.diagnostics, DiagnosticObject::new),
            problems: Each(&report.problems, ProblemObject::new),
            summary: SummaryObject::new(report),
        };
        harmless_json::write_pretty(&object, out)?;
        writeln!(out)
    }
}

/// The head of a JSON Lines report.
#[derive(Serialize)]
pub(super) struct HeadObject<'r> {
    schema_version: u32,
    tool: ToolObject<'r>,
}

impl<'r> HeadObject<'r> {
    pub(super) fn new(report: &'r Report) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            tool: ToolObject::new(report),
        }
    }
}

#[derive(Serialize)]
pub(super) struct DiagnosticObject<'r> {
    path: &'r str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: usize,
    byte_end: usize,
    utf16_column: usize,
    rule: &'r str,
    gate: &'static str,
    severity: &'static str,
    text: &'r str,
    message: &'r str,
    suggestions: &'r [String],
    basis: Option<&'r str>,
    related: Vec<RelatedObject<'r>>,
}

#[derive(Serialize)]
struct RelatedObject<'r> {
    line: usize,
    column: usize,
    byte_start: usize,
    byte_end: usize,
    message: &'r str,
}

impl<'r> DiagnosticObject<'r> {
    pub(super) fn new(located: &'r LocatedDiagnostic) -> Self {
        let diagnostic = &located.diagnostic;
        Self {
            path: &located.path,
            line: located.line,
            column: located.column,
            end_line: located.end_line,
            end_column: located.end_column,
            byte_start: located.byte_start,
            byte_end: located.byte_end,
            utf16_column: located.utf16_column,
            rule: diagnostic.rule.as_str(),
            gate: diagnostic.gate.id(),
            severity: diagnostic.severity.id(),
            text: &diagnostic.text,
            message: &diagnostic.message,
            suggestions: &diagnostic.suggestions,
            basis: diagnostic.basis.as_deref(),
            related: located
                .related
                .iter()
                .zip(&diagnostic.related)
                .map(|(place, related)| RelatedObject {
                    line: place.line,
                    column: place.column,
                    byte_start: place.byte_start,
                    byte_end: place.byte_end,
                    message: &related.message,
                })
                .collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ProblemObject<'r> {
    path: &'r str,
    kind: &'static str,
    message: &'r str,
}

impl<'r> ProblemObject<'r> {
    pub(super) fn new(problem: &'r Problem) -> Self {
        Self {
            path: &problem.path,
            kind: problem.kind.id(),
            message: &problem.message,
        }
    }
}

#[derive(Serialize)]
pub(super) struct SummaryObject {
    files: usize,
    characters: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    baselined: usize,
    problems: usize,
}

impl SummaryObject {
    pub(super) fn new(report: &Report) -> Self {
        let summary = Summary::of(report);
        Self {
            files: summary.files,
            characters: summary.characters,
            errors: summary.severity(Severity::Error),
            warnings: summary.severity(Severity::Warning),
            infos: summary.severity(Severity::Info),
            suppressed: summary.suppressed,
            baselined: summary.baselined,
            problems: summary.problems.total(),
        }
    }
}

#[derive(Serialize)]
struct ReportObject<'r> {
    schema_version: u32,
    tool: ToolObject<'r>,
    diagnostics: Each<'r, LocatedDiagnostic, DiagnosticObject<'r>>,
    problems: Each<'r, Problem, ProblemObject<'r>>,
    summary: SummaryObject,
}

#[derive(Serialize)]
struct ToolObject<'r> {
    name: &'static str,
    version: &'static str,
    dictionary_version: &'static str,
    dictionaries: Each<'r, DictionaryInfo, DictionaryObject<'r>>,
}

impl<'r> ToolObject<'r> {
    fn new(report: &'r Report) -> Self {
        Self {
            name: tool::NAME,
            version: tool::VERSION,
            dictionary_version: dictionary::VERSION,
            dictionaries: Each(&report.dictionaries, DictionaryObject::new),
        }
    }
}

#[derive(Serialize)]
struct DictionaryObject<'r> {
    id: &'r str,
    version: &'r str,
    entries: usize,
}

impl<'r> DictionaryObject<'r> {
    fn new(dictionary: &'r DictionaryInfo) -> Self {
        Self {
            id: &dictionary.id,
            version: &dictionary.version,
            entries: dictionary.entries,
        }
    }
}

/// A sequence whose objects are made one at a time while it is written.
pub(super) struct Each<'r, T, O>(pub(super) &'r [T], pub(super) fn(&'r T) -> O);

impl<T, O: Serialize> Serialize for Each<'_, T, O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}
