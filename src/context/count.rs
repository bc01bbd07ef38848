//! From texts to the file that a [`Model`](super::model::Model) reads.
//!
//! The same texts in the same order give the same bytes. A sentence that was counted before is not counted again, so
//! that what one office copies from another does not look like usage.

use std::{
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    confusion::Partners,
    model::{CHARACTERS, CONTENT, FIRST, HEADER, Header, MAGIC, MOST_RANKS, RANK_BITS, padded, row_bytes},
    symbols::{BREAK, Reading, Symbol, is_gram, is_hanzi_symbol},
    table::{self, BUCKET, key, level_of},
};

/// The lengths of the n-grams that a model holds.
const ORDERS: std::ops::RangeInclusive<usize> = 2..=4;

/// Symbols below which a sentence may well be said twice.
const SHORT: usize = 12;

/// N-grams met after which equal ones are put together.
const HEAP: usize = 1 << 25;

/// Counts texts, document after document.
#[derive(Debug, Default)]
pub struct Counter {
    /// Every n-gram met last, as often as it was met.
    grams: Vec<u64>,
    /// Those met before, in order, with how often.
    sums: Vec<(u64, u32)>,
    characters: BTreeMap<Symbol, u32>,
    sentences: HashSet<u64>,
    hanzi: u64,
}

impl Counter {
    /// Counts each n-gram of a document as often as it stands there, but none of a sentence that was counted before.
    pub fn add<'t>(&mut self, paragraphs: impl Iterator<Item = &'t str>) {
        self.read(paragraphs, true);
        self.put_together(HEAP);
    }

    /// Counts each n-gram of a document once, so that the counts are numbers of documents.
    pub fn add_once<'t>(&mut self, paragraphs: impl Iterator<Item = &'t str>) {
        let start = self.grams.len();
        self.read(paragraphs, false);
        let mut own = self.grams.split_off(start);
        own.sort_unstable();
        own.dedup();
        self.grams.append(&mut own);
        self.put_together(HEAP);
    }

    /// Adds what was met last to the sums, if it is `many`.
    fn put_together(&mut self, many: usize) {
        if self.grams.len() < many {
            return;
        }
        self.grams.sort_unstable();
        let chunks = self.grams.chunk_by(|one, other| one == other);
        let mut met = chunks
            .filter_map(|chunk| Some((*chunk.first()?, u32::try_from(chunk.len()).unwrap_or(u32::MAX))))
            .peekable();
        let mut sums = Vec::with_capacity(self.sums.len());
        for &(gram, count) in &self.sums {
            while let Some(new) = met.next_if(|&(other, _)| other < gram) {
                sums.push(new);
            }
            let more = met.next_if(|&(other, _)| other == gram).map_or(0, |(_, more)| more);
            sums.push((gram, count.saturating_add(more)));
        }
        sums.extend(met);
        self.sums = sums;
        self.grams.clear();
    }

    fn read<'t>(&mut self, paragraphs: impl Iterator<Item = &'t str>, are_sentences_once: bool) {
        let mut reading = Reading::default();
        for sentence in paragraphs.flat_map(|text| text.split(['。', '！', '？', '；', '\n'])) {
            reading.read(sentence);
            let symbols = &reading.symbols;
            if are_sentences_once && symbols.len() > SHORT {
                // DefaultHasher::new has fixed keys.
                let mut hasher = DefaultHasher::new();
                symbols.hash(&mut hasher);
                if !self.sentences.insert(hasher.finish()) {
                    continue;
                }
            }
            for &symbol in symbols.iter().filter(|&&symbol| is_hanzi_symbol(symbol)) {
                *self.characters.entry(symbol).or_default() += 1;
                self.hanzi += 1;
            }
            for order in ORDERS {
                for gram in symbols.windows(order) {
                    if is_gram(gram) {
                        self.grams.push(key(gram));
                    }
                }
            }
        }
    }

    /// How many Hanzi were counted.
    #[must_use]
    pub const fn hanzi(&self) -> u64 {
        self.hanzi
    }

    /// The file: n-grams that were counted `least` times or more, with the partners of each character and the weights
    /// of the classifier, if there are any.
    #[must_use]
    pub fn finish(mut self, least: u32, partners: &Partners, weights: &[f32]) -> Vec<u8> {
        self.put_together(0);
        let mut items = std::mem::take(&mut self.sums);
        items.retain(|&(_, count)| count >= least);
        lay_out(&items, &self.characters, self.hanzi, partners, weights)
    }
}

fn lay_out(
    items: &[(u64, u32)],
    counts: &BTreeMap<Symbol, u32>,
    hanzi: u64,
    partners: &Partners,
    weights: &[f32],
) -> Vec<u8> {
    let place = |symbol: Symbol| {
        symbol
            .checked_sub(FIRST)
            .map(usize::from)
            .filter(|&place| place < CHARACTERS)
    };
    // The most frequent ones come first, so that what is asked most often lies together.
    let mut counted: Vec<(Symbol, u32)> = counts.iter().map(|(&symbol, &count)| (symbol, count)).collect();
    counted.retain(|&(symbol, _)| place(symbol).is_some());
    counted.sort_by_key(|&(symbol, count)| (std::cmp::Reverse(count), symbol));
    counted.truncate(MOST_RANKS - 1);
    let others = partners
        .keys()
        .filter(|symbol| place(**symbol).is_some() && !counts.contains_key(symbol));
    let mut characters: Vec<Symbol> = counted
        .iter()
        .map(|&(symbol, _)| symbol)
        .chain(others.copied())
        .collect();
    characters.truncate(MOST_RANKS - 1);

    let mut ranks = vec![0_u16; CHARACTERS];
    for (rank, &symbol) in (1..).zip(&characters) {
        if let Some(slot) = place(symbol).and_then(|place| ranks.get_mut(place)) {
            *slot = rank;
        }
    }
    let rank = |symbol: Symbol| {
        place(symbol)
            .and_then(|place| ranks.get(place))
            .map_or(0, |&rank| usize::from(rank))
    };

    let row = row_bytes(counted.len());
    let mut followers = vec![0_u8; (counted.len() + 1) * row];
    let mut predecessors = followers.clone();
    let mut spread = vec![[0_u32; 2]; counted.len() + 1];
    for &(gram, _) in items.iter().filter(|&&(gram, _)| gram >> (2 * Symbol::BITS) == 0) {
        let [low, high, left_low, left_high, ..] = gram.to_le_bytes();
        let (left, right) = (
            u16::from_le_bytes([left_low, left_high]),
            u16::from_le_bytes([low, high]),
        );
        let is_known = |symbol| symbol == BREAK || rank(symbol) > 0;
        if !is_known(left) || !is_known(right) {
            continue;
        }
        for (rows, side, from, to) in [
            (&mut followers, 0, rank(left), rank(right)),
            (&mut predecessors, 1, rank(right), rank(left)),
        ] {
            if let Some(bits) = rows.get_mut(from * row + to / 8) {
                *bits |= 1 << (to % 8);
            }
            if let Some(count) = spread.get_mut(from).and_then(|of| of.get_mut(side)) {
                *count += 1;
            }
        }
    }
    let mut levels: Vec<u8> = Vec::new();
    let alone = std::iter::once(0).chain(counted.iter().map(|&(_, count)| count));
    for (count, [after, before]) in alone.zip(spread) {
        levels.extend([count, after, before].map(level_of));
    }

    // What was seen once says nothing to those who ask what is in use, and would only lie between.
    let levelled = items.iter().map(|&(gram, count)| (gram, level_of(count)));
    let (common, rare): (Vec<_>, Vec<_>) = levelled.partition(|&(_, level)| level > 1);
    let [common, rare] = [common, rare].map(|items| table::lay_out(&items));

    // A partner that was never seen is never meant.
    let mut starts: Vec<u32> = vec![0];
    let mut listed: Vec<u16> = Vec::new();
    for symbol in std::iter::once(BREAK).chain(characters.iter().copied()) {
        let mut of: Vec<u16> = partners
            .get(&symbol)
            .into_iter()
            .flatten()
            .filter_map(|(&partner, relation)| {
                let rank = u16::try_from(rank(partner)).ok()?;
                let is_counted = rank > 0 && usize::from(rank) <= counted.len();
                is_counted.then_some(rank | relation.code() << RANK_BITS)
            })
            .collect();
        of.sort_unstable_by_key(|partner| usize::from(*partner) % MOST_RANKS);
        listed.extend(of);
        starts.push(u32::try_from(listed.len()).unwrap_or(u32::MAX));
    }

    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let header = Header {
        characters: number(characters.len()),
        counted: number(counted.len()),
        common: number(common.len() / BUCKET),
        rare: number(rare.len() / BUCKET),
        partners: number(listed.len()),
        weights: number(weights.len()),
        hanzi,
    };
    let mut file = MAGIC.to_vec();
    file.extend([0; 4]);
    header.write(&mut file);
    file.resize(HEADER, 0);
    file.extend(common);
    file.extend(rare);
    let pad = |file: &mut Vec<u8>| file.resize(padded(file.len()), 0);
    file.extend(ranks.iter().flat_map(|rank| rank.to_le_bytes()));
    let symbols = std::iter::once(BREAK).chain(characters);
    file.extend(symbols.flat_map(Symbol::to_le_bytes));
    pad(&mut file);
    file.extend(levels);
    pad(&mut file);
    file.extend(followers);
    file.extend(predecessors);
    file.extend(starts.into_iter().flat_map(u32::to_le_bytes));
    file.extend(listed.into_iter().flat_map(u16::to_le_bytes));
    pad(&mut file);
    file.extend(weights.iter().flat_map(|weight| weight.to_le_bytes()));

    let sum = file.get(CONTENT..).map_or(0, crc32fast::hash).to_le_bytes();
    for (slot, byte) in file.iter_mut().skip(MAGIC.len()).zip(sum) {
        *slot = byte;
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{model::Model, symbols::symbol};

    fn level(model: &Model<'_>, text: &str) -> u8 {
        let symbols: Vec<Symbol> = text.chars().map(symbol).collect();
        model.level(&symbols)
    }

    #[test]
    fn what_stands_in_two_documents_is_learned() {
        let mut counter = Counter::default();
        for text in ["关于印发方案的通知。关于印发方案的通知。", "关于印发办法的通知。"] {
            counter.add_once([text].into_iter());
        }
        let file = counter.finish(2, &Partners::new(), &[]);
        let model = Model::open(&file).unwrap();
        assert_eq!(model.hanzi(), 27);
        assert_eq!(level(&model, "关于印发"), 2);
        assert_eq!(level(&model, "印发方案"), 0);
        assert_eq!(level(&model, "印发"), 2);
    }

    #[test]
    fn sums_are_the_same_however_often_they_are_put_together() {
        let texts = ["各级人民政府应当加强领导。", "各级人民政府应当负责。", "人民政府"];
        let mut all = Counter::default();
        let mut bit_by_bit = Counter::default();
        for text in texts {
            all.add([text].into_iter());
            bit_by_bit.add([text].into_iter());
            bit_by_bit.put_together(0);
        }
        let partners = Partners::new();
        assert_eq!(all.finish(1, &partners, &[]), bit_by_bit.finish(1, &partners, &[]));
    }
}
