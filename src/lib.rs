//! Proofreading for Chinese official prose: find wrong wording in one's own text before it is published.
//!
//! A [`Document`] is a text and what a reader sees of it; a [`Checker`] holds dictionaries and searches documents for
//! the wrong forms in them; each finding is a [`Diagnostic`] that says where, what, what instead, and on which
//! published norm that rests.
//!
//! ```
//! use shenjiao::{Checker, Document, Format, Settings};
//!
//! let checker = Checker::new(&Settings::default())?;
//! // Markup inside a word does not hide it.
//! let document = Document::new("常态化开展扫黑**险恶**斗争。", Format::Markdown);
//! let found = checker.check(&document);
//!
//! assert_eq!(found.len(), 1);
//! assert_eq!(found[0].rule.as_str(), "formulation/扫黑险恶");
//! assert_eq!(found[0].suggestions, ["扫黑除恶"]);
//! // The range is in bytes of the source; its slice is what the author wrote, markup included.
//! assert_eq!(found[0].range.slice(document.source()), "扫黑**险恶");
//! # Ok::<(), shenjiao::Problem>(())
//! ```
//!
//! # Bird's-eye view
//!
//! Everything flows one way; nothing downstream looks a text up again to find out where it was.
//!
//! - `input` finds files, reads them and decodes them (with the feature `cli`).
//! - [`document`] turns the source of one format into segments of prose whose pieces know their place in the source.
//! - [`dictionary`] reads what is wrong, what is right, and why; [`config`] decides which of it is in force.
//! - [`matching`] finds wrong forms in segments and judges each: word ends, exceptions, overlap.
//! - [`context`] judges by counts which characters a sentence leaves no room for.
//! - [`rules`] find what no word list holds: pairs that do not close, dates that do not exist, numbers out of order.
//! - [`checker`] makes findings of what was judged wrong.
//! - [`fix`] makes edits of right forms and decides which of them may be made.
//! - [`suppression`] takes out what the author has answered for in the text itself.
//! - `baseline` knows old findings again (with `cli`).
//! - `report` writes findings for people and machines, `cli` is the program around it all (both with `cli`).
//! - `audit` reads a year of posts from exports of every kind and reports on them as one (with `office`).
//! - [`text`] holds what several of them need: ranges, lines, folding, segmentation.
//!
//! # Invariants
//!
//! - Only `cli`, `input`, `audit` and the part of [`config`] that looks for files do any input or output, and only `cli`
//!   prints.
//!   Without the feature `cli` the crate is a pure function over strings.
//! - The range of a [`Diagnostic`] lies on char boundaries of its document's source, and its slice is what the author
//!   wrote there.
//! - Inside the crate a position is a [`TextRange`]: bytes of the decoded source. Lines, columns and offsets in the
//!   file as it lies on disk are computed in `report` alone.
//! - The same text, dictionaries and settings give the same findings in the same order, and the same report whatever
//!   the number of threads.
//! - Nothing that a text or a name holds is obeyed by who reads a report: a terminal, a build server, a spreadsheet.
//! - What could not be read, decoded or understood is a [`Problem`]; it ends in exit status 2 and never looks clean.
//! - No input makes the crate panic or takes more than about linear time.
//! - No dictionary word stands in the source code; words live in `dictionaries/`.

#[cfg(feature = "office")]
pub mod audit;
#[cfg(feature = "cli")]
pub mod baseline;
pub mod checker;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod context;
pub mod diagnostic;
pub mod dictionary;
pub mod document;
pub mod fix;
#[cfg(feature = "cli")]
pub mod input;
pub mod matching;
pub mod problem;
#[cfg(feature = "cli")]
pub mod report;
pub mod rules;
pub mod suppression;
pub mod text;
#[cfg(feature = "cli")]
pub mod toml_message;

pub use checker::Checker;
pub use config::Settings;
pub use diagnostic::{Applicability, Diagnostic, Edit, Fix, Gate, RuleId, Severity};
pub use document::{Document, Format, ParseOptions};
pub use problem::{Problem, ProblemKind};
pub use text::text_range::TextRange;
