//! Makes the model: counts, and a classifier fitted on errors that are made on purpose.
//!
//! The classifier must know how sure the counts are of text that they were *not* counted from. So the texts come in
//! folds of different kinds, such as statutes and judicial interpretations; for each fold a model is counted from the
//! others, and what that model suspects in the fold is an example: a place as it was printed is one of a wrong suspicion,
//! a character that was replaced by one that it is mistaken for is one of a right suspicion. No real error is looked at.
//!
//! The same texts in the same order give the same bytes on the same kind of machine. Reading files is left to the caller.

use super::{
    analysis::DocumentGrams,
    confusion::{Partners, Relation, Shape, Sound},
    count::Counter,
    counts::Counts,
    gate::Gate,
    model::{Model, Unusable},
    score::FEATURES,
    suspect::{Suspect, suspect},
    symbols::{Reading, Symbol, character, symbol},
    table::count_of,
    veto::veto,
};
use crate::text::{hanzi::is_hanzi, segmenter::Words};

/// Into how many parts files are divided.
pub const PARTS: u64 = 16;

/// The part of a file, by a hash of the title in its name, without directory and extension: what stands in brackets at
/// its end is left out if it has a digit, so that versions of one text stay together.
#[must_use]
pub fn part(name: &str) -> u64 {
    let title = match name.rsplit_once(['(', '（']) {
        Some((title, rest)) if rest.contains(|c: char| c.is_ascii_digit()) => title.trim(),
        _ => name,
    };
    // FNV-1a, with its bits mixed so that the low ones depend on all of the text.
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in title.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    (hash ^ (hash >> 33)) % PARTS
}

/// A text as its paragraphs.
pub type Text = Vec<String>;

/// Texts of one kind.
#[derive(Debug, Default)]
pub struct Fold {
    /// Texts to count.
    pub counted: Vec<Text>,
    /// Texts to choose by what is sure enough to be reported; they are not counted.
    pub tuning: Vec<Text>,
}

/// A model and what was met on the way.
#[derive(Debug)]
pub struct Trained {
    /// The file.
    pub file: Vec<u8>,
    /// Hanzi that were counted.
    pub counted: u64,
    /// Suspicions in texts as they were printed, and after a character was replaced.
    pub examples: [usize; 2],
    /// Hanzi of the tuning texts.
    pub tuning: usize,
    /// The score that a report needs.
    pub threshold: f32,
}

/// How much a wrong suspicion weighs in fitting, a right one being 1.
const WRONG_WEIGHT: f64 = 3.0;

/// How much a suspicion weighs that sees the error and not what was meant.
const HALF_RIGHT_WEIGHT: f64 = 0.5;

/// Beyond this score the fit is made once more, since only the surest are ever reported.
const TAIL: f64 = 1.0;

/// One counted text in so many gives examples besides the tuning texts.
const EXAMPLES_EVERY: usize = 3;

/// Fewest Hanzi of a paragraph in which an error is made.
const SHORTEST: usize = 6;

struct Example {
    features: [f32; FEATURES],
    is_right: bool,
    weight: f64,
}

/// Counts the folds, fits the classifier, and sets what a report needs such that no more than `alarms` in 100,000 Hanzi
/// of the tuning texts are reported.
///
/// # Errors
///
/// If a model of a part of the texts cannot be used.
pub fn train(folds: &[Fold], partners: &Partners, words: &Words, alarms: f64) -> Result<Trained, Unusable> {
    let count = |without: Option<usize>, weights: &[f32]| {
        let mut counter = Counter::default();
        let folds = folds.iter().enumerate().filter(|(number, _)| Some(*number) != without);
        for text in folds.flat_map(|(_, fold)| &fold.counted) {
            counter.add(text.iter().map(String::as_str));
        }
        counter.finish(1, partners, weights)
    };

    let mut examples = Vec::new();
    let mut met = [0, 0];
    for (number, fold) in folds.iter().enumerate() {
        let file = count(Some(number), &[]);
        let counts = Counts::new(Model::open(&file)?, None);
        let more = fold.counted.iter().step_by(EXAMPLES_EVERY);
        for (seed, text) in fold.tuning.iter().chain(more).enumerate() {
            let printed = suspects(text, &counts, words);
            met[0] += printed.len();
            examples.extend(printed.into_iter().map(|suspect| Example {
                features: suspect.features,
                is_right: false,
                weight: WRONG_WEIGHT,
            }));
            let mut random = Random::new(seed, number);
            let before = examples.len();
            for paragraph in text {
                examples.extend(error_in(paragraph, partners, &counts, words, &mut random));
            }
            met[1] += examples.len() - before;
        }
    }
    let all: Vec<&Example> = examples.iter().collect();
    let mut weights = fit(&all);
    for _ in 0..2 {
        let tail: Vec<&Example> = all
            .iter()
            .copied()
            .filter(|example| score(&weights, example) > TAIL)
            .collect();
        weights = fit(&tail);
    }

    let mut weights: Vec<f32> = weights.iter().map(|&weight| to_f32(weight)).collect();
    let file = count(None, &weights);
    let counts = Counts::new(Model::open(&file)?, None);
    let (mut scores, mut hanzi) = (Vec::new(), 0);
    for text in folds.iter().flat_map(|fold| &fold.tuning) {
        hanzi += text
            .iter()
            .flat_map(|text| text.chars())
            .filter(|&c| is_hanzi(c))
            .count();
        scores.extend(suspects(text, &counts, words).iter().map(|suspect| {
            let products = suspect.features.iter().zip(&weights);
            products.map(|(feature, weight)| feature * weight).sum::<f32>()
        }));
    }
    scores.sort_by(|one: &f32, other| other.total_cmp(one));
    let allowed = to_count(alarms * to_f64(hanzi) / 100_000.0);
    let threshold = scores.get(allowed).copied().unwrap_or(0.0) + 1e-3;
    weights.push(threshold);
    let file = count(None, &weights);
    let counted = Model::open(&file)?.hanzi();
    Ok(Trained {
        file,
        counted,
        examples: met,
        tuning: hanzi,
        threshold,
    })
}

/// What is suspected in a text and not released.
fn suspects(text: &Text, counts: &Counts<'_>, words: &Words) -> Vec<Suspect> {
    let (mut reading, mut gate) = (Reading::default(), Gate::default());
    let mut found = Vec::new();
    let mut whole: Option<DocumentGrams> = None;
    for paragraph in text {
        reading.read(paragraph);
        for suspect in suspects_in(&reading, &mut gate, counts, words) {
            let whole = whole.get_or_insert_with(|| DocumentGrams::new(text.iter().map(String::as_str)));
            if !whole.repeats(&reading.symbols, &(suspect.place..suspect.place + 1)) {
                found.push(suspect);
            }
        }
    }
    found
}

fn suspects_in<'s>(
    reading: &'s Reading,
    gate: &'s mut Gate,
    counts: &'s Counts<'_>,
    words: &'s Words,
) -> impl Iterator<Item = Suspect> + 's {
    let is_judged = gate.judge(&reading.symbols, counts);
    let places = if is_judged { 0..reading.symbols.len() } else { 0..0 };
    let gate = &*gate;
    places
        .filter(|&place| gate.is_clear.get(place) == Some(&false))
        .filter_map(|place| suspect(&reading.symbols, place, gate, counts, words))
        .filter(|suspect| veto(&reading.symbols, suspect.place).is_none())
}

/// Replaces one character of a paragraph by one that it is mistaken for, and what is then suspected of it.
fn error_in(
    paragraph: &str,
    partners: &Partners,
    counts: &Counts<'_>,
    words: &Words,
    random: &mut Random,
) -> Option<Example> {
    let hanzi: Vec<(usize, char)> = paragraph.char_indices().filter(|&(_, c)| is_hanzi(c)).collect();
    if hanzi.len() < SHORTEST {
        return None;
    }
    let &(at, meant) = hanzi.get(random.below(hanzi.len()))?;
    let wrong = mistaken_for(symbol(meant), partners, counts, random)?;
    let (head, tail) = (paragraph.get(..at)?, paragraph.get(at + meant.len_utf8()..)?);
    let text = format!("{head}{}{tail}", character(wrong)?);
    let (mut reading, mut gate) = (Reading::default(), Gate::default());
    reading.read(&text);
    let place = reading.starts.iter().position(|&start| start == at && at > 0)?;
    let found = suspects_in(&reading, &mut gate, counts, words).find(|suspect| suspect.place == place)?;
    let is_right = found.candidate.symbol == symbol(meant);
    Some(Example {
        features: found.features,
        is_right,
        weight: if is_right { 1.0 } else { HALF_RIGHT_WEIGHT },
    })
}

/// A character that is written for `meant`: most often one that sounds the same, the frequent ones more often.
fn mistaken_for(meant: Symbol, partners: &Partners, counts: &Counts<'_>, random: &mut Random) -> Option<Symbol> {
    let draw = random.unit();
    let is_wanted = |relation: &Relation| match draw {
        ..0.62 => relation.sound == Sound::Same,
        0.62..0.80 => relation.sound == Sound::Near,
        0.80..0.95 => relation.shape == Shape::Like,
        _ => relation.shape != Shape::Other,
    };
    let weighed: Vec<(Symbol, f64)> = partners
        .get(&meant)?
        .iter()
        .filter(|(_, relation)| is_wanted(relation))
        .map(|(&symbol, _)| (symbol, (f64::from(count_of(counts.character(symbol)[0])) + 3.0).sqrt()))
        .collect();
    let mut rest = random.unit() * weighed.iter().map(|(_, weight)| weight).sum::<f64>();
    for (symbol, weight) in weighed {
        rest -= weight;
        if rest <= 0.0 {
            return Some(symbol);
        }
    }
    None
}

/// A generator of numbers that are the same each time (Knuth's linear congruential one).
struct Random(u64);

impl Random {
    fn new(seed: usize, fold: usize) -> Self {
        Self(to_u64(seed) * 77 + to_u64(fold) + 5)
    }

    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % to_u64(count.max(1))).unwrap_or(0)
    }

    fn unit(&mut self) -> f64 {
        to_f64(usize::try_from(self.next()).unwrap_or(0)) / to_f64(1 << 31)
    }
}

fn score(weights: &[f64], example: &Example) -> f64 {
    let products = weights.iter().zip(&example.features);
    products.map(|(weight, &feature)| weight * f64::from(feature)).sum()
}

/// How strongly weights are held near zero.
const RIDGE: f64 = 1.0;

/// Steps of Newton's method; a dozen is enough.
const STEPS: usize = 25;

/// Logistic regression, by Newton's method.
fn fit(examples: &[&Example]) -> Vec<f64> {
    let mut weights = vec![0.0; FEATURES];
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| RIDGE * weight).collect();
        let mut curvature = vec![vec![0.0; FEATURES]; FEATURES];
        for (number, row) in curvature.iter_mut().enumerate() {
            if let Some(own) = row.get_mut(number) {
                *own = RIDGE + 1e-6;
            }
        }
        for example in examples {
            let probability = 1.0 / (1.0 + (-score(&weights, example)).exp());
            let error = example.weight * (probability - f64::from(u8::from(example.is_right)));
            let weight = example.weight * (probability * (1.0 - probability)).max(1e-6);
            let features = example.features.map(f64::from);
            for ((&one, slope), row) in features.iter().zip(&mut gradient).zip(&mut curvature) {
                if one != 0.0 {
                    *slope += error * one;
                    for (&other, cell) in features.iter().zip(row) {
                        *cell += weight * one * other;
                    }
                }
            }
        }
        let step = solve(curvature, gradient);
        let mut largest: f64 = 0.0;
        for (weight, step) in weights.iter_mut().zip(step) {
            let step = step.clamp(-3.0, 3.0);
            *weight -= step;
            largest = largest.max(step.abs());
        }
        if largest < 1e-4 {
            break;
        }
    }
    weights
}

/// Solves a system of linear equations whose matrix is positive definite, by elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for pivot in 0..size {
        let Some((own, later)) = matrix.get_mut(pivot..).and_then(<[_]>::split_first_mut) else {
            break;
        };
        let head = own.get(pivot).copied().unwrap_or(1.0);
        let own_right = right.get(pivot).copied().unwrap_or(0.0);
        for (row, value) in later.iter_mut().zip(right.iter_mut().skip(pivot + 1)) {
            let factor = row.get(pivot).copied().unwrap_or(0.0) / head;
            if factor != 0.0 {
                for (cell, above) in row.iter_mut().zip(own.iter()).skip(pivot) {
                    *cell -= factor * above;
                }
                *value -= factor * own_right;
            }
        }
    }
    let mut solution = vec![0.0; size];
    for (number, row) in matrix.iter().enumerate().rev() {
        let known: f64 = row
            .iter()
            .zip(&solution)
            .skip(number + 1)
            .map(|(cell, value)| cell * value)
            .sum();
        let head = row.get(number).copied().unwrap_or(1.0);
        let value = (right.get(number).copied().unwrap_or(0.0) - known) / head;
        if let Some(slot) = solution.get_mut(number) {
            *slot = value;
        }
    }
    solution
}

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "counts of characters are far below 2^52")]
const fn to_f64(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more")]
const fn to_f32(number: f64) -> f32 {
    number as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of alarms is small and positive"
)]
const fn to_count(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_a_text_are_in_one_part() {
        assert_eq!(part("某某条例(2019-03-02)"), part("某某条例（2023年）"));
        assert_ne!(part("某某条例(草案)"), part("某某条例"));
    }

    #[test]
    fn equations_are_solved() {
        let solution = solve(vec![vec![4.0, 1.0], vec![1.0, 3.0]], vec![1.0, 2.0]);
        assert!((solution[0] - 1.0 / 11.0).abs() < 1e-9 && (solution[1] - 7.0 / 11.0).abs() < 1e-9);
    }
}
