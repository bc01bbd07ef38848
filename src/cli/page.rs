//! `check --output 页面.html`: what was checked as the page of an audit. That of one post opens with its review form, which
//! an editor hands to the next reviewer.

use std::{
    io::{self, BufWriter, Write},
    mem,
    path::Path,
};

use jiff::civil::Date;

use super::{args::CheckArguments, atomic_file, redaction::Redaction};
use crate::{
    audit::{
        aggregate::Audit,
        judge::{Found, Judged},
        page,
        read::describe_file,
    },
    diagnostic::Severity,
    document::Document,
    report::{Report, redactor::Redactor},
};

/// A file that was checked, as a post of the page.
pub(super) fn post(
    path: &Path,
    document: &Document,
    found: Found<'_>,
    fail_level: Severity,
    redactor: Option<&Redactor>,
    arguments: &CheckArguments,
) -> Judged {
    let redactor = redactor.filter(|_| Redaction::of(arguments).concerns_files());
    let hidden = if redactor.is_some() { found.hidden } else { &[] };
    let post = describe_file(path, document.format(), document.source());
    Judged::of_file(post, document.clone(), Found { hidden, ..found }, fail_level, redactor)
}

/// The pages of a check: the same audit in as many files as are wanted.
pub(super) struct Pages<'r> {
    posts: Vec<Judged>,
    report: &'r Report,
    today: Date,
    is_redacted: bool,
    audit: Option<Audit>,
}

impl<'r> Pages<'r> {
    /// Of what was checked on the day `today`; `report` tells what could not be checked.
    pub(super) fn new(posts: Vec<Judged>, report: &'r Report, today: Date, is_redacted: bool) -> Self {
        Self {
            posts,
            report,
            today,
            is_redacted,
            audit: None,
        }
    }

    /// Writes the page to a file.
    pub(super) fn write(&mut self, file: &Path) -> io::Result<()> {
        let audit = match &mut self.audit {
            Some(audit) => audit,
            None => self.audit.insert(audit(
                mem::take(&mut self.posts),
                self.report,
                self.today,
                self.is_redacted,
            )?),
        };
        atomic_file::put(file, |file| {
            let mut out = BufWriter::new(file);
            if audit.posts.len() == 1 && audit.problems.is_empty() {
                page::write_single(audit, &mut out)?;
            } else {
                page::write(audit, None, &mut out)?;
            }
            out.flush()
        })
    }
}

fn audit(posts: Vec<Judged>, report: &Report, today: Date, is_redacted: bool) -> io::Result<Audit> {
    let inputs = posts.iter().map(|judged| judged.post.place.clone()).collect();
    let mut audit = Audit::new(today, inputs, is_redacted)?;
    for judged in posts {
        audit.add(judged)?;
    }
    audit.problems.clone_from(&report.problems);
    Ok(audit)
}
