//! Reading a list beside a label: what introduces it, what separates and ends it, and which of its items are members.
//!
//! A list has no grammar of its own in prose, so reading is led by the members: wherever one stands the list goes on, and
//! what stands between two separators where a member should is an item that is none.

use std::ops::Range;

use crate::text::fold;

/// Characters beside a label that are looked at.
const REACH: usize = 500;

/// Characters that may stand between a label and what introduces its list (“五位一体”总体布局是……).
const GAP: usize = 10;

/// Characters of an item that is no member; a longer one is prose.
const LONGEST_STRANGER: usize = 16;

/// Characters from which on a member can be told though misspelt.
const LONG: usize = 8;

/// What introduces a list, longest first, and whether prose follows it so often that leaving out members proves nothing.
const INTRODUCTIONS: [(&str, bool); 12] = [
    ("包括", true),
    ("包含", true),
    ("分别是", false),
    ("指的是", false),
    ("就是", false),
    ("是指", false),
    ("(", false),
    (":", false),
    ("——", false),
    ("即", false),
    ("是", true),
    ("为", true),
];

/// What says before a list that it is a part only.
const PARTIAL: [&str; 9] = ["中", "特别", "尤其", "之一", "如", "部分", "主要", "第", "不"];

/// What may stand between a list and the label after it, and whether it says that the list is abridged.
const LINKS: [(&str, bool); 4] = [("等", true), ("的", false), ("这", false), ("为内容的", true)];

const QUOTES: [char; 10] = ['“', '”', '‘', '’', '"', '\'', '「', '」', '『', '』'];
const CONJUNCTIONS: [&str; 5] = ["以及", "和", "与", "及", "暨"];
const ENDS: [char; 6] = ['。', '!', '?', '\n', ')', '】'];
/// Characters in which two right forms of a member may differ.
const FILLERS: [char; 7] = ['的', '地', '之', '和', '与', '、', ','];

/// On which side of a label a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    After,
}

impl Place {
    pub(super) const ALL: [Self; 2] = [Self::Before, Self::After];
}

/// Folded characters of a text with the places where they stand.
#[derive(Debug)]
pub(super) struct Window<'t> {
    source: &'t str,
    folded: Vec<char>,
    at: Vec<Range<usize>>,
}

impl<'t> Window<'t> {
    /// What stands beside the label at `label` of `text`, if it may be a list.
    pub(super) fn beside(text: &'t str, label: &Range<usize>, place: Place) -> Option<Self> {
        match place {
            Place::After => {
                let after = |reach: usize| {
                    let tail = text.get(label.end..).unwrap_or_default();
                    let places = tail.char_indices().map(|(offset, c)| (label.end + offset, c));
                    Self::new(text, places.take(reach))
                };
                // Most labels have no list; a few characters tell.
                introductions(&after(GAP * 2)).next()?;
                Some(after(REACH))
            }
            Place::Before => {
                let before = |reach: usize| {
                    let head = text.get(..label.start).unwrap_or_default();
                    let mut places: Vec<_> = head.char_indices().rev().take(reach).collect();
                    places.reverse();
                    Self::new(text, places.into_iter())
                };
                links(&before(GAP)).next()?;
                Some(before(REACH))
            }
        }
    }

    fn new(source: &'t str, places: impl Iterator<Item = (usize, char)>) -> Self {
        let mut window = Self {
            source,
            folded: Vec::new(),
            at: Vec::new(),
        };
        for (at, c) in places {
            if let Some(folded) = fold::table().fold(c) {
                window.folded.push(folded);
                window.at.push(at..at + c.len_utf8());
            }
        }
        window
    }

    /// The place in the text of the characters from and to.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.at.get(from).map_or(0, |place| place.start);
        let end = to.checked_sub(1).and_then(|last| self.at.get(last));
        start..end.map_or(start, |place| place.end.max(start))
    }

    /// The characters from and to as written.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        self.source.get(self.range(from, to)).unwrap_or_default().to_owned()
    }

    fn starts_with(&self, at: usize, text: &[char]) -> bool {
        self.folded.get(at..).is_some_and(|rest| rest.starts_with(text))
    }

    fn says(&self, at: usize, text: &str) -> bool {
        let rest = self.folded.get(at..).unwrap_or_default();
        text.chars()
            .zip(rest.iter().map(Some).chain(std::iter::repeat(None)))
            .all(|(c, other)| other == Some(&c))
    }

    fn ends_with(&self, end: usize, text: &[char]) -> bool {
        self.folded.get(..end).is_some_and(|head| head.ends_with(text))
    }

    /// The first character from `at` on that is neither quotation mark nor blank.
    fn past_quotes(&self, at: usize) -> usize {
        let rest = self.folded.get(at..).unwrap_or_default();
        at + rest.iter().take_while(|c| QUOTES.contains(c) || **c == ' ').count()
    }

    fn before_quotes(&self, end: usize) -> usize {
        let head = self.folded.get(..end).unwrap_or_default();
        end - head
            .iter()
            .rev()
            .take_while(|c| QUOTES.contains(c) || **c == ' ')
            .count()
    }

    /// The length of the conjunction at `at`.
    fn conjunction(&self, at: usize) -> Option<usize> {
        let word = CONJUNCTIONS.iter().find(|word| self.says(at, word))?;
        Some(word.chars().count())
    }
}

/// The members of an enumeration, ready to be recognised.
#[derive(Debug)]
pub(super) struct Members {
    /// For each member its right forms as written.
    right: Vec<Vec<String>>,
    /// What a member may look like in a list, longest first.
    looks: Vec<Look>,
}

#[derive(Debug)]
struct Look {
    text: Vec<char>,
    member: usize,
    /// Whether it lacks what all members share (政治、大局、核心、看齐意识), so that it must stand by itself.
    short: bool,
}

/// An item of a list, by characters of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The number of the member that it is, if it is one.
    pub(super) member: Option<usize>,
}

/// How a list ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Where it must be complete: at a bracket or the end of the clause.
    Closed,
    /// With other words.
    Open,
    /// With 等, or it says otherwise that it is a part.
    Abridged,
}

/// A list as read.
#[derive(Debug)]
pub(super) struct List {
    pub(super) items: Vec<Item>,
    pub(super) ending: Ending,
    /// Whether what introduces it introduces other things as well.
    pub(super) is_loose: bool,
    /// Whether it stands in brackets by itself.
    pub(super) is_bracketed: bool,
}

impl List {
    /// The members that occur, in order, each once.
    pub(super) fn members(&self) -> impl Iterator<Item = usize> {
        let earlier = |index: usize| &self.items[..index];
        let first = move |(index, item): (usize, &Item)| {
            item.member
                .filter(|_| earlier(index).iter().all(|other| other.member != item.member))
        };
        self.items.iter().enumerate().filter_map(first)
    }

    /// The items that are no members or repeat one.
    pub(super) fn strangers(&self) -> impl Iterator<Item = Item> {
        self.items.iter().enumerate().filter_map(|(index, item)| {
            let again = self.items[..index].iter().any(|other| other.member == item.member);
            (item.member.is_none() || again).then_some(*item)
        })
    }
}

impl Members {
    pub(super) fn new(right: &[Vec<String>]) -> Self {
        let folded = |text: &String| -> Vec<char> { fold::fold(text).chars().collect() };
        let best: Vec<Vec<char>> = right.iter().filter_map(|forms| forms.first()).map(folded).collect();
        let shared = |reversed: bool| -> usize {
            let at = |text: &[char], index: usize| {
                let index = if reversed {
                    text.len().checked_sub(index + 1)?
                } else {
                    index
                };
                text.get(index).copied()
            };
            let first = best.first().map_or(&[][..], Vec::as_slice);
            let is_shared = |index: &usize| best.iter().all(|text| at(text, *index) == at(first, *index));
            (0..first.len()).take_while(is_shared).count()
        };
        let (prefix, suffix) = (shared(false), shared(true));
        let mut looks = Vec::new();
        for (member, forms) in right.iter().enumerate() {
            for text in forms.iter().map(folded) {
                for head in 0..=prefix {
                    for tail in 0..=suffix {
                        let Some(rest) = text.get(head..text.len().saturating_sub(tail)) else {
                            continue;
                        };
                        let short = (head, tail) != (0, 0);
                        if !short || rest.len() >= 2 {
                            looks.push(Look {
                                text: rest.to_vec(),
                                member,
                                short: short || rest.len() < 2,
                            });
                        }
                    }
                }
            }
        }
        looks.sort_by_key(|look| (std::cmp::Reverse(look.text.len()), look.member));
        looks.dedup_by(|one, other| one.text == other.text && one.member == other.member);
        Self {
            right: right.to_vec(),
            looks,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.right.len()
    }

    /// The best form of a member.
    pub(super) fn best(&self, member: usize) -> &str {
        self.right
            .get(member)
            .and_then(|forms| forms.first())
            .map_or("", String::as_str)
    }

    /// Whether `written` only says more or less than a member: 增强政治意识, 奢靡, 精神懈怠的危险.
    pub(super) fn is_variation(&self, member: usize, written: &str) -> bool {
        let plain = |text: &str| fold::fold(text).replace(FILLERS, "");
        let written = plain(written);
        let is_same = |form: &String| {
            let form = plain(form);
            let many = |text: &str| text.chars().nth(1).is_some();
            (many(&form) && written.contains(&form)) || (many(&written) && form.contains(&written))
        };
        self.right.get(member).is_some_and(|forms| forms.iter().any(is_same))
    }

    /// Whether `written` is a member with one character wrong, missing or too much.
    pub(super) fn is_misspelt(&self, member: usize, written: &str) -> bool {
        let written = fold::fold(written);
        let near =
            |form: &String| form.chars().nth(2).is_some() && strsim::osa_distance(&fold::fold(form), &written) == 1;
        self.right.get(member).is_some_and(|forms| forms.iter().any(near))
    }

    /// The lists that may stand beside a label, the likeliest first.
    pub(super) fn lists<'m>(&'m self, window: &'m Window<'_>, place: Place) -> Box<dyn Iterator<Item = List> + 'm> {
        match place {
            Place::After => Box::new(introductions(window).map(|(at, is_loose)| List {
                is_loose,
                ..self.forward(window, at)
            })),
            Place::Before => Box::new(links(window).filter_map(|(end, is_abridged)| {
                let list = self.backward(window, end)?;
                Some(if is_abridged {
                    List {
                        ending: Ending::Abridged,
                        ..list
                    }
                } else {
                    list
                })
            })),
        }
    }

    /// The member at `at` and its end.
    fn at(&self, window: &Window<'_>, at: usize) -> Option<(usize, usize)> {
        self.looks.iter().find_map(|look| {
            let end = at + look.text.len();
            (window.starts_with(at, &look.text) && (!look.short || is_apart(window, end))).then_some((look.member, end))
        })
    }

    /// The member that ends at `end` and its start.
    fn ending_at(&self, window: &Window<'_>, end: usize) -> Option<(usize, usize)> {
        self.looks.iter().find_map(|look| {
            let start = end.checked_sub(look.text.len())?;
            (window.ends_with(end, &look.text) && (!look.short || is_apart(window, end)))
                .then_some((look.member, start))
        })
    }

    /// Reads on from `at`.
    fn forward(&self, window: &Window<'_>, at: usize) -> List {
        let mut list = List {
            items: Vec::new(),
            ending: Ending::Open,
            is_loose: false,
            is_bracketed: false,
        };
        let bracketed = at.checked_sub(1).and_then(|before| window.folded.get(before)) == Some(&'(');
        list.is_bracketed = bracketed;
        let mut at = past_lead(window, at);
        let mut has_pause = false;
        loop {
            let (member, end) = match self.at(window, at) {
                Some((member, end)) => (Some(member), end),
                None => (
                    None,
                    self.misspelt_at(window, at)
                        .unwrap_or_else(|| self.stranger(window, at)),
                ),
            };
            let is_far = end - at > LONGEST_STRANGER.max(self.longest());
            if end == at || (member.is_none() && is_far) {
                return list;
            }
            list.items.push(Item {
                from: at,
                to: end,
                member,
            });
            let next = window.past_quotes(end);
            let Some(&mark) = window.folded.get(next) else {
                list.ending = Ending::Closed;
                return list;
            };
            let conjunction = window.conjunction(next);
            let after = past_lead(window, next + conjunction.unwrap_or(1));
            let goes_on = self.at(window, after).is_some() || self.misspelt_at(window, after).is_some();
            let is_full = list.members().count() == self.len();
            if window.says(next, "等") {
                list.ending = Ending::Abridged;
                return list;
            } else if ENDS.contains(&mark) {
                list.ending = Ending::Closed;
                return list;
            } else if mark == '、' {
                has_pause = true;
                if is_full && !bracketed && !goes_on {
                    return list;
                }
            } else if let (',' | ';', false) = (mark, goes_on) {
                // Where the list was separated by the same mark, what follows may still be an item.
                list.ending = if has_pause && !bracketed {
                    Ending::Closed
                } else {
                    Ending::Open
                };
                return list;
            } else if conjunction.is_some() {
                if is_full || !(goes_on || has_pause) {
                    return list;
                }
            } else if mark != ',' && mark != ';' {
                // A stranger ends at a mark; here a member is followed by other words.
                return list;
            }
            at = after;
        }
    }

    /// Where the item at `at` ends that is a long member but for one character or two; it may hold pauses of its own.
    fn misspelt_at(&self, window: &Window<'_>, at: usize) -> Option<usize> {
        let long = |look: &&Look| look.text.len() >= LONG || look.text.contains(&'、');
        let looks = self.looks.iter().filter(long);
        looks.map(|look| (look, at + look.text.len())).find_map(|(look, end)| {
            let written = window.folded.get(at..end)?;
            let differing = written
                .iter()
                .zip(&look.text)
                .filter(|(one, other)| one != other)
                .count();
            (differing <= 2).then_some(end)
        })
    }

    /// Where the item at `at` ends that is no member.
    fn stranger(&self, window: &Window<'_>, at: usize) -> usize {
        let mut end = at;
        while let Some(c) = window.folded.get(end) {
            let is_mark = matches!(c, '、' | ',' | ';' | ':' | '(') || QUOTES.contains(c) || ENDS.contains(c);
            let joins = window
                .conjunction(end)
                .is_some_and(|length| self.at(window, end + length).is_some());
            if is_mark || (end > at && (joins || *c == '等')) || end - at > REACH / 4 {
                break;
            }
            end += 1;
        }
        end
    }

    /// Reads back from `end`.
    fn backward(&self, window: &Window<'_>, end: usize) -> Option<List> {
        let mut items = Vec::new();
        let mut end = window.before_quotes(end);
        let mut is_closed = false;
        loop {
            if let Some((member, start)) = self.ending_at(window, end) {
                items.push(Item {
                    from: start,
                    to: end,
                    member: Some(member),
                });
                end = window.before_quotes(start);
            } else {
                let head = window.folded.get(..end)?;
                let length = head.iter().rev().take_while(|c| !matches!(c, '、' | ',' | ';')).count();
                let start = end - length;
                let marked = start.checked_sub(1).and_then(|at| window.folded.get(at)) == Some(&'、');
                let prose = head[start..].iter().any(|c| ENDS.contains(c) || *c == '(' || *c == ':');
                // Only between separators is it an item; the first of a list may have other words before it.
                if !marked || items.is_empty() || length == 0 || length > LONGEST_STRANGER || prose {
                    break;
                }
                let from = window.past_quotes(start);
                items.push(Item {
                    from,
                    to: end,
                    member: None,
                });
                end = start;
            }
            match end.checked_sub(1).and_then(|at| window.folded.get(at)) {
                Some('、' | ',') => end = window.before_quotes(end - 1),
                Some('和' | '与' | '及') => end = window.before_quotes(end - 1),
                _ => {
                    is_closed = true;
                    break;
                }
            }
        }
        while items.last().is_some_and(|item: &Item| item.member.is_none()) {
            items.pop();
            is_closed = false;
        }
        items.reverse();
        Some(List {
            items,
            ending: if is_closed { Ending::Closed } else { Ending::Open },
            is_loose: false,
            is_bracketed: false,
        })
    }

    fn longest(&self) -> usize {
        self.looks.first().map_or(0, |look| look.text.len())
    }
}

/// Whether an item that ends at `end` stands by itself.
fn is_apart(window: &Window<'_>, end: usize) -> bool {
    let next = window.past_quotes(end);
    match window.folded.get(next) {
        None => true,
        Some(c) => matches!(c, '、' | ',' | ';') || ENDS.contains(c) || window.conjunction(next).is_some(),
    }
}

/// Skips what may stand before an item: marks, and 一是 or 1. that number it.
fn past_lead(window: &Window<'_>, at: usize) -> usize {
    let mut at = at;
    while let Some(c) = window.folded.get(at) {
        let next = window.folded.get(at + 1);
        let numbers = "一二三四五六七八九十".contains(*c) && matches!(next, Some('是'));
        let counts = c.is_ascii_digit() && matches!(next, Some('.' | '、' | ')'));
        if numbers || counts {
            at += 2;
        } else if QUOTES.contains(c) || matches!(c, ' ' | ':' | '—') {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Where a list may begin after a label, and whether it is loosely introduced.
fn introductions<'w>(window: &'w Window<'_>) -> impl Iterator<Item = (usize, bool)> + 'w {
    let start = window.past_quotes(0);
    // A comma may stand before 即 and its like, and nowhere else.
    let is_gap = move |at: usize| match window.folded.get(at) {
        Some(',') => INTRODUCTIONS
            .iter()
            .any(|(word, is_loose)| !is_loose && window.says(at + 1, word)),
        Some(c) => !matches!(c, '、' | ';' | '。' | '\n' | ')' | '《'),
        None => false,
    };
    let reach = (start..=start + GAP).take_while(move |&at| at == start || is_gap(at - 1));
    reach.filter_map(move |at| {
        let (word, is_loose) = INTRODUCTIONS.iter().find(|(word, _)| window.says(at, word))?;
        let gap: String = window.folded.get(start..at).unwrap_or_default().iter().collect();
        if PARTIAL.iter().any(|word| gap.contains(word)) {
            return None;
        }
        Some((at + word.chars().count(), *is_loose))
    })
}

/// Where a list may end before a label, and whether it is abridged.
fn links<'w>(window: &'w Window<'_>) -> impl Iterator<Item = (usize, bool)> + 'w {
    let end = window.before_quotes(window.folded.len());
    LINKS.iter().filter_map(move |&(link, is_abridged)| {
        let link: Vec<char> = link.chars().collect();
        window.ends_with(end, &link).then(|| (end - link.len(), is_abridged))
    })
}
