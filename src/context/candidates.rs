//! For a place that no n-gram in use covers, the characters that may have been meant there.

use super::{
    confusion::Relation,
    counts::Counts,
    model::Side,
    symbols::{BREAK, Symbol, is_gram},
    table::count_of,
};

/// How many candidates are weighed at a place.
const MOST: usize = 3;

/// How many times as often as what is written the sequences of three must occur that a candidate would make.
const LEAST_RATIO: u32 = 2;

/// A character that may have been meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) symbol: Symbol,
    pub(crate) relation: Relation,
    /// How often the sequences of three that it would make and that are in use occur, together.
    pub(crate) support: u32,
}

/// What stands around a place: three symbols on either side, breaks where the run ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings {
    pub(crate) before: [Symbol; 3],
    pub(crate) written: Symbol,
    pub(crate) after: [Symbol; 3],
}

impl Surroundings {
    /// What stands around a place of a run.
    pub(crate) fn of(symbols: &[Symbol], place: usize) -> Self {
        let written = symbols.get(place).copied().unwrap_or(BREAK);
        let (mut before, mut after) = ([BREAK; 3], [BREAK; 3]);
        let (head, tail) = symbols.split_at(place.min(symbols.len()));
        for (slot, &symbol) in before
            .iter_mut()
            .rev()
            .zip(head.iter().rev().take_while(|&&symbol| symbol != BREAK))
        {
            *slot = symbol;
        }
        for (slot, &symbol) in after
            .iter_mut()
            .zip(tail.iter().skip(1).take_while(|&&symbol| symbol != BREAK))
        {
            *slot = symbol;
        }
        Self { before, written, after }
    }

    /// The seven symbols, with `symbol` at the place.
    pub(crate) const fn with(&self, symbol: Symbol) -> [Symbol; 7] {
        let ([a, b, c], [d, e, f]) = (self.before, self.after);
        [a, b, c, symbol, d, e, f]
    }
}

/// The place of the character in question among seven.
pub(crate) const MIDDLE: usize = 3;

/// The sequences of three over the middle of seven symbols that may have been seen, by where they begin. What was never
/// seen side by side is in no longer sequence.
struct Threes {
    starts: [Option<usize>; 3],
}

impl Threes {
    fn new(around: &Surroundings, counts: &Counts<'_>) -> Self {
        let [_, further, left] = around.before;
        let [right, beyond, _] = around.after;
        // Whether a mark is inside does not hang on the middle, which is a Hanzi.
        let seven = around.with(around.written);
        let is_gram = |&start: &usize| seven.get(start..start + 3).is_some_and(is_gram);
        let seen =
            |left, right, start: usize| Some(start).filter(|start| is_gram(start) && counts.is_seen(left, right));
        Self {
            starts: [
                seen(further, left, MIDDLE - 2),
                Some(MIDDLE - 1).filter(is_gram),
                seen(right, beyond, MIDDLE),
            ],
        }
    }

    fn of<'s>(&self, seven: &'s [Symbol; 7]) -> impl Iterator<Item = &'s [Symbol]> {
        let starts = self.starts.into_iter().flatten();
        starts.filter_map(|start| seven.get(start..start + 3))
    }

    /// How often they occur, together, as far as they are in use.
    fn support(&self, seven: &[Symbol; 7], counts: &Counts<'_>) -> u32 {
        self.of(seven).map(|window| count_of(counts.common_level(window))).sum()
    }
}

/// The candidates for a place, those with the most support first.
pub(crate) fn candidates(around: &Surroundings, counts: &Counts<'_>) -> Vec<Candidate> {
    let (left, right) = (around.before[2], around.after[0]);
    let after = counts.beside(Side::After, left);
    let before = counts.beside(Side::Before, right);
    let threes = Threes::new(around, counts);
    let possible: Vec<([Symbol; 7], Relation)> = counts
        .partners_between(around.written, after, before)
        .map(|(symbol, relation)| (around.with(symbol), relation))
        .collect();
    counts.fetch(possible.iter().flat_map(|(seven, _)| threes.of(seven)));
    let mut found: Vec<Candidate> = possible
        .iter()
        .map(|(seven, relation)| Candidate {
            symbol: seven[MIDDLE],
            relation: *relation,
            support: threes.support(seven, counts),
        })
        .filter(|candidate| candidate.support > 0)
        .collect();
    if found.is_empty() {
        return found;
    }
    let is_strange = !counts.is_seen(left, around.written) && !counts.is_seen(around.written, right);
    if !is_strange {
        let written = threes.support(&around.with(around.written), counts);
        found.retain(|candidate| candidate.support > written * LEAST_RATIO);
    }
    found.sort_by_key(|candidate| (std::cmp::Reverse(candidate.support), candidate.symbol));
    found.truncate(MOST);
    found
}
