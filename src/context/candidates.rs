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
    /// How often the sequences of three that it would make occur, together.
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

/// How often the sequences of three over the middle of seven symbols occur, together.
fn support(seven: &[Symbol; 7], known: [bool; 2], counts: &Counts<'_>) -> u32 {
    let windows = [(known[0], 1), (true, 2), (known[1], 3)];
    let levels = windows.iter().filter(|&&(is_asked, _)| is_asked).map(|&(_, start)| {
        let window = seven.get(start..start + 3).filter(|window| is_gram(window));
        window.map_or(0, |window| count_of(counts.level(window)))
    });
    levels.sum()
}

/// The candidates for a place, those with the most support first.
pub(crate) fn candidates(around: &Surroundings, counts: &Counts<'_>) -> Vec<Candidate> {
    let [_, further, left] = around.before;
    let [right, beyond, _] = around.after;
    // What was never seen side by side is in no longer sequence.
    let known = [counts.is_seen(further, left), counts.is_seen(right, beyond)];
    let mut written = None;
    let mut found: Vec<Candidate> = Vec::new();
    let after = counts.beside(Side::After, left);
    let before = counts.beside(Side::Before, right);
    counts.partners_between(around.written, after, before, |symbol, relation| {
        let support = support(&around.with(symbol), known, counts);
        if support == 0 {
            return;
        }
        let written = *written.get_or_insert_with(|| {
            let is_strange = !counts.is_seen(left, around.written) && !counts.is_seen(around.written, right);
            if is_strange {
                0
            } else {
                self::support(&around.with(around.written), known, counts)
            }
        });
        if support > written * LEAST_RATIO {
            found.push(Candidate {
                symbol,
                relation,
                support,
            });
        }
    });
    found.sort_by_key(|candidate| (std::cmp::Reverse(candidate.support), candidate.symbol));
    found.truncate(MOST);
    found
}
