//! The objects of the JSON format, each on a line of its own, so that a reader need not hold the whole report.
//!
//! Lines come in this order and are told apart by their keys: one head (`schema_version`), the diagnostics (`rule`),
//! the problems (`kind`), and last one `summary`. A report without its last line was broken off.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::{
    Report, Reporter, harmless_json,
    json::{DiagnosticObject, HeadObject, ProblemObject, SummaryObject},
};

/// `--format jsonl`.
#[derive(Debug, Clone, Copy)]
pub struct Jsonl;

#[derive(Serialize)]
struct Tail {
    summary: SummaryObject,
}

impl Reporter for Jsonl {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        line(&HeadObject::new(report), out)?;
        for located in &report.diagnostics {
            line(&DiagnosticObject::new(located), out)?;
        }
        for problem in &report.problems {
            line(&ProblemObject::new(problem), out)?;
        }
        let summary = SummaryObject::new(report);
        line(&Tail { summary }, out)
    }
}

fn line(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    harmless_json::write(object, out)?;
    writeln!(out)
}
