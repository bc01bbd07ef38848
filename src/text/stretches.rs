//! Whether any stretch of Hanzi stands twice in a row, found in the pass in which all else is read.
//!
//! Where and what it is, and whether that is wrong, is for rules to say: few texts hold one.

use std::mem;

use super::pair_hash::pair_hash;

/// Hanzi of the longest stretch that is told of.
pub const LONGEST_REPEATED: usize = LONGEST as usize / WIDTH;

/// Bytes of a Hanzi of the basic plane, of which alone stretches are made.
const WIDTH: usize = 3;

/// Where each two neighbours stood last, so that only what ends with two that stood a little before is looked at.
pub(super) struct Stretches {
    /// For each class of neighbours, where the second of them began, in bytes from [`START`](Self::START): its last 16
    /// bits, since it only tells where a look may be worth while.
    last: [u16; 1 << CLASS_BITS],
}

/// Bits of a hash that tell neighbours apart.
const CLASS_BITS: u32 = 9;

/// Bytes of the longest stretch.
const LONGEST: u16 = 60;

impl Stretches {
    /// Before anything was read.
    pub(super) const START: Self = Self {
        last: [0; 1 << CLASS_BITS],
    };

    /// Reads the Hanzi at byte `at` of `text` behind another, by the numbers of both, in a run of nothing but Hanzi that
    /// begins at byte `run`. Whether something stands twice in a row that ends with it.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the last bits of a place are what is kept"
    )]
    pub(super) fn ends_repeated(&mut self, text: &[u8], run: usize, at: usize, pair: [u16; 2]) -> bool {
        let class = (pair_hash(pair[0], pair[1]) >> (u32::BITS - CLASS_BITS)) as usize;
        // What was never met stands farther back than any stretch is long.
        let place = (at as u16).wrapping_add(LONGEST + 1);
        let before = mem::replace(&mut self.last[class], place);
        place.wrapping_sub(before) <= LONGEST && text.get(run..at + WIDTH).is_some_and(ends_with_repetition)
    }
}

/// Whether a run of Hanzi ends with a stretch that stands in front of itself as well.
fn ends_with_repetition(run: &[u8]) -> bool {
    // Two Hanzi, which is as long as the shortest stretch: most runs are told by them alone.
    let Some(end) = run.last_chunk::<{ 2 * WIDTH }>() else {
        return false;
    };
    let longest = (run.len() / 2).min(usize::from(LONGEST));
    (end.len()..=longest).step_by(WIDTH).any(|length| {
        let (before, stretch) = run.split_at(run.len() - length);
        before.last_chunk() == Some(end) && before.ends_with(stretch)
    })
}
