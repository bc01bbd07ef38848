//! Slips that are a habit of a document.
//!
//! Who writes every comma at half width has one habit, not a hundred slips, and has one decision to take about it. So a
//! rule about the form of something hands its slips to [`report`], which reports them one by one where the right form
//! prevails and once for the whole document where the wrong one does. Finding the slips is left to the rules.

use super::Findings;
use crate::{
    document::prose::{Paragraph, Prose},
    text::text_range::TextRange,
};

/// Fewer slips are no habit, whatever else stands in the document.
const FEWEST: usize = 4;

/// So many of the other places are shown with a habit.
const MOST_RELATED: usize = 5;

/// Something in a wrong form.
#[derive(Debug)]
pub(super) struct Slip {
    pub(super) range: TextRange,
    pub(super) message: String,
    /// What should stand there, the likeliest first.
    pub(super) suggestions: Vec<String>,
}

/// Whether `wrong` slips are a habit in a document where the right form stands `right` times, which is only counted if
/// it matters.
pub(super) fn is_habit(wrong: usize, right: impl FnOnce() -> usize) -> bool {
    wrong >= FEWEST && wrong > right()
}

/// How often a separator that `is_right` stands in the text of a document.
pub(super) fn occurrences(prose: &Prose<'_>, is_right: impl Fn(char) -> bool) -> usize {
    let separators = prose.paragraphs.iter().flat_map(Paragraph::separators);
    separators.filter(|&&(_, c)| is_right(c)).count()
}

/// Reports `slips`, which are in order of place: as a habit if they are one, else each for itself. `habit` says what is
/// wrong in so many places of the document.
pub(super) fn report(
    slips: Vec<Slip>,
    right: impl FnOnce() -> usize,
    habit: impl FnOnce(usize) -> String,
    findings: &mut Findings,
) {
    if is_habit(slips.len(), right) {
        report_habit(&slips, habit(slips.len()), findings);
    } else {
        report_each(slips, findings);
    }
}

/// Reports each of `slips`.
pub(super) fn report_each(slips: Vec<Slip>, findings: &mut Findings) {
    for slip in slips {
        let finding = findings.report(slip.range, slip.message);
        for text in slip.suggestions {
            finding.suggest(text);
        }
    }
}

/// Reports `slips`, which are in order of place, where the first of them is, and shows some of the others.
pub(super) fn report_habit(slips: &[Slip], message: String, findings: &mut Findings) {
    let Some((first, others)) = slips.split_first() else {
        return;
    };
    let finding = findings.report(first.range, message);
    for text in &first.suggestions {
        finding.suggest(text.clone());
    }
    for other in others {
        finding.recur(other.range);
    }
    for other in others.iter().take(MOST_RELATED) {
        finding.relate(other.range, "这里也是");
    }
}
