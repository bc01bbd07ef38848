//! JUnit's XML, which build servers show as tests: a suite for each file with findings, a failed test for each finding,
//! an erroneous one for what could not be checked.
//!
//! One test more says whether anything was checked at all: it passed if something was, and was skipped if nothing was.

use std::io::{self, Write};

use quick_xml::{Writer, events::BytesText};

use super::{
    LocatedDiagnostic, Report, Reporter,
    location::{ProblemPlace, portable_path},
    problems, tool, xml,
};
use crate::{dictionary, problem::Problem};

type Document<'o> = Writer<&'o mut dyn Write>;

/// `--format junit`.
#[derive(Debug, Clone, Copy)]
pub struct Junit;

impl Reporter for Junit {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let (failures, errors) = (report.diagnostics.len(), report.problems.len());
        let mut document = xml::document(tool::TITLE, out)?;
        document
            .create_element("testsuites")
            .with_attributes(counts(tool::NAME, 1, failures, errors).iter().map(borrowed))
            .write_inner_content(|root| {
                write_run(report, root)?;
                for file in xml::by_file(&report.diagnostics) {
                    write_file(file, root)?;
                }
                Ok(())
            })?;
        xml::end(document)
    }
}

/// The attributes of a suite with `passed` tests that are neither failures nor errors.
fn counts(name: &str, passed: usize, failures: usize, errors: usize) -> [(&'static str, String); 4] {
    [
        ("name", xml::text(name)),
        ("tests", (passed + failures + errors).to_string()),
        ("failures", failures.to_string()),
        ("errors", errors.to_string()),
    ]
}

fn borrowed<'a>((key, value): &'a (&'static str, String)) -> (&'a str, &'a str) {
    (key, value)
}

/// The suite about the run itself.
fn write_run(report: &Report, root: &mut Document<'_>) -> io::Result<()> {
    root.create_element("testsuite")
        .with_attributes(counts(tool::NAME, 1, 0, report.problems.len()).iter().map(borrowed))
        .write_inner_content(|suite| {
            suite.create_element("properties").write_inner_content(|properties| {
                for (name, value) in [("version", tool::VERSION), ("dictionary_version", dictionary::VERSION)] {
                    properties
                        .create_element("property")
                        .with_attributes([("name", name), ("value", value)])
                        .write_empty()?;
                }
                Ok(())
            })?;
            let checked = format!("检查 {} 个文件", report.files);
            let case = suite
                .create_element("testcase")
                .with_attributes([("classname", tool::NAME), ("name", &checked)]);
            if report.files > 0 {
                case.write_empty()?;
            } else {
                case.write_inner_content(|case| {
                    case.create_element("skipped")
                        .with_attribute(("message", "没有检查任何文件"))
                        .write_empty()?;
                    Ok(())
                })?;
            }
            for problem in &report.problems {
                write_problem(problem, suite)?;
            }
            Ok(())
        })?;
    Ok(())
}

fn write_problem(problem: &Problem, suite: &mut Document<'_>) -> io::Result<()> {
    let place = ProblemPlace::of(problem);
    let path = xml::text(&portable_path(place.path));
    let name = format!("{} {}", problems::heading(problem.kind), xml::text(&problem.path));
    suite
        .create_element("testcase")
        .with_attributes([("classname", &*path), ("name", &name), ("file", &path)])
        .write_inner_content(|case| {
            case.create_element("error")
                .with_attributes([("type", problem.kind.id()), ("message", &xml::text(&problem.message))])
                .write_empty()?;
            Ok(())
        })?;
    Ok(())
}

fn write_file(file: &[LocatedDiagnostic], root: &mut Document<'_>) -> io::Result<()> {
    let path = file.first().map(|located| portable_path(&located.path));
    let path = xml::text(&path.unwrap_or_default());
    root.create_element("testsuite")
        .with_attributes(counts(&path, 0, file.len(), 0).iter().map(borrowed))
        .write_inner_content(|suite| {
            for located in file {
                write_finding(located, &path, suite)?;
            }
            Ok(())
        })?;
    Ok(())
}

fn write_finding(located: &LocatedDiagnostic, path: &str, suite: &mut Document<'_>) -> io::Result<()> {
    let diagnostic = &located.diagnostic;
    let (line, rule) = (located.line.to_string(), xml::text(diagnostic.rule.as_str()));
    let name = format!("{line}:{} {rule}", located.column);
    let mut detail = format!(
        "{}（{}，{}）\n{}",
        xml::text(&diagnostic.message),
        diagnostic.severity.label(),
        diagnostic.gate.label(),
        xml::text(&located.excerpt.text())
    );
    if let Some(basis) = &diagnostic.basis {
        detail.push_str("\n依据：");
        detail.push_str(&xml::text(basis));
    }
    suite
        .create_element("testcase")
        .with_attributes([("classname", path), ("name", &name), ("file", path), ("line", &line)])
        .write_inner_content(|case| {
            case.create_element("failure")
                .with_attributes([
                    ("type", diagnostic.severity.id()),
                    ("message", &xml::text(&diagnostic.message)),
                ])
                .write_text_content(BytesText::new(&detail))?;
            Ok(())
        })?;
    Ok(())
}
