//! Which places of a text are worth a thought: those that no n-gram in use covers.
//!
//! Most of a text is made of sequences that were seen before. One look-up of a sequence of four clears all its places
//! at once, so that known text costs a quarter of a look-up for each character.

use super::{
    counts::Counts,
    symbols::{Symbol, is_gram, is_hanzi_symbol},
};

const WINDOW: usize = 4;

/// Look-ups that are waited for at once.
const BLOCK: usize = 16;

/// Windows below which a text is too short to tell how much of it is known.
const FEWEST_WINDOWS: usize = 3;

/// The per cent of windows that must be in use for a text to be looked at.
const LEAST_KNOWN: usize = 20;

/// The per cent of Hanzi that may be open.
const MOST_OPEN: usize = 25;

/// Open Hanzi that may be the doing of slips, in any text.
const SPARED: usize = 8;

/// What is known of each place of a text.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// Whether it needs no thought.
    pub(crate) is_clear: Vec<bool>,
    /// Whether it was seen before with the symbol that follows it; `None` if that was not asked.
    is_seen: Vec<Option<bool>>,
    /// Whether the three symbols from it on are in use; `None` if that was not asked.
    in_use: Vec<Option<bool>>,
    /// Where sequences begin that are looked up together.
    asked: Vec<usize>,
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
        (self.open, self.hanzi) = (0, 0);
        let (mut tried, mut known) = (0_usize, 0_usize);
        let (windows, _) = symbols.as_chunks::<WINDOW>();
        for block in windows.chunks(BLOCK) {
            counts.fetch(block.iter().map(<[Symbol; WINDOW]>::as_slice));
            for window in block {
                let is_tried = is_gram(window);
                let is_known = is_tried && counts.is_in_use(window);
                tried += usize::from(is_tried);
                known += usize::from(is_known);
                self.is_clear.extend([is_known; WINDOW]);
            }
        }
        self.is_clear.resize(symbols.len(), false);
        if tried > FEWEST_WINDOWS && known * 100 < (tried - FEWEST_WINDOWS) * LEAST_KNOWN {
            return false;
        }
        self.is_seen.clear();
        self.is_seen.resize(symbols.len(), None);
        self.in_use.clear();
        self.in_use.resize(symbols.len(), None);
        self.look_up_threes(symbols, counts);
        self.hanzi = symbols.iter().filter(|&&symbol| is_hanzi_symbol(symbol)).count();
        let most_open = SPARED + self.hanzi * MOST_OPEN / 100;
        for (place, &symbol) in symbols.iter().enumerate() {
            let Some(&false) = self.is_clear.get(place) else {
                continue;
            };
            if !is_hanzi_symbol(symbol) || self.is_known(place, symbols, counts) {
                if let Some(clear) = self.is_clear.get_mut(place) {
                    *clear = true;
                }
                continue;
            }
            self.open += 1;
            if self.open > most_open {
                return false;
            }
            // Whoever looks at an open place asks for both.
            self.see(place, symbols, counts);
            if let Some(before) = place.checked_sub(1) {
                self.see(before, symbols, counts);
            }
        }
        true
    }

    /// Looks up the sequences of three around the places that are not clear yet.
    fn look_up_threes(&mut self, symbols: &[Symbol], counts: &Counts<'_>) {
        let mut asked = std::mem::take(&mut self.asked);
        asked.clear();
        for (start, window) in symbols.windows(3).enumerate() {
            if self.is_clear.get(start + 1) == Some(&false) && is_gram(window) {
                let (left, right) = (self.see(start, symbols, counts), self.see(start + 1, symbols, counts));
                if left & right {
                    asked.push(start);
                }
            }
        }
        let three = |start: &usize| symbols.get(*start..*start + 3).unwrap_or_default();
        for block in asked.chunks(BLOCK) {
            counts.fetch(block.iter().map(three));
            for start in block {
                self.is_in_use(*start, symbols, counts);
            }
        }
        self.asked = asked;
    }

    /// Whether a place is part of a sequence in use: of three around it, or of four that begin or end there. Whatever
    /// is longer is in use only if all its parts are.
    fn is_known(&mut self, place: usize, symbols: &[Symbol], counts: &Counts<'_>) -> bool {
        let Some(before) = place.checked_sub(1) else {
            return true;
        };
        if self.is_in_use(before, symbols, counts) {
            return true;
        }
        let fours = [place.checked_sub(3), Some(place)];
        fours
            .into_iter()
            .flatten()
            .any(|start| self.is_four_in_use(start, symbols, counts))
    }

    /// Whether four symbols are in use, and so the threes in them.
    fn is_four_in_use(&mut self, start: usize, symbols: &[Symbol], counts: &Counts<'_>) -> bool {
        let Some(window) = symbols.get(start..start + WINDOW).filter(|window| is_gram(window)) else {
            return false;
        };
        if !(start..start + 3).all(|at| self.see(at, symbols, counts)) {
            return false;
        }
        counts.fetch(window.windows(3).chain([window]));
        self.is_in_use(start, symbols, counts) && self.is_in_use(start + 1, symbols, counts) && counts.is_in_use(window)
    }

    /// Whether three symbols are in use.
    fn is_in_use(&mut self, start: usize, symbols: &[Symbol], counts: &Counts<'_>) -> bool {
        if let Some(&Some(known)) = self.in_use.get(start) {
            return known;
        }
        let window = symbols.get(start..start + 3).filter(|window| is_gram(window));
        let known = window.is_some_and(|window| {
            self.see(start, symbols, counts) && self.see(start + 1, symbols, counts) && counts.is_in_use(window)
        });
        if let Some(slot) = self.in_use.get_mut(start) {
            *slot = Some(known);
        }
        known
    }

    /// Whether the symbol at a place was seen before with the one that follows it, asked once.
    fn see(&mut self, place: usize, symbols: &[Symbol], counts: &Counts<'_>) -> bool {
        let Some(&[left, right]) = symbols.get(place..).and_then(<[Symbol]>::first_chunk) else {
            return false;
        };
        let Some(seen) = self.is_seen.get_mut(place) else {
            return false;
        };
        *seen.get_or_insert_with(|| counts.is_seen(left, right))
    }

    /// Whether the symbol at a place that is open, or is followed by one, was seen before with the one that follows it.
    pub(crate) fn is_seen(&self, place: usize) -> bool {
        self.is_seen.get(place) == Some(&Some(true))
    }

    /// Whether the symbol at an open place stands beside one that it was never seen beside.
    pub(crate) fn is_strange(&self, place: usize) -> bool {
        let unseen = |at: Option<usize>| at.is_some_and(|at| self.is_seen.get(at) == Some(&Some(false)));
        unseen(place.checked_sub(1)) || unseen(Some(place))
    }
}
