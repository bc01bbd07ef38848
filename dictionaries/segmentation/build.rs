//! Compiles the segmenter's word list, `jieba.txt`, into an `fst` map of word → frequency.
//!
//! The list stays readable and reviewable in the repository; the binary opens the compiled map in place,
//! so nothing is parsed at start-up. The empty key carries the sum of all frequencies. Beside it goes a table of
//! how common each pair of neighbouring characters is, from which the prefilter picks the rarest of a pattern.

use std::{error::Error, fs, io::BufWriter, path::Path};

#[path = "../../src/text/pair_hash.rs"]
mod pair_hash;

/// Writes `words.fst` and `pairs.bin` to `target`.
///
/// # Errors
///
/// A line of the list that is not `word frequency`.
pub fn compile(target: &Path) -> Result<(), Box<dyn Error>> {
    let list = Path::new("dictionaries/segmentation/jieba.txt");

    let text = fs::read_to_string(list)?;
    let mut words = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let (word, frequency) = line
            .split_once(' ')
            .ok_or_else(|| format!("{}:{}: expected `word frequency`", list.display(), index + 1))?;
        words.push((word, frequency.parse::<u64>()?));
    }
    let total = words.iter().map(|(_, frequency)| frequency).sum();

    let mut map = fst::MapBuilder::new(BufWriter::new(fs::File::create(target.join("words.fst"))?))?;
    map.insert("", total)?;
    for (word, frequency) in &words {
        map.insert(word, *frequency)?;
    }
    map.finish()?;
    fs::write(target.join("pairs.bin"), pair_frequencies(&words))?;
    Ok(())
}

/// One byte per bucket of pairs: the binary logarithm of how often a pair of the bucket occurs in the listed words,
/// 0 for never.
fn pair_frequencies(words: &[(&str, u64)]) -> Vec<u8> {
    let mut sums = vec![0_u64; 1 << 16];
    for (word, frequency) in words {
        let keys: Vec<u16> = word.chars().filter_map(|c| u16::try_from(u32::from(c)).ok()).collect();
        for pair in keys.windows(2) {
            sums[(pair_hash::pair_hash(pair[0], pair[1]) >> 16) as usize] += frequency;
        }
    }
    sums.into_iter()
        .map(|sum| {
            sum.checked_ilog2()
                .map_or(0, |log| u8::try_from(log + 1).unwrap_or(u8::MAX))
        })
        .collect()
}
