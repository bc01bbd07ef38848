//! A table for spreadsheets. It begins with a byte order mark, without which Excel garbles Hanzi, and ends lines with
//! CRLF; what a spreadsheet would take for a formula is made text by an apostrophe.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use csv::{Terminator, WriterBuilder};

use super::{
    LocatedDiagnostic, Report, Reporter,
    location::ProblemPlace,
    printable,
    problems::{self},
    tool,
};
use crate::problem::Problem;

/// The names of the columns.
const HEADER: [&str; 12] = [
    "文件",
    "行",
    "列",
    "级别",
    "关口",
    "规则",
    "原文",
    "说明",
    "建议",
    "依据",
    "上下文",
    "版本",
];

/// With these a cell begins that a spreadsheet computes, in either width.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// `--format csv`.
#[derive(Debug, Clone, Copy)]
pub struct Csv;

impl Reporter for Csv {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        table.write_record(HEADER)?;
        for located in &report.diagnostics {
            table.write_record(diagnostic_row(located).iter().map(|cell| harmless(cell).into_owned()))?;
        }
        for problem in &report.problems {
            table.write_record(problem_row(problem).iter().map(|cell| harmless(cell).into_owned()))?;
        }
        table.flush()
    }
}

fn diagnostic_row(located: &LocatedDiagnostic) -> [Cow<'_, str>; 12] {
    let diagnostic = &located.diagnostic;
    [
        printable::line_start(&located.path),
        located.line.to_string().into(),
        located.column.to_string().into(),
        diagnostic.severity.label().into(),
        diagnostic.gate.label().into(),
        diagnostic.rule.as_str().into(),
        diagnostic.text.as_str().into(),
        diagnostic.message.as_str().into(),
        diagnostic.suggestions.join("、").into(),
        diagnostic.basis.as_deref().unwrap_or_default().into(),
        located.excerpt.text().into(),
        tool::TITLE.into(),
    ]
}

fn problem_row(problem: &Problem) -> [Cow<'_, str>; 12] {
    let place = ProblemPlace::of(problem);
    let number = |number: Option<usize>| number.map_or_else(Cow::default, |number| number.to_string().into());
    let none = Cow::default;
    [
        printable::line_start(place.path),
        number(place.line),
        number(place.column),
        problems::heading(problem.kind).into(),
        none(),
        problem.kind.id().into(),
        none(),
        problem.message.as_str().into(),
        none(),
        none(),
        none(),
        tool::TITLE.into(),
    ]
}

/// `cell` as text and nothing else, on one line. Blanks before a sign do not keep a spreadsheet from seeing it.
pub(crate) fn harmless(cell: &str) -> Cow<'_, str> {
    let shown = printable::one_line(cell);
    if shown.trim_start().starts_with(FORMULA) {
        Cow::Owned(format!("'{shown}"))
    } else {
        shown
    }
}
