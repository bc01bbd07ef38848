//! `shenjiao stats`: how often each rule speaks, per 100,000 Hanzi; a column for each path that was named.

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use serde::Serialize;

use super::{
    args::{CheckArguments, ColorArgument, ListFormat, StatsArguments},
    check,
    session::{Failure, Status},
};
use crate::{
    diagnostic::Severity,
    report::{OutputFormat, Report, problems::write_problems},
};

/// Hanzi that a rate is per.
const PER: f64 = 100_000.0;

/// What was found under one path.
#[derive(Serialize)]
struct Column {
    path: String,
    files: usize,
    hanzi: usize,
    severities: Vec<Row>,
    rules: Vec<Row>,
    problems: usize,
}

/// How often something was found.
#[derive(Serialize)]
struct Row {
    name: String,
    findings: usize,
    per_100_000_hanzi: f64,
}

pub(super) fn run(arguments: &StatsArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let paths = match arguments.paths.as_slice() {
        [] => vec![PathBuf::from(".")],
        paths => paths.to_vec(),
    };
    let mut columns = Vec::with_capacity(paths.len());
    let mut complete = true;
    for path in paths {
        let name = path.display().to_string();
        let (report, _) = check::gather(&check_arguments(arguments, path))?;
        complete &= report.problems.is_empty();
        check::tell(ColorArgument::Auto, |err, styles| {
            write_problems(&report.problems, styles, err)
        });
        columns.push(column(name, &report, arguments.by_dictionary));
    }
    match arguments.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &columns).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Human => write_table(&columns, out)?,
    }
    Ok(if complete { Status::Success } else { Status::Failure })
}

fn check_arguments(arguments: &StatsArguments, path: PathBuf) -> CheckArguments {
    CheckArguments {
        paths: vec![path],
        files_from: None,
        stdin_filename: None,
        records: None,
        include: Vec::new(),
        exclude: Vec::new(),
        no_ignore: arguments.no_ignore,
        encoding: None,
        settings: arguments.settings.clone(),
        fail_level: None,
        format: OutputFormat::Concise,
        color: ColorArgument::Auto,
        output: Vec::new(),
        redact: false,
        no_redact: true,
        quiet: false,
        jobs: arguments.jobs,
    }
}

fn column(path: String, report: &Report, by_dictionary: bool) -> Column {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let mut severities: BTreeMap<Severity, usize> = BTreeMap::new();
    for located in &report.diagnostics {
        let diagnostic = &located.diagnostic;
        let name = if by_dictionary {
            diagnostic.rule.dictionary()
        } else {
            diagnostic.rule.as_str()
        };
        *rules.entry(name).or_default() += 1;
        *severities.entry(diagnostic.severity).or_default() += 1;
    }
    let row = |name: &str, findings: usize| Row {
        name: name.to_owned(),
        findings,
        per_100_000_hanzi: rate(findings, report.hanzi),
    };
    Column {
        path,
        files: report.files,
        hanzi: report.hanzi,
        severities: Severity::ALL
            .into_iter()
            .map(|severity| row(severity.id(), severities.get(&severity).copied().unwrap_or(0)))
            .collect(),
        rules: rules.into_iter().map(|(name, findings)| row(name, findings)).collect(),
        problems: report.problems.len(),
    }
}

fn rate(findings: usize, hanzi: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
    let rate = findings as f64 * PER / hanzi.max(1) as f64;
    // Two places are more than any corpus bears out.
    (rate * 100.0).round() / 100.0
}

/// One row a rule; in each column the findings and, in brackets, the rate.
fn write_table(columns: &[Column], out: &mut dyn Write) -> std::io::Result<()> {
    for column in columns {
        write!(out, "{}：{} 个文件，{} 个汉字", column.path, column.files, column.hanzi)?;
        if column.problems > 0 {
            write!(out, "，{} 个没有查成", column.problems)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "每格是处数，括号里是每 10 万汉字的处数")?;
    writeln!(out)?;
    let cell = |row: Option<&Row>| {
        row.map_or_else(
            || "0".to_owned(),
            |row| format!("{}（{:.2}）", row.findings, row.per_100_000_hanzi),
        )
    };
    for (index, severity) in Severity::ALL.into_iter().enumerate() {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| cell(column.severities.get(index)))
            .collect();
        writeln!(out, "{}\t{}", severity.label(), cells.join("\t"))?;
    }
    writeln!(out)?;
    let mut names: Vec<&str> = columns
        .iter()
        .flat_map(|column| column.rules.iter().map(|row| row.name.as_str()))
        .collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let of = |column: &Column| {
            let found = column.rules.binary_search_by(|row| row.name.as_str().cmp(name)).ok();
            cell(found.and_then(|index| column.rules.get(index)))
        };
        let cells: Vec<String> = columns.iter().map(of).collect();
        writeln!(out, "{name}\t{}", cells.join("\t"))?;
    }
    Ok(())
}
