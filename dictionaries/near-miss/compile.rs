//! Compiles what near-misses are found by: the idioms, and which characters sound or look alike.

use std::{error::Error, fs, path::Path};

#[path = "../../src/matching/near_miss/layout.rs"]
mod layout;

/// Reads the tables beside this file and writes their compiled forms into `target`.
pub(crate) fn compile(target: &Path) -> Result<(), Box<dyn Error>> {
    let read = |name: &str| {
        let path = Path::new("dictionaries/near-miss").join(name);
        fs::read_to_string(path)
    };

    let idioms: Vec<Vec<u16>> = read("idioms.txt")?
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(keys)
        .collect::<Result<_, _>>()?;
    fs::write(target.join("near-miss-idioms.bin"), layout::lay_out(&idioms))?;

    let mut syllables: Vec<String> = Vec::new();
    let mut sounds = Vec::new();
    for line in read("readings.tsv")?.lines() {
        let (reading, characters) = line
            .split_once('\t')
            .ok_or("readings.tsv: expected `syllable characters`")?;
        let syllable = merged(reading);
        let number = syllables
            .iter()
            .position(|known| *known == syllable)
            .unwrap_or(syllables.len());
        if number == syllables.len() {
            syllables.push(syllable);
        }
        for key in keys(characters)? {
            sounds.push((key, u16::try_from(number)?));
        }
    }
    fs::write(target.join("near-miss-sounds.bin"), pairs(sounds))?;

    let mut shapes = Vec::new();
    for line in read("shapes.tsv")?.lines() {
        let (one, others) = line
            .split_once('\t')
            .ok_or("shapes.tsv: expected `character characters`")?;
        for one in keys(one)? {
            for other in keys(others)? {
                shapes.extend([(one, other), (other, one)]);
            }
        }
    }
    fs::write(target.join("near-miss-shapes.bin"), pairs(shapes))?;
    Ok(())
}

/// Lays out the phrases of the shipped dictionaries, given as character keys.
pub(crate) fn compile_phrases(target: &Path, phrases: &[Vec<u16>]) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(
        target.join("near-miss-phrases.bin"),
        layout::lay_out(phrases),
    )?)
}

/// The syllable that stands for all that many people do not tell apart: z, c, s with zh, ch, sh and -n with -ng.
fn merged(reading: &str) -> String {
    let reading = reading
        .strip_suffix('g')
        .filter(|rest| rest.ends_with('n'))
        .unwrap_or(reading);
    match reading.as_bytes() {
        [initial @ (b'z' | b'c' | b's'), b'h', ..] => format!("{}{}", char::from(*initial), &reading[2..]),
        _ => reading.to_owned(),
    }
}

/// The characters of a text as keys; the tables are in simplified characters of the Basic Multilingual Plane, which
/// fold to themselves (a test holds them to that).
fn keys(text: &str) -> Result<Vec<u16>, Box<dyn Error>> {
    text.chars().map(|c| Ok(u16::try_from(u32::from(c))?)).collect()
}

fn pairs(mut pairs: Vec<(u16, u16)>) -> Vec<u8> {
    pairs.sort_unstable();
    pairs.dedup();
    let bytes = |(one, other): (u16, u16)| [one.to_le_bytes(), other.to_le_bytes()].concat();
    pairs.into_iter().flat_map(bytes).collect()
}
