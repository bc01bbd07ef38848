//! What the counts say for a suspicion, in words that a writer can judge.

use super::{
    counts::Counts,
    symbols::{Symbol, character},
    table::count_of,
};

/// What speaks for a suspicion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// A phrase over the place, as it was probably meant.
    pub phrase: String,
    /// How often the phrase was counted, at least.
    pub count: u32,
    /// The same phrase as it is written.
    pub written: String,
    /// How often that was counted, at least.
    pub written_count: u32,
    /// Whether the organisation's own texts say so, in which case the counts are of its documents.
    pub is_learned: bool,
}

/// The most telling phrase: of the longest ones that were counted as meant the most frequent. `written` and `meant` are
/// two readings of one stretch, in which `place` is what differs; in the middle of both it stands.
pub(crate) fn evidence(
    written: &[Symbol],
    meant: &[Symbol],
    over: (usize, usize),
    counts: &Counts<'_>,
) -> Option<Evidence> {
    for length in (2..=4).rev() {
        let mut best: Option<(u8, usize)> = None;
        for (start, window) in meant.windows(length).enumerate() {
            // At least one character of what differs, and as little as possible beside it that says nothing.
            let is_over = start <= over.0 && over.1 <= start + length;
            if is_over && text(window).is_some() {
                let level = counts.level(window);
                if level > best.map_or(0, |(level, _)| level) {
                    best = Some((level, start));
                }
            }
        }
        let Some((level, start)) = best else { continue };
        let phrase = meant.get(start..start + length)?;
        // A doubled character makes the written phrase longer by one.
        let longer = written.len().saturating_sub(meant.len());
        let as_written = written.get(start..start + length + longer)?;
        let written_level = if as_written.len() <= 4 {
            counts.level(as_written)
        } else {
            0
        };
        let is_learned = counts.learned_level(phrase) == level;
        return Some(Evidence {
            phrase: text(phrase)?,
            count: count_of(level),
            written: text(as_written)?,
            written_count: count_of(written_level),
            is_learned,
        });
    }
    None
}

/// The text of symbols that all stand for Hanzi.
fn text(symbols: &[Symbol]) -> Option<String> {
    symbols.iter().map(|&symbol| character(symbol)).collect()
}

impl Evidence {
    /// What speaks for it, in Chinese, without a full stop.
    #[must_use]
    pub fn describe(&self) -> String {
        let often = |count: u32| match count {
            0 => "没有出现过".to_owned(),
            1..=4 => format!("出现过 {count} 次"),
            _ => format!("出现过 {count} 次以上"),
        };
        let unit = |text: String| {
            if self.is_learned {
                text.replace(" 次", " 篇")
            } else {
                text
            }
        };
        let place = if self.is_learned {
            "本单位的文稿里"
        } else {
            "法律法规里"
        };
        format!(
            "{place}「{}」{}，「{}」{}",
            self.phrase,
            unit(often(self.count)),
            self.written,
            unit(often(self.written_count))
        )
    }
}
