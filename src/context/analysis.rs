//! From a document to suspicions: every place that the gate does not clear is weighed, and what the lists, the document
//! or the organisation know is released.

use std::{cell::OnceCell, ops::Range};

use super::{
    confusion::Relation,
    counts::Counts,
    evidence::{Evidence, evidence},
    gate::Gate,
    model::Model,
    pair::pair,
    suspect::suspect,
    symbols::{Reading, Symbol, character, symbol},
    table::key,
    transposition::{is_doubled, is_swapped},
    veto::{Veto, veto},
};
use crate::{document::prose::Prose, text::segmenter::Words};

/// What went wrong in writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// A character stands twice.
    Doubled,
    /// Two characters stand in each other's place.
    Swapped,
    /// A character stands for another, which is like it in this way.
    Substitution(Relation),
    /// Two characters side by side stand for two others.
    Pair,
}

/// A place where something else was probably meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// What went wrong.
    pub slip: Slip,
    /// Number of the paragraph, in [`Prose::paragraphs`].
    pub paragraph: usize,
    /// Where in the text of the paragraph, in bytes.
    pub range: Range<usize>,
    /// What stands there.
    pub written: String,
    /// What was probably meant.
    pub meant: String,
    /// What speaks for it.
    pub evidence: Evidence,
    /// Why it is released all the same.
    pub veto: Option<Veto>,
}

impl Suspicion {
    /// The rule that reports it.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self.slip {
            Slip::Doubled => "context/doubled",
            Slip::Swapped => "context/swapped",
            Slip::Substitution(_) => "context/substitution",
            Slip::Pair => "context/pair",
        }
    }

    /// In which way what is written is like what was meant, in Chinese and in brackets.
    #[must_use]
    pub const fn likeness(&self) -> &'static str {
        match self.slip {
            Slip::Doubled => "（多写了一遍）",
            Slip::Swapped => "（次序颠倒）",
            Slip::Substitution(relation) => relation.describe(),
            Slip::Pair => "（音近或形近）",
        }
    }
}

/// Words that the organisation stands by: right forms of its dictionaries, people, its own names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    words: Vec<Box<[Symbol]>>,
}

impl Accepted {
    /// These words; those of one character say nothing of their surroundings and are left out.
    #[must_use]
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let symbols = |word: &str| -> Box<[Symbol]> { word.chars().map(symbol).collect() };
        let mut words: Vec<_> = words.into_iter().map(symbols).filter(|word| word.len() > 1).collect();
        words.sort_unstable();
        words.dedup();
        Self { words }
    }

    /// Whether one of the words stands over all these places.
    pub(crate) fn covers(&self, symbols: &[Symbol], places: &Range<usize>) -> bool {
        (places.start.saturating_sub(LONGEST_WORD)..=places.start).any(|start| {
            let rest = symbols.get(start..).unwrap_or_default();
            let Some(&head) = rest.first() else {
                return false;
            };
            let from = self
                .words
                .partition_point(|word| word.first().is_some_and(|&other| other < head));
            let same = self.words.get(from..).unwrap_or_default();
            same.iter()
                .take_while(|word| word.first() == Some(&head))
                .any(|word| start + word.len() >= places.end && rest.starts_with(word))
        })
    }
}

/// Characters before a place at which a word over it may begin.
const LONGEST_WORD: usize = 24;

/// What is known of usage, for one document; looked at when the first rule asks.
pub struct Usage<'u> {
    counts: Counts<'u>,
    words: &'u Words,
    accepted: &'u Accepted,
    found: OnceCell<Vec<Suspicion>>,
}

impl<'u> Usage<'u> {
    /// What the shipped model and perhaps the organisation's own know.
    #[must_use]
    pub const fn new(shipped: Model<'u>, learned: Option<Model<'u>>, words: &'u Words, accepted: &'u Accepted) -> Self {
        Self {
            counts: Counts::new(shipped, learned),
            words,
            accepted,
            found: OnceCell::new(),
        }
    }

    /// The suspicions in a document, released ones included, by place. Ask always with the same document.
    pub fn suspicions(&self, prose: &Prose<'_>) -> &[Suspicion] {
        self.found.get_or_init(|| self.read(prose))
    }

    fn read(&self, prose: &Prose<'_>) -> Vec<Suspicion> {
        let weights: Vec<f32> = self.counts.shipped().weights().collect();
        let Some((&threshold, weights)) = weights.split_last() else {
            return Vec::new();
        };
        let texts = || prose.paragraphs.iter().map(|paragraph| &*paragraph.text);
        let whole: OnceCell<DocumentGrams> = OnceCell::new();
        let mut found = Vec::new();
        let (mut reading, mut gate) = (Reading::default(), Gate::default());
        for (paragraph, text) in texts().enumerate() {
            reading.read(text);
            if !gate.judge(&reading.symbols, &self.counts) {
                continue;
            }
            if gate.open == 0 && reading.symbols.windows(2).all(|pair| pair.first() != pair.last()) {
                continue;
            }
            let mut suspects = self.suspects(&reading.symbols, &gate, threshold, weights);
            if !suspects.is_empty() && !self.is_known_without_learning(&reading.symbols) {
                suspects.retain(|found| found.slip == Slip::Doubled || found.is_surer_than(threshold + LEARNED_MARGIN));
            }
            keep_the_surest(&mut suspects);
            if suspects.is_empty() {
                continue;
            }
            let is_japanese = text.chars().any(is_kana);
            for suspect in suspects {
                if let Some(mut suspicion) = self.describe(&reading, paragraph, &suspect) {
                    suspicion.veto = if is_japanese {
                        Some(Veto::Japanese)
                    } else {
                        self.veto(&reading.symbols, &suspect, || {
                            whole.get_or_init(|| DocumentGrams::new(texts()))
                        })
                    };
                    found.push(suspicion);
                }
            }
        }
        found
    }

    /// Whether a text is known well enough to the shipped counts alone. The classifier was fitted on such texts; what an
    /// organisation taught makes others readable, in which it is less sure.
    fn is_known_without_learning(&self, symbols: &[Symbol]) -> bool {
        let shipped = self.counts.without_learning();
        shipped.is_none_or(|shipped| Gate::default().judge(symbols, &shipped))
    }

    fn suspects(&self, symbols: &[Symbol], gate: &Gate, threshold: f32, weights: &[f32]) -> Vec<Found> {
        let places = (0..symbols.len()).filter_map(|place| {
            let is_open = gate.is_clear.get(place) == Some(&false);
            let two = symbols.get(place..place + 2);
            // Each half of a doubled character may be in use with its own side.
            if let Some(&[one, other]) = two
                && one == other
                && is_doubled(symbols, place, &self.counts)
            {
                return Some(Found::certain(Slip::Doubled, place, vec![one]));
            }
            if let Some(&[one, other]) = two
                && is_swapped(symbols, place, gate, &self.counts)
            {
                return Some(Found::certain(Slip::Swapped, place, vec![other, one]));
            }
            if !is_open {
                return None;
            }
            let suspect = suspect(symbols, place, gate, &self.counts, self.words);
            let sure = suspect.map(|suspect| {
                let products = suspect.features.iter().zip(weights);
                (
                    suspect.candidate,
                    products.map(|(feature, weight)| feature * weight).sum::<f32>(),
                )
            });
            if let Some((candidate, score)) = sure.filter(|&(_, score)| score >= threshold) {
                return Some(Found {
                    slip: Slip::Substitution(candidate.relation),
                    places: place..place + 1,
                    meant: vec![candidate.symbol],
                    score,
                });
            }
            let meant = pair(symbols, place, gate, &self.counts)?;
            Some(Found::certain(Slip::Pair, place, meant.to_vec()))
        });
        places.collect()
    }

    /// Why a suspicion is released, if it is.
    fn veto<'g>(&self, symbols: &[Symbol], found: &Found, whole: impl FnOnce() -> &'g DocumentGrams) -> Option<Veto> {
        let places = &found.places;
        let listed = places.clone().find_map(|place| veto(symbols, place));
        let own = || self.accepted.covers(symbols, places).then_some(Veto::Organisation);
        let word = || is_word(symbols, places, self.words).then_some(Veto::Word);
        listed.or_else(own).or_else(word).or_else(|| {
            let is_repeated = whole().repeats(symbols, places);
            is_repeated.then_some(Veto::Document)
        })
    }

    fn describe(&self, reading: &Reading, paragraph: usize, found: &Found) -> Option<Suspicion> {
        let places = &found.places;
        let around = places.start.saturating_sub(3)..(places.end + 3).min(reading.symbols.len());
        let written = reading.symbols.get(around.clone())?;
        let mut meant = reading.symbols.get(around.start..places.start)?.to_vec();
        meant.extend(&found.meant);
        meant.extend(reading.symbols.get(places.end..around.end)?);
        let start = places.start - around.start;
        let evidence = evidence(written, &meant, (start, start + found.meant.len()), &self.counts)?;
        let text = |symbols: &[Symbol]| {
            symbols
                .iter()
                .map(|&symbol| character(symbol))
                .collect::<Option<String>>()
        };
        let written = text(reading.symbols.get(places.clone())?)?;
        let from = *reading.starts.get(places.start)?;
        Some(Suspicion {
            slip: found.slip,
            paragraph,
            range: from..from + written.len(),
            written,
            meant: text(&found.meant)?,
            evidence,
            veto: None,
        })
    }
}

/// How much surer a suspicion must be in a text that is known only through what was learned.
const LEARNED_MARGIN: f32 = 1.5;

/// A suspicion in symbols.
struct Found {
    slip: Slip,
    places: Range<usize>,
    meant: Vec<Symbol>,
    score: f32,
}

impl Found {
    /// Two characters of which the counts alone are sure.
    const fn certain(slip: Slip, place: usize, meant: Vec<Symbol>) -> Self {
        Self {
            slip,
            places: place..place + 2,
            meant,
            score: f32::INFINITY,
        }
    }

    /// Whether it was weighed, and its score is higher.
    const fn is_surer_than(&self, score: f32) -> bool {
        matches!(self.slip, Slip::Substitution(_)) && self.score >= score
    }
}

/// Of suspicions side by side, one explains the others: the surest is kept.
fn keep_the_surest(found: &mut Vec<Found>) {
    found.dedup_by(|next, kept| {
        let touches = next.places.start <= kept.places.end;
        if touches && next.score > kept.score {
            std::mem::swap(next, kept);
        }
        touches
    });
}

/// Whether what is written is a word of the segmenter's list, or lies in a longer one.
fn is_word(symbols: &[Symbol], places: &Range<usize>, words: &Words) -> bool {
    // A pair that is listed is a word; of a single character only a longer word says anything.
    let shortest = if places.len() > 1 { places.len() } else { 3 };
    let first = places.start.saturating_sub(LONGEST_LISTED - 1);
    (first..=places.start).any(|start| {
        let text: String = symbols
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take(LONGEST_LISTED)
            .map_while(|&symbol| character(symbol))
            .collect();
        let mut found = false;
        words.prefixes(&text, |word, frequency| {
            let length = word.chars().count();
            // The list has many a pair that hardly anyone writes.
            let is_common = length > 2 || frequency >= COMMON;
            found |= is_common && length >= shortest && start + length >= places.end;
        });
        found
    })
}

/// The frequency from which a listed word of two characters counts.
const COMMON: u64 = 80;

/// Characters of the longest listed word that is looked for.
const LONGEST_LISTED: usize = 6;

const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}')
}

/// Every sequence of two and three characters of a document, each as often as it stands there.
pub(super) struct DocumentGrams {
    sorted: Vec<u64>,
}

impl DocumentGrams {
    pub(super) fn new<'t>(paragraphs: impl Iterator<Item = &'t str>) -> Self {
        let mut sorted = Vec::new();
        let mut reading = Reading::default();
        for paragraph in paragraphs {
            reading.read(paragraph);
            for order in 2..=3 {
                sorted.extend(reading.symbols.windows(order).map(key));
            }
        }
        sorted.sort_unstable();
        Self { sorted }
    }

    fn count(&self, symbols: &[Symbol]) -> usize {
        let key = key(symbols);
        let end = self.sorted.partition_point(|&other| other <= key);
        end - self.sorted.partition_point(|&other| other < key)
    }

    /// Whether a document that writes so elsewhere too means what it says.
    pub(super) fn repeats(&self, symbols: &[Symbol], places: &Range<usize>) -> bool {
        let Some(around) = places
            .start
            .checked_sub(1)
            .and_then(|start| symbols.get(start..=places.end))
        else {
            return false;
        };
        let [left, one, .., last, right] = *around else {
            let [left, one, right] = *around else {
                return false;
            };
            return self.repeats_one(left, one, right);
        };
        self.count(&[left, one, last]) >= 2 || self.count(&[one, last, right]) >= 2 || self.count(&[one, last]) >= 3
    }

    fn repeats_one(&self, left: Symbol, one: Symbol, right: Symbol) -> bool {
        let is_hanzi = |symbol| character(symbol).is_some();
        let (before, after) = (self.count(&[left, one]), self.count(&[one, right]));
        match (is_hanzi(left), is_hanzi(right)) {
            (true, true) => {
                self.count(&[left, one, right]) >= 2 || (before >= 3 && after >= 3) || before >= 5 || after >= 5
            }
            // Beside a mark the other side alone decides.
            (true, false) => before >= 2,
            (false, true) => after >= 2,
            (false, false) => true,
        }
    }
}
