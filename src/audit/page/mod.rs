//! The audit as one page that opens anywhere without a network: a leader reads it, an editor works through it, an
//! inspector accepts it.
//!
//! The summary and the first findings stand in the page as text and can be read without script; all findings are data
//! beside it, which the script filters and pages. The page forbids itself every request and every script but its own, and
//! whatever comes from a post is escaped.

mod chart;
mod sections;

use std::{
    collections::HashMap,
    io::{self, Write},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{
    aggregate::Audit,
    diff::Comparison,
    judge::{Finding, PostInfo},
    post::FieldName,
};
use crate::{
    diagnostic::{Gate, Severity},
    report::{printable, tool},
};

const TEMPLATE: &str = include_str!("report.html");
const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// Writes the page of `audit`.
///
/// # Errors
///
/// Those of the writer, and of the operating system.
pub fn write(audit: &mut Audit, comparison: Option<&Comparison>, out: &mut dyn Write) -> io::Result<()> {
    write_page(audit, comparison, false, out)
}

/// Writes the page of an audit of a single post, which opens with its review form (审校单): what an editor hands to the next
/// reviewer.
///
/// # Errors
///
/// Those of the writer, and of the operating system.
pub fn write_single(audit: &mut Audit, out: &mut dyn Write) -> io::Result<()> {
    write_page(audit, None, true, out)
}

fn write_page(
    audit: &mut Audit,
    comparison: Option<&Comparison>,
    is_single: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        out.write_all(before.as_bytes())?;
        match name {
            "policy" => out.write_all(policy().as_bytes())?,
            "generator" => write!(out, "{} {}", tool::NAME, tool::VERSION)?,
            "style" => out.write_all(STYLE.as_bytes())?,
            "script" => out.write_all(SCRIPT.as_bytes())?,
            "data" => write_data(audit, is_single, out)?,
            "findings" => sections::first_findings(audit, out)?,
            name => out.write_all(sections::text(name, audit, comparison, is_single).as_bytes())?,
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// The policy that forbids every request, and every style and script but the page's own.
fn policy() -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// `text` as the content of an element or the value of an attribute, without characters that hide.
pub(super) fn escape(text: &str) -> String {
    let text = printable::one_line(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The address of a published page, if it is one that a browser may open.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let scheme = url.split_once("://")?.0.to_ascii_lowercase();
    let is_plain = !url.contains(|c: char| c.is_whitespace() || c.is_control());
    (matches!(&*scheme, "http" | "https") && is_plain).then_some(url)
}

/// JSON that may stand in a script element: nothing in it ends the element or begins a comment.
fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    let mut rest = json.as_str();
    while let Some(at) = rest.find(['<', '\u{2028}', '\u{2029}']) {
        let (before, after) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        let c = after.chars().next().unwrap_or_default();
        write!(out, "\\u{:04x}", u32::from(c))?;
        rest = after.get(c.len_utf8()..).unwrap_or_default();
    }
    out.write_all(rest.as_bytes())
}

/// The data of the script; what stands where is said at its beginning.
fn write_data(audit: &mut Audit, is_single: bool, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"date\":\"{}\",\"single\":{is_single},\"posts\":[", audit.date)?;
    audit.for_each_post(|number, post, _| {
        if number > 0 {
            out.write_all(b",\n")?;
        }
        write_json(&post_row(post), out)
    })?;
    out.write_all(b"],\n\"findings\":[")?;
    let mut rules = Numbers::default();
    let mut bases = Numbers::default();
    for (index, finding) in audit.findings.iter().enumerate() {
        if index > 0 {
            out.write_all(b",\n")?;
        }
        write_json(&finding_row(finding, &mut rules, &mut bases), out)?;
    }
    out.write_all(b"],\n\"rules\":")?;
    write_json(&rules.names, out)?;
    out.write_all(b",\"bases\":")?;
    write_json(&bases.names, out)?;
    out.write_all(b",\"gates\":")?;
    write_json(&Gate::ALL.map(Gate::label), out)?;
    out.write_all(b",\"severities\":")?;
    let severities = Severity::ALL.map(|severity| serde_json::json!({"id": severity.id(), "label": severity.label()}));
    write_json(&severities, out)?;
    out.write_all(b",\"fields\":")?;
    write_json(&FieldName::ALL.map(FieldName::label), out)?;
    out.write_all(b"}")
}

fn post_row(post: &PostInfo) -> impl Serialize {
    let text = |text: &str| printable::one_line(text).into_owned();
    let [errors, warnings, infos] = post.counts;
    (
        text(&post.title),
        post.date.map_or_else(String::new, |date| date.to_string()),
        text(&post.column),
        text(&post.author),
        text(&post.editor),
        text(&post.url),
        text(&post.place),
        text(&post.id),
        post.hanzi,
        errors,
        warnings,
        infos,
    )
}

fn finding_row(finding: &Finding, rules: &mut Numbers, bases: &mut Numbers) -> impl Serialize {
    let text = |text: &str| printable::one_line(text).into_owned();
    let basis = finding.basis.as_deref().map(|basis| bases.of(basis));
    (
        finding.post,
        FieldName::ALL.iter().position(|name| *name == finding.field),
        finding.start.line,
        finding.start.column,
        rules.of(finding.rule.as_str()),
        Gate::ALL.iter().position(|gate| *gate == finding.gate),
        Severity::ALL.iter().position(|severity| *severity == finding.severity),
        text(&finding.text),
        text(&finding.message),
        &finding.suggestions,
        // The script knows -1 for none.
        basis.map_or(-1, |basis| i64::try_from(basis).unwrap_or(-1)),
        text(&finding.before),
        text(&finding.after),
    )
}

/// Texts that recur, each once.
#[derive(Default)]
struct Numbers {
    names: Vec<String>,
    known: HashMap<String, usize>,
}

impl Numbers {
    fn of(&mut self, name: &str) -> usize {
        if let Some(&number) = self.known.get(name) {
            return number;
        }
        let number = self.names.len();
        self.names.push(name.to_owned());
        self.known.insert(name.to_owned(), number);
        number
    }
}
