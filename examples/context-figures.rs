//! What the context rules find and miss, on anyone's own text; `dictionaries/context/README.md` has our figures.
//!
//! ```text
//! cargo run --release --example context-figures -- [--learned FILE] [--parts 14,15] [--counted FOLDER…] clean FOLDER…
//! cargo run --release --example context-figures -- [--learned FILE] [--counted FOLDER,…] errors FILE.tsv…
//! ```
//!
//! `clean` takes folders of text in which hardly anything is wrong, and lists every alarm for people to judge; with
//! `--parts` only files of these parts are read (of 16, by the hash of the title). `errors` takes lines of
//! `with errors⇥right`; with `--counted` the errors whose surroundings stand in the counted part of these folders are
//! told apart from the others.

use std::{
    collections::{BTreeMap, HashSet},
    env,
    error::Error,
    ffi::OsStr,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    sync::Arc,
};

use shenjiao::{
    Checker, Document, Format, Settings,
    config::Selector,
    context::{Learned, train::part},
    document::prose::Prose,
    text::hanzi::is_hanzi,
};

/// Characters on either side of an error that must stand in the counted text for its surroundings to be known.
const REACH: usize = 4;

/// Parts that the shipped model was counted from.
const COUNTED: std::ops::Range<u64> = 0..12;

fn main() -> Result<(), Box<dyn Error>> {
    let mut settings = Settings {
        select: vec![Selector::new("context")],
        ..Settings::default()
    };
    let (mut parts, mut counted, mut paths) = (None, Vec::new(), Vec::new());
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument}: value missing"));
        match argument.as_str() {
            "--learned" => {
                let learned = Learned::new(fs::read(value()?)?).map_err(|error| error.to_string())?;
                settings.learned = Some(Arc::new(learned));
            }
            "--parts" => parts = Some(value()?.split(',').map(str::parse).collect::<Result<Vec<u64>, _>>()?),
            "--counted" => counted = value()?.split(',').map(str::to_owned).collect(),
            _ => paths.push(argument),
        }
    }
    let checker = Checker::new(&settings)?;
    let (mode, paths) = paths.split_first().ok_or("clean or errors?")?;
    let known = windows_of(&counted)?;
    for path in paths {
        match mode.as_str() {
            "clean" => clean(&checker, Path::new(path), parts.as_deref())?,
            "errors" => errors(&checker, Path::new(path), &known)?,
            other => return Err(format!("{other}: clean or errors?").into()),
        }
    }
    Ok(())
}

fn clean(checker: &Checker, folder: &Path, parts: Option<&[u64]>) -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    gather(folder, &mut files)?;
    let (mut hanzi, mut alarms) = (0, BTreeMap::<String, usize>::new());
    for file in files {
        if parts.is_some_and(|parts| !parts.contains(&part_of(&file))) {
            continue;
        }
        let document = read(&file)?;
        let source = document.source();
        hanzi += source.chars().filter(|&c| is_hanzi(c)).count();
        for found in checker.check(&document) {
            *alarms.entry(found.rule.to_string()).or_default() += 1;
            let before: String = source[..found.range.start].chars().rev().take(12).collect();
            let before: String = before.chars().rev().collect();
            let after: String = source[found.range.end..].chars().take(12).collect();
            let line = format!("{before}[{}→{}]{after}", found.text, found.suggestions.join("、"));
            println!("  {}\t{}\t{}", file.display(), found.rule, line.replace('\n', "⏎"));
        }
    }
    println!("{}: {hanzi} Hanzi", folder.display());
    for (rule, count) in alarms {
        println!("  {rule}: {count}, {:.2} in 100,000", share(count, hanzi) * 1000.0);
    }
    Ok(())
}

#[derive(Default)]
struct Tally {
    errors: usize,
    found: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, found: Option<bool>) {
        self.errors += 1;
        self.found += usize::from(found.is_some());
        self.right += usize::from(found == Some(true));
    }
}

fn errors(checker: &Checker, file: &Path, known: &HashSet<u64>) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    // Every other line was looked at while the rules were made.
    let mut tallies: [Tally; 5] = Default::default();
    let mut false_alarms = 0;
    for (number, line) in text.lines().enumerate() {
        let mut fields = line.split('\t');
        let (Some(wrong), Some(right)) = (fields.next(), fields.next()) else {
            continue;
        };
        let (written, meant): (Vec<char>, Vec<char>) = (wrong.chars().collect(), right.chars().collect());
        if written.len() != meant.len() {
            continue;
        }
        let document = Document::new(wrong, Format::Plain);
        let found = checker.check(&document);
        let starts: Vec<usize> = wrong.char_indices().map(|(at, _)| at).collect();
        let mut explained = vec![false; found.len()];
        for (index, (one, other)) in written.iter().zip(&meant).enumerate() {
            if one == other {
                continue;
            }
            let at = starts[index];
            let here = found
                .iter()
                .position(|found| found.range.start <= at && at < found.range.end);
            let outcome = here.map(|here| {
                explained[here] = true;
                let within = wrong[found[here].range.start..at].chars().count();
                found[here]
                    .suggestions
                    .first()
                    .and_then(|text| text.chars().nth(within))
                    == Some(*other)
            });
            tallies[0].add(outcome);
            tallies[1 + number % 2].add(outcome);
            let is_known = known.contains(&window(&meant, index));
            tallies[3 + usize::from(is_known)].add(outcome);
        }
        false_alarms += explained.iter().filter(|&&explained| !explained).count();
    }
    println!("{}: {false_alarms} alarms where nothing is wrong", file.display());
    let names = [
        "all",
        "lines looked at",
        "other lines",
        "surroundings not counted",
        "surroundings counted",
    ];
    for (name, tally) in names.iter().zip(&tallies) {
        println!(
            "  {name}: {} errors, found {:.1} %, of these corrected rightly {:.1} %",
            tally.errors,
            share(tally.found, tally.errors),
            share(tally.right, tally.found)
        );
    }
    Ok(())
}

fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of errors are small")]
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    if whole == 0 { 0.0 } else { share(part, whole) }
}

/// What stands around a character, the character included.
fn window(text: &[char], at: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    text[at.saturating_sub(REACH)..(at + REACH + 1).min(text.len())].hash(&mut hasher);
    hasher.finish()
}

fn windows_of(folders: &[String]) -> Result<HashSet<u64>, Box<dyn Error>> {
    let mut known = HashSet::new();
    let mut files = Vec::new();
    for folder in folders {
        gather(Path::new(folder), &mut files)?;
    }
    for file in files.iter().filter(|file| COUNTED.contains(&part_of(file))) {
        let document = read(file)?;
        for paragraph in &Prose::new(&document).paragraphs {
            let text: Vec<char> = paragraph.text.chars().collect();
            known.extend((0..text.len()).map(|at| window(&text, at)));
        }
    }
    Ok(known)
}

fn part_of(file: &Path) -> u64 {
    part(file.file_stem().and_then(OsStr::to_str).unwrap_or_default())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if folder.is_file() {
        files.push(folder.to_owned());
        return Ok(());
    }
    let mut entries = fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, files)?;
        } else if Format::from_path(&path).is_some() {
            files.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Document, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Document::new(text, Format::from_path(path).unwrap_or(Format::Plain)))
}
