//! From a document to candidates: where a wrong form stands, and whether there it is wrong.
//!
//! `lexicon` finds, `boundary` and the exceptions judge, `overlap` decides between candidates in one place.
//! Candidates that were released stay, with the reason, so that a user can ask why something was not reported.
//! What a finding says and how grave it is belongs to the [`Checker`](crate::checker::Checker).

mod anniversary;
mod boundary;
mod condition;
mod cooccurrence;
mod enumeration;
mod finder;
pub(crate) mod lexicon;
mod listing;
mod near_miss;
mod overlap;
pub(crate) mod pattern;
mod reader;
pub(crate) mod rename;
mod roster;
mod series;
mod validation;

use std::{borrow::Cow, sync::Arc};

pub use self::finder::{Day, Finding};
use self::{
    boundary::Boundaries,
    finder::{Finder, Found, Literal, Scene, Seen, Wanted},
    lexicon::{Hit, Lexicon, TooLarge},
    reader::Cursor,
};
use crate::{
    config::Allow,
    dictionary::{
        Boundary, Entry,
        search::{Role, SearchText, exceptions},
    },
    document::{
        Segment, SegmentKind,
        prose::{Layout, Paragraph},
    },
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
    /// What to say, if more than the entry says itself.
    pub finding: Option<Finding>,
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
    /// The entry does not hold on the day of publication.
    NotInForce,
    /// The text around it is such that it is right, for this reason.
    Excused(String),
    /// A longer finding of the same dictionary covers it, or the organisation's own dictionary speaks of
    /// the same place: the entry of that number.
    Covered(usize),
}

/// Finds candidates of a fixed set of entries.
pub struct Matcher {
    entries: Vec<Arc<Entry>>,
    allow: Vec<Allow>,
    uses: Vec<Use>,
    lexicon: Lexicon,
    finders: Vec<Box<dyn Finder>>,
    words: Words,
}

/// What a pattern of the lexicon stands for.
enum Use {
    Term(usize),
    Exception { entry: usize, number: u32 },
    Allowed(usize),
    Literal { finder: usize, literal: Literal },
}

/// A hit that an exception or an allowed text made, which may cover candidates.
struct Cover<'m> {
    used: &'m Use,
    range: (Cursor, Cursor),
    source: TextRange,
}

impl Matcher {
    /// Prepares the search for `entries` and the texts of `allow`.
    ///
    /// # Errors
    ///
    /// A description in Chinese if the patterns are too many to be compiled or the word list in the binary is damaged.
    pub fn new(entries: Vec<Arc<Entry>>, allow: Vec<Allow>) -> Result<Self, String> {
        let damaged = "程序内的词典已损坏，请重新安装";
        let mut texts: Vec<(Cow<'_, str>, Use)> = Vec::with_capacity(entries.len());
        let mut literals = Vec::new();
        let mut no_words = Vec::new();
        let mut wanted = Wanted::default();
        for (number, entry) in entries.iter().enumerate() {
            let search = entry.search().ok_or(damaged)?;
            wanted.add(number, &search);
            let (sort, is_no_word) = (search.sort, search.is_no_word);
            let searched = match search {
                Cow::Borrowed(search) => search.texts.iter().map(SearchText::borrowed).collect(),
                Cow::Owned(search) => search.texts,
            };
            for text in searched {
                match text.role {
                    Role::Wrong => {
                        if is_no_word {
                            no_words.push(text.form.clone());
                        }
                        texts.push((text.form, Use::Term(number)));
                    }
                    Role::Exception(exception) => {
                        let used = Use::Exception {
                            entry: number,
                            number: exception,
                        };
                        texts.push((text.form, used));
                    }
                    Role::Literal(literal) => {
                        let literal = Literal {
                            entry: number,
                            number: literal,
                        };
                        literals.push((text.form, sort, literal));
                    }
                    Role::Phrase => wanted.phrases.push((number, text.form)),
                }
            }
        }
        let finders = finder::finders(&wanted, &entries);
        for (number, allowed) in allow.iter().enumerate() {
            texts.push((fold::fold(&allowed.text), Use::Allowed(number)));
        }
        for (form, sort, literal) in literals {
            // There are but a few.
            if let Some(finder) = finders.iter().position(|finder| finder.sort() == sort) {
                texts.push((form, Use::Literal { finder, literal }));
            }
        }

        let too_many = |TooLarge| "词条太多，超出了一次检查能容纳的数量；请减少词典".to_owned();
        let (texts, uses): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
        let lexicon = Lexicon::build_folded(texts.into_iter().zip(0..)).map_err(too_many)?;
        let words = WordList::without(no_words)
            .map_err(|error| format!("程序内的分词词表已损坏，请重新安装（原文：{error}）"))?;
        Ok(Self {
            entries,
            allow,
            uses,
            lexicon,
            finders,
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

    /// Every candidate of the document, published on `day`, reported and released ones, ordered by place. With `explain`
    /// those that were judged by word ends carry the words around them.
    #[must_use]
    pub fn candidates(&self, layout: &Layout<'_>, day: Day, explain: bool) -> Vec<Candidate> {
        let scene = Scene {
            entries: &self.entries,
            words: &self.words,
            day,
        };
        let mut candidates = Vec::new();
        let mut literals: Vec<Vec<(Literal, TextRange)>> = vec![Vec::new(); self.finders.len()];
        let reads_all = self.finders.iter().any(|finder| finder.is_unconditional());
        for (number, segment) in layout.document().segments().enumerate() {
            let mut hits: Vec<Hit<'_>> = Vec::new();
            self.lexicon.find(segment, |hit| hits.push(hit));
            for (finder, seen) in self.finders.iter().zip(&mut literals) {
                seen.clear();
                finder.scan(segment, seen);
            }
            if hits.is_empty() && literals.iter().all(Vec::is_empty) && !reads_all {
                continue;
            }
            hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
            let covers = self.covers(&hits);
            let paragraphs = || layout.paragraphs(number);
            self.judge(segment, &hits, &covers, &scene, paragraphs, explain, &mut candidates);
            self.read(&hits, &mut literals, &covers, &scene, paragraphs, &mut candidates);
        }
        overlap::resolve(&mut candidates, &self.entries);
        rename::keep_first_labels(&mut candidates, &self.entries);
        candidates
    }

    /// The hits that may cover a candidate.
    fn covers<'m>(&'m self, hits: &[Hit<'_>]) -> Vec<Cover<'m>> {
        hits.iter()
            .flat_map(|hit| hit.uses.iter().map(move |&used| (hit, &self.uses[used as usize])))
            .filter(|(_, used)| matches!(used, Use::Exception { .. } | Use::Allowed(_)))
            .map(|(hit, used)| Cover {
                used,
                range: (hit.start, hit.end),
                source: hit.source,
            })
            .collect()
    }

    /// Judges the terms among `hits`.
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one segment, known to its caller alone"
    )]
    fn judge<'p, 'd: 'p>(
        &self,
        segment: Segment<'_>,
        hits: &[Hit<'_>],
        covers: &[Cover<'_>],
        scene: &Scene<'_>,
        paragraphs: impl Fn() -> &'p [Paragraph<'d>],
        explain: bool,
        candidates: &mut Vec<Candidate>,
    ) {
        let mut boundaries = Boundaries::new(segment);
        for hit in hits {
            for &used in hit.uses {
                let Use::Term(number) = self.uses[used as usize] else {
                    continue;
                };
                let entry = &*self.entries[number];
                let written: String = reader::forward(segment, hit.start)
                    .take_while(|glyph| glyph.before < hit.end)
                    .map(|glyph| glyph.written)
                    .collect();
                let mut words = Vec::new();
                let verdict = if written != entry.form && entry.search().is_some_and(|search| search.is_literal) {
                    Verdict::NotLiteral
                } else if let Some(verdict) = self.covered(number, (hit.start, hit.end), covers) {
                    verdict
                } else if !is_in_force(entry, scene.day) {
                    Verdict::NotInForce
                } else {
                    let free = self.ends_are_free(number, hit, &mut boundaries);
                    if explain && entry.boundary != Boundary::None {
                        words = boundaries.words().to_vec();
                    }
                    if free {
                        context_verdict(entry, hit.source, paragraphs())
                    } else {
                        Verdict::NotAWord
                    }
                };
                candidates.push(Candidate {
                    entry: number,
                    range: hit.source,
                    written,
                    kind: segment.kind,
                    verdict,
                    finding: None,
                    words,
                });
            }
        }
    }

    /// Lets the finders read the paragraphs of a segment in which their literals stand; `literals` holds for each what
    /// it saw for itself.
    fn read<'p, 'd: 'p>(
        &self,
        hits: &[Hit<'_>],
        literals: &mut [Vec<(Literal, TextRange)>],
        covers: &[Cover<'_>],
        scene: &Scene<'_>,
        paragraphs: impl Fn() -> &'p [Paragraph<'d>],
        candidates: &mut Vec<Candidate>,
    ) {
        if self.finders.is_empty() {
            return;
        }
        for hit in hits {
            for &used in hit.uses {
                if let Use::Literal { finder, literal } = self.uses[used as usize] {
                    literals[finder].push((literal, hit.source));
                }
            }
        }
        for (finder, literals) in self.finders.iter().zip(literals) {
            if literals.is_empty() && !finder.is_unconditional() {
                continue;
            }
            for paragraph in paragraphs() {
                let seen: Vec<Seen> = literals
                    .iter()
                    .filter_map(|&(literal, source)| {
                        let range = paragraph.text_range(source)?;
                        Some(Seen { literal, range })
                    })
                    .collect();
                if seen.is_empty() && !finder.is_unconditional() {
                    continue;
                }
                let mut found = Vec::new();
                finder.find(paragraph, &seen, scene, &mut found);
                let judged = found
                    .into_iter()
                    .map(|found| self.judge_found(found, paragraph, covers, scene));
                candidates.extend(judged);
            }
        }
    }

    fn judge_found(
        &self,
        found: Found,
        paragraph: &Paragraph<'_>,
        covers: &[Cover<'_>],
        scene: &Scene<'_>,
    ) -> Candidate {
        let entry = &*self.entries[found.entry];
        let range = paragraph.source(found.range.clone());
        let covered = || {
            let reach = covers.partition_point(|cover| cover.source.start <= range.start);
            let near = covers[..reach].iter().rev().take(NEAREST_COVERS);
            let mut around = near.filter(|cover| cover.source.covers(range));
            around.find_map(|cover| self.release(found.entry, cover))
        };
        let verdict = if let Some(reason) = found.released {
            Verdict::Excused(reason)
        } else if let Some(verdict) = covered() {
            verdict
        } else if !is_in_force(entry, scene.day) {
            Verdict::NotInForce
        } else if !boundary::are_free(entry.boundary, &paragraph.text, &found.range, scene.words) {
            Verdict::NotAWord
        } else {
            match &entry.condition {
                Some(condition) => {
                    condition::objection(condition, paragraph, &found.range).map_or(Verdict::Reported, Verdict::Excused)
                }
                None => Verdict::Reported,
            }
        };
        Candidate {
            entry: found.entry,
            range,
            written: paragraph.text.get(found.range).unwrap_or_default().to_owned(),
            kind: paragraph.kind,
            verdict,
            finding: found.finding,
            words: Vec::new(),
        }
    }

    fn covered(&self, entry: usize, (start, end): (Cursor, Cursor), covers: &[Cover<'_>]) -> Option<Verdict> {
        // Covers are ordered by start, and none is longer than a pattern may be; only those that begin at or before
        // the hit can cover it.
        let reach = covers.partition_point(|cover| cover.range.0 <= start);
        covers[..reach].iter().rev().take(NEAREST_COVERS).find_map(|cover| {
            if cover.range.1 < end {
                return None;
            }
            self.release(entry, cover)
        })
    }

    /// Why `cover` releases a candidate of `entry` that lies in it, if it does.
    fn release(&self, entry: usize, cover: &Cover<'_>) -> Option<Verdict> {
        match cover.used {
            Use::Exception { entry: of, number } if *of == entry => {
                let text = exceptions(&self.entries[entry]).nth(*number as usize);
                text.cloned().map(Verdict::Exception)
            }
            Use::Allowed(number) => {
                let allowed = &self.allow[*number];
                let answers = allowed.answers(&self.entries[entry].rule);
                answers.then(|| Verdict::Allowed(allowed.reason.clone()))
            }
            _ => None,
        }
    }

    fn ends_are_free(&self, entry: usize, hit: &Hit<'_>, boundaries: &mut Boundaries<'_>) -> bool {
        let boundary = self.entries[entry].boundary;
        (!boundary.at_start() || boundaries.at(hit.start, &self.words))
            && (!boundary.at_end() || boundaries.at(hit.end, &self.words))
    }
}

/// How many covers before a candidate are looked at: many more than ever overlap one place.
const NEAREST_COVERS: usize = 256;

/// Whether an entry holds on the day by which a text is judged; one without dates always does.
fn is_in_force(entry: &Entry, day: Day) -> bool {
    let Some(day) = day.as_of() else { return true };
    entry.since.is_none_or(|since| since <= day) && entry.until.is_none_or(|until| day <= until)
}

/// Whether a term is wrong among the words around it.
fn context_verdict(entry: &Entry, range: TextRange, paragraphs: &[Paragraph<'_>]) -> Verdict {
    let Some(condition) = &entry.condition else {
        return Verdict::Reported;
    };
    let place = paragraphs
        .iter()
        .find_map(|paragraph| Some((paragraph, paragraph.text_range(range)?)));
    place
        .and_then(|(paragraph, range)| condition::objection(condition, paragraph, &range))
        .map_or(Verdict::Reported, Verdict::Excused)
}
