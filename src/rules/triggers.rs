//! Which rules a paragraph triggers, found for all of them at once.
//!
//! The words of all triggers are looked for in one pass, and what the marks of a paragraph trigger is read from a table:
//! a rule costs nothing where it has nothing to say. What it does when it is asked is its own matter.

use std::{borrow::Cow, iter};

use super::{Marks, Trigger};
use crate::{
    document::prose::Paragraph,
    text::{fold, pair_hash::pair_hash},
};

/// The triggers of some rules.
pub(super) struct Triggers {
    /// The rules, 64 at a time.
    blocks: Vec<Block>,
    words: Words,
}

/// What triggers 64 rules, of which each is a bit.
struct Block {
    /// What the rules are known by.
    rules: Vec<usize>,
    /// Those that need none of their words.
    wordless: u64,
    /// What is met in any paragraph.
    always: Met,
    /// What is met in a paragraph that has a mark, by the number of the mark.
    by_mark: [Met; Marks::COUNT],
}

/// The rules of whose triggers a part is met.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    /// The marks that are asked for beside the words.
    marks: u64,
    /// The marks of which any suffices by itself.
    or_marks: u64,
    /// The marks of which one must stand there whatever else does.
    and_marks: u64,
}

impl Triggers {
    /// The triggers of rules, each behind what the rule is to be known by.
    pub(super) fn new(triggers: impl Iterator<Item = (usize, Trigger)>) -> Self {
        let mut blocks: Vec<Block> = Vec::new();
        let mut words = Vec::new();
        for (rule, trigger) in triggers {
            if blocks.last().is_none_or(Block::is_full) {
                blocks.push(Block::new());
            }
            let index = blocks.len() - 1;
            let bit = blocks[index].add(rule, &trigger);
            words.extend(trigger.words.iter().map(|&word| Word::new(word, index, bit)));
        }
        Self {
            blocks,
            words: Words::new(words),
        }
    }

    /// Calls `met` with each rule that one of `paragraphs` triggers, and with the paragraph, in the order of the paragraphs.
    pub(super) fn find<'p, 'd>(&self, paragraphs: &'p [Paragraph<'d>], mut met: impl FnMut(usize, &'p Paragraph<'d>)) {
        let mut worded = Vec::with_capacity(self.blocks.len());
        for paragraph in paragraphs {
            worded.clear();
            worded.extend(self.blocks.iter().map(|block| block.wordless));
            self.words.find(&paragraph.text, &mut worded);
            let marks = paragraph.marks();
            for (block, &worded) in self.blocks.iter().zip(&worded) {
                for number in bits(block.met(marks, worded)) {
                    met(block.rules[number], paragraph);
                }
            }
        }
    }
}

impl Block {
    fn new() -> Self {
        Self {
            rules: Vec::new(),
            wordless: 0,
            always: Met::default(),
            by_mark: [Met::default(); Marks::COUNT],
        }
    }

    fn is_full(&self) -> bool {
        self.rules.len() == u64::BITS as usize
    }

    /// Adds a rule to a block that is not full; returns its bit.
    fn add(&mut self, rule: usize, trigger: &Trigger) -> u64 {
        let bit = 1 << self.rules.len();
        self.rules.push(rule);
        if trigger.words.is_empty() {
            self.wordless |= bit;
        }
        if trigger.marks.is_empty() {
            self.always.marks |= bit;
        }
        if trigger.and_marks.is_empty() {
            self.always.and_marks |= bit;
        }
        for mark in bits(trigger.marks.bits()) {
            self.by_mark[mark].marks |= bit;
        }
        for mark in bits(trigger.or_marks.bits()) {
            self.by_mark[mark].or_marks |= bit;
        }
        for mark in bits(trigger.and_marks.bits()) {
            self.by_mark[mark].and_marks |= bit;
        }
        bit
    }

    /// The rules that a paragraph with `marks` triggers, given those of whose words it has one or that need none.
    fn met(&self, marks: Marks, worded: u64) -> u64 {
        let mut met = self.always;
        for mark in bits(marks.bits()) {
            let by_mark = &self.by_mark[mark];
            met.marks |= by_mark.marks;
            met.or_marks |= by_mark.or_marks;
            met.and_marks |= by_mark.and_marks;
        }
        (met.marks & worded | met.or_marks) & met.and_marks
    }
}

/// The numbers of the bits that are set.
fn bits(mut rest: u64) -> impl Iterator<Item = usize> {
    iter::from_fn(move || {
        let number = rest.trailing_zeros() as usize;
        rest &= rest.checked_sub(1)?;
        Some(number)
    })
}

/// Words, each found by two of its characters.
struct Words {
    /// In the order of the hashes of their pairs.
    words: Vec<Word>,
    /// For each value that a hash may begin with, where the words of that value and of greater ones begin.
    starts: Vec<usize>,
    /// A bit for each class of pairs that some word has.
    bitmap: Box<[u64; 1 << (BITMAP_BITS - 6)]>,
}

/// A word of a trigger.
struct Word {
    /// The hash of two neighbours in it, by the keys of their folded forms; no others have the same.
    pair: u32,
    form: Cow<'static, str>,
    /// Where in the form its pair ends.
    end: usize,
    /// The block of its rule, and the rule's bit.
    block: usize,
    bit: u64,
}

/// Bits of a pair's hash that index the bitmap, which has some fifty for each word and stays in the nearest cache.
const BITMAP_BITS: u32 = 16;

/// Bits of a pair's hash that index the words; about one word begins with each of their values.
const START_BITS: u32 = 11;

impl Word {
    /// A word of two characters or more. Its pair is the one in the middle, where most longer words are put together, and
    /// which is therefore seldom met elsewhere.
    fn new(word: &'static str, block: usize, bit: u64) -> Self {
        let form = fold::fold(word);
        let mut keys = form
            .char_indices()
            .filter_map(|(at, c)| Some((at + c.len_utf8(), fold::table().key(c)?)));
        let middle = form.chars().count().saturating_sub(1) / 2;
        let first = keys.nth(middle).map_or(0, |(_, key)| key);
        let (end, second) = keys.next().unwrap_or_default();
        Self {
            pair: pair_hash(first, second),
            end,
            form,
            block,
            bit,
        }
    }

    /// Whether it stands where its pair does: `before` is the text up to the end of the pair, `after` the rest.
    fn stands(&self, before: &str, after: &str) -> bool {
        let table = fold::table();
        let (own_before, own_after) = self.form.split_at(self.end);
        let before = before.chars().rev().filter_map(|c| table.fold(c));
        let after = after.chars().filter_map(|c| table.fold(c));
        begins_with(before, own_before.chars().rev()) && begins_with(after, own_after.chars())
    }
}

fn begins_with(mut all: impl Iterator<Item = char>, mut beginning: impl Iterator<Item = char>) -> bool {
    beginning.all(|c| all.next() == Some(c))
}

impl Words {
    fn new(mut words: Vec<Word>) -> Self {
        words.sort_unstable_by_key(|word| word.pair);
        let mut next = 0;
        let starts = (0..1 << START_BITS).map(|value| {
            while words.get(next).is_some_and(|word| Self::start_of(word.pair) < value) {
                next += 1;
            }
            next
        });
        let starts = starts.collect();
        let mut bitmap = Box::new([0; 1 << (BITMAP_BITS - 6)]);
        for word in &words {
            let (place, bit) = Self::place(word.pair);
            bitmap[place] |= bit;
        }
        Self { words, starts, bitmap }
    }

    /// What `pair` begins with.
    fn start_of(pair: u32) -> usize {
        (pair >> (u32::BITS - START_BITS)) as usize
    }

    /// Where in the bitmap a pair has its bit.
    #[inline]
    fn place(pair: u32) -> (usize, u64) {
        let class = pair >> (u32::BITS - BITMAP_BITS);
        ((class >> 6) as usize, 1 << (class & 63))
    }

    /// Adds to `found`, of each block, the rules of whose words one stands in `text`.
    fn find(&self, text: &str, found: &mut [u64]) {
        let table = fold::table();
        let mut previous = 0;
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            let Some(key) = table.key(c) else { continue };
            let pair = pair_hash(previous, key);
            previous = key;
            let (place, bit) = Self::place(pair);
            if self.bitmap[place] & bit != 0 {
                self.look(pair, text, rest.as_str(), found);
            }
        }
    }

    /// Looks for the words that have a pair which ends where `after`, the end of `text`, begins.
    #[cold]
    fn look(&self, pair: u32, text: &str, after: &str, found: &mut [u64]) {
        let start = Self::start_of(pair);
        let first = self.starts.get(start).copied().unwrap_or_default();
        let words = self.words.get(first..).unwrap_or_default().iter();
        let before = text.get(..text.len() - after.len()).unwrap_or_default();
        for word in words.take_while(|word| Self::start_of(word.pair) == start) {
            if word.pair == pair && found[word.block] & word.bit == 0 && word.stands(before, after) {
                found[word.block] |= word.bit;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Document, Format, prose::Prose},
        rules,
    };

    fn met(triggers: &[Trigger], text: &str) -> Vec<usize> {
        let document = Document::new(text, Format::Plain);
        let triggers = Triggers::new(triggers.iter().copied().enumerate());
        let prose = Prose::new(&document);
        let mut met = Vec::new();
        triggers.find(&prose.paragraphs, |rule, _| met.push(rule));
        met
    }

    #[test]
    fn words_are_found_in_any_form_and_beside_each_other() {
        let triggers = [
            Trigger::words(&["内部资料", "内部", "ＴＯＤＯ"]),
            Trigger::words(&["部资"]),
            Trigger::words(&["料内"]),
            Trigger::words(&["内部资料库"]),
        ];
        assert_eq!(met(&triggers, "内部资料"), [0, 1]);
        assert_eq!(met(&triggers, "內部資\u{200B}料库"), [0, 1, 3]);
        assert_eq!(met(&triggers, "料内，todo"), [0, 2]);
        assert!(met(&triggers, "外部").is_empty());
    }

    #[test]
    fn every_part_of_a_trigger_is_asked_for() {
        let triggers = [
            Trigger::ALWAYS,
            Trigger::marks(Marks::DIGIT),
            Trigger::marks(Marks::DIGIT).and(Marks::YEAR),
            Trigger::words_and_marks(&["编号"], Marks::DIGIT.or(Marks::LATIN)),
            Trigger::words_or_marks(&["编号"], Marks::STAR),
        ];
        assert_eq!(met(&triggers, "甲"), [0]);
        assert_eq!(met(&triggers, "1"), [0, 1]);
        assert_eq!(met(&triggers, "1年"), [0, 1, 2]);
        assert_eq!(met(&triggers, "编号"), [0, 4]);
        assert_eq!(met(&triggers, "编号a*"), [0, 3, 4]);
    }

    #[test]
    fn any_number_of_rules_may_be_in_force() {
        let triggers = [Trigger::ALWAYS, Trigger::marks(Marks::DIGIT), Trigger::words(&["编号"])].repeat(70);
        assert_eq!(met(&triggers, "编号1"), (0..210).collect::<Vec<_>>());
        assert_eq!(
            met(&triggers, "编外"),
            (0..70).map(|number| number * 3).collect::<Vec<_>>()
        );
    }

    #[test]
    fn every_word_of_a_rule_has_two_characters() {
        for rule in rules::all() {
            for word in rule.trigger.words {
                assert!(fold::fold(word).chars().count() > 1, "{word} of {}", rule.id);
            }
        }
    }
}
