//! What a finding is known by across edits: its rule, its text, its sentence.

use std::{collections::HashMap, ops::Range};

use xxhash_rust::xxh3::Xxh3;

use crate::{
    diagnostic::{Diagnostic, RuleId},
    document::{
        Document, OPAQUE,
        prose::{Layout, Paragraph},
    },
    report::redact::is_sensitive,
    text::{fold, sentence, text_range::TextRange},
};

/// Characters of a text that are kept; the sentence tells longer ones apart.
const LONGEST_TEXT: usize = 40;

/// Digits of a number that is hashed as it is: a date is, a telephone number is not.
const LONGEST_NUMBER: usize = 8;

/// Stands for a text that must not be written down: a file that is shared would spread it.
const HIDDEN: &str = "*";

/// Paragraphs looked at around a place: several nest at one place only where an image or a link has a title.
const NEAREST: usize = 8;

/// What a finding is known by. It does not depend on markup, white space, width or script.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// The rule.
    pub rule: RuleId,
    /// What stands there as a reader sees it, without white space; cut if it is long, `*` if it is personal or secret.
    pub text: String,
    /// XXH3 (64 bits) of the folded sentence in which it begins.
    pub sentence: u64,
}

/// What each of `found` in `document` is known by, in the same order.
#[must_use]
pub fn identities(document: &Document, found: &[Diagnostic]) -> Vec<Identity> {
    if found.is_empty() {
        return Vec::new();
    }
    let layout = Layout::new(document);
    let mut sentences = Sentences::of(&layout.prose().paragraphs);
    found
        .iter()
        .map(|diagnostic| {
            let (seen, sentence) = sentences
                .at(diagnostic.range)
                .unwrap_or_else(|| (&diagnostic.text, hash(&diagnostic.text)));
            Identity {
                rule: diagnostic.rule.clone(),
                text: if is_sensitive(diagnostic) {
                    HIDDEN.to_owned()
                } else {
                    shown(seen)
                },
                sentence,
            }
        })
        .collect()
}

/// The sentences of a document, each hashed when it is first asked for.
struct Sentences<'p, 'd> {
    paragraphs: &'p [Paragraph<'d>],
    /// Where paragraphs begin in the source, with their numbers, by place.
    starts: Vec<(usize, usize)>,
    /// For the paragraphs asked about, their sentences.
    known: HashMap<usize, Vec<Sentence>>,
}

/// A sentence, as bytes of the text of its paragraph, and its hash once it is known.
struct Sentence {
    range: Range<usize>,
    hash: Option<u64>,
}

impl<'p, 'd> Sentences<'p, 'd> {
    fn of(paragraphs: &'p [Paragraph<'d>]) -> Self {
        let mut starts: Vec<(usize, usize)> = paragraphs
            .iter()
            .enumerate()
            .map(|(number, paragraph)| (paragraph.source(0..paragraph.text.len()).start, number))
            .collect();
        starts.sort_unstable();
        Self {
            paragraphs,
            starts,
            known: HashMap::new(),
        }
    }

    /// What a reader sees of `range`, and the hash of the sentence in which it begins; `None` if it begins outside the
    /// prose, as what is found in a tag does.
    fn at(&mut self, range: TextRange) -> Option<(&'p str, u64)> {
        let after = self.starts.partition_point(|&(start, _)| start <= range.start);
        let near = self.starts.get(..after)?.iter().rev().take(NEAREST);
        let (number, paragraph, start) = near
            .filter_map(|&(_, number)| {
                let paragraph = self.paragraphs.get(number)?;
                Some((number, paragraph, paragraph.text_offset(range.start)?))
            })
            .next()?;
        let end = paragraph
            .text_range(range)
            .map_or(paragraph.text.len(), |range| range.end)
            .max(start);
        let text: &'p str = &paragraph.text;
        let sentences = self.known.entry(number).or_insert_with(|| {
            let sentences = sentence::sentences(text);
            sentences.map(|range| Sentence { range, hash: None }).collect()
        });
        let index = sentences
            .partition_point(|sentence| sentence.range.end <= start)
            .min(sentences.len().saturating_sub(1));
        let Sentence { range, hash: known } = sentences.get_mut(index)?;
        let sentence = *known.get_or_insert_with(|| hash(text.get(range.clone()).unwrap_or_default()));
        Some((text.get(start..end).unwrap_or_default(), sentence))
    }
}

/// `text` as it is written down.
fn shown(text: &str) -> String {
    let mut seen = text.chars().filter(|&c| is_seen(c));
    let mut shown: String = seen.by_ref().take(LONGEST_TEXT).collect();
    if seen.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Long numbers count as one and the same: from the hash of a sentence with a telephone number in it, the number could be
/// found by trying all.
fn hash(text: &str) -> u64 {
    let mut hasher = Xxh3::new();
    let mut number = String::new();
    let settle = |number: &mut String, hasher: &mut Xxh3| {
        let digits = number.chars().filter(char::is_ascii_digit).count();
        hasher.update(if digits > LONGEST_NUMBER {
            b"#"
        } else {
            number.as_bytes()
        });
        number.clear();
    };
    let mut bytes = [0; 4];
    for c in text
        .chars()
        .filter(|&c| is_seen(c))
        .filter_map(|c| fold::table().fold(c))
    {
        if c.is_ascii_digit() || (c == '-' && !number.is_empty()) {
            number.push(c);
        } else {
            settle(&mut number, &mut hasher);
            hasher.update(c.encode_utf8(&mut bytes).as_bytes());
        }
    }
    settle(&mut number, &mut hasher);
    hasher.digest()
}

fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !OPAQUE.contains(c) && !fold::table().is_unseen(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Checker, Format, Settings, config::Selector};

    fn of(source: &str, format: Format) -> Vec<Identity> {
        let settings = Settings {
            select: ["typo", "privacy", "hidden-content"].map(Selector::new).to_vec(),
            ..Settings::default()
        };
        let document = Document::new(source, format);
        identities(&document, &Checker::new(&settings).unwrap().check(&document))
    }

    #[test]
    fn a_finding_stays_known_when_the_text_around_its_sentence_changes() {
        let known = of("请认真布署工作。", Format::Plain);
        assert_eq!(known.len(), 1);
        assert_eq!(known[0].text, "布署");
        for (source, format) in [
            ("通知\n\n前面加了一段。请认真布署工作。后面也加了。", Format::Plain),
            ("请认真**布署**\n工作。", Format::Markdown),
            ("# 标题\n\n> 请 认真布\u{200B}署工作。", Format::Markdown),
            ("<div><p>　　请认真<b>布</b>署工作。</p></div>", Format::Html),
        ] {
            assert_eq!(of(source, format), known, "{source}");
        }
        assert_ne!(of("请抓紧布署工作。", Format::Plain), known);
    }

    #[test]
    fn what_must_not_spread_is_not_written_down() {
        let known = of("联系电话：13800138000。", Format::Plain);
        assert_eq!(known[0].text, "*", "{known:?}");
        assert_eq!(of("联系电话：13900139000。", Format::Plain), known);
        assert_eq!(
            of("联系电话：139-0013-9000。", Format::Plain)[0].sentence,
            known[0].sentence
        );
        assert_ne!(hash("20240501印发"), hash("20240502印发"));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // XXH3 of the empty text and of the bytes of 部署, from the reference implementation.
        assert_eq!(hash(""), 0x2D06_8005_38D3_94C2);
        assert_eq!(hash("部 署"), xxhash_rust::xxh3::xxh3_64("部署".as_bytes()));
        assert_eq!(hash("部署"), hash("**部署".trim_start_matches('*')));
    }
}
