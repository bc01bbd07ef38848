//! Names that institutions and places had, and titles of laws that are no longer in force or never were.
//!
//! An old name is right in a text about the time when it was borne. What shows such a text (原, 时任, 旧址, a year before
//! the change, a title, a foreign country) is the same for all names and stands in `dictionaries/rename/excuses.toml`;
//! what is peculiar to one name stands in its entry. Whether the text itself is of that time is decided by the day as of
//! which it is judged; an old name in a regulation is taken lightly by the [`Checker`](crate::checker::Checker).

use std::{
    collections::HashSet,
    ops::Range,
    sync::{Arc, LazyLock, OnceLock},
};

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::{Date, date};
use regex::Regex;
use serde::Deserialize;

use super::{
    Candidate, Verdict,
    boundary::is_word_end,
    condition::{QUOTES, TITLES, is_inside, sentence},
    finder::{Finder, Finding, Found, Scene, Seen},
};
use crate::{
    diagnostic::Severity,
    dictionary::{Entry, Kind, Rename, search::Sort},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    text::{hanzi::is_hanzi, neighbour, pattern::pattern, segmenter::Words},
};

/// Characters before a name within which a word in the same clause speaks of it (原北京市崇文区).
const NEAR: usize = 14;

/// Hanzi beside a name that is a label: 大连银保监局.
const MOST_BESIDE: usize = 3;

/// Bytes of the longest description of a link or an image that is a label.
const LONGEST_LABEL: usize = 300;

/// Characters before a name within which a foreign country is looked for, in the same sentence.
const FOREIGN_REACH: usize = 400;

/// Articles from which on a document is taken for a regulation.
const ARTICLES: usize = 3;

/// Paragraphs at the beginning of a document among which the note of its promulgation stands.
const OPENING: usize = 8;

/// `excuses.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ExcuseFile {
    before: Vec<String>,
    adjacent: Vec<String>,
    after: Vec<String>,
    sentence: Vec<String>,
    foreign: Vec<String>,
    title_before: Vec<String>,
    title_after: Vec<String>,
    draft: Vec<String>,
    article: String,
    promulgation: String,
}

/// What excuses old names. What takes long to build is built when it is first asked.
struct Excuses {
    texts: ExcuseFile,
    before: OnceLock<AhoCorasick>,
    sentence: OnceLock<AhoCorasick>,
    foreign: OnceLock<AhoCorasick>,
    article: OnceLock<Regex>,
    promulgation: OnceLock<Regex>,
}

/// The excuses that are part of the program.
#[expect(
    clippy::expect_used,
    reason = "the file is part of the program, and the cases of the kind run it"
)]
static EXCUSES: LazyLock<Excuses> = LazyLock::new(|| Excuses {
    texts: toml::from_str(include_str!("../../dictionaries/rename/excuses.toml")).expect("the excuses can be read"),
    before: OnceLock::new(),
    sentence: OnceLock::new(),
    foreign: OnceLock::new(),
    article: OnceLock::new(),
    promulgation: OnceLock::new(),
});

#[expect(
    clippy::expect_used,
    reason = "the words are part of the program, and the cases of the kind run them"
)]
fn any_of(words: &[String]) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    let built = builder.match_kind(MatchKind::LeftmostFirst).build(words);
    built.expect("a few words fit into an automaton")
}

/// Whether a document is itself a law or regulation: it has articles, or a note of its promulgation.
pub(crate) fn is_regulation(prose: &Prose<'_>) -> bool {
    let texts = || prose.paragraphs.iter().map(|paragraph| paragraph.text.trim_start());
    let opening = texts().filter(|text| !text.is_empty()).take(OPENING);
    opening
        .into_iter()
        .any(|text| EXCUSES.promulgation().is_match(text.trim_end()))
        || texts()
            .filter(|text| EXCUSES.article().is_match(text))
            .nth(ARTICLES - 1)
            .is_some()
}

/// Looks for old names.
pub(super) struct RenameFinder;

impl Finder for RenameFinder {
    fn sort(&self) -> Sort {
        Sort::Rename
    }

    fn find(&self, paragraph: &Paragraph<'_>, seen: &[Seen], scene: &Scene<'_>, found: &mut Vec<Found>) {
        // A name within a longer one is not the name, even where the longer one is right.
        let mut longest: Vec<&Seen> = Vec::new();
        for one in seen {
            while longest
                .last()
                .is_some_and(|last| last.range.start == one.range.start && last.range.end < one.range.end)
            {
                longest.pop();
            }
            if longest
                .last()
                .is_none_or(|last| last.range.end < one.range.end || last.range == one.range)
            {
                longest.push(one);
            }
        }
        for one in longest {
            let number = one.literal.entry;
            let entry = &*scene.entries[number];
            let Kind::Rename(rename) = &entry.kind else {
                continue;
            };
            let place = Place::new(&paragraph.text, &one.range);
            let outer = if rename.is_title {
                match EXCUSES.whole_title(&place) {
                    Some(outer) => outer,
                    None => continue,
                }
            } else {
                one.range.clone()
            };
            let changed = rename.on.and(entry.since);
            let released = EXCUSES.excuse(&Place::new(&paragraph.text, &outer), rename, changed, scene.words);
            found.push(Found {
                entry: number,
                range: one.range.clone(),
                finding: finding(entry, rename, scene.day.published.is_some(), || {
                    is_label(paragraph, &one.range)
                }),
                released,
            });
        }
    }
}

/// What to say of an old name; an entry without a date says enough by itself.
fn finding(entry: &Entry, rename: &Rename, is_dated: bool, is_label: impl FnOnce() -> bool) -> Option<Finding> {
    let on = rename.on?;
    // A text of no day may be of a time when the name was right; if it is a list, nothing in it tells.
    let gravest = match is_dated {
        true => Severity::Error,
        false if is_label() => Severity::Info,
        false => Severity::Warning,
    };
    let (open, close) = if rename.is_title {
        ('《', '》')
    } else {
        ('「', '」')
    };
    let name = |name: &String| format!("{open}{name}{close}");
    let to: Vec<String> = entry.to.iter().map(name).collect();
    let old = name(&entry.form);
    let message = match (to.is_empty(), rename.is_title) {
        (true, true) => format!("{old}自{on}起废止"),
        (true, false) => format!("{old}自{on}起不再使用"),
        (false, true) => format!("{old}自{on}起由{}代替", to.join("、")),
        (false, false) => format!("{old}自{on}起改为{}", to.join("或")),
    };
    Some(Finding {
        message,
        suggestions: entry.to.clone(),
        gravest,
    })
}

/// Whether the name at `range` is no part of a sentence: it stands in a description of a link or an image without a point,
/// or almost alone, as in a cell of a table.
fn is_label(paragraph: &Paragraph<'_>, range: &Range<usize>) -> bool {
    match paragraph.kind {
        SegmentKind::Attribute => {
            paragraph.text.len() <= LONGEST_LABEL && !paragraph.text.contains(['，', '。', '；', '：', '！', '？'])
        }
        SegmentKind::Body => {
            let Some((before, after)) = paragraph.text.get(..range.start).zip(paragraph.text.get(range.end..)) else {
                return false;
            };
            let others = before.chars().chain(after.chars());
            others.filter(|&c| is_hanzi(c)).take(MOST_BESIDE + 1).count() <= MOST_BESIDE
        }
        SegmentKind::Heading | SegmentKind::Title => false,
    }
}

/// Leaves of the old names in a document that are labels and cannot be dated one each: a list that is of an earlier time is
/// so throughout. `candidates` are in order of place.
pub(super) fn keep_first_labels(candidates: &mut [Candidate], entries: &[Arc<Entry>]) {
    let mut reported = HashSet::new();
    for candidate in candidates {
        let is_label = candidate.verdict == Verdict::Reported
            && matches!(entries[candidate.entry].kind, Kind::Rename(_))
            && candidate
                .finding
                .as_ref()
                .is_some_and(|finding| finding.gravest == Severity::Info);
        if is_label && !reported.insert(candidate.entry) {
            candidate.verdict = Verdict::Excused("文稿没有日期，名单里的同一个旧名只报第一处".to_owned());
        }
    }
}

/// A name with the text around it.
struct Place<'t> {
    text: &'t str,
    range: Range<usize>,
    before: &'t str,
    after: &'t str,
}

impl<'t> Place<'t> {
    fn new(text: &'t str, range: &Range<usize>) -> Self {
        Self {
            text,
            range: range.clone(),
            before: text.get(..range.start).unwrap_or_default(),
            after: text.get(range.end..).unwrap_or_default(),
        }
    }
}

impl Excuses {
    fn article(&self) -> &Regex {
        self.article.get_or_init(|| pattern(&self.texts.article))
    }

    fn promulgation(&self) -> &Regex {
        self.promulgation.get_or_init(|| pattern(&self.texts.promulgation))
    }

    fn before(&self) -> &AhoCorasick {
        self.before.get_or_init(|| any_of(&self.texts.before))
    }

    fn sentence(&self) -> &AhoCorasick {
        self.sentence.get_or_init(|| any_of(&self.texts.sentence))
    }

    fn foreign(&self) -> &AhoCorasick {
        self.foreign.get_or_init(|| any_of(&self.texts.foreign))
    }

    /// Where the title stands with its 书名号, if it is the whole of what is in them.
    fn whole_title(&self, place: &Place<'_>) -> Option<Range<usize>> {
        let before = strip(place.before, &self.texts.title_before, |text, word| {
            text.strip_suffix(word)
        });
        let after = strip(place.after, &self.texts.title_after, |text, word| {
            text.strip_prefix(word)
        });
        TITLES.iter().find_map(|&(open, close)| {
            let before = before.strip_suffix(open)?;
            let after = after.strip_prefix(close)?;
            Some(before.len()..place.text.len() - after.len())
        })
    }

    /// Why the old name is right at `place`, in Chinese.
    fn excuse(&self, place: &Place<'_>, rename: &Rename, changed: Option<Date>, words: &Words) -> Option<String> {
        let texts = &self.texts;
        if rename.is_title {
            if let Some(word) = texts.draft.iter().find(|word| place.after.starts_with(word.as_str())) {
                return Some(format!("后面是「{word}」"));
            }
        } else if let Some(word) = texts.after.iter().find(|word| place.after.starts_with(word.as_str())) {
            return Some(format!("后面是「{word}」"));
        }
        let adjacent = texts.adjacent.iter().find(|word| {
            let start = place.before.strip_suffix(word.as_str()).map(str::len);
            start.is_some_and(|start| is_word_end(place.text, start, words))
        });
        if let Some(word) = adjacent {
            return Some(format!("前面是「{word}」"));
        }
        let near = neighbour::tail(place.text, place.range.start, NEAR);
        let near = near
            .rsplit(['，', '。', '；', '！', '？', '：', '\n'])
            .next()
            .unwrap_or_default();
        // 原 in 松原市 says nothing of what follows.
        let start = place.range.start - near.len();
        let word = self
            .before()
            .find_iter(near)
            .find(|word| is_word_end(place.text, start + word.start(), words));
        if let Some(word) = word {
            return Some(format!("前面有「{}」", near.get(word.range()).unwrap_or_default()));
        }
        let sentence = sentence(place.text, &place.range);
        let head = place.text.get(sentence.start..place.range.start).unwrap_or_default();
        let tail = place.text.get(place.range.end..sentence.end).unwrap_or_default();
        if is_inside(head, tail, &QUOTES) || (!rename.is_title && is_inside(head, tail, &TITLES)) {
            return Some("在引号或书名号里".to_owned());
        }
        for part in [head, tail] {
            if let Some(word) = self.sentence().find(part) {
                return Some(format!("同一句里有「{}」", part.get(word.range()).unwrap_or_default()));
            }
            if let Some(year) = changed.and_then(|changed| earlier(part, changed)) {
                return Some(format!("同一句里说的是{year}年的事"));
            }
        }
        // What an earlier clause or part of the sentence is about, the name is: 美国国税局……；国税局部分业务停止。
        let near = neighbour::tail(place.text, place.range.start, FOREIGN_REACH);
        let near = near.rsplit(['。', '！', '？', '\n']).next().unwrap_or_default();
        if let Some(word) = self.foreign().find(near) {
            return Some(format!("前面有「{}」", near.get(word.range()).unwrap_or_default()));
        }
        None
    }
}

/// `text` without the first of `words` that `strip` takes off.
fn strip<'t>(text: &'t str, words: &[String], strip: impl Fn(&'t str, &str) -> Option<&'t str>) -> &'t str {
    words.iter().find_map(|word| strip(text, word)).unwrap_or(text)
}

/// A year or month in `text` that is not after the change.
fn earlier(text: &str, changed: Date) -> Option<i16> {
    /// Years that a text may speak of; other numbers of four digits are none.
    const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[start..].trim_start_matches(|c: char| c.is_ascii_digit());
        let end = rest.len() - digits.len();
        let number = &rest[start..end];
        rest = digits;
        let is_year = digits.starts_with([
            '年', '级', '届', '—', '-', '–', '至', '～', '〕', ']', '］', ')', '）', '.', '/', '、', '·',
        ]);
        let Some(year) = number
            .parse()
            .ok()
            .filter(|year| number.len() == 4 && is_year && YEARS.contains(year))
        else {
            continue;
        };
        let month = digits.strip_prefix(['年', '.', '-', '/']).and_then(|after| {
            let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let month: i8 = after[..end].parse().ok()?;
            let is_month = after[end..].starts_with(['月', '.', '-', '/']);
            is_month.then(|| Date::new(year, month, 1).ok()).flatten()
        });
        let first = month.unwrap_or_else(|| date(year, 1, 1));
        if first < changed {
            return Some(year);
        }
    }
    None
}
