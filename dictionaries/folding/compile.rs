//! Compiles the folding table from the tables beside this file, so that nothing is worked out when the program starts.

use std::{error::Error, fs, path::Path, sync::LazyLock};

/// The table, for the parts of the program that the build script runs.
pub(super) static FOLDED: LazyLock<Vec<u8>> =
    LazyLock::new(|| table(include_str!("traditional.tsv"), include_str!("compatibility.tsv")));

/// Writes `folding.bin` to `target`.
///
/// # Errors
///
/// If the file cannot be written.
pub fn compile(target: &Path) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(target.join("folding.bin"), &*FOLDED)?)
}

/// For each character of the Basic Multilingual Plane its folded form in two bytes, the low one first; 0 for those that
/// readers do not see. Lines of the tables are a character, a tab and what it folds to.
fn table(traditional: &str, compatibility: &str) -> Vec<u8> {
    let mut table: Vec<u16> = (0..=u16::MAX).collect();
    let mut set = |from: char, to: char| {
        if let (Some(slot), Ok(value)) = (table.get_mut(from as usize), u16::try_from(u32::from(to))) {
            *slot = value;
        }
    };

    for c in ('\u{0}'..='\u{58F}')
        .chain('\u{1E00}'..='\u{1FFF}')
        .chain('\u{2160}'..='\u{216F}')
    {
        let mut lower = c.to_lowercase();
        if let (Some(only), None) = (lower.next(), lower.next()) {
            set(c, only);
        }
    }
    for half in '!'..='~' {
        let full = char::from_u32(u32::from(half) + 0xFEE0);
        if let Some(full) = full {
            set(full, half.to_ascii_lowercase());
        }
    }
    let blanks = ['\t', '\u{A0}', '\u{202F}', '\u{205F}', '\u{3000}'];
    for blank in blanks.into_iter().chain('\u{2000}'..='\u{200A}') {
        set(blank, ' ');
    }
    for line in traditional.lines().chain(compatibility.lines()) {
        let mut characters = line.chars();
        if let (Some(from), Some('\t'), Some(to)) = (characters.next(), characters.next(), characters.next()) {
            set(from, to);
        }
    }
    let unseen = [
        '\0', '\u{AD}', '\u{34F}', '\u{61C}', '\u{115F}', '\u{1160}', '\u{3164}', '\u{FEFF}', '\u{FFA0}',
    ];
    let unseen = unseen
        .into_iter()
        .chain('\u{17B4}'..='\u{17B5}')
        .chain('\u{180B}'..='\u{180F}')
        .chain('\u{200B}'..='\u{200F}')
        .chain('\u{202A}'..='\u{202E}')
        .chain('\u{2060}'..='\u{206F}')
        .chain('\u{FE00}'..='\u{FE0F}')
        .chain('\u{FFF0}'..='\u{FFF8}');
    for c in unseen {
        set(c, char::from(0));
    }
    table.into_iter().flat_map(u16::to_le_bytes).collect()
}
