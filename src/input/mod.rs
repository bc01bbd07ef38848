//! Where bytes come from and what text they are: `walk` finds files, `encoding` decodes them.
//!
//! What the text means is left to `document`.

pub mod encoding;
