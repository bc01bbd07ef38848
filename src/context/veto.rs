//! What is right though the counts do not know it: names, foreign names, new words.
//!
//! The lists are data, `dictionaries/context/vetoes.toml`.

use std::{collections::HashSet, sync::LazyLock};

use serde::Deserialize;

use super::{
    analysis::Accepted,
    symbols::{BREAK, LATIN, Symbol, is_hanzi_symbol, symbol},
};

/// Characters of a stretch of transliteration.
const FOREIGN_STRETCH: usize = 3;

/// Characters of the longest name alone between two marks.
const LONGEST_NAME: usize = 4;

/// Why a place is not reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Veto {
    /// A word of the list of accepted ones is there.
    Accepted,
    /// It is part of a personal name.
    Person,
    /// It is part of the name of a place.
    Place,
    /// It is part of a foreign name.
    Foreign,
    /// A particle beside a mark or a number, of which the counts know too little.
    Particle,
    /// It lies in a word of the segmenter's list.
    Word,
    /// A word beside letters, of which the counts know too little.
    Letters,
    /// The text is Japanese.
    Japanese,
    /// The organisation stands by it: a right form of its dictionaries, a person, its own name.
    Organisation,
    /// The document writes it so elsewhere too.
    Document,
}

impl Veto {
    /// The reason, in Chinese.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Accepted => "在认可的新词和熟语里",
            Self::Person => "像是人名",
            Self::Place => "像是地名",
            Self::Foreign => "像是外国人名、地名的译音",
            Self::Particle => "虚字挨着标点或数字，上下文不足",
            Self::Word => "在分词词表的一个词里",
            Self::Letters => "挨着拉丁字母，上下文不足",
            Self::Japanese => "这一段有日文假名",
            Self::Organisation => "在本单位的词典或名称里",
            Self::Document => "这篇稿件里别处也这样写",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    accepted: String,
    surnames: String,
    titles: String,
    after_names: String,
    places: String,
    particles: String,
}

#[derive(Default)]
struct Lists {
    accepted: Accepted,
    surnames: HashSet<Symbol>,
    titles: HashSet<Symbol>,
    after_names: HashSet<Symbol>,
    places: HashSet<Symbol>,
    particles: HashSet<Symbol>,
    foreign: HashSet<Symbol>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let set = |text: &str| {
        text.chars()
            .map(symbol)
            .filter(|&symbol| is_hanzi_symbol(symbol))
            .collect()
    };
    let foreign = include_str!("../rules/repetition/transliteration.txt");
    let foreign: String = foreign.lines().filter(|line| !line.starts_with('#')).collect();
    // A test reads the file; it is part of the program.
    let Ok(written) = toml::from_str::<Written>(include_str!("../../dictionaries/context/vetoes.toml")) else {
        return Lists::default();
    };
    Lists {
        accepted: Accepted::new(written.accepted.split_whitespace()),
        surnames: set(&written.surnames),
        titles: set(&written.titles),
        after_names: set(&written.after_names),
        places: set(&written.places),
        particles: set(&written.particles),
        foreign: set(&foreign),
    }
});

/// Why the place is right as it is, if the lists know.
pub(crate) fn veto(symbols: &[Symbol], place: usize) -> Option<Veto> {
    let lists = &*LISTS;
    let run = run_around(symbols, place)?;
    let (start, end) = (run.start, run.end);
    let at = |at: usize| symbols.get(at).copied().unwrap_or(BREAK);
    if lists.accepted.covers(symbols, &(place..place + 1)) {
        return Some(Veto::Accepted);
    }
    let is_foreign = |at: &usize| lists.foreign.contains(&symbols.get(*at).copied().unwrap_or(BREAK));
    let before = (start..place).rev().take_while(is_foreign).count();
    let from = (place..end).take_while(is_foreign).count();
    if from > 0 && before + from >= FOREIGN_STRETCH {
        return Some(Veto::Foreign);
    }
    if lists.is_name(symbols, start, end, place) {
        return Some(Veto::Person);
    }
    if place - start <= 2 && (place + 1..end.min(place + 3)).any(|next| lists.places.contains(&at(next))) {
        return Some(Veto::Place);
    }
    let is_edge = |at: Option<usize>| {
        let symbol = at.and_then(|at| symbols.get(at)).copied().unwrap_or(BREAK);
        !is_hanzi_symbol(symbol)
    };
    let is_latin = |at: Option<usize>| at.and_then(|at| symbols.get(at)) == Some(&LATIN);
    if is_latin(place.checked_sub(1)) || is_latin(Some(place + 1)) {
        return Some(Veto::Letters);
    }
    if lists.particles.contains(&at(place)) && (is_edge(place.checked_sub(1)) || is_edge(Some(place + 1))) {
        return Some(Veto::Particle);
    }
    None
}

/// The stretch without breaks that a place is in.
fn run_around(symbols: &[Symbol], place: usize) -> Option<std::ops::Range<usize>> {
    let (head, tail) = (symbols.get(..place)?, symbols.get(place..)?);
    let start = head.iter().rposition(|&symbol| symbol == BREAK).map_or(0, |at| at + 1);
    let end = tail.iter().position(|&symbol| symbol == BREAK).unwrap_or(tail.len());
    Some(start..place + end)
}

impl Lists {
    fn is_name(&self, symbols: &[Symbol], start: usize, end: usize, place: usize) -> bool {
        let at = |at: usize| symbols.get(at).copied().unwrap_or(BREAK);
        if (2..=LONGEST_NAME).contains(&(end - start)) && self.surnames.contains(&at(start)) {
            return true;
        }
        (place.saturating_sub(2).max(start)..=place).any(|surname| {
            self.surnames.contains(&at(surname))
                && (surname == start
                    && (2..=3)
                        .any(|length| surname + length > place && self.after_names.contains(&at(surname + length)))
                    || surname > start && self.titles.contains(&at(surname - 1)))
        })
    }
}
