//! What must be true of several dictionaries together.
//!
//! A file by itself is checked by [`load`](super::load); whether the examples of an entry hold is a question for the
//! checker, which finds them in [`Meaning::hit`] and [`Meaning::miss`].

use std::{
    collections::{HashMap, hash_map},
    sync::Arc,
};

use super::{Dictionary, Entry, Kind, entry::Meaning};
use crate::problem::{Problem, ProblemKind};

/// Contradictions within `dictionaries`: an id used twice, a wrong form twice under one id, a right form that another
/// entry calls wrong. Each problem names `path:line` of the entry to change. Time is linear in the entries.
#[must_use]
pub fn verify(dictionaries: &[Arc<Dictionary>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut ids: HashMap<&str, &Dictionary> = HashMap::new();
    let mut rules: HashMap<&str, Site<'_>> = HashMap::new();
    let mut wrong: HashMap<&str, Site<'_>> = HashMap::new();
    for dictionary in dictionaries {
        match ids.entry(&dictionary.id) {
            hash_map::Entry::Vacant(slot) => {
                slot.insert(dictionary);
            }
            hash_map::Entry::Occupied(first) => problems.push(Problem::new(
                &*dictionary.path,
                ProblemKind::Dictionary,
                format!(
                    "词典的 id“{}”已经被 {} 用了；请换一个 id",
                    dictionary.id,
                    first.get().path
                ),
            )),
        }
        for site in sites(dictionary) {
            match rules.entry(site.entry.rule.as_str()) {
                hash_map::Entry::Vacant(slot) => {
                    slot.insert(site);
                }
                hash_map::Entry::Occupied(first) => {
                    let first = first.get();
                    problems.push(site.problem(format!("词条“{}”在 {first} 已经有了；请删去一条", site.entry.form)));
                }
            }
            if site.entry.kind.form_is_wrong() {
                wrong.entry(&site.entry.form).or_insert(site);
            }
        }
    }
    for site in dictionaries.iter().flat_map(|dictionary| sites(dictionary)) {
        let form = matches!(site.entry.kind, Kind::Canonical(_)).then_some(&site.entry.form);
        for right in site.entry.to.iter().chain(form) {
            let Some(other) = wrong.get(right.as_str()) else {
                continue;
            };
            let message = if other.entry.to.contains(&site.entry.form) {
                format!(
                    "词条“{}”和 {other} 的词条“{right}”互相说对方是错的；请删去一条",
                    site.entry.form
                )
            } else {
                format!(
                    "词条“{}”的正确写法“{right}”在 {other} 被当作错误写法；请改正其中一条",
                    site.entry.form
                )
            };
            problems.push(site.problem(message));
        }
    }
    problems
}

/// Where entries of `own` say the contrary of `others`, in force beside them: a right form that is wrong there, a wrong form
/// that is right there. It may be meant, since an organisation has its own ways; whoever uses both gets contrary advice.
/// Each problem names `path:line` of the entry of `own`. Time is linear in the entries.
#[must_use]
pub fn disagreements(own: &[Arc<Dictionary>], others: &[Arc<Dictionary>]) -> Vec<Problem> {
    let mut wrong: HashMap<&str, &Entry> = HashMap::new();
    let mut right: HashMap<&str, &Entry> = HashMap::new();
    for entry in others.iter().flat_map(|dictionary| &dictionary.entries) {
        if matches!(entry.kind, Kind::Term | Kind::Rename(_)) {
            wrong.entry(&entry.form).or_insert(entry);
        }
        let form = matches!(entry.kind, Kind::Canonical(_)).then_some(&entry.form);
        for to in entry.to.iter().chain(form) {
            right.entry(to).or_insert(entry);
        }
    }
    let mut problems = Vec::new();
    for site in own.iter().flat_map(|dictionary| sites(dictionary)) {
        let Meaning { form, to, kind, .. } = &**site.entry;
        for (to, other) in to.iter().filter_map(|to| Some((to, wrong.get(to.as_str())?))) {
            problems.push(site.problem(format!(
                "词条“{form}”的正确写法“{to}”，规则 {} 当作错误写法；请改词条，或在配置里用 ignore 停用那条规则",
                other.rule
            )));
        }
        if let Some(other) = right.get(form.as_str()).filter(|_| kind.form_is_wrong()) {
            problems.push(site.problem(format!(
                "词条“{form}”是规则 {} 的正确写法；请改词条，或在配置里用 ignore 停用那条规则",
                other.rule
            )));
        }
    }
    problems
}

/// Entries that rest on no published norm. An organisation may do without; a shipped dictionary may not.
#[must_use]
pub fn without_basis(dictionaries: &[Arc<Dictionary>]) -> Vec<Problem> {
    dictionaries
        .iter()
        .flat_map(|dictionary| sites(dictionary))
        .filter(|site| site.entry.basis.is_none())
        .map(|site| site.problem(format!("词条“{}”没有依据；请给它或整部词典写上 basis", site.entry.form)))
        .collect()
}

/// An entry and the file that it stands in.
#[derive(Clone, Copy)]
struct Site<'d> {
    dictionary: &'d Dictionary,
    entry: &'d Entry,
}

impl Site<'_> {
    fn problem(&self, message: String) -> Problem {
        Problem::new(self.to_string(), ProblemKind::Dictionary, message)
    }
}

impl std::fmt::Display for Site<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.dictionary.path, self.entry.line)
    }
}

fn sites(dictionary: &Dictionary) -> impl Iterator<Item = Site<'_>> {
    dictionary.entries.iter().map(move |entry| Site { dictionary, entry })
}
