//! The sentence of a finding, as a reader sees it: without markup, with what must not be shown masked.

use crate::{
    diagnostic::Diagnostic,
    document::{
        Document,
        prose::{Paragraph, Prose},
    },
    report::redact::mask,
    text::{sentence::sentence_at, text_range::TextRange},
};

/// Bytes of a sentence that are kept on each side of a finding: a hundred Hanzi.
const CONTEXT: usize = 300;

/// Bytes of a finding that are kept.
const LONGEST_MARK: usize = 600;

/// Paragraphs that may begin between a finding and the beginning of its own, as attributes inside it do.
const INTERLEAVED: usize = 8;

/// What stands around a finding, as a reader sees it.
#[derive(Debug, Default)]
pub(super) struct Sentence {
    /// Before it.
    pub(super) before: String,
    /// The finding.
    pub(super) marked: String,
    /// After it.
    pub(super) after: String,
}

/// Cuts the sentences of findings out of a document.
pub(super) struct Sentences<'s, 'd> {
    paragraphs: &'s [Paragraph<'d>],
    /// Where in the source each paragraph begins, never descending.
    starts: Vec<usize>,
}

impl Sentences<'_, '_> {
    /// The sentence of each of `found`, with what is hidden masked.
    pub(super) fn of(document: &Document, found: &[Diagnostic], hidden: &[TextRange]) -> Vec<Sentence> {
        let prose = Prose::new(document);
        let mut latest = 0;
        let starts = prose.paragraphs.iter().map(|paragraph| {
            latest = paragraph.source(0..0).start.max(latest);
            latest
        });
        let sentences = Sentences {
            starts: starts.collect(),
            paragraphs: &prose.paragraphs,
        };
        let mut masks: Vec<(usize, TextRange)> = Vec::new();
        // What cannot be told to a paragraph could show in any, so that no context is given then.
        let mut is_certain = true;
        for range in hidden {
            match sentences.place(*range) {
                Some((index, range)) => masks.push((index, range)),
                None => is_certain = false,
            }
        }
        masks.sort_unstable();
        let shown = |index: usize| -> Option<String> {
            let from = masks.partition_point(|(of, _)| *of < index);
            let ranges: Vec<TextRange> = masks
                .iter()
                .skip(from)
                .take_while(|(of, _)| *of == index)
                .map(|(_, range)| *range)
                .collect();
            (!ranges.is_empty()).then(|| mask(&sentences.paragraphs[index].text, &ranges))
        };
        let mut last: Option<(usize, Option<String>)> = None;
        found
            .iter()
            .map(|diagnostic| match sentences.place(diagnostic.range) {
                Some((index, range)) if is_certain => {
                    if last.as_ref().is_none_or(|(known, _)| *known != index) {
                        last = Some((index, shown(index)));
                    }
                    let masked = last.as_ref().and_then(|(_, masked)| masked.as_deref());
                    cut(masked.unwrap_or(&sentences.paragraphs[index].text), range)
                }
                _ => Sentence {
                    marked: if is_certain {
                        shorten(&diagnostic.text, LONGEST_MARK)
                    } else {
                        shorten(
                            &mask(&diagnostic.text, &[TextRange::new(0, diagnostic.text.len())]),
                            LONGEST_MARK,
                        )
                    },
                    ..Sentence::default()
                },
            })
            .collect()
    }

    /// The paragraph that holds a range of the source, and where in its text the range is.
    fn place(&self, range: TextRange) -> Option<(usize, TextRange)> {
        let after = self.starts.partition_point(|&start| start <= range.start);
        let nearest = after.saturating_sub(INTERLEAVED)..after;
        nearest.rev().find_map(|index| {
            let range = self.paragraphs.get(index)?.text_range(range)?;
            Some((index, range.into()))
        })
    }
}

/// The sentence in `text` around `range`.
fn cut(text: &str, range: TextRange) -> Sentence {
    let from = floor(text, range.start.saturating_sub(CONTEXT));
    let to = floor(text, range.end.saturating_add(CONTEXT));
    let window = text.get(from..to).unwrap_or_default();
    let sentence = sentence_at(window, range.start.saturating_sub(from));
    let start = from + sentence.start;
    // A finding may reach into the next sentence, which then belongs to it.
    let end = if from + sentence.end >= range.end {
        from + sentence.end
    } else {
        from + sentence_at(window, range.end.saturating_sub(from)).end
    };
    let is_cut = (sentence.start == 0 && from > 0, end == to && to < text.len());
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    Sentence {
        before: format!(
            "{}{}",
            if is_cut.0 { "…" } else { "" },
            part(start, range.start).trim_start()
        ),
        marked: shorten(part(range.start, range.end), LONGEST_MARK),
        after: format!("{}{}", part(range.end, end).trim_end(), if is_cut.1 { "…" } else { "" }),
    }
}

fn shorten(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    format!("{}…", text.get(..floor(text, most)).unwrap_or_default())
}

/// The last char boundary of `text` at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_where_it_is_too_long_and_never_inside_a_character() {
        let long = "甲".repeat(1000);
        let text = format!("{long}布署{long}");
        let found = cut(&text, TextRange::new(3000, 3006));
        assert_eq!(found.marked, "布署");
        assert_eq!(found.before.chars().count(), 101);
        assert!(found.before.starts_with('…') && found.after.ends_with('…'));
        let crossing = cut("一。二。三。", TextRange::new(0, 9));
        assert_eq!((&*crossing.marked, &*crossing.after), ("一。二", "。"));
    }
}
