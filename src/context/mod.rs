//! What only the sentence decides: characters that were written for others, doubled or transposed.
//!
//! The counts of a [`Model`] say which sequences of characters are in use in official prose. A place that
//! none of them covers is looked at more closely: would another character, one that sounds or looks like the written
//! one, make sequences that are in use? A linear classifier weighs what speaks for it, and whoever is not nearly
//! certain stays silent.
//!
//! - `symbols` reads a text as the counts see it, `gate` dismisses what is in use,
//! - `candidates` finds what may have been meant, `score` puts numbers to it, `suspect` joins the two,
//! - `transposition` looks for doubled and transposed characters, `pair` for two wrong ones side by side,
//! - `veto` knows what is right though the counts do not, and `evidence` says in words what the counts say.
//! - [`model`] reads the file of counts in place, [`count`] writes it, `table` is how n-grams lie in it; `counts`
//!   joins the shipped file and the organisation's own.
//! - [`train`] fits the classifier; no check needs it.
//!
//! Rules and reports are left to [`rules`](crate::rules).

mod analysis;
mod candidates;
pub mod confusion;
pub mod count;
mod counts;
mod evidence;
mod gate;
mod learned;
pub mod model;
mod pair;
mod score;
mod suspect;
mod symbols;
mod table;
pub mod train;
mod transposition;
mod veto;
mod words;

pub use self::{
    analysis::{Accepted, Slip, Suspicion, Usage},
    counts::Counts,
    evidence::Evidence,
    learned::Learned,
    model::{Model, Unusable},
    veto::Veto,
};

/// The counts that come with the program; what they were counted from is told beside them, in
/// `dictionaries/context/README.md`.
static SHIPPED: &[u8] = &Lined(*include_bytes!("../../dictionaries/context/model.bin")).0;

/// Bytes that begin with a line of the cache.
#[repr(align(64))]
struct Lined<const BYTES: usize>([u8; BYTES]);

/// The model that comes with the program. A test compares its checksum, so that no start has to.
///
/// # Errors
///
/// If the file inside the program is not whole.
pub fn shipped() -> Result<Model<'static>, Unusable> {
    Model::open_checked(SHIPPED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_whole() {
        let model = Model::open(SHIPPED).unwrap();
        assert!(model.hanzi() > 1_000_000);
        assert_eq!(
            Model::open(&SHIPPED[..SHIPPED.len() - 1]).err(),
            Some(Unusable::Damaged)
        );
        let mut changed = SHIPPED.to_vec();
        changed[1_000_000] ^= 1;
        assert_eq!(Model::open(&changed).err(), Some(Unusable::Damaged));
        changed[7] = 1;
        assert_eq!(Model::open(&changed).err(), Some(Unusable::Version));
        assert_eq!(Model::open(b"PK\x03\x04").err(), Some(Unusable::Foreign));
    }
}
