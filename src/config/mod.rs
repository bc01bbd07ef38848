//! Settings: what governs a check, and where that was decided.
//!
//! [`Settings`] is what is meant, and all that the library needs. The rest reads it from files: `options` is what may
//! be written in a `shenjiao.toml`, `discover` finds the file that governs a path, `layer` reads the values of one file
//! and `choices` puts files and command line on top of each other, `resolve` makes settings of them and remembers them,
//! `show` writes them down again.

#[cfg(feature = "cli")]
pub mod choices;
#[cfg(feature = "cli")]
pub mod dictionary_file;
#[cfg(feature = "cli")]
pub mod discover;
#[cfg(feature = "cli")]
mod known_rules;
#[cfg(feature = "cli")]
mod layer;
#[cfg(feature = "cli")]
pub mod options;
#[cfg(feature = "cli")]
pub mod resolve;
mod selector;
mod settings;
#[cfg(feature = "cli")]
pub mod show;

pub use selector::Selector;
pub(crate) use settings::severity_of;
pub use settings::{Allow, Settings};
