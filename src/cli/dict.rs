//! `shenjiao dict`: an organisation's own dictionary, without programming.

use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    args::{DictCommand, SettingsArguments, StatsArguments, WalkArguments},
    atomic_file,
    session::{Failure, Status},
    stats,
};
use crate::{
    checker::Checker,
    config::{Selector, Settings, dictionary_file::read_dictionary},
    dictionary::{
        self, Dictionary, Entry,
        verify::{disagreements, verify},
        write::to_toml,
    },
    document::{Document, Format},
    input::store::Disk,
    problem::{Problem, ProblemKind},
};

/// What `dict new` writes.
const TEMPLATE: &str = include_str!("dict_new.toml");

pub(super) fn run(command: &DictCommand, out: &mut dyn Write) -> Result<Status, Failure> {
    match command {
        DictCommand::New { file } => {
            atomic_file::create(file, TEMPLATE.as_bytes())?;
            writeln!(out, "已新建 {}；用记事本打开，照里面的例子一行写一条", file.display())?;
            Ok(Status::Success)
        }
        DictCommand::Import { file, out: target } => import(file, target.as_deref(), out),
        DictCommand::Check { files, against } => check(files, against, out),
        DictCommand::List { files } => {
            for dictionary in read_all(files)? {
                for entry in &dictionary.entries {
                    let right = entry.to.join("、");
                    writeln!(out, "{}\t{}\t{right}", entry.rule, entry.severity.id())?;
                }
            }
            Ok(Status::Success)
        }
        DictCommand::Diff { old, new } => diff(&read(old)?, &read(new)?, out),
    }
}

fn import(file: &Path, target: Option<&Path>, out: &mut dyn Write) -> Result<Status, Failure> {
    let dictionary = read(file)?;
    let text = to_toml(&dictionary);
    match target {
        Some(target) => {
            atomic_file::create(target, text.as_bytes())?;
            writeln!(out, "已写入 {}：{} 条", target.display(), dictionary.entries.len())?;
        }
        None => out.write_all(text.as_bytes())?,
    }
    Ok(Status::Success)
}

fn read(path: &Path) -> Result<Dictionary, Failure> {
    let name = path.display().to_string();
    match read_dictionary(path, &name, &Disk) {
        Ok(dictionary) => dictionary.map_err(Failure::Problems),
        Err(unread) => Err(Problem::new(name, unread.kind, unread.message).into()),
    }
}

/// Reads every file, and tells of the faults of all.
fn read_all(paths: &[PathBuf]) -> Result<Vec<Arc<Dictionary>>, Failure> {
    let mut dictionaries = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        match read(path) {
            Ok(dictionary) => dictionaries.push(Arc::new(dictionary)),
            Err(Failure::Problems(more)) => problems.extend(more),
            Err(failure) => return Err(failure),
        }
    }
    if problems.is_empty() {
        Ok(dictionaries)
    } else {
        Err(Failure::Problems(problems))
    }
}

fn check(files: &[PathBuf], against: &[PathBuf], out: &mut dyn Write) -> Result<Status, Failure> {
    let dictionaries = read_all(files)?;
    let mut problems = verify(&dictionaries);
    if problems.is_empty() {
        for dictionary in &dictionaries {
            problems.extend(failed_examples(dictionary)?);
        }
    }
    if !problems.is_empty() {
        return Err(Failure::Problems(problems));
    }
    let entries: usize = dictionaries.iter().map(|dictionary| dictionary.entries.len()).sum();
    writeln!(out, "{} 部词典，{entries} 条，没有问题", dictionaries.len())?;
    for Problem { path, message, .. } in disagreements(&dictionaries, dictionary::shipped()?) {
        writeln!(out, "与内置词典不一致 {path}：{message}")?;
    }
    if against.is_empty() {
        return Ok(Status::Success);
    }
    // The very command that anyone can repeat, with these dictionaries alone.
    writeln!(out)?;
    let arguments = StatsArguments {
        paths: against.to_vec(),
        settings: SettingsArguments {
            isolated: true,
            dictionary: files.to_vec(),
            select: dictionaries.iter().map(|dictionary| dictionary.id.clone()).collect(),
            ..SettingsArguments::default()
        },
        by_dictionary: false,
        format: super::args::ListFormat::Human,
        walk: WalkArguments::default(),
    };
    stats::run(&arguments, out)
}

/// The examples of a dictionary that do not hold, put to a checker with nothing else.
fn failed_examples(dictionary: &Arc<Dictionary>) -> Result<Vec<Problem>, Failure> {
    let settings = Settings {
        select: vec![Selector::new(&*dictionary.id)],
        dictionaries: vec![Arc::clone(dictionary)],
        ..Settings::default()
    };
    let checker = Checker::new(&settings)?;
    let mut problems = Vec::new();
    for entry in &dictionary.entries {
        let is_found = |text: &String| {
            let found = checker.check(&Document::new(text.as_str(), Format::Plain));
            found.iter().any(|diagnostic| diagnostic.rule == entry.rule)
        };
        let hits = entry.hit.iter().filter(|text| !is_found(text));
        let misses = entry.miss.iter().filter(|text| is_found(text));
        let messages = hits
            .map(|text| format!("“{}”在例句“{text}”里没有报；请检查例句、词界和例外", entry.form))
            .chain(misses.map(|text| format!("“{}”在不该报的例句“{text}”里报了；请写例外或词界", entry.form)));
        let place = format!("{}:{}", dictionary.path, entry.line);
        problems.extend(messages.map(|message| Problem::new(&*place, ProblemKind::Dictionary, message)));
    }
    Ok(problems)
}

/// What came, went and changed, by form, in the order of the forms.
fn diff(old: &Dictionary, new: &Dictionary, out: &mut dyn Write) -> Result<Status, Failure> {
    let by_form = |dictionary: &Dictionary| -> BTreeMap<String, Arc<Entry>> {
        let entries = dictionary.entries.iter();
        entries.map(|entry| (entry.form.clone(), Arc::clone(entry))).collect()
    };
    let (before, after) = (by_form(old), by_form(new));
    writeln!(out, "{} {} → {} {}", old.id, old.version, new.id, new.version)?;
    let mut changed = 0;
    for (form, entry) in &after {
        let Some(earlier) = before.get(form) else {
            writeln!(out, "+ {form}\t{}\t{}", entry.severity.id(), entry.to.join("、"))?;
            changed += 1;
            continue;
        };
        let mut changes = Vec::new();
        if earlier.severity != entry.severity {
            changes.push(format!("级别 {} → {}", earlier.severity.id(), entry.severity.id()));
        }
        if earlier.to != entry.to {
            changes.push(format!("规范 {} → {}", earlier.to.join("、"), entry.to.join("、")));
        }
        let judged = |entry: &Entry| {
            let (kind, condition) = (format!("{:?}", entry.kind), entry.condition.clone());
            (
                entry.boundary,
                entry.except.clone(),
                kind,
                condition,
                entry.since,
                entry.until,
            )
        };
        if judged(earlier) != judged(entry) {
            changes.push("判断条件有改动".to_owned());
        }
        if !changes.is_empty() {
            writeln!(out, "~ {form}\t{}", changes.join("；"))?;
            changed += 1;
        }
    }
    for (form, entry) in before.iter().filter(|(form, _)| !after.contains_key(*form)) {
        writeln!(out, "- {form}\t{}\t{}", entry.severity.id(), entry.to.join("、"))?;
        changed += 1;
    }
    if changed == 0 {
        writeln!(out, "没有差别")?;
    }
    Ok(Status::Success)
}
