//! Where words end in a run of Hanzi, as jieba sees it without its guesses at unknown words.
//!
//! jieba's answer for a run depends only on the listed words that occur in it and on the sum of all frequencies.
//! So the word list stays an `fst` map inside the binary, opened in place, and a [`Segmenter`] gives jieba just the
//! words of the runs it is asked about: the same cuts as with the whole list (a test holds it to that), in half
//! a millisecond from a cold start instead of a tenth of a second. Whether a word end matters is for `matching`.

use std::{
    borrow::Cow,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use foldhash::HashSet;
use fst::raw::{Fst, Output};
use jieba_rs::Jieba;

/// jieba's word list (MIT), compiled by `dictionaries/segmentation/build.rs`.
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));

/// A word that no text holds; it carries the frequencies of all words that jieba was not given.
const REST: &str = "\u{10FFFF}\u{10FFFF}";

/// Beyond this many words jieba starts afresh, so that a long batch does not grow to the whole list.
const MOST_WORDS: usize = 20_000;

/// The words a segmenter may cut out.
pub struct WordList {
    words: Fst<&'static [u8]>,
    total: u64,
    /// Listed words that are wrong forms; a wrong form must not hold its own characters together.
    removed: HashSet<Box<str>>,
}

/// jieba with the words met so far. It remembers words only to be fast: no answer depends on earlier questions.
pub struct Segmenter {
    jieba: Jieba,
    given: u64,
    count: usize,
}

/// Whether `word` is in the list as shipped.
pub(crate) fn is_listed(word: &str) -> bool {
    static LIST: LazyLock<Option<Fst<&'static [u8]>>> = LazyLock::new(|| Fst::new(WORDS).ok());
    LIST.as_ref().is_some_and(|list| list.get(word).is_some())
}

/// A word list with segmenters for as many threads as ask it.
pub struct Words {
    list: WordList,
    /// Segmenters at rest. Each remembers words only to be fast, so sharing them changes no answer.
    segmenters: Mutex<Vec<Segmenter>>,
}

impl Words {
    /// Words of `list`.
    #[must_use]
    pub fn new(list: WordList) -> Self {
        Self {
            list,
            segmenters: Mutex::default(),
        }
    }

    /// Cuts `run`, which holds nothing but Hanzi, into words.
    pub fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        let taken = self.rest().pop();
        let mut segmenter = taken.unwrap_or_default();
        let words = segmenter.cut(&self.list, run);
        self.rest().push(segmenter);
        words
    }

    /// How often `word` occurs in the corpus of the list; `None` if it is not listed.
    #[must_use]
    pub fn frequency(&self, word: &str) -> Option<u64> {
        self.list.frequency(word)
    }

    /// Calls `found` with each listed word that begins at the start of `text`, and its frequency.
    pub(crate) fn prefixes<'t>(&self, text: &'t str, found: impl FnMut(&'t str, u64)) {
        self.list.prefixes(text, found);
    }

    fn rest(&self) -> MutexGuard<'_, Vec<Segmenter>> {
        // A segmenter that was being returned when another thread panicked is still a good one.
        self.segmenters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl WordList {
    /// The shipped list without the words `removed`.
    ///
    /// # Errors
    ///
    /// If the compiled list inside the binary is damaged.
    pub fn without<'w>(removed: impl IntoIterator<Item = Cow<'w, str>>) -> Result<Self, fst::Error> {
        let words = Fst::new(WORDS)?;
        let total = words.get("").map_or(0, Output::value);
        let removed = removed
            .into_iter()
            .filter(|word| words.get(&**word).is_some())
            .map(Cow::into_owned)
            .map(String::into_boxed_str)
            .collect();
        Ok(Self { words, total, removed })
    }

    fn frequency(&self, word: &str) -> Option<u64> {
        // The empty key carries the total.
        let listed = !word.is_empty() && !self.removed.contains(word);
        listed.then(|| self.words.get(word).map(Output::value)).flatten()
    }

    /// Calls `found` with each listed word that begins at the start of `text`, and its frequency.
    fn prefixes<'t>(&self, text: &'t str, mut found: impl FnMut(&'t str, u64)) {
        let mut node = self.words.root();
        let mut output = Output::zero();
        for (at, byte) in text.bytes().enumerate() {
            let Some(index) = node.find_input(byte) else {
                return;
            };
            let transition = node.transition(index);
            output = output.cat(transition.out);
            node = self.words.node(transition.addr);
            if node.is_final()
                && let Some(word) = text.get(..=at).filter(|word| !self.removed.contains(*word))
            {
                found(word, output.cat(node.final_output()).value());
            }
        }
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Self {
            jieba: Jieba::empty(),
            given: 0,
            count: 0,
        }
    }
}

impl Segmenter {
    /// Cuts `run`, which holds nothing but Hanzi, into words of `list`. Always ask one segmenter with one list.
    pub fn cut<'t>(&mut self, list: &WordList, run: &'t str) -> Vec<&'t str> {
        if self.count > MOST_WORDS {
            *self = Self::default();
        }
        let known = self.count;
        for (at, _) in run.char_indices() {
            list.prefixes(&run[at..], |word, frequency| {
                if !self.jieba.has_word(word) {
                    self.jieba.add_word(word, usize::try_from(frequency).ok(), None);
                    self.given += frequency;
                    self.count += 1;
                }
            });
        }
        if self.count > known || known == 0 {
            let rest = list.total.saturating_sub(self.given);
            self.jieba.add_word(REST, usize::try_from(rest).ok(), None);
        }
        self.jieba.cut(run, false).into_iter().map(|token| token.word).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::{fs::File, io::BufReader};

    use super::*;

    #[test]
    fn a_few_words_cut_like_the_whole_list() {
        let file = File::open("dictionaries/segmentation/jieba.txt").unwrap();
        let whole = Jieba::with_dict(&mut BufReader::new(file)).unwrap();
        let list = WordList::without([]).unwrap();
        let mut segmenter = Segmenter::default();
        // Runs made of listed words in an order of no meaning meet every kind of ambiguity.
        let words: Vec<String> = include_str!("../../dictionaries/segmentation/jieba.txt")
            .lines()
            .filter_map(|line| line.split(' ').next())
            .filter(|word| word.chars().all(super::super::hanzi::is_hanzi))
            .map(String::from)
            .collect();
        let mut state = 1_usize;
        for _ in 0..3_000 {
            let mut run = String::new();
            for _ in 0..6 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                run.push_str(&words[(state >> 33) % words.len()]);
            }
            let expected: Vec<&str> = whole.cut(&run, false).into_iter().map(|token| token.word).collect();
            assert_eq!(segmenter.cut(&list, &run), expected);
        }
    }

    #[test]
    fn a_removed_word_falls_apart() {
        let mut segmenter = Segmenter::default();
        let list = WordList::without(["布署".into()]).unwrap();
        assert_eq!(segmenter.cut(&list, "认真布署工作"), ["认真", "布", "署", "工作"]);
        assert_eq!(segmenter.cut(&list, "公布署名单位"), ["公布", "署名", "单位"]);
    }
}
