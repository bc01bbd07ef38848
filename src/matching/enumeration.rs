//! Set phrases that stand for a list (“四个意识”), where the list is written out beside them.
//!
//! A list is only judged once enough of it was recognised: what follows a label is prose far more often than a list, and
//! a list that says itself that it is no full one (等, 中的, 特别是) may leave out what it likes. `listing` reads, this
//! module compares with the members that a dictionary names.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;

use super::{
    condition::sentence,
    finder::{Finder, Finding, Found, Scene, Seen},
    listing::{Ending, Item, List, Members, Place, Window},
};
use crate::{
    diagnostic::Severity,
    dictionary::{Entry, Enumeration, Kind, search::Sort},
    document::prose::Paragraph,
};

/// Looks for enumerations.
pub(super) struct EnumerationFinder {
    /// The numbers of their entries.
    entries: Vec<usize>,
    /// Read when the first label is met.
    groups: OnceLock<Groups>,
}

/// Enumerations by label.
struct Groups {
    /// For each entry its group.
    of: HashMap<usize, usize>,
    /// The entries of each group, those that one label may stand for, with their sets once these were asked for.
    sets: Vec<Vec<(usize, OnceLock<Set>)>>,
}

struct Set {
    entry: usize,
    members: Members,
    ordered: bool,
    since: Option<Date>,
    until: Option<Date>,
    /// All of it, for messages.
    full: String,
    label: String,
}

/// Something wrong with a list: characters of the window from and to, and what to say.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    from: usize,
    to: usize,
    message: String,
    suggestion: Option<String>,
}

impl EnumerationFinder {
    /// A finder for the entries of those numbers.
    pub(super) const fn new(entries: Vec<usize>) -> Self {
        Self {
            entries,
            groups: OnceLock::new(),
        }
    }
}

impl Groups {
    fn new(numbers: &[usize], entries: &[Arc<Entry>]) -> Self {
        let mut groups = Self {
            of: HashMap::new(),
            sets: Vec::new(),
        };
        let mut by_label: HashMap<&str, usize> = HashMap::new();
        for &number in numbers {
            let entry = &entries[number];
            let Kind::Enumeration(enumeration) = &entry.kind else {
                continue;
            };
            let Some(label) = enumeration.labels.first() else {
                continue;
            };
            let group = *by_label.entry(label).or_insert(groups.sets.len());
            if group == groups.sets.len() {
                groups.sets.push(Vec::new());
            }
            groups.of.insert(number, group);
            groups.sets[group].push((number, OnceLock::new()));
        }
        groups
    }
}

impl Finder for EnumerationFinder {
    fn sort(&self) -> Sort {
        Sort::Enumeration
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        let text = &*paragraph.text;
        let groups = self.groups.get_or_init(|| Groups::new(&self.entries, scene.entries));
        let mut met: Vec<(&Range<usize>, usize)> = Vec::new();
        for label in seen {
            let Some(&group) = groups.of.get(&label.literal.entry) else {
                continue;
            };
            // Several sets have the same label.
            let place = (&label.range, group);
            if met.contains(&place) {
                continue;
            }
            if met.last().is_some_and(|(range, _)| *range != &label.range) {
                met.clear();
            }
            met.push(place);
            let sets = &groups.sets[group];
            let day = scene.day.as_of();
            let states_year = || states_year(&text[sentence(text, &label.range)]);
            for place in Place::ALL {
                let Some(window) = Window::beside(text, &label.range, place) else {
                    continue;
                };
                // The best of the sets in force speaks; any set that is satisfied keeps silent for all.
                let mut best: Option<(usize, &Set, Vec<Fault>)> = None;
                let mut is_right = false;
                for (number, set) in sets {
                    let entry = &scene.entries[*number];
                    let Kind::Enumeration(enumeration) = &entry.kind else {
                        continue;
                    };
                    let set = set.get_or_init(|| Set::new(*number, entry, enumeration));
                    let Some((known, faults)) = set.judge(&window, place) else {
                        continue;
                    };
                    let holds = day.is_none_or(|day| set.holds_on(day));
                    if faults.is_empty() {
                        is_right |= holds || states_year();
                    } else if holds && best.as_ref().is_none_or(|&(most, ..)| known > most) {
                        best = Some((known, set, faults));
                    }
                }
                let Some((_, set, faults)) = best.filter(|_| !is_right) else {
                    continue;
                };
                for fault in faults {
                    let range = window.range(fault.from, fault.to);
                    if found
                        .iter()
                        .any(|other| other.range == range && other.entry == set.entry)
                    {
                        continue;
                    }
                    found.push(Found {
                        entry: set.entry,
                        range,
                        finding: Some(Finding {
                            message: fault.message,
                            suggestions: fault.suggestion.into_iter().collect(),
                            gravest: Severity::Error,
                        }),
                        released: None,
                    });
                }
            }
        }
    }
}

/// Whether a sentence speaks of a year, so that what it says may have been right then.
fn states_year(sentence: &str) -> bool {
    let digits = |head: &str| head.chars().rev().take_while(char::is_ascii_digit).count();
    sentence.match_indices('年').any(|(at, _)| digits(&sentence[..at]) == 4)
}

impl Set {
    fn new(number: usize, entry: &Entry, enumeration: &Enumeration) -> Self {
        let best = enumeration.members.iter().filter_map(|member| member.first());
        let best: Vec<&str> = best.map(String::as_str).collect();
        let mark = if best.iter().any(|member| member.contains('、')) {
            "；"
        } else {
            "、"
        };
        Self {
            entry: number,
            members: Members::new(&enumeration.members),
            ordered: enumeration.ordered,
            since: entry.since,
            until: entry.until,
            full: best.join(mark),
            label: enumeration.labels.first().cloned().unwrap_or_default(),
        }
    }

    fn holds_on(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// How many members were recognised beside the label, and what is wrong with the list; `None` if there is none or
    /// it is too different to say.
    fn judge(&self, window: &Window, place: Place) -> Option<(usize, Vec<Fault>)> {
        self.members.lists(window, place).find_map(|list| {
            let list = self.tolerant(window, list);
            let known = list.members().count();
            let enough = if self.members.len() == 2 { 1 } else { 2 };
            let is_it = known >= enough && known * 2 >= self.members.len();
            is_it.then(|| Some((known, self.faults(window, &list)?)))?
        })
    }

    /// Takes for a member what only says more or less than it.
    fn tolerant(&self, window: &Window, mut list: List) -> List {
        for index in 0..list.items.len() {
            let item = list.items[index];
            if item.member.is_some() {
                continue;
            }
            let taken: Vec<usize> = list.members().collect();
            let written = window.text(item.from, item.to);
            list.items[index].member = (0..self.members.len())
                .find(|member| !taken.contains(member) && self.members.is_variation(*member, &written));
        }
        list
    }

    fn faults(&self, window: &Window, list: &List) -> Option<Vec<Fault>> {
        let count = self.members.len();
        let missing: Vec<usize> = (0..count)
            .filter(|member| list.members().all(|other| other != *member))
            .collect();
        let strangers: Vec<Item> = list.strangers().collect();
        let known = count - missing.len();
        if strangers.is_empty() {
            let fault = if missing.is_empty() {
                self.out_of_order(window, list)
            } else {
                self.incomplete(list, &missing)
            };
            return Some(fault.into_iter().collect());
        }
        let wrong = |item: Item, member: usize| {
            let written = window.text(item.from, item.to);
            let right = self.members.best(member);
            self.fault(
                item.from,
                item.to,
                &format!("「{written}」应为「{right}」"),
                Some(right),
            )
        };
        let misspelt: Vec<Fault> = strangers
            .iter()
            .filter_map(|&item| {
                let written = window.text(item.from, item.to);
                let of = |member: &&usize| self.members.is_misspelt(**member, &written);
                missing.iter().find(of).map(|&member| wrong(item, member))
            })
            .collect();
        if misspelt.len() == strangers.len() {
            return Some(misspelt);
        }
        // A list that may go on as it likes still has a slip where nearly all of it is right around a stranger.
        let ends_strange = list.items.last().is_none_or(|item| item.member.is_none());
        let is_free = list.ending == Ending::Abridged || list.is_loose;
        if is_free && (ends_strange || known * 4 < count * 3) {
            return Some(misspelt);
        }
        // With one item in four strange it is this list with a slip; with more it is another list.
        let few = strangers.len() == 1 || strangers.len() * 4 <= count;
        if missing.len() == strangers.len() && few && known >= 2 {
            let pairs = strangers.into_iter().zip(missing);
            return Some(pairs.map(|(item, member)| wrong(item, member)).collect());
        }
        if let ([item], true, Ending::Closed) = (&*strangers, missing.is_empty() && list.is_bracketed, list.ending) {
            let written = window.text(item.from, item.to);
            return Some(vec![self.fault(
                item.from,
                item.to,
                &format!("多了「{written}」"),
                None,
            )]);
        }
        (!misspelt.is_empty()).then_some(misspelt)
    }

    fn out_of_order(&self, window: &Window, list: &List) -> Option<Fault> {
        if !self.ordered {
            return None;
        }
        let is_displaced = |(position, item): &(usize, &Item)| item.member != Some(*position);
        let displaced = || list.items.iter().enumerate().filter(is_displaced);
        let ((first, start), (last, end)) = (displaced().next()?, displaced().next_back()?);
        let mut right = String::new();
        for position in first..=last {
            right.push_str(self.members.best(position));
            if let (Some(item), Some(next)) = (list.items.get(position), list.items.get(position + 1))
                && position < last
            {
                right.push_str(&window.text(item.to, next.from));
            }
        }
        let written = window.text(start.from, end.to);
        Some(self.fault(start.from, end.to, &format!("「{written}」次序不对"), Some(&right)))
    }

    fn incomplete(&self, list: &List, missing: &[usize]) -> Option<Fault> {
        let (first, last) = (list.items.first()?, list.items.last()?);
        if list.ending != Ending::Closed || list.is_loose || list.items.len() < 2 {
            return None;
        }
        let missing: Vec<String> = missing
            .iter()
            .map(|&member| format!("「{}」", self.members.best(member)))
            .collect();
        Some(self.fault(first.from, last.to, &format!("缺少{}", missing.join("、")), None))
    }

    fn fault(&self, from: usize, to: usize, what: &str, suggestion: Option<&str>) -> Fault {
        Fault {
            from,
            to,
            message: format!("{what}；“{}”是：{}", self.label, self.full),
            suggestion: suggestion.map(str::to_owned),
        }
    }
}
