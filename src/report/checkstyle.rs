//! Checkstyle's XML, which most build servers and review tools read. What could not be checked is an error at its file.

use std::io::{self, Write};

use super::{
    LocatedDiagnostic, Report, Reporter,
    location::{ProblemPlace, portable_path},
    problems, tool, xml,
};
use crate::{diagnostic::Severity, problem::Problem};

/// The version of the format, not of a program.
const VERSION: &str = "4.3";

/// `--format checkstyle`.
#[derive(Debug, Clone, Copy)]
pub struct Checkstyle;

impl Reporter for Checkstyle {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut document = xml::document(tool::TITLE, out)?;
        document
            .create_element("checkstyle")
            .with_attribute(("version", VERSION))
            .write_inner_content(|root| {
                for file in xml::by_file(&report.diagnostics) {
                    let path = file.first().map(|located| portable_path(&located.path));
                    root.create_element("file")
                        .with_attribute(("name", &*xml::text(&path.unwrap_or_default())))
                        .write_inner_content(|inside| {
                            for located in file {
                                let error = inside.create_element("error");
                                let attributes = diagnostic_attributes(located);
                                error
                                    .with_attributes(attributes.iter().map(|(key, value)| (*key, value.as_str())))
                                    .write_empty()?;
                            }
                            Ok(())
                        })?;
                }
                for problem in &report.problems {
                    let place = ProblemPlace::of(problem);
                    root.create_element("file")
                        .with_attribute(("name", &*xml::text(&portable_path(place.path))))
                        .write_inner_content(|inside| {
                            let error = inside.create_element("error");
                            let attributes = problem_attributes(problem, place);
                            error
                                .with_attributes(attributes.iter().map(|(key, value)| (*key, value.as_str())))
                                .write_empty()?;
                            Ok(())
                        })?;
                }
                Ok(())
            })?;
        xml::end(document)
    }
}

fn diagnostic_attributes(located: &LocatedDiagnostic) -> [(&'static str, String); 5] {
    let diagnostic = &located.diagnostic;
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let mut message = diagnostic.message.clone();
    if let Some(basis) = &diagnostic.basis {
        message.push_str("（依据：");
        message.push_str(basis);
        message.push('）');
    }
    [
        ("line", located.line.to_string()),
        ("column", located.column.to_string()),
        ("severity", severity.to_owned()),
        ("message", xml::text(&message)),
        ("source", source(diagnostic.rule.as_str())),
    ]
}

fn problem_attributes(problem: &Problem, place: ProblemPlace<'_>) -> Vec<(&'static str, String)> {
    let mut attributes = vec![("line", place.line.unwrap_or(1).to_string())];
    attributes.extend(place.column.map(|column| ("column", column.to_string())));
    let heading = problems::heading(problem.kind);
    attributes.extend([
        ("severity", "error".to_owned()),
        ("message", xml::text(&format!("{heading}：{}", problem.message))),
        ("source", source(problem.kind.id())),
    ]);
    attributes
}

fn source(rule: &str) -> String {
    format!("{}.{}", tool::NAME, xml::text(rule))
}
