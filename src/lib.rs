//! Proofreading for Chinese official prose: find wrong wording in one's own text before it is published.

pub mod checker;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod dictionary;
pub mod document;
#[cfg(feature = "cli")]
pub mod input;
pub mod matching;
pub mod problem;
#[cfg(feature = "cli")]
pub mod report;
pub mod text;
#[cfg(feature = "cli")]
pub mod toml_message;
