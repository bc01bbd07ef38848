//! Everything that is searched for, as one set of patterns behind a rare-pair prefilter.
//!
//! An Aho-Corasick automaton alone reads a text at some 100 MB/s. Each pattern has a pair of neighbouring characters that
//! is rarer than its others; only where such a pair stands are the patterns looked at that have it, beginning at the
//! place where each would begin. That is several times faster (`benches/ratios.sh`) and folds while it reads, without
//! a second copy of the text.
//!
//! The patterns of one pair are few, and stand in order, those that begin equally far before it together: reading on
//! from there narrows them down character by character, as a trie would, without one being built. Building an automaton
//! costs far more than checking a post. A pattern is found through its own pair only, and so once.

use std::{borrow::Cow, ops::Range};

use foldhash::{HashMap, HashMapExt};

use super::reader::{self, Cursor};
use crate::{
    document::Segment,
    text::{fold, pair_hash::pair_hash, text_range::TextRange},
};

/// How common pairs of neighbouring characters are, from jieba's word list; see its build script.
static PAIR_FREQUENCIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pairs.bin"));

/// A pattern's pair lies within its first characters, as many as a mask of offsets has bits.
const OFFSETS: usize = u64::BITS as usize;

/// Bits of the prefilter's bitmap for each pattern: one pair in a hundred is let through in vain.
const BITS_PER_PATTERN: usize = 100;

/// Bits of a pair's hash that index the bitmap of very few and of very many patterns: 1 KB, and 128 KB, which stay in
/// the second-level cache.
const LEAST_BITS: u32 = 13;
const MOST_BITS: u32 = 20;

/// One bit for each class of pairs that some pattern has.
struct Bitmap {
    words: Box<[u64]>,
    /// Bits of a pair's hash that do not count.
    shift: u32,
}

/// Bytes of all patterns together, so that their places are numbers of 32 bits.
const MOST_BYTES: usize = 1 << 28;

/// What a pattern stands for; an index into the caller's own table.
pub(crate) type Use = u32;

/// The compiled patterns.
pub(crate) struct Lexicon {
    /// The folded forms of all patterns, one after another.
    forms: String,
    patterns: Vec<Pattern>,
    /// What the patterns stand for, those of one pattern together.
    uses: Vec<Use>,
    bitmap: Bitmap,
    pairs: Vec<Pair>,
    /// The number of each pair among these.
    numbers: HashMap<(u16, u16), usize>,
    /// The numbers of the patterns of each pair, by offset and form.
    by_pair: Vec<u32>,
    /// Patterns of one character, which have no pair.
    singles: HashMap<char, u32>,
}

/// The patterns are longer together than their places can tell.
#[derive(Debug)]
pub(crate) struct TooLarge;

struct Pattern {
    /// Where its folded form stands among all forms.
    start: u32,
    end: u32,
    /// Where its uses end; they begin where those of the pattern before it end.
    uses_end: u32,
    /// Characters before the pair by which it is found.
    offset: u8,
}

/// A pair of neighbouring characters by which patterns are found.
#[derive(Clone, Copy, Default)]
struct Pair {
    /// The offsets at which patterns have it, as bits.
    offsets: u64,
    /// Where its patterns stand among those of all pairs.
    start: u32,
    end: u32,
}

/// An occurrence of a pattern.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit<'l> {
    pub(crate) uses: &'l [Use],
    pub(crate) start: Cursor,
    pub(crate) end: Cursor,
    pub(crate) source: TextRange,
}

impl Lexicon {
    /// Compiles texts, each with what it stands for. Texts that fold alike share a pattern; one that folds to
    /// nothing is left out.
    pub(crate) fn build<'t>(texts: impl IntoIterator<Item = (&'t str, Use)>) -> Result<Self, TooLarge> {
        Self::build_folded(texts.into_iter().map(|(text, used)| (fold::fold(text), used)))
    }

    /// Likewise of texts that are folded already.
    pub(crate) fn build_folded<'t>(texts: impl IntoIterator<Item = (Cow<'t, str>, Use)>) -> Result<Self, TooLarge> {
        let texts: Vec<(Cow<'t, str>, Use)> = texts.into_iter().filter(|(form, _)| !form.is_empty()).collect();
        if texts.iter().map(|(form, _)| form.len()).sum::<usize>() > MOST_BYTES {
            return Err(TooLarge);
        }
        let mut lexicon = Self {
            forms: String::new(),
            patterns: Vec::with_capacity(texts.len()),
            uses: vec![0; texts.len()],
            bitmap: Bitmap::for_patterns(texts.len()),
            pairs: Vec::new(),
            numbers: HashMap::new(),
            by_pair: Vec::new(),
            singles: HashMap::new(),
        };
        let mut numbers: HashMap<&str, u32> = HashMap::with_capacity(texts.len());
        let mut pattern_of = Vec::with_capacity(texts.len());
        for (form, _) in &texts {
            let next = lexicon.patterns.len();
            let number = *numbers.entry(&**form).or_insert_with(|| narrow(next));
            if number as usize == next {
                let start = narrow(lexicon.forms.len());
                lexicon.forms.push_str(form);
                lexicon.patterns.push(Pattern {
                    start,
                    end: narrow(lexicon.forms.len()),
                    uses_end: 0,
                    offset: 0,
                });
            }
            pattern_of.push(number as usize);
        }
        lexicon.distribute(&pattern_of, texts.iter().map(|&(_, used)| used));
        lexicon.file();
        Ok(lexicon)
    }

    /// Puts the uses of each pattern together, in the order of the texts.
    fn distribute(&mut self, pattern_of: &[usize], uses: impl Iterator<Item = Use>) {
        let mut next = vec![0_u32; self.patterns.len() + 1];
        for &pattern in pattern_of {
            next[pattern + 1] += 1;
        }
        for pattern in 0..self.patterns.len() {
            next[pattern + 1] += next[pattern];
            self.patterns[pattern].uses_end = next[pattern + 1];
        }
        for (&pattern, used) in pattern_of.iter().zip(uses) {
            self.uses[next[pattern] as usize] = used;
            next[pattern] += 1;
        }
    }

    /// Files the patterns under their rarest pairs.
    fn file(&mut self) {
        let table = fold::table();
        let mut numbers: HashMap<(u16, u16), usize> = HashMap::with_capacity(self.patterns.len());
        let mut pairs: Vec<Pair> = Vec::with_capacity(self.patterns.len());
        let mut filed: Vec<(usize, u32)> = Vec::with_capacity(self.patterns.len());
        for number in 0..self.patterns.len() {
            let form = &self.forms[self.place(number)];
            let mut keys = form.chars().take(OFFSETS + 1).filter_map(|c| table.key(c));
            let mut previous = keys.next();
            let mut rarest: Option<(u8, u8, (u16, u16))> = None;
            for (key, offset) in keys.zip(0_u8..) {
                if let Some(first) = previous.replace(key) {
                    let frequency = PAIR_FREQUENCIES[(pair_hash(first, key) >> 16) as usize];
                    if rarest.is_none_or(|(least, ..)| frequency < least) {
                        rarest = Some((frequency, offset, (first, key)));
                    }
                }
            }
            let Some((_, offset, pair)) = rarest else {
                self.singles.extend(form.chars().map(|only| (only, narrow(number))));
                continue;
            };
            self.patterns[number].offset = offset;
            self.bitmap.set(pair.0, pair.1);
            let index = *numbers.entry(pair).or_insert_with(|| {
                pairs.push(Pair::default());
                pairs.len() - 1
            });
            let filing = &mut pairs[index];
            filing.offsets |= 1 << offset;
            // Until all are filed it counts.
            filing.end += 1;
            filed.push((index, narrow(number)));
        }
        let mut start = 0;
        for pair in &mut pairs {
            pair.start = start;
            start += pair.end;
            pair.end = pair.start;
        }
        self.by_pair = vec![0; filed.len()];
        for (index, number) in filed {
            let pair = &mut pairs[index];
            self.by_pair[pair.end as usize] = number;
            pair.end += 1;
        }
        for pair in pairs.iter().filter(|pair| pair.end - pair.start > 1) {
            let (patterns, forms) = (&self.patterns, &self.forms);
            self.by_pair[pair.start as usize..pair.end as usize].sort_unstable_by_key(|&number| {
                let pattern = &patterns[number as usize];
                (pattern.offset, &forms[pattern.start as usize..pattern.end as usize])
            });
        }
        self.pairs = pairs;
        self.numbers = numbers;
    }

    /// Where the form of a pattern stands.
    fn place(&self, number: usize) -> Range<usize> {
        let pattern = &self.patterns[number];
        pattern.start as usize..pattern.end as usize
    }

    /// The form of a pattern.
    fn form(&self, number: u32) -> &[u8] {
        &self.forms.as_bytes()[self.place(number as usize)]
    }

    /// What a pattern stands for.
    fn uses(&self, number: u32) -> &[Use] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.patterns[before].uses_end);
        &self.uses[start as usize..self.patterns[number].uses_end as usize]
    }

    /// Calls `found` with every occurrence of every pattern in `segment`, overlapping ones included, in no
    /// particular order.
    pub(crate) fn find<'l>(&'l self, segment: Segment<'_>, mut found: impl FnMut(Hit<'l>)) {
        let table = fold::table();
        let mut previous = 0;
        for piece in 0..segment.pieces.len() {
            let mut characters = reader::text_of(segment, piece).chars();
            let length = characters.as_str().len();
            while let Some(c) = characters.next() {
                let Some(key) = table.key(c) else { continue };
                if self.bitmap.has(previous, key) {
                    let after = Cursor {
                        piece,
                        offset: length - characters.as_str().len(),
                    };
                    self.verify(segment, (previous, key), after, &mut found);
                }
                previous = key;
            }
        }
        if !self.singles.is_empty() {
            self.find_singles(segment, &mut found);
        }
    }

    /// Looks at a pair that ends at `after` for patterns that have it.
    fn verify<'l>(&'l self, segment: Segment<'_>, pair: (u16, u16), after: Cursor, found: &mut impl FnMut(Hit<'l>)) {
        let Some(pair) = self.numbers.get(&pair).and_then(|&number| self.pairs.get(number)) else {
            return;
        };
        let mut patterns = &self.by_pair[pair.start as usize..pair.end as usize];
        // The second character back is the first of the pair; patterns begin `offset` characters before it.
        let Some(mut start) = reader::step_back(segment, after) else {
            return;
        };
        let mut offset = 0;
        while let (Some(before), false) = (reader::step_back(segment, start), patterns.is_empty()) {
            start = before;
            if pair.offsets >> offset & 1 == 1 {
                let count = patterns.partition_point(|&number| self.patterns[number as usize].offset <= offset);
                let (these, others) = patterns.split_at(count);
                self.match_at(segment, start, these, found);
                patterns = others;
            }
            offset += 1;
        }
    }

    /// Reads on from `start` until none of `patterns`, which are in the order of their forms, can go on.
    fn match_at<'l>(
        &'l self,
        segment: Segment<'_>,
        start: Cursor,
        mut patterns: &[u32],
        found: &mut impl FnMut(Hit<'l>),
    ) {
        let mut read = 0;
        let mut end = start;
        while let Some(c) = reader::step_forward(segment, &mut end) {
            let mut buffer = [0; 4];
            let next: &[u8] = c.encode_utf8(&mut buffer).as_bytes();
            // None of them ends before here.
            let part = |number: u32| {
                let rest = self.form(number).get(read..).unwrap_or_default();
                rest.get(..next.len()).unwrap_or(rest)
            };
            let first = patterns.partition_point(|&number| part(number) < next);
            patterns = &patterns[first..];
            patterns = &patterns[..patterns.partition_point(|&number| part(number) == next)];
            read += next.len();
            // What ends here comes before what goes on.
            let Some((&shortest, longer)) = patterns.split_first() else {
                return;
            };
            if self.form(shortest).len() == read {
                if let Some(source) = reader::source(segment, start, end) {
                    found(Hit {
                        uses: self.uses(shortest),
                        start,
                        end,
                        source,
                    });
                }
                patterns = longer;
            }
            if patterns.is_empty() {
                return;
            }
        }
    }

    fn find_singles<'l>(&'l self, segment: Segment<'_>, found: &mut impl FnMut(Hit<'l>)) {
        for glyph in reader::forward(segment, Cursor { piece: 0, offset: 0 }) {
            if let Some(&number) = self.singles.get(&glyph.folded) {
                found(Hit {
                    uses: self.uses(number),
                    start: glyph.before,
                    end: glyph.after,
                    source: glyph.source,
                });
            }
        }
    }
}

/// A number below [`MOST_BYTES`].
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Bitmap {
    fn for_patterns(count: usize) -> Self {
        let bits = (count * BITS_PER_PATTERN).next_power_of_two().ilog2();
        let bits = bits.clamp(LEAST_BITS, MOST_BITS);
        Self {
            words: vec![0; (1 << bits) / 64].into(),
            shift: 32 - bits,
        }
    }

    fn set(&mut self, first: u16, second: u16) {
        let place = pair_hash(first, second) >> self.shift;
        if let Some(word) = self.words.get_mut(place as usize / 64) {
            *word |= 1 << (place % 64);
        }
    }

    #[inline]
    fn has(&self, first: u16, second: u16) -> bool {
        let place = pair_hash(first, second) >> self.shift;
        let word = self.words.get(place as usize / 64).copied().unwrap_or_default();
        word >> (place % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};

    /// What is found in `text`, in order, each with what it stands for.
    fn found(patterns: &[&str], text: &str) -> Vec<(String, Vec<Use>)> {
        let lexicon = Lexicon::build(patterns.iter().copied().zip(0..)).unwrap();
        let document = Document::new(text, Format::Plain);
        let mut found = Vec::new();
        for segment in document.segments() {
            lexicon.find(segment, |hit| {
                found.push((hit.source, hit.uses.to_vec()));
            });
        }
        found.sort_unstable_by_key(|&(source, _)| source);
        let written = |source: TextRange| source.slice(text).to_owned();
        found
            .into_iter()
            .map(|(source, uses)| (written(source), uses))
            .collect()
    }

    #[test]
    fn patterns_within_and_over_one_another_are_all_found_once() {
        let patterns = ["他们的", "他们", "们的", "的", "他们的书包", "他们的书", "们的书", "書"];
        let expected = [
            ("他们", 1),
            ("他们的", 0),
            ("他们的书", 5),
            ("们的", 2),
            ("们的书", 6),
            ("的", 3),
            ("书", 7),
        ];
        let expected = expected.map(|(text, used)| (text.to_owned(), vec![used]));
        assert_eq!(found(&patterns, "在他们的书里"), expected);
    }

    #[test]
    fn patterns_that_fold_alike_are_one() {
        assert_eq!(
            found(&["ＡＢ型", "ab型", "AB"], "AB\u{200B}型"),
            [("AB".to_owned(), vec![2]), ("AB\u{200B}型".to_owned(), vec![0, 1])]
        );
    }

    #[test]
    fn any_number_of_patterns_may_share_a_pair() {
        let patterns: Vec<String> = (0..300).map(|number| format!("编号{number:03}型")).collect();
        let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
        for number in [0, 7, 299] {
            let text = patterns[number];
            let expected = vec![(text.to_owned(), vec![u32::try_from(number).unwrap()])];
            assert_eq!(found(&patterns, &format!("采购{text}设备")), expected);
        }
        assert_eq!(found(&patterns, "编号300型"), []);
    }
}
