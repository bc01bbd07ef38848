//! The compiled folding table; what it means is for [`fold`](super::fold) to say.

/// For each character of the Basic Multilingual Plane its folded form in two bytes, the low one first; written by
/// `dictionaries/folding/compile.rs`.
pub(super) static FOLDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/folding.bin"));
