//! `shenjiao explain`: an entry with its right form, basis and examples.

use std::{
    io::{self, Write},
    iter,
    sync::Arc,
};

use super::{
    args::ExplainArguments,
    session::{Failure, Status, rules_here},
};
use crate::{
    dictionary::{Boundary, Dictionary, Entry, Kind, Validator},
    problem::{Problem, ProblemKind},
    rules::{self, Family, Rule},
};

pub(super) fn run(arguments: &ExplainArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let rules = rules_here(&arguments.settings)?;
    let wanted = arguments.rule.as_str();
    let dictionaries = rules.checker()?.dictionaries();
    if let Some(dictionary) = dictionaries.iter().find(|dictionary| dictionary.id == wanted) {
        write_dictionary(dictionary, out)?;
        return Ok(Status::Success);
    }
    if let Some(family) = rules::FAMILIES.iter().find(|family| family.id == wanted) {
        write_family(family, out)?;
        return Ok(Status::Success);
    }
    let named = |rule: &&Rule| rule.id == wanted || rule.id.split_once('/').is_some_and(|(_, name)| name == wanted);
    if let Some(rule) = rules::all().find(named) {
        write_rule(rule, out)?;
        return Ok(Status::Success);
    }

    let mut found = false;
    for dictionary in dictionaries {
        let named = dictionary.entries.iter();
        for entry in named.filter(|entry| entry.rule.as_str() == wanted || entry.form == wanted) {
            if found {
                writeln!(out)?;
            }
            found = true;
            write_entry(dictionary, entry, out)?;
        }
    }
    if found {
        return Ok(Status::Success);
    }
    Err(unknown_rule(wanted, dictionaries).into())
}

/// `wanted` names no rule and no dictionary; perhaps it is like one.
pub(super) fn unknown_rule(wanted: &str, dictionaries: &[Arc<Dictionary>]) -> Problem {
    let names = dictionaries.iter().flat_map(|dictionary| {
        let entries = dictionary.entries.iter().map(|entry| entry.rule.as_str());
        iter::once(dictionary.id.as_str()).chain(entries)
    });
    let rules = rules::FAMILIES.iter().map(|family| family.id);
    let names = names.chain(rules).chain(rules::all().map(|rule| rule.id));
    let near = nearest(wanted, names).map_or_else(|| "；".to_owned(), |name| format!("；是不是 {name}？"));
    let message = format!("没有这条规则{near}用 shenjiao rules 可以列出全部规则");
    Problem::new(wanted, ProblemKind::Config, message)
}

/// The name most like `wanted`, if any is much like it.
fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let scored = names.map(|name| (strsim::normalized_damerau_levenshtein(wanted, name), name));
    scored
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, name)| name)
}

fn write_dictionary(dictionary: &Dictionary, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}　{}", dictionary.id, dictionary.title)?;
    let state = if dictionary.enabled {
        "默认启用"
    } else {
        "默认停用，用 --extend-select 启用"
    };
    row(out, "状态", state)?;
    row(out, "版本", &dictionary.version)?;
    row(out, "词条", &dictionary.entries.len().to_string())?;
    row(out, "文件", &dictionary.path)
}

fn write_family(family: &Family, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}　{}", family.id, family.title)?;
    for rule in family.rules {
        let state = if rule.enabled { "" } else { "（默认停用）" };
        writeln!(out, "  {}　{}　{}{state}", rule.id, rule.severity.label(), rule.title)?;
    }
    Ok(())
}

/// The handbook page with what a setting needs to know.
fn write_rule(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", rule.id)?;
    row(
        out,
        "级别",
        &format!("{}（{}）", rule.severity.label(), rule.severity.id()),
    )?;
    row(out, "关口", &format!("{}（{}）", rule.gate.label(), rule.gate.id()))?;
    let state = if rule.enabled {
        "默认启用"
    } else {
        "默认停用，用 --extend-select 启用"
    };
    row(out, "状态", state)?;
    writeln!(out)?;
    write!(out, "{}", rule.page)
}

/// What is known of an entry.
pub(super) fn write_entry(dictionary: &Dictionary, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}　{}", entry.rule, dictionary.title)?;
    let is_canonical = matches!(entry.kind, Kind::Canonical(_));
    if is_canonical {
        row(out, "规范", &entry.form)?;
    } else {
        row(out, "错误", &entry.form)?;
        row(out, "规范", &entry.to.join("、"))?;
    }
    row(
        out,
        "级别",
        &format!("{}（{}）", entry.severity.label(), entry.severity.id()),
    )?;
    row(out, "关口", &format!("{}（{}）", entry.gate.label(), entry.gate.id()))?;
    let boundary = match entry.boundary {
        Boundary::None if is_canonical => "中间有一处音近、形近的错字，或者颠倒、多写一字",
        Boundary::None => "见到就报，不看词的边界",
        Boundary::Word => "两端都是词的边界才报",
        Boundary::Start => "开头是词的边界才报",
        Boundary::End => "结尾是词的边界才报",
    };
    row(out, "判断", boundary)?;
    if let Kind::Pattern(pattern) = &entry.kind {
        let check = |validator: Validator, outcome| format!("按{}校验{outcome}才报", validator.label());
        let passed = pattern.validator.map(|validator| check(validator, "相符"));
        let failed = pattern.not_validator.map(|validator| check(validator, "不符"));
        let checks: Vec<_> = passed.into_iter().chain(failed).collect();
        row(out, "校验", &checks.join("，"))?;
    }
    row(out, "依据", entry.basis.as_deref().unwrap_or_default())?;
    row(out, "说明", entry.note.as_deref().unwrap_or_default())?;
    row(out, "例外", &entry.except.join("、"))?;
    for text in &entry.hit {
        row(out, "应报", text)?;
    }
    for text in &entry.miss {
        row(out, "不报", text)?;
    }
    row(out, "出处", &format!("{}:{}", dictionary.path, entry.line))
}

fn row(out: &mut dyn Write, label: &str, value: &str) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {label}　{value}")
}
