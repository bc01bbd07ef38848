//! What may be written in a `shenjiao.toml`, as it is written.
//!
//! Every value knows its place, so that a later complaint about it names line and column. What the values mean is
//! left to `layer`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use crate::{problem::Problem, toml_message::TomlText};

/// One configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Options {
    /// Another file to start from, relative to this one.
    pub extend: Option<Spanned<String>>,
    /// Rules in force, instead of the default ones.
    pub select: Option<Spanned<Vec<Spanned<String>>>>,
    /// Rules in force besides.
    pub extend_select: Vec<Spanned<String>>,
    /// Rules out of force.
    pub ignore: Vec<Spanned<String>>,
    /// The lowest severity that fails a run.
    pub fail_level: Option<Spanned<String>>,
    /// Further files to be checked when met in a folder, in the syntax of `.gitignore`, relative to this file.
    pub include: Option<Spanned<Vec<Spanned<String>>>>,
    /// Files not to be checked, in the syntax of `.gitignore`, relative to this file.
    pub exclude: Option<Spanned<Vec<Spanned<String>>>>,
    /// The organisation's own dictionaries, relative to this file.
    pub dictionaries: Vec<Spanned<String>>,
    /// Keys of a front matter whose values are checked.
    pub front_matter: Option<Spanned<Vec<String>>>,
    /// Encoding of files that do not say so themselves.
    pub encoding: Option<Spanned<String>>,
    /// What the organisation says about itself.
    pub organisation: OrganisationOptions,
    /// What may be repeated.
    pub repetition: RepetitionOptions,
    /// The file that holds the findings accepted so far, relative to this one.
    pub baseline: Option<Spanned<String>>,
    /// The file that `learn` wrote of the organisation's own usage, relative to this one.
    pub learned: Option<Spanned<String>>,
    /// Whether a suppression in a text needs a reason.
    pub suppression_reasons: Option<Spanned<bool>>,
    /// Severity by selector. The order of the map puts a narrower selector after a wider one that it begins with.
    pub severity: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Selectors out of force, by pattern.
    pub per_file_ignores: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Texts that the organisation stands by.
    pub allow: Vec<AllowOptions>,
}

/// `[organisation]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct OrganisationOptions {
    /// Names by which it calls itself, full and short.
    pub names: Option<Spanned<Vec<Spanned<String>>>>,
    /// Names of hosts that its pages may link to in any way, its own and others.
    pub sites: Option<Spanned<Vec<Spanned<String>>>>,
}

/// `[repetition]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct RepetitionOptions {
    /// Hanzi of the shortest sentence that is not to stand twice.
    pub shortest_sentence: Option<Spanned<i64>>,
    /// Hanzi of the shortest paragraph that is not to stand twice.
    pub shortest_paragraph: Option<Spanned<i64>>,
}

/// One `[[allow]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AllowOptions {
    /// The text.
    pub text: Spanned<String>,
    /// A selector of the rules that it answers to; all if absent.
    pub rule: Option<Spanned<String>>,
    /// Why it is right.
    pub reason: Spanned<String>,
    /// The last day on which it holds: a TOML date, or one in quotes.
    pub expires: Option<Spanned<Value>>,
}

/// Reads a configuration file.
///
/// # Errors
///
/// What is not TOML, or not among the options.
pub fn parse(source: &TomlText) -> Result<Options, Problem> {
    source.parse()
}
