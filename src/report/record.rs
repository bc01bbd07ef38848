//! The result of one record of a stream, as a line of JSON: the finding objects are those of the JSON format.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    LocatedDiagnostic, harmless_json,
    json::{DiagnosticObject, Each, ProblemObject},
};
use crate::{dictionary, problem::Problem};

/// What became of one record.
#[derive(Debug)]
pub struct RecordResult<'r> {
    /// Its id as it was written; `None` if it has none or could not be read.
    pub id: Option<&'r RawValue>,
    /// Its line of the input, 1-based.
    pub line: usize,
    /// The findings, whose paths are names of fields.
    pub diagnostics: &'r [LocatedDiagnostic],
    /// What could not be checked of it.
    pub problem: Option<&'r Problem>,
}

#[derive(Serialize)]
struct ResultObject<'r> {
    id: Option<&'r RawValue>,
    line: usize,
    dictionary_version: &'static str,
    diagnostics: Each<'r, LocatedDiagnostic, DiagnosticObject<'r>>,
    problem: Option<ProblemObject<'r>>,
}

impl RecordResult<'_> {
    /// Writes the line with its end.
    ///
    /// # Errors
    ///
    /// Whatever the writer returns.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let object = ResultObject {
            id: self.id,
            line: self.line,
            dictionary_version: dictionary::VERSION,
            diagnostics: Each(self.diagnostics, DiagnosticObject::new),
            problem: self.problem.map(ProblemObject::new),
        };
        harmless_json::write(&object, out)?;
        writeln!(out)
    }
}
