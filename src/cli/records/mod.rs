//! `shenjiao check --records jsonl`: a record a line comes in, a result a line goes out, in the same order.
//!
//! This is the shape that pipes of clusters, parallel runners and workers of queues have: nothing is known of a line but
//! the line, the answer to what has come does not wait for more, and memory does not grow with the stream.

mod record;
mod stream;

use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

use self::{
    record::{Record, Unreadable},
    stream::{Batch, Line, Results},
};
use super::{
    args::CheckArguments,
    check::count_jobs,
    redaction::{Redaction, place},
    session::{Failure, Session, Status},
    warn,
};
use crate::{
    checker::Checker,
    config::{Settings, choices::CommandLine},
    document::{Document, SegmentKind},
    input::encoding::SourceFile,
    problem::Problem,
    report::{LocatedDiagnostic, record::RecordResult, redactor::Redactor},
    suppression,
};

pub(super) fn run(arguments: &CheckArguments) -> Result<Status, Failure> {
    let command_line = arguments.judging.over(CommandLine::default());
    let mut session = Session::new(&arguments.judging.settings, command_line)?;
    let rules = session.rules_in(Path::new("."));
    let rules = rules.ok_or_else(|| Failure::Problems(session.problems()))?;
    if !arguments.quiet {
        session.notices().iter().for_each(|notice| warn(notice));
    }
    let redactor = (Redaction::of(arguments) == Redaction::Everything).then(Redactor::new);
    let check = Check {
        checker: rules.checker()?,
        settings: &rules.resolved.settings,
        redactor: redactor.transpose()?,
        heeds_suppressions: !arguments.no_suppressions,
    };
    let mut out = BufWriter::new(io::stdout());
    let (mut failing, mut problems) = (false, 0_usize);
    stream::run(
        io::stdin(),
        count_jobs(arguments.jobs),
        |batch| check.batch(&batch),
        |results| {
            failing |= results.failing;
            problems += results.problems;
            out.write_all(&results.text)?;
            // Whoever waits for this answer before asking on must get it.
            out.flush()
        },
    )?;
    if problems > 0 && !arguments.quiet {
        warn(&format!("{problems} 条记录没有查成，原因在结果的 problem 里"));
    }
    Ok(if problems > 0 {
        Status::Failure
    } else if failing {
        Status::Findings
    } else {
        Status::Success
    })
}

/// What every record is checked by.
struct Check<'c> {
    checker: &'c Checker,
    settings: &'c Settings,
    redactor: Option<Redactor>,
    heeds_suppressions: bool,
}

impl Check<'_> {
    fn batch(&self, batch: &Batch) -> Results {
        let mut results = Results::default();
        for (line, number) in batch.lines.iter().zip(batch.first_line..) {
            self.line(line, number, &mut results);
        }
        results
    }

    fn line(&self, line: &Line, number: usize, results: &mut Results) {
        let mut diagnostics = Vec::new();
        let (id, trouble) = match record::parse(line) {
            Ok(record) => {
                diagnostics = self.record(&record);
                (record.id, record.trouble)
            }
            Err(Unreadable { id, kind, message }) => (id, Some((kind, message))),
        };
        let problem = trouble.map(|(kind, message)| Problem::new(format!("-:{number}"), kind, message));
        results.problems += usize::from(problem.is_some());
        results.failing |= diagnostics
            .iter()
            .any(|located| located.diagnostic.severity >= self.settings.fail_level);
        let result = RecordResult {
            id,
            line: number,
            diagnostics: &diagnostics,
            problem: problem.as_ref(),
        };
        // Writing to memory does not fail.
        let _ = result.write(&mut results.text);
    }

    /// Checks each field as a text of its own, all of them published on the day of the record.
    fn record(&self, record: &Record<'_>) -> Vec<LocatedDiagnostic> {
        let mut found = Vec::new();
        for (field, text) in &record.texts {
            let document = match field.format() {
                Some(format) => Document::parse(text.as_str(), format, &self.settings.parse),
                None => Document::segment(text.as_str(), SegmentKind::Title),
            };
            let document = document.dated(record.date);
            let mut diagnostics = self.checker.check(&document);
            let redactor = self.redactor.as_ref();
            let secrets = redactor.map_or_else(Vec::new, |redactor| redactor.secrets(&document, &diagnostics));
            if self.heeds_suppressions {
                diagnostics = suppression::apply(self.checker, &document, diagnostics, &[]).found;
            }
            let source = SourceFile::from(document.into_source());
            let located = place(diagnostics, &secrets, field.name(), &source).into_iter();
            found.extend(located.map(|mut located| match located.redacted.take() {
                Some(redacted) => *redacted,
                None => located,
            }));
        }
        found
    }
}
