//! The audit for programs, and what a later audit reads of it.
//!
//! Posts and findings are written as they are met, each on a line of its own; no tree of the whole is built.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    aggregate::{Audit, Group, by_findings},
    diff::Comparison,
    judge::{Finding, PostInfo},
};
use crate::{
    diagnostic::{Gate, Severity},
    dictionary,
    report::{AcceptedBy, tool},
};

/// The version of the shape; a key that changes its meaning, comes or goes means a new one.
pub const SCHEMA_VERSION: u32 = 1;

/// Writes the whole audit as one JSON object.
///
/// # Errors
///
/// Those of the writer, and of the operating system.
pub fn write(audit: &mut Audit, comparison: Option<&Comparison>, out: &mut dyn Write) -> io::Result<()> {
    let tool = json!({
        "name": tool::NAME,
        "version": tool::VERSION,
        "dictionaries": dictionary::VERSION,
    });
    write!(
        out,
        "{{\"schema_version\":{SCHEMA_VERSION},\n\"tool\":{tool},\n\"date\":\"{}\",",
        audit.date
    )?;
    write!(
        out,
        "\n\"redacted\":{},\n\"inputs\":{},",
        audit.is_redacted,
        json!(audit.inputs)
    )?;
    write!(out, "\n\"summary\":")?;
    serde_json::to_writer(&mut *out, &SummaryObject::of(audit))?;
    write!(out, ",\n\"comparison\":")?;
    serde_json::to_writer(&mut *out, &comparison)?;
    write!(out, ",\n\"posts\":[")?;
    let mut is_first = true;
    audit.for_each_post(|number, post, _| {
        begin(&mut is_first, out)?;
        serde_json::to_writer(&mut *out, &PostObject { number, post })?;
        Ok(())
    })?;
    write!(out, "],\n\"findings\":[")?;
    let mut is_first = true;
    for finding in &audit.findings {
        begin(&mut is_first, out)?;
        serde_json::to_writer(&mut *out, &FindingObject::of(finding))?;
    }
    write!(out, "],\n\"accepted\":[")?;
    let mut is_first = true;
    for accepted in &audit.accepted {
        begin(&mut is_first, out)?;
        let finding = FindingObject::of(&accepted.finding);
        let (by, reason) = match &accepted.by {
            AcceptedBy::Suppression { reason } => ("suppression", reason.as_str()),
            AcceptedBy::Baseline => ("baseline", ""),
        };
        serde_json::to_writer(&mut *out, &json!({"by": by, "reason": reason, "finding": finding}))?;
    }
    write!(out, "],\n\"problems\":[")?;
    let mut is_first = true;
    for problem in &audit.problems {
        begin(&mut is_first, out)?;
        let object = json!({"path": problem.path, "kind": problem.kind.id(), "message": problem.message});
        serde_json::to_writer(&mut *out, &object)?;
    }
    write!(out, "],\n\"passed_over\":[")?;
    let mut is_first = true;
    for (reason, places) in &audit.passed_over {
        begin(&mut is_first, out)?;
        let object = json!({"reason": reason.id(), "count": places.count, "places": places.places});
        serde_json::to_writer(&mut *out, &object)?;
    }
    writeln!(out, "]}}")
}

fn begin(is_first: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    let separator = if std::mem::take(is_first) { "\n" } else { ",\n" };
    out.write_all(separator.as_bytes())
}

#[derive(Serialize)]
struct PostObject<'p> {
    number: u32,
    #[serde(flatten)]
    post: &'p PostInfo,
}

#[derive(Serialize)]
struct FindingObject<'f> {
    post: u32,
    field: &'static str,
    line: usize,
    column: usize,
    rule: &'f str,
    gate: &'static str,
    severity: &'static str,
    text: &'f str,
    message: &'f str,
    suggestions: &'f [String],
    basis: Option<&'f str>,
    before: &'f str,
    after: &'f str,
}

impl<'f> FindingObject<'f> {
    fn of(finding: &'f Finding) -> Self {
        Self {
            post: finding.post,
            field: finding.field.id(),
            line: finding.start.line,
            column: finding.start.column,
            rule: finding.rule.as_str(),
            gate: finding.gate.id(),
            severity: finding.severity.id(),
            text: &finding.text,
            message: &finding.message,
            suggestions: &finding.suggestions,
            basis: finding.basis.as_deref(),
            before: &finding.before,
            after: &finding.after,
        }
    }
}

#[derive(Serialize)]
struct SummaryObject<'s> {
    #[serde(flatten)]
    whole: GroupObject,
    clean_posts: usize,
    errors_per_10_000_hanzi: Option<f64>,
    grave_errors: usize,
    gates: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    months: BTreeMap<&'s str, GroupObject>,
    columns: BTreeMap<&'s str, GroupObject>,
    editors: BTreeMap<&'s str, GroupObject>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct GroupObject {
    posts: usize,
    hanzi: u64,
    errors: usize,
    warnings: usize,
    infos: usize,
}

impl From<Group> for GroupObject {
    fn from(group: Group) -> Self {
        let [errors, warnings, infos] = group.counts;
        Self {
            posts: group.posts,
            hanzi: group.hanzi,
            errors,
            warnings,
            infos,
        }
    }
}

impl<'s> SummaryObject<'s> {
    fn of(audit: &'s Audit) -> Self {
        let summary = &audit.summary;
        let named =
            |groups: Vec<(&'s str, Group)>| groups.into_iter().map(|(name, group)| (name, group.into())).collect();
        let gates = Gate::ALL.iter().zip(summary.gates).map(|(gate, counts)| {
            let counts = Severity::ALL
                .iter()
                .zip(counts)
                .map(|(severity, count)| (severity.id(), count));
            (gate.id(), counts.collect())
        });
        Self {
            whole: summary.whole.into(),
            clean_posts: summary.clean_posts,
            errors_per_10_000_hanzi: summary.whole.error_rate().map(|rate| (rate * 1000.0).round() / 1000.0),
            grave_errors: summary.grave(),
            gates: gates.collect(),
            months: summary
                .months
                .iter()
                .map(|(name, &group)| (&**name, group.into()))
                .collect(),
            columns: named(by_findings(&summary.columns)),
            editors: named(by_findings(&summary.editors)),
        }
    }
}

/// A former audit, as far as a later one needs it.
#[derive(Debug, Deserialize)]
pub struct Former {
    schema_version: u32,
    /// The day on which it was made.
    pub date: Date,
    /// Whether private information is masked in it.
    pub redacted: bool,
    summary: GroupObject,
    /// Its posts.
    pub posts: Vec<FormerPost>,
    /// Its findings.
    pub findings: Vec<FormerFinding>,
}

/// A post of a former audit.
#[derive(Debug, Deserialize)]
pub struct FormerPost {
    /// Its title.
    pub title: String,
    /// Where it was read.
    pub place: String,
    /// The day of its publication.
    pub date: Option<Date>,
}

/// A finding of a former audit.
#[derive(Debug, Deserialize)]
pub struct FormerFinding {
    /// The number of its post, from 0.
    pub post: usize,
    /// What found it.
    pub rule: String,
    /// How grave it is.
    pub severity: String,
    /// What stood there.
    pub text: String,
    /// What was wrong.
    pub message: String,
    /// What stood before it in its sentence.
    pub before: String,
    /// What stood after it.
    pub after: String,
}

impl Former {
    /// Reads an audit that [`write()`] wrote.
    ///
    /// # Errors
    ///
    /// What is wrong with it and the remedy, in Chinese.
    pub fn read(text: &[u8]) -> Result<Self, String> {
        let former: Self = serde_json::from_slice(text).map_err(|error| {
            format!("不是 audit --json 写出的报告，或已损坏（原文：{error}）；请用 shenjiao audit … --json 重新生成")
        })?;
        if former.schema_version != SCHEMA_VERSION {
            return Err(format!(
                "报告的格式是第 {} 版，只认识第 {SCHEMA_VERSION} 版；请用现在的程序重新生成",
                former.schema_version
            ));
        }
        Ok(former)
    }

    /// All of it, counted.
    #[must_use]
    pub fn whole(&self) -> Group {
        let GroupObject {
            posts,
            hanzi,
            errors,
            warnings,
            infos,
        } = self.summary;
        Group {
            posts,
            hanzi,
            counts: [errors, warnings, infos],
        }
    }
}
