//! Everything that is searched for, as one set of patterns: a rare-pair prefilter in front of Aho-Corasick automata.
//!
//! An automaton alone reads a text at some 100 MB/s. Each pattern has a pair of neighbouring characters that is
//! rarer than its others; only where such a pair stands is an automaton asked, anchored at the place where the
//! pattern would begin. That is several times faster (`benches/ratios.sh`) and folds while it reads, without
//! a second copy of the text.
//!
//! Building an automaton costs far more than checking a post, and a post holds few pairs. So the patterns are spread over
//! shards by their pairs, and a shard's automaton is built when the first of its pairs is met.
//!
//! Two traps of an anchored automaton are avoided here. It also reports patterns that are suffixes of what was read
//! and do not begin at the anchor: only a match as long as what was read counts. And a pattern may be reached through
//! another pattern's pair: a match counts only when it was reached through its own.

use std::{borrow::Cow, collections::HashMap, sync::OnceLock};

use aho_corasick::{Anchored, MatchKind, automaton::Automaton, nfa::contiguous::NFA};

use super::{
    pair_hash::pair_hash,
    reader::{self, Cursor, Glyph},
};
use crate::{
    document::Segment,
    text::{fold, text_range::TextRange},
};

/// How common pairs of neighbouring characters are, from jieba's word list; see its build script.
static PAIR_FREQUENCIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pairs.bin"));

/// A pattern's pair lies within its first characters, as many as a mask of offsets has bits.
const OFFSETS: usize = u64::BITS as usize;

/// Bits of a pair's hash that index the prefilter's bitmap: 128 KB, which stays in the second-level cache.
const BITMAP_BITS: u32 = 20;

const BITMAP_WORDS: usize = (1 << BITMAP_BITS) / 64;

type Bitmap = [u64; BITMAP_WORDS];

/// Shards: enough that a post meets few of them, not so many that their fixed cost counts.
const SHARD_BITS: u32 = 6;

/// Bytes of all patterns together; no automaton over fewer can fail to be built, the limit of aho-corasick being
/// 2³¹ states.
const MOST_BYTES: usize = 1 << 28;

/// What a pattern stands for; an index into the caller's own table.
pub(crate) type Use = u32;

/// The compiled patterns.
pub(crate) struct Lexicon {
    shards: Vec<Shard>,
    patterns: Vec<Pattern>,
    bitmap: Box<Bitmap>,
    /// For each pair of the prefilter the offsets at which patterns have it, as bits.
    offsets: HashMap<(u16, u16), u64>,
    /// Patterns of one character, which have no pair.
    singles: HashMap<char, usize>,
}

/// Patterns whose pairs have hashes with the same top bits.
#[derive(Default)]
struct Shard {
    /// Their numbers, in the order of `forms`.
    numbers: Vec<usize>,
    forms: Vec<Box<str>>,
    automaton: OnceLock<Option<NFA>>,
}

/// The patterns are longer together than an automaton can hold.
#[derive(Debug)]
pub(crate) struct TooLarge;

struct Pattern {
    uses: Vec<Use>,
    /// Characters before the pair by which the pattern is found.
    offset: usize,
    /// Bytes of its folded form.
    len: usize,
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
        let forms: Vec<(Cow<'_, str>, Use)> = texts
            .into_iter()
            .map(|(text, used)| (fold::fold(text), used))
            .filter(|(form, _)| !form.is_empty())
            .collect();
        let mut numbers: HashMap<&str, usize> = HashMap::with_capacity(forms.len());
        let mut folded: Vec<&str> = Vec::with_capacity(forms.len());
        let mut patterns: Vec<Pattern> = Vec::with_capacity(forms.len());
        for (form, used) in &forms {
            let number = *numbers.entry(form).or_insert_with(|| {
                patterns.push(Pattern {
                    uses: Vec::new(),
                    offset: 0,
                    len: form.len(),
                });
                folded.push(form);
                patterns.len() - 1
            });
            patterns[number].uses.push(*used);
        }

        if folded.iter().map(|form| form.len()).sum::<usize>() > MOST_BYTES {
            return Err(TooLarge);
        }

        let table = fold::table();
        let mut shards: Vec<Shard> = (0..1 << SHARD_BITS).map(|_| Shard::default()).collect();
        let mut bitmap: Box<Bitmap> = Box::new([0; BITMAP_WORDS]);
        let mut offsets: HashMap<(u16, u16), u64> = HashMap::new();
        let mut singles = HashMap::new();
        for (number, (pattern, form)) in patterns.iter_mut().zip(&folded).enumerate() {
            let keys: Vec<u16> = form.chars().take(OFFSETS + 1).filter_map(|c| table.key(c)).collect();
            let rarest = keys
                .windows(2)
                .enumerate()
                .min_by_key(|(_, pair)| PAIR_FREQUENCIES[(pair_hash(pair[0], pair[1]) >> 16) as usize]);
            let Some((offset, pair)) = rarest else {
                singles.extend(form.chars().map(|only| (only, number)));
                continue;
            };
            pattern.offset = offset;
            let (word, bit) = bitmap_place(pair[0], pair[1]);
            bitmap[word] |= bit;
            *offsets.entry((pair[0], pair[1])).or_default() |= 1 << offset;
            let shard = &mut shards[shard_of(pair[0], pair[1])];
            shard.numbers.push(number);
            shard.forms.push((*form).into());
        }
        Ok(Self {
            shards,
            patterns,
            bitmap,
            offsets,
            singles,
        })
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
                let (word, bit) = bitmap_place(previous, key);
                if self.bitmap[word] & bit != 0 {
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
        let Some(&mask) = self.offsets.get(&pair) else { return };
        let shard = &self.shards[shard_of(pair.0, pair.1)];
        let Some(automaton) = shard.automaton() else { return };
        // The second character back is the first of the pair; patterns begin `offset` characters before it.
        let starts = reader::backward(segment, after).skip(1).take(OFFSETS).enumerate();
        for (offset, first) in starts {
            if mask >> offset == 0 {
                break;
            }
            if mask >> offset & 1 == 1 {
                self.match_at(segment, first, offset, (shard, automaton), found);
            }
        }
    }

    /// Follows an automaton from `first` until no pattern can go on.
    fn match_at<'l>(
        &'l self,
        segment: Segment<'_>,
        first: Glyph,
        offset: usize,
        (shard, automaton): (&Shard, &NFA),
        found: &mut impl FnMut(Hit<'l>),
    ) {
        let Ok(mut state) = automaton.start_state(Anchored::Yes) else {
            return;
        };
        let mut read = 0;
        for glyph in reader::forward(segment, first.before) {
            let mut buffer = [0; 4];
            for &byte in glyph.folded.encode_utf8(&mut buffer).as_bytes() {
                state = automaton.next_state(Anchored::Yes, state, byte);
                if automaton.is_dead(state) {
                    return;
                }
                read += 1;
            }
            if !automaton.is_match(state) {
                continue;
            }
            let ending = (0..automaton.match_len(state))
                .map(|index| &self.patterns[shard.numbers[automaton.match_pattern(state, index).as_usize()]]);
            for pattern in ending.filter(|pattern| pattern.len == read && pattern.offset == offset) {
                found(Hit {
                    uses: &pattern.uses,
                    start: first.before,
                    end: glyph.after,
                    source: TextRange::new(first.source.start, glyph.source.end),
                });
            }
        }
    }

    fn find_singles<'l>(&'l self, segment: Segment<'_>, found: &mut impl FnMut(Hit<'l>)) {
        for glyph in reader::forward(segment, Cursor { piece: 0, offset: 0 }) {
            if let Some(&number) = self.singles.get(&glyph.folded) {
                found(Hit {
                    uses: &self.patterns[number].uses,
                    start: glyph.before,
                    end: glyph.after,
                    source: glyph.source,
                });
            }
        }
    }
}

impl Shard {
    /// The automaton, built when it is first asked for. It cannot fail to be built: see [`MOST_BYTES`].
    fn automaton(&self) -> Option<&NFA> {
        let build = || {
            // The prefilter of the automaton itself is of no use to anchored searches.
            let mut builder = NFA::builder();
            builder.match_kind(MatchKind::Standard).prefilter(false);
            builder.build(self.forms.iter().map(|form| form.as_bytes())).ok()
        };
        self.automaton.get_or_init(build).as_ref()
    }
}

fn shard_of(first: u16, second: u16) -> usize {
    (pair_hash(first, second) >> (32 - SHARD_BITS)) as usize
}

#[inline]
fn bitmap_place(first: u16, second: u16) -> (usize, u64) {
    let bit = (pair_hash(first, second) >> (32 - BITMAP_BITS)) as usize;
    // The remainder changes nothing; it tells the compiler that the place lies within the bitmap.
    (bit / 64 % BITMAP_WORDS, 1 << (bit % 64))
}
