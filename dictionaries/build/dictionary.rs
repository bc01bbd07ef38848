//! Reads the shipped dictionaries with the program's own code and writes what they mean.

use std::{error::Error, fs, path::Path};

#[path = "../../src/dictionary/boundary.rs"]
mod boundary;
#[path = "../../src/dictionary/entry.rs"]
mod entry;
#[path = "../../src/dictionary/expression.rs"]
mod expression;
#[path = "../../src/dictionary/keys.rs"]
mod keys;
#[path = "../../src/dictionary/load.rs"]
mod load;
#[path = "../../src/dictionary/partial_date.rs"]
mod partial_date;
#[path = "../../src/dictionary/schema.rs"]
mod schema;
#[path = "../../src/dictionary/search.rs"]
mod search;
#[path = "../../src/dictionary/series_form.rs"]
mod series_form;
#[path = "../../src/dictionary/syntax.rs"]
mod syntax;
#[path = "../../src/dictionary/validator.rs"]
mod validator;

pub use boundary::Boundary;
pub use entry::*;
pub use expression::Expression;
pub use partial_date::PartialDate;
pub use validator::Validator;

/// Writes all dictionaries, in the order of their files' names, to `dictionaries.bin` in `target`, and
/// tells the compiler their version.
///
/// # Errors
///
/// Everything that is wrong with any of them.
pub fn compile(target: &Path) -> Result<(), Box<dyn Error>> {
    let mut paths = Vec::new();
    for file in fs::read_dir("dictionaries")? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut dictionaries = Vec::new();
    let mut faults = String::new();
    for path in paths {
        // Reports name the file the same on every system.
        let name = format!("dictionaries/{}", path.file_name().unwrap_or_default().display());
        match load::load(&name, &fs::read_to_string(&path)?) {
            Ok(dictionary) => dictionaries.push(dictionary),
            Err(problems) => problems
                .iter()
                .for_each(|problem| faults.push_str(&format!("\n{problem}"))),
        }
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let table = crate::text::fold::table();
    let phrases: Vec<Vec<u16>> = dictionaries
        .iter()
        .flat_map(|dictionary: &Dictionary| &dictionary.entries)
        .filter(|entry| matches!(entry.kind, Kind::Canonical(Phrases::Form)))
        .map(|entry| entry.form.chars().filter_map(|c| table.key(c)).collect())
        .collect();
    crate::near_miss::compile_phrases(target, &phrases)?;
    let version = fs::read_to_string("dictionaries/VERSION")?;
    println!("cargo::rustc-env=SHENJIAO_DICTIONARIES={}", version.trim());
    fs::write(target.join("dictionaries.bin"), postcard::to_allocvec(&dictionaries)?)?;
    Ok(())
}
