//! Which places of a text are worth a thought: those that no n-gram in use covers.
//!
//! Most of a text is made of sequences that were seen before. One look-up of a sequence of four clears all its places
//! at once, so that known text costs a quarter of a look-up for each character.

use super::{
    counts::Counts,
    symbols::{Symbol, is_gram, is_hanzi_symbol},
};

/// The level from which a sequence counts as in use; once may be a slip.
pub(crate) const IN_USE: u8 = 2;

const WINDOW: usize = 4;

/// Windows below which a text is too short to tell how much of it is known.
const FEWEST_WINDOWS: usize = 3;

/// The per cent of windows that must be in use for a text to be looked at.
const LEAST_KNOWN: usize = 20;

/// The per cent of Hanzi that may be open.
const MOST_OPEN: usize = 36;

/// Open Hanzi that may be the doing of slips, in any text.
const SPARED: usize = 8;

/// What is known of each place of a text.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// Whether it needs no thought.
    pub(crate) is_clear: Vec<bool>,
    /// Whether it was seen before with the symbol that follows it.
    is_seen: Vec<bool>,
    /// Whether the three symbols from it on are in use; `None` if that was not asked.
    in_use: Vec<Option<bool>>,
    /// Hanzi that need a thought.
    pub(crate) open: usize,
    /// Hanzi.
    pub(crate) hanzi: usize,
}

impl Gate {
    /// Judges each place of a text. `false` if too little of it is known for anything to be said; then nothing is
    /// judged.
    pub(crate) fn judge(&mut self, symbols: &[Symbol], counts: &Counts<'_>) -> bool {
        self.is_clear.clear();
        self.is_clear.resize(symbols.len(), false);
        (self.open, self.hanzi) = (0, 0);
        let (mut tried, mut known) = (0, 0);
        for (number, window) in symbols.chunks_exact(WINDOW).enumerate() {
            if is_gram(window) {
                tried += 1;
                if counts.level(window) >= IN_USE {
                    known += 1;
                    let start = number * WINDOW;
                    if let Some(clear) = self.is_clear.get_mut(start..start + WINDOW) {
                        clear.fill(true);
                    }
                }
            }
        }
        if tried > FEWEST_WINDOWS && known * 100 < (tried - FEWEST_WINDOWS) * LEAST_KNOWN {
            return false;
        }
        self.is_seen.clear();
        self.is_seen.extend(
            symbols
                .windows(2)
                .map(|pair| matches!(*pair, [left, right] if counts.is_seen(left, right))),
        );
        self.in_use.clear();
        self.in_use.resize(symbols.len(), None);
        for (place, &symbol) in symbols.iter().enumerate() {
            if !is_hanzi_symbol(symbol) {
                self.clear(place);
                continue;
            }
            self.hanzi += 1;
            if self.is_clear.get(place) != Some(&false) {
                continue;
            }
            if self.is_known(place, symbols, counts) {
                self.clear(place);
            } else {
                self.open += 1;
            }
        }
        self.open.saturating_sub(SPARED) * 100 <= self.hanzi * MOST_OPEN
    }

    fn clear(&mut self, place: usize) {
        if let Some(clear) = self.is_clear.get_mut(place) {
            *clear = true;
        }
    }

    /// Whether a place is part of a sequence in use: of three around it, or of four that begin or end there. Whatever
    /// is longer is in use only if all its parts are.
    fn is_known(&mut self, place: usize, symbols: &[Symbol], counts: &Counts<'_>) -> bool {
        let Some(before) = place.checked_sub(1) else {
            return true;
        };
        if self.is_seen.get(before) == Some(&true)
            && self.is_seen.get(place) == Some(&true)
            && self.is_in_use(before, symbols, counts)
        {
            return true;
        }
        let four = |start: usize| {
            let window = symbols.get(start..start + WINDOW);
            window.is_some_and(|window| is_gram(window) && counts.level(window) >= IN_USE)
        };
        let ends = place.checked_sub(3).is_some_and(|start| {
            self.is_in_use(start, symbols, counts) && self.is_in_use(start + 1, symbols, counts) && four(start)
        });
        ends || (self.is_in_use(place, symbols, counts) && self.is_in_use(place + 1, symbols, counts) && four(place))
    }

    /// Whether three symbols are in use.
    fn is_in_use(&mut self, start: usize, symbols: &[Symbol], counts: &Counts<'_>) -> bool {
        if let Some(&Some(known)) = self.in_use.get(start) {
            return known;
        }
        let is_seen = |at: usize| self.is_seen.get(at) == Some(&true);
        let window = symbols
            .get(start..start + 3)
            .filter(|_| is_seen(start) && is_seen(start + 1));
        let known = window.is_some_and(|window| is_gram(window) && counts.level(window) >= IN_USE);
        if let Some(slot) = self.in_use.get_mut(start) {
            *slot = Some(known);
        }
        known
    }

    /// Whether the symbol at a place was seen before with the one that follows it.
    pub(crate) fn is_seen(&self, place: usize) -> bool {
        self.is_seen.get(place) == Some(&true)
    }

    /// Whether the symbol at a place stands beside one that it was never seen beside.
    pub(crate) fn is_strange(&self, place: usize) -> bool {
        let unseen = |at: Option<usize>| at.is_some_and(|at| self.is_seen.get(at) == Some(&false));
        unseen(place.checked_sub(1)) || unseen(Some(place))
    }
}
