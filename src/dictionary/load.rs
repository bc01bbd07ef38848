//! From the text of a dictionary file to its meaning, or to everything that is wrong with it.
//!
//! Nothing is read from disk here, and one dictionary is looked at by itself: what two dictionaries say of each other is
//! left to [`verify`](super::verify).

use std::{collections::HashSet, sync::Arc};

use toml::de::DeTable;

use super::{
    Anniversary, Boundary, Condition, Cooccurrence, Dictionary, Entry, Enumeration, Expression, Held, Kind, Meaning,
    PartialDate, Pattern, Person, Phrases, Rename, Series,
    keys::Section,
    schema::{self, Fault, FaultKind, Header, Text, Written},
    syntax,
};
use crate::{
    diagnostic::{Gate, Severity},
    problem::{Problem, ProblemKind},
    text::{fold::fold, line_index::LineIndex},
};

/// The longest form in Unicode scalar values. A longer one is a sentence pasted by mistake.
const MAX_CHARS: usize = 200;

/// How many faults of a file are listed. A file with more is not a dictionary, or has one fault repeated.
const MAX_FAULTS: usize = 100;

/// The version of a dictionary that states none.
pub(super) const NO_VERSION: &str = "0";

/// Reads the text of a dictionary file; `path` is the name that problems and entries give it.
///
/// # Errors
///
/// Every fault that was found, in the order of the file, each with `path:line:column`; beyond a hundred, how many
/// more there are.
pub fn load(path: &str, text: &str) -> Result<Dictionary, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = LineIndex::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);

    let mut faults = syntax::faults(text, &lines, root.get_ref(), &errors);
    let (header, written, mut others) = schema::read(text, root.get_ref());
    check_header(&header, &mut others);
    for entry in &written {
        check_entry(entry, &mut others);
    }
    if !faults.is_empty() {
        keep_independent(&mut others, &faults, &lines);
    }
    faults.append(&mut others);
    faults.sort_by_key(|fault| fault.at);

    match (header.id, header.title, header.gate) {
        (Some(id), Some(title), Some(gate)) if faults.is_empty() => {
            let defaults = Defaults {
                gate,
                severity: header.severity.unwrap_or(Severity::Error),
                basis: header.basis.map(|basis| basis.value.into()),
            };
            let line = |at| lines.line(at);
            Ok(Dictionary {
                entries: written
                    .iter()
                    .map(|written| Arc::new(entry(written, &id.value, &defaults, line)))
                    .collect(),
                id: id.value,
                title: title.value,
                version: header
                    .version
                    .map_or_else(|| NO_VERSION.to_owned(), |version| version.value),
                enabled: header.enabled.unwrap_or(true),
                fix: header.fix.unwrap_or(true),
                path: path.to_owned(),
            })
        }
        _ => Err(report(path, text, &lines, &faults)),
    }
}

/// The problems that `faults` are, the first of them if there are very many.
fn report(path: &str, text: &str, lines: &LineIndex, faults: &[Fault]) -> Vec<Problem> {
    let problem = |at, message| {
        let place = lines.line_column(text, at);
        let place = format!("{path}:{}:{}", place.line, place.column);
        Problem::new(place, ProblemKind::Dictionary, message)
    };
    let mut problems: Vec<_> = faults
        .iter()
        .take(MAX_FAULTS)
        .map(|fault| problem(fault.at, fault.message.clone()))
        .collect();
    if let Some(next) = faults.get(MAX_FAULTS) {
        let left = faults.len() - MAX_FAULTS;
        let message = format!("从这里起还有 {left} 处错误没有列出；请先改好上面各处再检查一次");
        problems.push(problem(next.at, message));
    }
    problems
}

/// Where the syntax is broken, the tree is a guess: what seems missing may only have been lost, and what is odd on a
/// broken line or after an unclosed bracket says nothing new.
fn keep_independent(others: &mut Vec<Fault>, syntax: &[Fault], lines: &LineIndex) {
    let line = |fault: &Fault| lines.line(fault.at);
    let broken: HashSet<usize> = syntax.iter().map(line).collect();
    let guess = syntax.iter().find(|fault| fault.kind == FaultKind::Unclosed);
    others.retain(|fault| {
        fault.kind == FaultKind::Written
            && guess.is_none_or(|guess| fault.at < guess.at)
            && !broken.contains(&line(fault))
    });
}

/// What entries inherit from `[dictionary]`.
pub(super) struct Defaults {
    pub(super) gate: Gate,
    pub(super) severity: Severity,
    pub(super) basis: Option<Arc<str>>,
}

/// The entry that `written` means; `line` gives the line of a place.
pub(super) fn entry(written: &Written, dictionary: &str, defaults: &Defaults, line: impl Fn(usize) -> usize) -> Entry {
    let form = written.form.value.clone();
    let boundary = || match written.section {
        Section::Term | Section::Rename => Boundary::default_for(&form),
        _ => Boundary::None,
    };
    let meaning = Meaning {
        kind: kind(written),
        boundary: written.boundary.unwrap_or_else(boundary),
        to: values(written.texts("to")),
        except: values(written.texts("except")),
        condition: condition(written),
        since: written
            .date("since")
            .map(PartialDate::first)
            .or_else(|| written.date("on").and_then(PartialDate::settled)),
        until: written.date("until").map(PartialDate::last),
        gate: written.gate.unwrap_or(defaults.gate),
        severity: written.severity.unwrap_or(defaults.severity),
        basis: written
            .text("basis")
            .map(|basis| basis.value.as_str().into())
            .or_else(|| defaults.basis.clone()),
        note: written.text("note").map(|note| note.value.clone()),
        hit: values(written.texts("hit")),
        miss: values(written.texts("miss")),
        line: line(written.form.at),
        form,
    };
    Entry::new(dictionary, meaning)
}

fn values(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

fn kind(written: &Written) -> Kind {
    match written.section {
        Section::Term => Kind::Term,
        // What is no expression is a fault, and then there is no dictionary.
        Section::Pattern => match written.text("regex").map(|text| Expression::new(&*text.value)) {
            Some(Ok(expression)) => Kind::Pattern(Pattern {
                expression,
                validator: written.validator("validator"),
                not_validator: written.validator("not-validator"),
            }),
            _ => Kind::Term,
        },
        Section::Cooccurrence => Kind::Cooccurrence(Cooccurrence {
            parts: written.lists("parts").iter().map(|part| values(part)).collect(),
        }),
        Section::Rename | Section::Title => Kind::Rename(Rename {
            on: written.date("on"),
            is_title: written.section == Section::Title,
        }),
        Section::Enumeration => {
            let label = written.text("label").unwrap_or(&written.form);
            Kind::Enumeration(Enumeration {
                labels: with_aliases(label, written),
                members: written.lists("members").iter().map(|member| values(member)).collect(),
                ordered: written.flag("ordered").unwrap_or(true),
            })
        }
        Section::Series => Kind::Series(Series {
            forms: values(written.texts("forms")),
            held: written
                .texts("held")
                .iter()
                .filter_map(|text| held(&text.value))
                .collect(),
        }),
        Section::Anniversary => match written.date("date") {
            Some(date) => Kind::Anniversary(Anniversary {
                forms: with_aliases(&written.form, written),
                date,
            }),
            None => Kind::Term,
        },
        Section::Person => Kind::Person(Person {
            titles: values(written.texts("title")),
            rank: written.number("rank"),
        }),
        Section::Canonical if written.text("list").is_some() => Kind::Canonical(Phrases::Idioms),
        Section::Canonical => Kind::Canonical(Phrases::Form),
    }
}

fn with_aliases(form: &Text, written: &Written) -> Vec<String> {
    let aliases = written.texts("alias").iter();
    std::iter::once(form)
        .chain(aliases)
        .map(|text| text.value.clone())
        .collect()
}

/// Reads `20.3 2024-07-15—2024-07-18`: the term, the session if there are any, the first day and the last if known.
fn held(text: &str) -> Option<Held> {
    let (number, days) = text.split_once(' ')?;
    let (term, session) = number.split_once('.').unwrap_or((number, "0"));
    let (start, end) = days.split_once('—').unwrap_or((days, days));
    let (start, end): (PartialDate, PartialDate) = (start.parse().ok()?, end.parse().ok()?);
    (start.first() <= end.last()).then_some(Held {
        term: term.parse().ok()?,
        session: session.parse().ok()?,
        start,
        end,
    })
}

fn condition(written: &Written) -> Option<Box<Condition>> {
    let condition = Condition {
        near: values(written.texts("near")),
        not_near: values(written.texts("not-near")),
        after: values(written.texts("after")),
        before: values(written.texts("before")),
        not_after: values(written.texts("not-after")),
        not_before: values(written.texts("not-before")),
        quoted: written.flag("quoted"),
        titled: written.flag("titled"),
        heading: written.flag("heading").unwrap_or(false),
    };
    (condition != Condition::default()).then(|| Box::new(condition))
}

fn fault(at: usize, message: String) -> Fault {
    Fault {
        at,
        kind: FaultKind::Written,
        message,
    }
}

fn check_header(header: &Header, faults: &mut Vec<Fault>) {
    if let Some(id) = &header.id {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !id.value.chars().all(allowed) {
            faults.push(fault(
                id.at,
                format!(
                    "[dictionary] 的“id”不能写“{}”；只能用小写英文字母、数字和连字符 -",
                    id.value
                ),
            ));
        }
    }
}

/// What is wrong with an entry by itself.
pub(super) fn check_entry(entry: &Written, faults: &mut Vec<Fault>) {
    let wrong = &entry.form;
    let (to, except) = (entry.texts("to"), entry.texts("except"));
    // Characters that folding skips would match everywhere.
    if fold(&wrong.value).trim().is_empty() {
        let message = "错误写法是空的；请在等号左边的引号里写上要查的词";
        faults.push(fault(wrong.at, message.to_owned()));
        return;
    }
    if wrong.value.trim() != wrong.value {
        let message = format!("词条“{}”两头有空格；请删去", wrong.value);
        faults.push(fault(wrong.at, message));
    }
    for form in to.iter().chain(except).chain([wrong]) {
        if form.value.chars().nth(MAX_CHARS).is_some() {
            let start: String = form.value.chars().take(10).collect();
            let message = format!("“{start}……”太长；一个写法最多 {MAX_CHARS} 个字");
            faults.push(fault(form.at, message));
        }
        if form.value.contains(char::is_control) {
            let message = format!(
                "“{}”里有换行、制表符或其他看不见的控制符；请删去（反斜杠 \\ 要连写两个）",
                form.value.escape_debug()
            );
            faults.push(fault(form.at, message));
        }
    }
    check_own(entry, faults);
    if entry.section == Section::Canonical {
        check_canonical(entry, faults);
    }
    let mut rights = HashSet::new();
    if let Some(regex) = entry.text("regex")
        && let Err(message) = Expression::new(&*regex.value)
    {
        faults.push(fault(regex.at, format!("模式“{}”的{message}", wrong.value)));
    }
    if !matches!(entry.section, Section::Term | Section::Rename | Section::Title) {
        return;
    }
    for right in to {
        if right.value == wrong.value {
            let message = format!("词条“{}”的错误写法和正确写法相同；请改正其中一个", wrong.value);
            faults.push(fault(right.at, message));
        } else if !rights.insert(&right.value) {
            let message = format!("词条“{}”的正确写法“{}”写了两遍；请删去一个", wrong.value, right.value);
            faults.push(fault(right.at, message));
        }
    }
    for except in except {
        let message = if except.value == wrong.value {
            format!(
                "词条“{0}”的例外就是“{0}”本身，这一条永远不会报；请写更长的例外",
                wrong.value
            )
        } else if except.value.contains(&wrong.value) {
            continue;
        } else {
            format!(
                "词条“{0}”的例外“{1}”里没有“{0}”；例外要写包含它的较长说法",
                wrong.value, except.value
            )
        };
        faults.push(fault(except.at, message));
    }
}

/// What the keys of one section only must be like.
fn check_own(entry: &Written, faults: &mut Vec<Fault>) {
    let name = format!("{}“{}”", entry.section.label(), entry.form.value);
    if entry.section == Section::Enumeration && entry.lists("members").len() == 1 {
        let message = format!("{name}只有一个成员；成员要有两个以上，写成 [\"……\", \"……\"]");
        faults.push(fault(entry.form.at, message));
    }
    if let (Some(wanted), Some(unwanted)) = (entry.validator("validator"), entry.validator("not-validator"))
        && wanted == unwanted
    {
        let message = format!("{name}的“validator”和“not-validator”相同，这一条永远不会报；请删去一项");
        faults.push(fault(entry.form.at, message));
    }
    if entry.section == Section::Series {
        for form in entry.texts("forms") {
            if !form.value.contains("{届}") {
                let message =
                    format!("{name}的“forms”里没有 {{届}}；请在写届数的地方写上 {{届}}，写次数的地方写 {{次}}");
                faults.push(fault(form.at, message));
            }
        }
        for text in entry.texts("held") {
            if held(&text.value).is_none() {
                let message = format!(
                    "{name}的“held”不能写“{}”；要写成“届.次 日期”，如 \"5.1 2023-03-01\" 或 \"5.2 2024-03-04—2024-03-05\"",
                    text.value
                );
                faults.push(fault(text.at, message));
            }
        }
    }
}

/// The name of the idioms that are part of the program, in `list`.
const IDIOMS: &str = "idioms";

/// The shortest phrase in characters whose near-misses are looked for.
const SHORTEST_PHRASE: usize = 4;

fn check_canonical(entry: &Written, faults: &mut Vec<Fault>) {
    let form = &entry.form;
    if let Some(right) = entry.texts("to").first() {
        let message = format!(
            "固定表述“{}”不写“to”：等号左边的就是正确写法；一种错误写法请写在 [term] 下面",
            form.value
        );
        faults.push(fault(right.at, message));
    }
    if let Some(list) = entry.text("list") {
        if list.value != IDIOMS {
            let message = format!("固定表述“{}”的“list”只能写“{IDIOMS}”（随程序的成语表）", form.value);
            faults.push(fault(list.at, message));
        }
        return;
    }
    if fold(&form.value).chars().count() < SHORTEST_PHRASE {
        let message = format!(
            "固定表述“{}”太短，与它差一个字的多半是别的词；至少要 {SHORTEST_PHRASE} 个字，短的请把错误写法写在 [term] 下面",
            form.value
        );
        faults.push(fault(form.at, message));
    }
    if let Some(except) = entry.texts("except").iter().find(|except| except.value == form.value) {
        let message = format!("固定表述“{0}”的例外就是“{0}”本身；请删去", form.value);
        faults.push(fault(except.at, message));
    }
}
