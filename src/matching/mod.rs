//! From a document to candidates: where a wrong form stands, and whether there it is wrong.
//!
//! `lexicon` finds, `boundary` and the exceptions judge, `overlap` decides between candidates in one place.
//! Candidates that were released stay, with the reason, so that a user can ask why something was not reported.
//! What a finding says and how grave it is belongs to the [`Checker`](crate::checker::Checker).

mod boundary;
pub(crate) mod lexicon;
mod overlap;
mod pair_hash;
mod reader;

use std::sync::Arc;

use self::{
    boundary::Boundaries,
    lexicon::{Hit, Lexicon, TooLarge},
    reader::Cursor,
};
use crate::{
    config::Allow,
    dictionary::{Boundary, Entry},
    document::{Document, Segment, SegmentKind},
    text::{
        fold,
        segmenter::{WordList, Words},
        text_range::TextRange,
    },
};

/// A place where an entry's wrong form stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Number of the entry among those the matcher was built with.
    pub entry: usize,
    /// Where it stands.
    pub range: TextRange,
    /// What stands there as a reader sees it, without markup and invisible characters.
    pub written: String,
    /// The sort of segment that it stands in.
    pub kind: SegmentKind,
    /// Whether it is wrong there.
    pub verdict: Verdict,
    /// The words around it, where word ends were asked for; only when the matcher was asked to explain.
    pub words: Vec<String>,
}

/// Whether a candidate is reported, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is wrong.
    Reported,
    /// Its ends are not the ends of words.
    NotAWord,
    /// It differs from the wrong form in case, width or script, and the right form differs in no more.
    NotLiteral,
    /// It is part of this text, in which the entry says it is right.
    Exception(String),
    /// The organisation stands by a text around it, for this reason.
    Allowed(String),
    /// A longer finding of the same dictionary covers it, or the organisation's own dictionary speaks of
    /// the same place: the entry of that number.
    Covered(usize),
}

/// Finds candidates of a fixed set of entries.
pub struct Matcher {
    entries: Vec<Arc<Entry>>,
    literal: Vec<bool>,
    allow: Vec<Allow>,
    uses: Vec<Use>,
    lexicon: Lexicon,
    words: Words,
}

/// What a pattern of the lexicon stands for.
enum Use {
    Term(usize),
    Exception { entry: usize, text: String },
    Allowed(usize),
}

/// A hit that an exception or an allowed text made, which may cover candidates.
struct Cover<'m> {
    used: &'m Use,
    range: (Cursor, Cursor),
}

impl Matcher {
    /// Prepares the search for `entries` and the texts of `allow`.
    ///
    /// # Errors
    ///
    /// A description in Chinese if the patterns are too many to be compiled or the word list in the binary is damaged.
    pub fn new(entries: Vec<Arc<Entry>>, allow: Vec<Allow>) -> Result<Self, String> {
        let mut texts: Vec<(&str, Use)> = Vec::with_capacity(entries.len());
        let mut literal = Vec::with_capacity(entries.len());
        let mut wrong_words = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let wrong = fold::fold(&entry.wrong);
            texts.push((&entry.wrong, Use::Term(number)));
            literal.push(entry.to.iter().any(|right| fold::fold(right) == wrong));
            // A right form that holds the wrong one must not be reported for it.
            let right = entry.to.iter().filter(|right| {
                let right = fold::fold(right);
                right != wrong && right.contains(&*wrong)
            });
            for text in entry.except.iter().chain(right) {
                let used = Use::Exception {
                    entry: number,
                    text: text.clone(),
                };
                texts.push((text, used));
            }
            if entry.boundary != Boundary::None {
                wrong_words.push(wrong);
            }
        }
        for (number, allowed) in allow.iter().enumerate() {
            texts.push((&allowed.text, Use::Allowed(number)));
        }

        let too_many = |TooLarge| "词条太多，超出了一次检查能容纳的数量；请减少词典".to_owned();
        let numbered = texts.iter().zip(0..).map(|((text, _), number)| (*text, number));
        let lexicon = Lexicon::build(numbered).map_err(too_many)?;
        let words = WordList::without(wrong_words)
            .map_err(|error| format!("程序内的分词词表已损坏，请重新安装（原文：{error}）"))?;
        let uses = texts.into_iter().map(|(_, used)| used).collect();
        Ok(Self {
            entries,
            literal,
            allow,
            uses,
            lexicon,
            words: Words::new(words),
        })
    }

    /// The entries, by the numbers that candidates carry.
    #[must_use]
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The words by which ends are judged: the segmenter's list without the wrong forms.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Every candidate of `document`, reported and released ones, ordered by place. With `explain` those
    /// that were judged by word ends carry the words around them.
    #[must_use]
    pub fn candidates(&self, document: &Document, explain: bool) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for segment in document.segments() {
            let mut hits: Vec<Hit<'_>> = Vec::new();
            self.lexicon.find(segment, |hit| hits.push(hit));
            if !hits.is_empty() {
                hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
                self.judge(segment, &hits, explain, &mut candidates);
            }
        }
        overlap::resolve(&mut candidates, &self.entries);
        candidates
    }

    fn judge(&self, segment: Segment<'_>, hits: &[Hit<'_>], explain: bool, candidates: &mut Vec<Candidate>) {
        let covers: Vec<Cover<'_>> = hits
            .iter()
            .flat_map(|hit| hit.uses.iter().map(move |&used| (hit, &self.uses[used as usize])))
            .filter(|(_, used)| !matches!(used, Use::Term(_)))
            .map(|(hit, used)| Cover {
                used,
                range: (hit.start, hit.end),
            })
            .collect();
        let mut boundaries = Boundaries::new(segment);
        for hit in hits {
            for &used in hit.uses {
                let Use::Term(entry) = self.uses[used as usize] else {
                    continue;
                };
                let written: String = reader::forward(segment, hit.start)
                    .take_while(|glyph| glyph.before < hit.end)
                    .map(|glyph| glyph.written)
                    .collect();
                let mut words = Vec::new();
                let verdict = if self.literal[entry] && written != self.entries[entry].wrong {
                    Verdict::NotLiteral
                } else if let Some(verdict) = self.covered(entry, hit, &covers) {
                    verdict
                } else {
                    let free = self.ends_are_free(entry, hit, &mut boundaries);
                    if explain && self.entries[entry].boundary != Boundary::None {
                        words = boundaries.words().to_vec();
                    }
                    if free { Verdict::Reported } else { Verdict::NotAWord }
                };
                candidates.push(Candidate {
                    entry,
                    range: hit.source,
                    written,
                    kind: segment.kind,
                    verdict,
                    words,
                });
            }
        }
    }

    fn covered(&self, entry: usize, hit: &Hit<'_>, covers: &[Cover<'_>]) -> Option<Verdict> {
        // Covers are ordered by start, and none is longer than a pattern may be; only those that begin at or before
        // the hit can cover it.
        let reach = covers.partition_point(|cover| cover.range.0 <= hit.start);
        covers[..reach].iter().rev().take(NEAREST_COVERS).find_map(|cover| {
            if cover.range.1 < hit.end {
                return None;
            }
            match cover.used {
                Use::Exception { entry: of, text } if *of == entry => Some(Verdict::Exception(text.clone())),
                Use::Allowed(number) => {
                    let allowed = &self.allow[*number];
                    let rule = &self.entries[entry].rule;
                    let answers = allowed.rule.as_ref().is_none_or(|selector| selector.matches(rule));
                    answers.then(|| Verdict::Allowed(allowed.reason.clone()))
                }
                _ => None,
            }
        })
    }

    fn ends_are_free(&self, entry: usize, hit: &Hit<'_>, boundaries: &mut Boundaries<'_>) -> bool {
        let boundary = self.entries[entry].boundary;
        let start = matches!(boundary, Boundary::Word | Boundary::Start);
        let end = matches!(boundary, Boundary::Word | Boundary::End);
        (!start || boundaries.at(hit.start, &self.words)) && (!end || boundaries.at(hit.end, &self.words))
    }
}

/// How many covers before a candidate are looked at: many more than ever overlap one place.
const NEAREST_COVERS: usize = 256;
