//! Compiles the segmenter's word list, `jieba.txt`, into an `fst` map of word → frequency.
//!
//! The list stays readable and reviewable in the repository; the binary opens the compiled map in place,
//! so nothing is parsed at start-up. The empty key carries the sum of all frequencies.

use std::{env, error::Error, fs, io::BufWriter, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let list = Path::new("dictionaries/segmentation/jieba.txt");
    println!("cargo::rerun-if-changed={}", list.display());
    println!("cargo::rerun-if-changed=dictionaries/segmentation/build.rs");

    let text = fs::read_to_string(list)?;
    let mut words = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let (word, frequency) = line.split_once(' ').ok_or_else(|| {
            format!(
                "{}:{}: expected `word frequency`",
                list.display(),
                index + 1
            )
        })?;
        words.push((word, frequency.parse::<u64>()?));
    }
    let total = words.iter().map(|(_, frequency)| frequency).sum();

    let target = Path::new(&env::var("OUT_DIR")?).join("words.fst");
    let mut map = fst::MapBuilder::new(BufWriter::new(fs::File::create(target)?))?;
    map.insert("", total)?;
    for (word, frequency) in words {
        map.insert(word, frequency)?;
    }
    map.finish()?;
    Ok(())
}
