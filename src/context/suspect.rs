//! A place where another character was probably meant, with what speaks for it.

use super::{
    candidates::{Candidate, Surroundings, candidates},
    counts::Counts,
    gate::Gate,
    score::{Case, Evidence, FEATURES, evidence, features},
    symbols::Symbol,
    words::{Fit, WordSource, fit},
};

/// Places on either side whose being known is asked.
const AROUND: usize = 6;

/// How much likelier a candidate must be to be weighed at all, as a logarithm.
const LEAST_GAIN: f32 = 5.0;

/// The level up to which a pair of characters is rare.
const RARE: u8 = 7;

/// What a logarithm of the likelihood of words counts beside one of sequences, when candidates are compared.
const WORDS_WEIGHT: f32 = 0.6;

/// A place where another character was probably meant.
#[derive(Debug, Clone)]
pub(crate) struct Suspect {
    pub(crate) place: usize,
    pub(crate) candidate: Candidate,
    pub(crate) features: [f32; FEATURES],
}

/// Weighs a place of a run that the gate did not clear.
pub(crate) fn suspect(
    symbols: &[Symbol],
    place: usize,
    gate: &Gate,
    counts: &Counts<'_>,
    words: &impl WordSource,
) -> Option<Suspect> {
    let around = Surroundings::of(symbols, place);
    let pairs = [[around.before[2], around.written], [around.written, around.after[0]]];
    if !gate.is_strange(place) && pairs.iter().all(|pair| counts.level(pair) > RARE) {
        return None;
    }
    let found = candidates(&around, counts);
    if found.is_empty() {
        return None;
    }
    let written = evidence(&around.with(around.written), counts);
    let likelier: Vec<(Candidate, Evidence)> = found
        .into_iter()
        .map(|candidate| (candidate, evidence(&around.with(candidate.symbol), counts)))
        .filter(|(_, meant)| meant.likelihood - written.likelihood >= LEAST_GAIN)
        .collect();
    if likelier.is_empty() {
        return None;
    }
    let as_written = fit(&around.with(around.written), words);
    let mut weighed: Vec<(Candidate, Evidence, Fit)> = likelier
        .into_iter()
        .map(|(candidate, meant)| (candidate, meant, fit(&around.with(candidate.symbol), words)))
        .collect();
    let weight = |(_, meant, fit): &(Candidate, Evidence, Fit)| meant.likelihood + WORDS_WEIGHT * fit.likelihood;
    weighed.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
    let &(candidate, meant, as_meant) = weighed.first()?;
    let features = features(&Case {
        around: &around,
        candidate: &candidate,
        written: &written,
        meant: &meant,
        as_written,
        as_meant,
        known: known(gate, place),
        open: open(gate),
        rival: weighed.get(1).map(|(_, rival, _)| rival.likelihood),
    });
    Some(Suspect {
        place,
        candidate,
        features,
    })
}

/// The share of the Hanzi of the text that need a thought, the places that one slip opens aside.
fn open(gate: &Gate) -> f32 {
    let others = gate.open.saturating_sub(OPENED_BY_ONE);
    to_float(others) / to_float(gate.hanzi.max(1))
}

/// How many places a slip opens: its own and those beside it.
const OPENED_BY_ONE: usize = 3;

#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
const fn to_float(count: usize) -> f32 {
    count as f32
}

/// The share of the places near by that need no thought; those right beside share the windows of the place.
fn known(gate: &Gate, place: usize) -> f32 {
    let near = place.saturating_sub(AROUND)..(place + AROUND + 1).min(gate.is_clear.len());
    let others = near.filter(|&other| other.abs_diff(place) > 1);
    let (mut known, mut all) = (0.0, 0.0);
    for other in others {
        all += 1.0;
        known += f32::from(u8::from(gate.is_clear.get(other) == Some(&true)));
    }
    if all > 0.0 { known / all } else { 0.0 }
}
