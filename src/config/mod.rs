//! Settings: `options` is what may be written in `shenjiao.toml`, [`Settings`] is what is meant by it,
//! `discover` finds the file that governs a path.

mod selector;
mod settings;

pub use selector::Selector;
pub use settings::{Allow, Settings};
