//! The people of the organisation's own roster: misspelt names beside their titles, titles that somebody else has, and
//! the order of rank in a list of names.
//!
//! Nothing is said of a name that the roster does not have unless a title beside it says whom it means, and no name or
//! title is ever offered as a replacement: who is meant is for people to say.

use std::{ops::Range, sync::Arc};

use super::{
    condition::sentence,
    finder::{Finder, Finding, Found, Scene, Seen},
};
use crate::{
    diagnostic::Severity,
    dictionary::{Entry, Kind, search::Sort},
    document::prose::Paragraph,
    text::{hanzi::is_hanzi, neighbour},
};

/// Shorter names differ from too many others in one character.
const SHORTEST_NAME: usize = 3;

/// What before a title makes another title of it.
const PREFIXES: [char; 5] = ['副', '原', '前', '代', '老'];

/// Characters that follow a name more often than they end one.
const FOLLOWING: &str = "说在和与及同的主对向就率到是等要讲为";

/// What says that a list is in another order than that of rank.
const OTHER_ORDER: [&str; 3] = ["笔画", "拼音", "排名不分先后"];

/// Looks for the people of a roster.
pub(super) struct RosterFinder {
    /// In the order of their entries.
    people: Vec<Member>,
    /// All titles, each once.
    titles: Vec<String>,
}

struct Member {
    entry: usize,
    name: String,
    titles: Vec<String>,
    rank: Option<u32>,
}

impl RosterFinder {
    /// A finder for the people of the entries of those numbers.
    pub(super) fn new(numbers: &[usize], entries: &[Arc<Entry>]) -> Self {
        let person = |&number: &usize| match &entries[number].kind {
            Kind::Person(person) => Some(Member {
                entry: number,
                name: entries[number].form.clone(),
                titles: person.titles.clone(),
                rank: person.rank,
            }),
            _ => None,
        };
        let people: Vec<Member> = numbers.iter().filter_map(person).collect();
        let mut titles: Vec<String> = people.iter().flat_map(|person| &person.titles).cloned().collect();
        titles.sort_unstable();
        titles.dedup();
        Self { people, titles }
    }

    /// The person whose name `text` begins with.
    fn first(&self, text: &str) -> Option<&Member> {
        self.people.iter().find(|person| text.starts_with(&person.name))
    }

    /// The person whose name `text` ends with.
    fn last(&self, text: &str) -> Option<&Member> {
        self.people.iter().find(|person| text.ends_with(&person.name))
    }

    /// What is wrong with the names beside a title.
    fn beside_title(&self, text: &str, range: &Range<usize>, found: &mut Vec<Found>) {
        let title = &text[range.clone()];
        let (head, tail) = (&text[..range.start], &text[range.end..]);
        let is_part = |other: &String| {
            other.len() > title.len() && head.len() + title.len() >= other.len() && {
                let start = range.end - other.len();
                text.get(start..range.end) == Some(other.as_str())
            }
        };
        let longer = self.titles.iter().any(is_part);
        if longer || neighbour::before(text, range.start).is_some_and(|c| PREFIXES.contains(&c)) {
            return;
        }
        let has_it = |person: &&Member| person.titles.iter().any(|of| of == title);
        let (after, before) = (self.first(tail), self.last(head));
        if [after, before].into_iter().flatten().any(|person| has_it(&person)) {
            return;
        }
        // Between two names it may belong to either; neither is told to lack it.
        let named = match (after, before) {
            (Some(person), None) => Some((person, range.end..range.end + person.name.len())),
            (None, Some(person)) => Some((person, range.start - person.name.len()..range.start)),
            _ => None,
        };
        if let Some((person, place)) = named {
            let own = person.titles.join("、");
            let message = format!("「{}」的职务是{own}，不是{title}", person.name);
            found.push(report(
                person.entry,
                place.start.min(range.start)..place.end.max(range.end),
                message,
            ));
            return;
        }
        for person in self.people.iter().filter(has_it) {
            let count = person.name.chars().count();
            for (written, start) in [
                (neighbour::head(tail, 0, count), range.end),
                (
                    neighbour::tail(head, head.len(), count),
                    range.start - neighbour::tail(head, head.len(), count).len(),
                ),
            ] {
                if is_near(&person.name, written) {
                    let message = format!("{title}是「{}」，这里写成了「{written}」，请核对姓名", person.name);
                    found.push(report(person.entry, start..start + written.len(), message));
                    return;
                }
            }
        }
    }

    /// Whether the name at `range` stands before one of higher rank.
    fn out_of_rank(&self, text: &str, range: &Range<usize>, found: &mut Vec<Found>) {
        let Some(person) = self.first(&text[range.start..]) else {
            return;
        };
        let Some(rest) = text[range.end..].strip_prefix('、') else {
            return;
        };
        let Some(next) = self.first(rest) else { return };
        let around = &text[sentence(text, range)];
        let (Some(rank), Some(higher)) = (person.rank, next.rank) else {
            return;
        };
        if higher < rank && !OTHER_ORDER.iter().any(|word| around.contains(word)) {
            let start = text.len() - rest.len();
            let message = format!("「{}」应排在「{}」之前", next.name, person.name);
            found.push(report(next.entry, start..start + next.name.len(), message));
        }
    }
}

fn report(entry: usize, range: Range<usize>, message: String) -> Found {
    Found {
        entry,
        range,
        finding: Some(Finding {
            message,
            suggestions: Vec::new(),
            gravest: Severity::Error,
        }),
        released: None,
    }
}

/// Whether `written` is `name` with one character wrong.
fn is_near(name: &str, written: &str) -> bool {
    let count = name.chars().count();
    if count < SHORTEST_NAME || written.chars().count() != count || !written.chars().all(is_hanzi) {
        return false;
    }
    let mut differing = name
        .chars()
        .zip(written.chars())
        .enumerate()
        .filter(|(_, (one, other))| one != other);
    match (differing.next(), differing.next()) {
        (Some((index, (_, other))), None) => index + 1 < count || !FOLLOWING.contains(other),
        _ => false,
    }
}

impl Finder for RosterFinder {
    fn sort(&self) -> Sort {
        Sort::Person
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], _: &Scene<'_>, found: &mut Vec<Found>) {
        let text = &*paragraph.text;
        let mut last_title = None;
        for one in seen {
            let person = self
                .people
                .binary_search_by_key(&one.literal.entry, |person| person.entry);
            let titles = person.map_or(0, |index| self.people[index].titles.len());
            let is_title = (one.literal.number as usize) < titles;
            if !is_title {
                self.out_of_rank(text, &one.range, found);
            } else if last_title.replace(&one.range) != Some(&one.range) {
                // Several people may have it.
                self.beside_title(text, &one.range, found);
            }
        }
    }
}
