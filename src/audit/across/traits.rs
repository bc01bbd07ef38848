//! What is remembered of a post to compare it with others. It is small and of bounded size, since every post has it.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Date;

use super::{Rule, Severities};
use crate::{
    config::{Selector, Settings},
    diagnostic::{RuleId, Severity},
    document::{Document, prose::Prose},
    problem::{Problem, ProblemKind},
    text::{hanzi::is_hanzi, sentence::sentences},
};

/// Hanzi that a text must have for its repetition to matter.
const SHORTEST_TEXT: usize = 50;

/// Hanzi of a sentence that counts as a passage.
const SHORTEST_SENTENCE: usize = 20;

/// Sentences that are remembered. They are chosen by their hash, so that posts that share sentences remember the same.
const MOST_SENTENCES: usize = 8;

/// Names that are remembered of each sort.
const MOST_NAMES: usize = 32;

/// Hanzi of a name before its ending that are looked at.
const LONGEST_STEM: usize = 14;

/// Bytes of it from which it is a name: two Hanzi.
const SHORTEST_STEM: usize = 6;

/// Last Hanzi of a name before its ending by which the name is known again.
const STEM: usize = 6;

/// What is remembered of a post.
#[derive(Debug, Clone, Default)]
pub(in crate::audit) struct Traits {
    /// When it was published.
    pub(super) date: Option<Date>,
    /// Its address.
    pub(super) url: Option<u64>,
    /// All its Hanzi, letters and figures.
    pub(super) text: Option<u64>,
    /// Passages.
    pub(super) sentences: Vec<Passage>,
    /// Full names of organisations.
    pub(super) organizations: Vec<Organization>,
    /// People with their titles.
    pub(super) people: Vec<Person>,
}

/// A long sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passage {
    /// Of its Hanzi, units left out.
    pub(super) without_units: u64,
    /// Of its units.
    pub(super) units: u64,
}

/// A full name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Organization {
    /// The end of what comes before the legal form.
    pub(super) stem: Box<str>,
    /// The legal form.
    pub(super) form: &'static str,
}

/// A person with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: Box<str>,
    /// What the person leads; may be empty.
    pub(super) body: Box<str>,
    /// Such as deputy; may be empty.
    pub(super) modifier: &'static str,
    pub(super) rank: &'static str,
}

/// Finds the traits of posts; it may be shared by threads.
#[derive(Debug)]
pub struct Extractor {
    rules: [RuleId; 4],
    units: AhoCorasick,
    forms: Vec<&'static str>,
    ranks: Vec<&'static str>,
    /// Finds the longest rank at each place.
    rank_finder: AhoCorasick,
    modifiers: Vec<&'static str>,
    stops: Vec<char>,
    after_names: Vec<&'static str>,
    surnames: Vec<&'static str>,
}

impl Traits {
    /// Forgets the names in which anything is that must not be shown.
    pub(in crate::audit) fn forget(&mut self, secrets: &[String]) {
        let is_shown = |name: &str| {
            secrets
                .iter()
                .all(|secret| secret.is_empty() || !name.contains(&**secret))
        };
        self.organizations.retain(|organization| is_shown(&organization.stem));
        self.people
            .retain(|person| is_shown(&person.name) && is_shown(&person.body));
    }
}

impl Extractor {
    /// An extractor with the shipped words.
    ///
    /// # Errors
    ///
    /// If the words do not fit into an automaton.
    pub fn new() -> Result<Self, Problem> {
        let too_many = |_| {
            Problem::new(
                "shenjiao",
                ProblemKind::Dictionary,
                "单位名称和职务的词表太大，请减少一些",
            )
        };
        let ranks = words(include_str!("ranks.txt"));
        let rank_finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&ranks);
        Ok(Self {
            rules: Rule::ALL.map(|rule| rule.rule().rule_id()),
            units: AhoCorasick::new(words(include_str!("units.txt"))).map_err(too_many)?,
            forms: words(include_str!("legal_forms.txt")),
            rank_finder: rank_finder.map_err(too_many)?,
            ranks,
            modifiers: words(include_str!("modifiers.txt")),
            stops: words(include_str!("stops.txt"))
                .into_iter()
                .flat_map(str::chars)
                .collect(),
            after_names: words(include_str!("after_names.txt")),
            surnames: words(include_str!("../../rules/privacy/surnames.txt")),
        })
    }

    /// How grave each rule is for a post under `settings`, of which `ignored` is out of force besides.
    pub(in crate::audit) fn severities(&self, settings: &Settings, ignored: &[&Selector]) -> Severities {
        self.rules.clone().map(|rule| {
            let is_ignored = ignored.iter().any(|selector| selector.matches(&rule));
            let is_in_force = settings.selects(&rule, true) && !is_ignored;
            is_in_force.then(|| settings.severity_of(&rule, Severity::Warning))
        })
    }

    /// The traits of a post with that text.
    pub(in crate::audit) fn traits(&self, document: &Document, date: Option<Date>, url: &str) -> Traits {
        let mut traits = Traits {
            date,
            url: (!url.is_empty()).then(|| hash(url)),
            ..Traits::default()
        };
        let mut whole = DefaultHasher::new();
        let mut hanzi = 0;
        for paragraph in Prose::new(document).paragraphs {
            for range in sentences(&paragraph.text) {
                let sentence = &paragraph.text[range];
                // Figures count: notices of a series may differ in nothing else.
                let own: String = sentence
                    .chars()
                    .filter(|&c| is_hanzi(c) || c.is_ascii_alphanumeric())
                    .collect();
                own.hash(&mut whole);
                let count = own.chars().filter(|&c| is_hanzi(c)).count();
                hanzi += count;
                if count >= SHORTEST_SENTENCE {
                    traits.sentences.push(self.passage(sentence));
                }
                self.organizations(sentence, &mut traits.organizations);
                self.people(sentence, &mut traits.people);
            }
        }
        traits.text = (hanzi >= SHORTEST_TEXT).then(|| whole.finish());
        traits.sentences.sort_unstable();
        traits.sentences.dedup();
        traits.sentences.truncate(MOST_SENTENCES);
        traits
    }

    fn passage(&self, sentence: &str) -> Passage {
        // Where names of units end, with the length of the longest word that they end in.
        let mut ends: Vec<(usize, usize)> = Vec::new();
        for found in self.units.find_overlapping_iter(sentence) {
            match ends.last_mut() {
                Some((end, length)) if *end == found.end() => *length = (*length).max(found.len()),
                _ => ends.push((found.end(), found.len())),
            }
        }
        // From the end, since a name is known by its end.
        let mut names: Vec<Range<usize>> = Vec::new();
        for (end, length) in ends.into_iter().rev() {
            if names.last().is_some_and(|later| later.start < end) {
                continue;
            }
            let stem = self.stem(&sentence[..end - length]);
            if stem.len() >= SHORTEST_STEM {
                names.push(end - length - stem.len()..end);
            }
        }
        let (mut rest, mut units) = (DefaultHasher::new(), DefaultHasher::new());
        let mut from = 0;
        for name in names.into_iter().rev() {
            hash_hanzi(&sentence[from..name.start], &mut rest);
            hash_hanzi(&sentence[name.clone()], &mut units);
            from = name.end;
        }
        hash_hanzi(&sentence[from..], &mut rest);
        Passage {
            without_units: rest.finish(),
            units: units.finish(),
        }
    }

    /// The end of `text` that may be a name: Hanzi without what a name does not cross.
    fn stem<'t>(&self, text: &'t str) -> &'t str {
        let mut start = text.len();
        for (at, c) in text.char_indices().rev().take(LONGEST_STEM) {
            if !is_hanzi(c) || self.stops.contains(&c) {
                break;
            }
            start = at;
        }
        &text[start..]
    }

    fn organizations(&self, sentence: &str, found: &mut Vec<Organization>) {
        // All forms end in the same word, of which each end is looked at.
        let Some(shortest) = self.forms.iter().min_by_key(|form| form.len()) else {
            return;
        };
        let last = shortest.char_indices().nth_back(1).map_or(0, |(at, _)| at);
        let suffix = &shortest[last..];
        for (at, _) in sentence.match_indices(suffix) {
            if found.len() == MOST_NAMES {
                return;
            }
            let before = &sentence[..at + suffix.len()];
            let Some(form) = longest_end(before, &self.forms) else {
                continue;
            };
            let stem = self.stem(&before[..before.len() - form.len()]);
            if let Some((start, _)) = stem.char_indices().nth_back(STEM - 1) {
                let name = Organization {
                    stem: stem[start..].into(),
                    form,
                };
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
    }

    fn people(&self, sentence: &str, found: &mut Vec<Person>) {
        for hit in self.rank_finder.find_iter(sentence) {
            if found.len() == MOST_NAMES {
                return;
            }
            let Some(name) = self.name(&sentence[hit.end()..]) else {
                continue;
            };
            let before = &sentence[..hit.start()];
            let modifier = longest_end(before, &self.modifiers).unwrap_or_default();
            let person = Person {
                name: name.into(),
                body: self.stem(&before[..before.len() - modifier.len()]).into(),
                modifier,
                rank: self.ranks[hit.pattern().as_usize()],
            };
            if !found.contains(&person) {
                found.push(person);
            }
        }
    }

    /// The name that `text` begins with, if what follows shows where it ends.
    fn name<'t>(&self, text: &'t str) -> Option<&'t str> {
        let surname = self
            .surnames
            .iter()
            .filter(|surname| text.starts_with(**surname))
            .max_by_key(|surname| surname.len())?;
        let given = &text[surname.len()..];
        [2, 1].into_iter().find_map(|count| {
            let end = given.char_indices().nth(count).map_or(given.len(), |(at, _)| at);
            let (name, rest) = given.split_at_checked(end)?;
            let is_whole = name.chars().count() == count && name.chars().all(is_hanzi);
            let is_ended = rest.chars().next().is_none_or(|c| !is_hanzi(c))
                || self.after_names.iter().any(|word| rest.starts_with(word));
            (is_whole && is_ended).then(|| &text[..surname.len() + end])
        })
    }
}

fn words(list: &'static str) -> Vec<&'static str> {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.collect()
}

/// The longest of `ends` that `text` ends with.
fn longest_end(text: &str, ends: &[&'static str]) -> Option<&'static str> {
    let fitting = ends.iter().copied().filter(|end| text.ends_with(end));
    fitting.max_by_key(|end| end.len())
}

fn hash_hanzi(text: &str, hasher: &mut DefaultHasher) {
    for c in text.chars().filter(|&c| is_hanzi(c)) {
        hasher.write_u32(c.into());
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
