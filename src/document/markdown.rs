//! Placeholder.
use super::{ParseOptions, Piece, SegmentSpan};
pub(super) fn parse(_source: &str, _options: &ParseOptions) -> (Vec<Piece>, Vec<SegmentSpan>) {
    (Vec::new(), Vec::new())
}
