//! Which characters are written for one another, and why: they sound alike or look alike.
//!
//! The tables are data, `dictionaries/near-miss/readings.tsv` and `dictionaries/context/shapes.tsv`; they are read when a
//! model is built, which then carries the partners of each character.

use std::collections::BTreeMap;

use super::symbols::{Symbol, is_hanzi_symbol, symbol};

/// How much two characters sound alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sound {
    /// Not at all.
    #[default]
    Other,
    /// They have a syllable in common for those who do not tell z from zh, n from l, or -n from -ng.
    Near,
    /// They have a syllable in common, tones aside.
    Same,
}

/// How much two characters look alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Not at all.
    #[default]
    Other,
    /// They have a part in common.
    Part,
    /// Much.
    Like,
}

/// In which ways two characters are alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Relation {
    /// By sound.
    pub sound: Sound,
    /// By shape.
    pub shape: Shape,
}

impl Relation {
    const fn by_sound(sound: Sound) -> Self {
        Self {
            sound,
            shape: Shape::Other,
        }
    }

    const fn by_shape(shape: Shape) -> Self {
        Self {
            sound: Sound::Other,
            shape,
        }
    }

    /// The relation of a code from 0 to 7.
    pub(crate) const fn from_code(code: u16) -> Self {
        let number = code + 1;
        let sound = match number / 3 {
            0 => Sound::Other,
            1 => Sound::Near,
            _ => Sound::Same,
        };
        let shape = match number % 3 {
            0 => Shape::Other,
            1 => Shape::Part,
            _ => Shape::Like,
        };
        Self { sound, shape }
    }

    /// The code of a relation in some way; there is none without.
    pub(crate) const fn code(self) -> u16 {
        (self.sound as u16 * 3 + self.shape as u16).saturating_sub(1)
    }

    fn with(self, other: Self) -> Self {
        Self {
            sound: self.sound.max(other.sound),
            shape: self.shape.max(other.shape),
        }
    }

    /// In which way, in Chinese and in brackets.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match (self.sound, self.shape) {
            (Sound::Same, Shape::Other) => "（音同）",
            (Sound::Near, Shape::Other) => "（音近）",
            (Sound::Same, _) => "（音同形近）",
            (Sound::Near, _) => "（音近形近）",
            (Sound::Other, Shape::Like) => "（形近）",
            (Sound::Other, _) => "（有相同的部件）",
        }
    }
}

/// The partners of every character that has any.
pub type Partners = BTreeMap<Symbol, BTreeMap<Symbol, Relation>>;

/// Reads the tables: lines of `syllable⇥characters`, and lines of
/// `character⇥characters that look like it⇥characters that share a part with it`.
///
/// # Errors
///
/// The number of a line that is none of these.
pub fn read(readings: &str, shapes: &str) -> Result<Partners, usize> {
    let mut partners = Partners::new();
    let mut relate = |one: char, other: char, relation: Relation| {
        let (one, other) = (symbol(one), symbol(other));
        if one != other && is_hanzi_symbol(one) && is_hanzi_symbol(other) {
            for (one, other) in [(one, other), (other, one)] {
                let known = partners.entry(one).or_default().entry(other).or_default();
                *known = known.with(relation);
            }
        }
    };
    let mut exact: BTreeMap<&str, Vec<char>> = BTreeMap::new();
    let mut merged: BTreeMap<String, Vec<char>> = BTreeMap::new();
    for (number, line) in readings.lines().enumerate() {
        let (syllable, characters) = line.split_once('\t').ok_or(number + 1)?;
        exact.entry(syllable).or_default().extend(characters.chars());
        merged.entry(merge(syllable)).or_default().extend(characters.chars());
    }
    let same = Relation::by_sound(Sound::Same);
    let near = Relation::by_sound(Sound::Near);
    let classes = exact.values().map(|class| (class, same));
    for (class, relation) in classes.chain(merged.values().map(|class| (class, near))) {
        for (index, &one) in class.iter().enumerate() {
            for &other in class.iter().skip(index + 1) {
                relate(one, other, relation);
            }
        }
    }
    for (number, line) in shapes.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let mut field = || fields.next().ok_or(number + 1);
        let (one, like, parts) = (field()?, field()?, field()?);
        let one = one.chars().next().ok_or(number + 1)?;
        for other in like.chars() {
            relate(one, other, Relation::by_shape(Shape::Like));
        }
        for other in parts.chars() {
            relate(one, other, Relation::by_shape(Shape::Part));
        }
    }
    Ok(partners)
}

/// The syllable that stands for all that many people do not tell apart.
fn merge(syllable: &str) -> String {
    let syllable = if syllable.ends_with("ng") {
        syllable.trim_end_matches('g')
    } else {
        syllable
    };
    let mut chars = syllable.chars();
    let initial = chars.next().map(|c| if matches!(c, 'l' | 'r') { 'n' } else { c });
    let rest = chars.as_str();
    let rest = match initial {
        Some('z' | 'c' | 's') => rest.strip_prefix('h').unwrap_or(rest),
        _ => rest,
    };
    initial.into_iter().chain(rest.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_are_those_of_either_table() {
        let readings = "fan\t反饭\nfang\t方\nli\t力\nni\t尼";
        let partners = read(readings, "# 注\n货\t贷\t贝").unwrap();
        let relation = |one, other| {
            partners
                .get(&symbol(one))
                .and_then(|of| of.get(&symbol(other)))
                .copied()
        };
        let is = |sound, shape| Some(Relation { sound, shape });
        assert_eq!(relation('反', '饭'), is(Sound::Same, Shape::Other));
        assert_eq!(relation('方', '反'), is(Sound::Near, Shape::Other));
        assert_eq!(relation('力', '尼'), is(Sound::Near, Shape::Other));
        assert_eq!(relation('贷', '货'), is(Sound::Other, Shape::Like));
        assert_eq!(relation('贝', '货'), is(Sound::Other, Shape::Part));
        assert_eq!(relation('力', '反'), None);
        assert_eq!(read("fan", "").err(), Some(1));
        assert_eq!(read("", "货\t贷").err(), Some(1));
    }

    #[test]
    fn every_relation_has_a_code() {
        for code in 0..8 {
            assert_eq!(Relation::from_code(code).code(), code);
        }
    }
}
