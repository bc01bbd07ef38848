//! Builds the model of the context rules from folders of text; `dictionaries/context/README.md` tells how.
//!
//! ```text
//! cargo run --release --example train-context -- OUT KIND…
//! ```
//!
//! A KIND is a folder, or several joined by commas, that hold texts of one kind. Files are set aside by the hash of their
//! title, which is the name without what stands in brackets at its end, so that versions of one text stay together: of
//! 16 parts the first 12 are counted, the next 2 are for tuning, and the last 2 are not read at all.

use std::{
    env,
    error::Error,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use shenjiao::{
    Document, Format,
    context::{
        confusion,
        train::{Fold, Text, part, train},
    },
    document::prose::Prose,
    text::segmenter::{WordList, Words},
};

/// Parts below this one are counted.
const COUNTED: u64 = 12;
/// Parts from there on and below this one are for tuning; the others are not read.
const TUNING: u64 = 14;

/// False or true alarms in 100,000 Hanzi of the tuning texts.
const ALARMS: f64 = 1.0;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (out, kinds) = arguments.split_first().ok_or("usage: train-context OUT KIND…")?;
    let readings = include_str!("../dictionaries/near-miss/readings.tsv");
    let shapes = include_str!("../dictionaries/context/shapes.tsv");
    let partners = confusion::read(readings, shapes).map_err(|line| format!("line {line} of a table is malformed"))?;
    let folds = kinds.iter().map(|kind| fold(kind)).collect::<Result<Vec<_>, _>>()?;
    let words = Words::new(WordList::without([])?);
    let trained = train(&folds, &partners, &words, ALARMS).map_err(|error| error.to_string())?;
    println!(
        "Hanzi counted: {}; of the tuning texts: {}",
        trained.counted, trained.tuning
    );
    println!(
        "examples as printed: {}; with an error: {}",
        trained.examples[0], trained.examples[1]
    );
    println!(
        "score that a report needs: {}; bytes: {}",
        trained.threshold,
        trained.file.len()
    );
    fs::write(out, trained.file)?;
    Ok(())
}

fn fold(kind: &str) -> Result<Fold, Box<dyn Error>> {
    let mut files = Vec::new();
    for folder in kind.split(',') {
        gather(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut fold = Fold::default();
    for file in files {
        let part = part(file.file_stem().and_then(OsStr::to_str).unwrap_or_default());
        if part < COUNTED {
            fold.counted.push(read(&file)?);
        } else if part < TUNING {
            fold.tuning.push(read(&file)?);
        }
    }
    Ok(fold)
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if Format::from_path(&path).is_some() {
            files.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Text, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let document = Document::new(text, Format::from_path(path).unwrap_or(Format::Plain));
    let prose = Prose::new(&document);
    Ok(prose
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.text.to_string())
        .collect())
}
