//! Which of the fixes for a document are made.
//!
//! Of two that overlap the earlier is made, of two that begin together the longer; the other is left for another run.
//! Whatever is made is checked as a whole: the new text must read as the old one with the right forms in place, must
//! not be found wrong where it was not, and must no longer be found wrong where it was mended. Where that fails, halves
//! are tried, so that one bad edit does not keep a file from being mended.

use std::collections::HashSet;

use super::apply;
use crate::{
    diagnostic::{Applicability, Diagnostic, Edit, RuleId},
    document::{Document, PieceText},
    text::text_range::TextRange,
};

/// Checks of one document at most; beyond them what is undecided is left alone, so that no input takes forever.
const MOST_CHECKS: usize = 64;

/// What is done about the findings of a document.
#[derive(Debug)]
pub struct Plan {
    /// All edits, in order of place, none overlapping another.
    pub edits: Vec<Edit>,
    /// The document with them made.
    pub document: Document,
    /// Numbers of the findings that are put right, in order.
    pub fixed: Vec<usize>,
    /// Numbers of the findings that could have been and are not, and why, in order.
    pub refused: Vec<(usize, Refusal)>,
    /// What is found in the new document.
    pub remaining: Vec<Diagnostic>,
}

/// Why a fix is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Another fix has the same place.
    Overlap,
    /// The encoding of the file has no such character.
    Encoding,
    /// It would change how the text around reads, such as markup that becomes text.
    Markup,
    /// It would be found wrong by this rule.
    NewFinding(RuleId),
    /// It would not put the finding right.
    StillFound,
    /// Too much had to be checked to decide.
    Undecided,
}

/// The outcome of making some of the fixes.
struct Attempt {
    edits: Vec<Edit>,
    document: Document,
    found: Vec<Diagnostic>,
}

/// Plans the fixes of `found` in `document` that are at least as sure as `least`.
///
/// `parse` makes a document of a source as this one was made, `check` finds what is wrong as `found` was found, and
/// `can_write` tells whether the file can hold a text.
#[must_use]
pub fn plan(
    document: Document,
    found: &[Diagnostic],
    least: Applicability,
    parse: impl Fn(String) -> Document,
    check: impl Fn(&Document) -> Vec<Diagnostic>,
    can_write: impl Fn(&str) -> bool,
) -> Plan {
    let mut refused = Vec::new();
    let mut chosen: Vec<(usize, &[Edit])> = Vec::new();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&number| {
        let range = found.get(number).map(|diagnostic| diagnostic.range);
        range.map(|range| (range.start, std::cmp::Reverse(range.end)))
    });
    let mut end = 0;
    for number in order {
        let Some(fix) = found
            .get(number)
            .and_then(|diagnostic| diagnostic.fix.as_ref())
            .filter(|fix| fix.applicability >= least)
        else {
            continue;
        };
        let edits = fix.edits.as_slice();
        let (Some(first), Some(last)) = (edits.first(), edits.last()) else {
            continue;
        };
        // Another dictionary may say the very same.
        let is_known = chosen.last().is_some_and(|(_, known)| *known == edits);
        if !edits.iter().all(|edit| can_write(&edit.text)) {
            refused.push((number, Refusal::Encoding));
        } else if is_known || chosen.is_empty() || touches_nothing(first.range, end) {
            end = last.range.end.max(end);
            chosen.push((number, edits));
        } else {
            refused.push((number, Refusal::Overlap));
        }
    }

    let mut trial = Trial {
        document: &document,
        found,
        parse,
        check,
        checks: 0,
    };
    let mut made: Vec<(usize, &[Edit])> = Vec::new();
    let mut best: Option<Attempt> = None;
    let mut groups = vec![chosen];
    while let Some(group) = groups.pop() {
        if group.is_empty() {
            continue;
        }
        let together: Vec<(usize, &[Edit])> = made.iter().chain(&group).copied().collect();
        match trial.make(&together) {
            Ok(attempt) => {
                best = Some(attempt);
                made.extend(group);
            }
            Err(refusal) => match group.as_slice() {
                [(number, _)] => refused.push((*number, refusal)),
                _ if refusal == Refusal::Undecided => {
                    refused.extend(group.iter().map(|&(number, _)| (number, Refusal::Undecided)));
                }
                _ => {
                    let (first, second) = group.split_at(group.len() / 2);
                    groups.push(second.to_vec());
                    groups.push(first.to_vec());
                }
            },
        }
    }
    refused.sort_by_key(|&(number, _)| number);
    let mut fixed: Vec<usize> = made.iter().map(|&(number, _)| number).collect();
    fixed.sort_unstable();
    match best {
        Some(Attempt { edits, document, found }) => Plan {
            edits,
            document,
            fixed,
            refused,
            remaining: found,
        },
        None => Plan {
            edits: Vec::new(),
            document,
            fixed,
            refused,
            remaining: found.to_vec(),
        },
    }
}

/// Whether edits that begin at `range` lie behind those that end at `end`. Two insertions at one place would have no order.
fn touches_nothing(range: TextRange, end: usize) -> bool {
    range.start > end || (range.start == end && !range.is_empty())
}

struct Trial<'t, P, C> {
    document: &'t Document,
    found: &'t [Diagnostic],
    parse: P,
    check: C,
    checks: usize,
}

impl<P: Fn(String) -> Document, C: Fn(&Document) -> Vec<Diagnostic>> Trial<'_, P, C> {
    /// Makes `fixes` and looks whether all is well.
    fn make(&mut self, fixes: &[(usize, &[Edit])]) -> Result<Attempt, Refusal> {
        if self.checks >= MOST_CHECKS {
            return Err(Refusal::Undecided);
        }
        self.checks += 1;
        let fixed: HashSet<usize> = fixes.iter().map(|&(number, _)| number).collect();
        let mut edits: Vec<Edit> = fixes.iter().flat_map(|(_, edits)| edits.iter().cloned()).collect();
        edits.sort_by_key(|edit| edit.range);
        edits.dedup();

        let document = (self.parse)(apply(self.document.source(), &edits));
        if !reads_as(&document, self.document, &edits) || !document.has_shape_of(self.document) {
            return Err(Refusal::Markup);
        }
        let found = (self.check)(&document);
        let shift = Shift::of(&edits);
        let known: HashSet<(&RuleId, usize)> = keys(self.found, &fixed, false, &shift);
        let mended: HashSet<(&RuleId, usize)> = keys(self.found, &fixed, true, &shift);
        for diagnostic in &found {
            let key = (&diagnostic.rule, diagnostic.range.start);
            if mended.contains(&key) {
                return Err(Refusal::StillFound);
            }
            if !known.contains(&key) {
                return Err(Refusal::NewFinding(diagnostic.rule.clone()));
            }
        }
        Ok(Attempt { edits, document, found })
    }
}

/// Rule and new place of the findings that are or are not among `fixed`.
fn keys<'f>(
    found: &'f [Diagnostic],
    fixed: &HashSet<usize>,
    wanted: bool,
    shift: &Shift,
) -> HashSet<(&'f RuleId, usize)> {
    let numbered = found.iter().enumerate();
    numbered
        .filter(|(number, _)| fixed.contains(number) == wanted)
        .map(|(_, diagnostic)| (&diagnostic.rule, shift.new_place(diagnostic.range.start)))
        .collect()
}

/// Where places of the old source are in the new one.
struct Shift {
    /// For each edit where it ends, and the bytes by which places from there on lie further back and further forward.
    ends: Vec<(usize, usize, usize)>,
}

impl Shift {
    fn of(edits: &[Edit]) -> Self {
        let (mut added, mut removed) = (0, 0);
        let ends = edits.iter().map(|edit| {
            added += edit.text.len();
            removed += edit.range.len();
            (edit.range.end, added, removed)
        });
        Self { ends: ends.collect() }
    }

    fn new_place(&self, at: usize) -> usize {
        let before = self.ends.partition_point(|&(end, ..)| end <= at);
        match before.checked_sub(1).and_then(|index| self.ends.get(index)) {
            Some(&(_, added, removed)) => (at + added).saturating_sub(removed),
            None => at,
        }
    }
}

/// Whether `new` reads as `old` does with `edits` made where they are seen, segment by segment.
fn reads_as(new: &Document, old: &Document, edits: &[Edit]) -> bool {
    let mut expected = expected_texts(old, edits).into_iter();
    let same = new.segments().all(|segment| expected.next() == Some(segment.text()));
    same && expected.next().is_none()
}

/// The texts of the segments of `document` with `edits` made.
fn expected_texts(document: &Document, edits: &[Edit]) -> Vec<String> {
    let mut texts = Vec::new();
    // Of two pieces at the two sides of an insertion it belongs to the one before.
    let mut made = vec![false; edits.len()];
    for segment in document.segments() {
        let mut text = String::new();
        for piece in segment.pieces {
            let seen = segment.piece_text(piece);
            let first = edits.partition_point(|edit| edit.range.end < piece.source.start);
            let within = edits
                .get(first..)
                .into_iter()
                .flatten()
                .zip(made.get_mut(first..).into_iter().flatten())
                .take_while(|(edit, _)| edit.range.start <= piece.source.end)
                .filter(|(edit, made)| piece.source.covers(edit.range) && !**made);
            let mut at = 0;
            for (edit, made) in within {
                if piece.text == PieceText::Identical {
                    let (start, end) = (
                        edit.range.start - piece.source.start,
                        edit.range.end - piece.source.start,
                    );
                    text.push_str(seen.get(at..start).unwrap_or_default());
                    text.push_str(&edit.text);
                    at = end;
                    *made = true;
                } else if edit.range == piece.source {
                    text.push_str(&edit.text);
                    at = seen.len();
                    *made = true;
                } else if edit.range.is_empty() && edit.range.start == piece.source.end {
                    text.push_str(seen.get(at..).unwrap_or_default());
                    text.push_str(&edit.text);
                    at = seen.len();
                    *made = true;
                }
            }
            text.push_str(seen.get(at..).unwrap_or_default());
        }
        texts.push(text);
    }
    texts
}
