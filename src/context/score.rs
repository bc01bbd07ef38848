//! How sure it is that a character was written for another.
//!
//! What the counts say is put into a few dozen numbers, each with a meaning; a linear classifier weighs them. Its weights
//! are part of the model.

use super::{
    candidates::{Candidate, MIDDLE, Surroundings},
    confusion::{Shape, Sound},
    counts::Counts,
    symbols::{BREAK, Symbol, is_gram, is_hanzi_symbol},
    table::count_of,
    words::Fit,
};

/// How often a sequence must occur to be in use; once may be a slip.
const IN_USE: u32 = 2;

/// How many numbers are weighed.
pub(crate) const FEATURES: usize = 72;

/// What the numbers of one candidate are made of.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Evidence {
    /// Of sequences of two, three and four: how many are attested and how often the most frequent is.
    pub(crate) attested: [u8; 3],
    pub(crate) most: [u32; 3],
    /// How often it stands after the symbol before, before the symbol after, and between both.
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) between: u32,
    /// How often it occurs at all.
    pub(crate) alone: u32,
    /// How many characters were seen right after it, and how many right before.
    pub(crate) spread: [u32; 2],
    /// The logarithm of the likelihood of the sequences of four.
    pub(crate) likelihood: f32,
}

/// The levels of all n-grams of seven symbols. What is longer was seen only if all its parts were, so that most of the
/// longer ones need no look-up.
struct Grams {
    two: [u8; 6],
    three: [u8; 5],
    four: [u8; 4],
}

impl Grams {
    fn new(seven: &[Symbol; 7], counts: &Counts<'_>) -> Self {
        let mut grams = Self {
            two: [0; 6],
            three: [0; 5],
            four: [0; 4],
        };
        for (slot, pair) in grams.two.iter_mut().zip(seven.windows(2)) {
            if let [left, right] = *pair
                && pair != [BREAK, BREAK]
                && counts.is_seen(left, right)
            {
                *slot = counts.level(pair);
            }
        }
        for ((slot, window), parts) in grams.three.iter_mut().zip(seven.windows(3)).zip(grams.two.windows(2)) {
            if !parts.contains(&0) && is_gram(window) {
                *slot = counts.level(window);
            }
        }
        for ((slot, window), parts) in grams.four.iter_mut().zip(seven.windows(4)).zip(grams.three.windows(2)) {
            if !parts.contains(&0) && is_gram(window) {
                *slot = counts.level(window);
            }
        }
        grams
    }

    /// The level of the n-gram of `order` symbols that begins at `start`.
    fn level(&self, order: usize, start: usize) -> u8 {
        let levels: &[u8] = match order {
            2 => &self.two,
            3 => &self.three,
            _ => &self.four,
        };
        levels.get(start).copied().unwrap_or(0)
    }
}

/// What the counts say of a character at a place.
pub(crate) fn evidence(seven: &[Symbol; 7], counts: &Counts<'_>) -> Evidence {
    let grams = Grams::new(seven, counts);
    let [alone, followers, predecessors] = counts.character(seven[MIDDLE]).map(count_of);
    let mut evidence = Evidence {
        alone,
        spread: [followers, predecessors],
        left: count_of(grams.two[MIDDLE - 1]),
        right: count_of(grams.two[MIDDLE]),
        between: count_of(grams.three[MIDDLE - 1]),
        ..Evidence::default()
    };
    for (order, (attested, most)) in (2..).zip(evidence.attested.iter_mut().zip(&mut evidence.most)) {
        for start in MIDDLE + 1 - order..=MIDDLE {
            let count = count_of(grams.level(order, start));
            *attested += u8::from(count > 0);
            *most = (*most).max(count);
        }
    }
    evidence.likelihood = (MIDDLE..seven.len())
        .map(|at| conditional(seven, at, &grams, counts))
        .sum();
    evidence
}

/// The logarithm of how likely the symbol at `at` is after the three before it: of the longest sequence that was seen,
/// with a discount for what was not.
fn conditional(seven: &[Symbol; 7], at: usize, grams: &Grams, counts: &Counts<'_>) -> f32 {
    // Beyond the end of the run there is nothing to say.
    if seven[at] == BREAK && seven[at - 1] == BREAK {
        return 0.0;
    }
    let mut penalty = 0.0;
    for order in (2..=4).rev() {
        let Some(start) = (at + 1).checked_sub(order) else {
            continue;
        };
        if !seven.get(start..=at).is_some_and(is_gram) {
            continue;
        }
        let count = count_of(grams.level(order, start));
        if count > 0 {
            let history = match order {
                2 => alone(seven[start], counts),
                longer => count_of(grams.level(longer - 1, start)),
            };
            let share = (to_float(count) - 0.6) / to_float(history.max(count) + 1);
            return share.ln() + penalty;
        }
        penalty -= 1.2;
    }
    (to_float(alone(seven[at], counts)) + 0.5).ln() - HANZI_LN + penalty
}

/// The logarithm of a number of Hanzi such as a model is counted from.
const HANZI_LN: f32 = 16.0;

fn alone(symbol: Symbol, counts: &Counts<'_>) -> u32 {
    if is_hanzi_symbol(symbol) {
        count_of(counts.character(symbol)[0])
    } else {
        // Breaks and numbers are more frequent than any character.
        1 << 20
    }
}

/// What is weighed of a candidate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'c> {
    pub(crate) around: &'c Surroundings,
    pub(crate) candidate: &'c Candidate,
    pub(crate) written: &'c Evidence,
    pub(crate) meant: &'c Evidence,
    /// How the text falls into words as written, and as meant.
    pub(crate) as_written: Fit,
    pub(crate) as_meant: Fit,
    /// The share of the places around that need no thought, and of those of the whole paragraph that do.
    pub(crate) known: f32,
    pub(crate) open: f32,
    /// The logarithm of the likelihood of the next best candidate, if there is one.
    pub(crate) rival: Option<f32>,
}

/// The numbers of a candidate.
pub(crate) fn features(case: &Case<'_>) -> [f32; FEATURES] {
    let Case {
        around,
        candidate,
        written,
        meant,
        known,
        open,
        rival,
        as_written,
        as_meant,
    } = *case;
    let mut features = [0.0; FEATURES];
    let mut next = 0;
    let mut put = |value: f32| {
        if let Some(slot) = features.get_mut(next) {
            *slot = value;
        }
        next += 1;
    };
    let ln = |count: u32| to_float(count + 1).ln();
    let is = |condition: bool| f32::from(u8::from(condition));
    let gain = meant.likelihood - written.likelihood;
    let word_gain = as_meant.likelihood - as_written.likelihood;
    put(1.0);
    put(gain.clamp(-10.0, 40.0) / 10.0);
    put((gain - 8.0).clamp(0.0, 8.0) / 10.0);
    put((gain - 16.0).clamp(0.0, 24.0) / 10.0);
    put(ln(meant.most[2]));
    put(f32::from(meant.attested[2]));
    put(ln(meant.between));
    put(is(meant.between > 0));
    put(ln(meant.most[1]));
    put(f32::from(meant.attested[1]));
    put(ln(meant.left));
    put(ln(meant.right));
    put(ln(meant.left.min(meant.right)));
    put(is(meant.between >= IN_USE));
    put(ln(written.left));
    put(ln(written.right));
    put(ln(written.left.min(written.right)));
    put(is(written.left == 0));
    put(is(written.right == 0));
    put(is(written.left == 0 && written.right == 0));
    put(f32::from(written.attested[1]));
    put(f32::from(written.attested[2]));
    put(ln(written.most[1]));
    put(ln(written.alone));
    put(ln(meant.alone));
    put(is(written.alone == 0));
    let relation = candidate.relation;
    let (sound, shape) = (relation.sound, relation.shape);
    put(is(sound == Sound::Same));
    put(is(sound == Sound::Near));
    put(is(shape == Shape::Like));
    put(is(shape == Shape::Part));
    put(is(sound != Sound::Other && shape != Shape::Other));
    put(is(sound == Sound::Other && shape != Shape::Like));
    put(known);
    put(known * gain.clamp(-10.0, 40.0) / 10.0);
    put(is(known < 0.5));
    put(rival.map_or(1.5, |rival| (meant.likelihood - rival).clamp(-5.0, 15.0) / 10.0));
    put(is(around.before[2] == BREAK));
    put(is(around.after[0] == BREAK));
    put(is(!is_hanzi_symbol(around.before[2])));
    put(is(!is_hanzi_symbol(around.after[0])));
    put(word_gain.clamp(-10.0, 30.0) / 10.0);
    put((word_gain - 10.0).clamp(0.0, 20.0) / 10.0);
    put(is(as_written.length == 2));
    put(is(as_written.length >= 3));
    put(is(as_meant.length == 2));
    put(is(as_meant.length == 3));
    put(is(as_meant.length >= 4));
    put(is(meant.most[2] > 0));
    put(is(meant.attested[2] >= 2));
    put(is(meant.attested[1] >= 2));
    put(is(meant.attested[1] >= 3));
    put(ln(meant.most[1]) * is(written.left == 0 && written.right == 0));
    put(word_gain.clamp(-10.0, 30.0) * gain.clamp(0.0, 30.0) / 100.0);
    put(ln(candidate.support));
    let [followers, predecessors] = written.spread.map(ln);
    put(followers);
    put(predecessors);
    put(ln(written.alone) - followers.min(predecessors));
    put(is(written.left == 0) * followers.min(8.0));
    put(is(written.right == 0) * predecessors);
    let [followers, predecessors] = meant.spread.map(ln);
    put(followers);
    put(predecessors);
    put(open.min(0.5) * 2.0);
    put(is(open < 0.06));
    put(is(open > 0.2));
    put(is(as_written.length == 1) * ln(written.alone));
    put(open.min(0.5) * gain.clamp(0.0, 30.0) / 10.0);
    put(is(as_meant.length >= 2 && as_written.length == 1));
    put(is(sound == Sound::Same) * gain.clamp(0.0, 30.0) / 10.0);
    put(is(sound != Sound::Other) * word_gain.clamp(-10.0, 30.0) / 10.0);
    let edges = is(around.before[2] == BREAK) + is(around.after[0] == BREAK);
    put(edges * gain.clamp(0.0, 30.0) / 10.0);
    put(edges * is(written.left == 0 || written.right == 0));
    features
}

#[expect(clippy::cast_precision_loss, reason = "counts are rounded to levels anyway")]
const fn to_float(count: u32) -> f32 {
    count as f32
}
