//! HTML: pages, fragments, and the raw HTML inside Markdown.
//!
//! Tokens come from html5gum, which follows the standard as browsers do, so that broken markup reads as a browser
//! shows it. There is no tree: [`elements`] knows by name what breaks the flow of prose, and [`tokens`] keeps the
//! source range of every piece.

pub(super) mod elements;
mod tokens;

use super::Parsed;
use super::builder::DocumentBuilder;
use super::flow::Flow;

pub(super) use tokens::{SourceMap, read};

/// Reads a page or a fragment of one.
pub(super) fn parse(source: &str) -> Parsed {
    let mut builder = DocumentBuilder::new(source);
    read(source, &SourceMap::new(0), &mut Flow::default(), &mut builder);
    builder.finish()
}
