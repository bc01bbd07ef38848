//! Doubled and transposed characters, by counts alone: what is written was never seen, what it would be without the slip
//! is in use.

use super::{
    counts::Counts,
    gate::Gate,
    symbols::{BREAK, Symbol, is_gram, is_hanzi_symbol},
};

/// The level from which the repaired sequence of four counts as in use.
const REPAIRED: u8 = 3;

/// The level from which one such sequence suffices.
const WELL_IN_USE: u8 = 6;

/// Whether the character at `place` was written twice: it is the first of the two.
pub(crate) fn is_doubled(symbols: &[Symbol], place: usize, counts: &Counts<'_>) -> bool {
    let at = |offset: isize| {
        let at = place.checked_add_signed(offset);
        at.and_then(|at| symbols.get(at)).copied().unwrap_or(BREAK)
    };
    let (one, left, right) = (at(0), at(-1), at(2));
    if !is_hanzi_symbol(one) || at(1) != one || left == one || right == one {
        return false;
    }
    let unseen = |gram: [Symbol; 3]| counts.level(&gram) == 0;
    if !unseen([left, one, one]) || !unseen([one, one, right]) {
        return false;
    }
    // Without the slip the sequence must be in use on both sides, or well in use on one.
    let level = |gram: [Symbol; 4]| if is_gram(&gram) { counts.level(&gram) } else { 0 };
    let (before, after) = (level([at(-2), left, one, right]), level([left, one, right, at(3)]));
    before.min(after) > 0 && before.max(after) >= REPAIRED || before.max(after) >= WELL_IN_USE
}

/// Whether the characters at `place` and after it stand in each other's place.
pub(crate) fn is_swapped(symbols: &[Symbol], place: usize, gate: &Gate, counts: &Counts<'_>) -> bool {
    let Some(&[left, one, other, right]) = place
        .checked_sub(1)
        .and_then(|start| symbols.get(start..)?.first_chunk())
    else {
        return false;
    };
    let is_open = |at: usize| gate.is_clear.get(at) == Some(&false);
    // One of the two may be in use with its own side.
    if one == other || !is_open(place) && !is_open(place + 1) {
        return false;
    }
    // Beside a mark too little is known.
    if !is_hanzi_symbol(left) && !is_hanzi_symbol(right) {
        return false;
    }
    let seen = [(left, other), (other, one), (one, right)];
    seen.iter().all(|&(left, right)| counts.is_seen(left, right))
        && counts.level(&[left, other, one, right]) >= REPAIRED
        && counts.level(&[left, one, other]) == 0
        && counts.level(&[one, other, right]) == 0
}
