//! Two wrong characters side by side, each like the right one: 红阳 for 弘扬. One alone would not make the other's
//! surroundings known, so both are looked for at once.

use super::{
    counts::Counts,
    gate::Gate,
    model::Side,
    symbols::{BREAK, Symbol, is_gram, is_hanzi_symbol},
};

/// How high the levels of the sequences of four over the repaired pair must be together.
const TOGETHER: u32 = 8;

/// How high they must be for what is written to be a slip though it is a word by itself.
pub(crate) const BEYOND_WORDS: u32 = 14;

/// How many such sequences must have been seen.
const FEWEST: usize = 2;

/// The two characters that were probably meant at `place` and after it, and how high the levels of the sequences that
/// they make are together.
pub(crate) fn pair(symbols: &[Symbol], place: usize, gate: &Gate, counts: &Counts<'_>) -> Option<([Symbol; 2], u32)> {
    let &[left, one, other, right] = symbols.get(place.checked_sub(1)?..)?.first_chunk()?;
    if ![one, other].iter().all(|&symbol| is_hanzi_symbol(symbol)) || gate.is_clear.get(place + 1) != Some(&false) {
        return None;
    }
    // What is written must be strange: never side by side, and hardly with both neighbours.
    if gate.is_seen(place)
        || gate.is_seen(place - 1) && counts.level(&[left, one]) > RARE
        || gate.is_seen(place + 1) && counts.level(&[other, right]) > RARE
    {
        return None;
    }
    let after = counts.beside(Side::After, left);
    let before = counts.beside(Side::Before, right);
    let seconds: Vec<Symbol> = counts.partners_beside(other, before).collect();
    if seconds.is_empty() {
        return None;
    }
    let at = |offset: isize| place.checked_add_signed(offset).and_then(|at| symbols.get(at)).copied();
    let (further_left, further_right) = (at(-2).unwrap_or(BREAK), at(3).unwrap_or(BREAK));
    let mut best: Option<(u32, [Symbol; 2])> = None;
    let mut second_best = 0;
    for first in counts.partners_beside(one, after) {
        for &second in &seconds {
            if !counts.is_seen(first, second) {
                continue;
            }
            let windows = [
                [further_left, left, first, second],
                [left, first, second, right],
                [first, second, right, further_right],
            ];
            let levels = windows.map(|window| if is_gram(&window) { counts.level(&window) } else { 0 });
            let together: u32 = levels.iter().map(|&level| u32::from(level)).sum();
            if levels.iter().filter(|&&level| level > 0).count() < FEWEST || together < TOGETHER {
                continue;
            }
            if best.is_none_or(|(most, _)| most < together) {
                second_best = best.map_or(second_best, |(most, _)| most);
                best = Some((together, [first, second]));
            } else {
                second_best = second_best.max(together);
            }
        }
    }
    best.filter(|&(most, _)| most >= second_best + AHEAD)
        .map(|(most, pair)| (pair, most))
}

/// The level up to which what is written may have been seen beside a neighbour.
const RARE: u8 = 1;

/// How far the likeliest pair must be ahead of the next one.
const AHEAD: u32 = 3;
