//! From a right form to edits of the source that leave everything else as it is.
//!
//! Only characters that differ are replaced, each at its own place, so that markup inside a word, a zero-width character
//! or an author's traditional characters survive. A character written as a reference is replaced whole.

use crate::{
    diagnostic::Edit,
    document::{Document, Format, OPAQUE, Piece, PieceText},
    text::{fold, hanzi::is_hanzi, text_range::TextRange},
};

/// What would put a place right.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Edits {
    /// In order of place.
    pub(crate) edits: Vec<Edit>,
    /// Whether characters stay that are written otherwise than in the right form, as in a text in traditional characters,
    /// of which the new ones may be no part.
    pub(crate) is_mixed: bool,
}

/// A character that a reader sees, and the source that it stands for.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    c: char,
    source: TextRange,
}

/// The edits that make what stands at `range` of `document` read `right`; `None` if it cannot be done character by
/// character, or not without a line end or markup coming or going.
pub(crate) fn edits(document: &Document, range: TextRange, right: &str) -> Option<Edits> {
    let written = glyphs(document, range)?;
    let right: Vec<char> = right.chars().collect();
    if written.is_empty() || right.is_empty() || right.iter().any(|&c| !may_be_written(c, document.format())) {
        return None;
    }
    let table = fold::table();
    let looks_alike = |glyph: &Glyph, c: char| table.fold(glyph.c) == table.fold(c);
    let all_alike = written.len() == right.len() && written.iter().zip(&right).all(|(glyph, &c)| looks_alike(glyph, c));
    // Where width or script is itself what is wrong, it counts.
    let is_same = |glyph: &Glyph, c: char| if all_alike { glyph.c == c } else { looks_alike(glyph, c) };

    let mut edits = Vec::new();
    let is_mixed = if written.len() == right.len() {
        for (glyph, &c) in written.iter().zip(&right) {
            if !is_same(glyph, c) {
                edits.push(replacement(*glyph, c.to_string()));
            }
        }
        let kept = written.iter().zip(&right).filter(|&(glyph, &c)| is_same(glyph, c));
        kept.clone().any(|(glyph, &c)| is_other_script(*glyph, c))
    } else {
        let head = common(written.iter(), right.iter(), is_same);
        let (rest, new) = (written.get(head..)?, right.get(head..)?);
        let tail = common(rest.iter().rev(), new.iter().rev(), is_same);
        let old = rest.get(..rest.len() - tail)?;
        let new: String = new.get(..new.len() - tail)?.iter().collect();
        match (old, head.checked_sub(1).and_then(|last| written.get(last))) {
            ([], before) => {
                let at = before.map_or(written.first()?.source.start, |glyph| glyph.source.end);
                let range = TextRange::new(at, at);
                edits.push(Edit { range, text: new });
            }
            ([first, others @ ..], _) => {
                edits.push(replacement(*first, new));
                edits.extend(others.iter().map(|&glyph| replacement(glyph, String::new())));
            }
        }
        let heads = written.iter().take(head).zip(&right);
        let tails = written.iter().rev().take(tail).zip(right.iter().rev());
        heads.chain(tails).any(|(glyph, &c)| is_other_script(*glyph, c))
    };
    let breaks_line = |edit: &Edit| edit.range.slice(document.source()).contains(['\n', '\r']);
    (!edits.is_empty() && !edits.iter().any(breaks_line)).then_some(Edits { edits, is_mixed })
}

fn replacement(glyph: Glyph, text: String) -> Edit {
    Edit {
        range: glyph.source,
        text,
    }
}

fn is_other_script(glyph: Glyph, c: char) -> bool {
    glyph.c != c && is_hanzi(glyph.c)
}

/// How many characters are the same from the first on.
fn common<'g, 'c>(
    glyphs: impl Iterator<Item = &'g Glyph>,
    right: impl Iterator<Item = &'c char>,
    is_same: impl Fn(&Glyph, char) -> bool,
) -> usize {
    glyphs.zip(right).take_while(|&(glyph, &c)| is_same(glyph, c)).count()
}

/// Whether `c` stays what it is in that format. Marks of ASCII may be markup, and how to write them depends on the place.
fn may_be_written(c: char, format: Format) -> bool {
    !c.is_control() && (format == Format::Plain || !c.is_ascii_punctuation())
}

/// What a reader sees of `range`; `None` if it is not within one segment, or holds something else than characters.
fn glyphs(document: &Document, range: TextRange) -> Option<Vec<Glyph>> {
    let (segment, first) = document.segment_at(range)?;
    let mut glyphs = Vec::new();
    for piece in segment.pieces.get(first..)? {
        if piece.source.start >= range.end {
            break;
        }
        push_glyphs(piece, segment.piece_text(piece), range, &mut glyphs)?;
    }
    Some(glyphs)
}

fn push_glyphs(piece: &Piece, text: &str, range: TextRange, glyphs: &mut Vec<Glyph>) -> Option<()> {
    let is_unseen = |c: char| fold::table().is_unseen(c);
    if piece.text == PieceText::Identical {
        // Only the part asked for: a piece may be a whole book, and a book full of findings.
        let start = range.start.max(piece.source.start);
        let end = range.end.min(piece.source.end);
        let seen = text.get(start - piece.source.start..end - piece.source.start)?;
        let characters = seen.char_indices().map(|(at, c)| {
            let source = TextRange::new(start + at, start + at + c.len_utf8());
            Glyph { c, source }
        });
        glyphs.extend(characters.filter(|glyph| !is_unseen(glyph.c)));
        return Some(());
    }
    let mut characters = text.chars();
    let (only, None) = (characters.next()?, characters.next()) else {
        return None;
    };
    if text == OPAQUE || !range.covers(piece.source) {
        return None;
    }
    if !is_unseen(only) {
        glyphs.push(Glyph {
            c: only,
            source: piece.source,
        });
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;

    /// `source` with what stands between « and » made to read `right`.
    fn fixed(source: &str, format: Format, right: &str) -> Option<(String, bool)> {
        let start = source.find('«').unwrap();
        let plain = source.replace(['«', '»'], "");
        let end = source.find('»').unwrap() - '«'.len_utf8();
        let document = Document::new(plain.clone(), format);
        let Edits { edits, is_mixed } = edits(&document, TextRange::new(start, end), right)?;
        Some((apply(&plain, &edits), is_mixed))
    }

    #[test]
    fn only_what_differs_is_touched() {
        use Format::{Html, Markdown, Plain};
        for (source, format, right, expected, is_mixed) in [
            ("要«布署»好", Plain, "部署", "要部署好", false),
            ("«扫黑**险**恶»", Markdown, "扫黑除恶", "扫黑**除**恶", false),
            ("«布<b>署»</b>", Html, "部署", "部<b>署</b>", false),
            ("<p>«&#24067;署»", Html, "部署", "<p>部署", false),
            ("«布\u{200B}署»", Plain, "部署", "部\u{200B}署", false),
            ("«布\n署»", Plain, "部署", "部\n署", false),
            ("«掃黑險惡»", Plain, "扫黑除恶", "掃黑除惡", true),
            ("«唯其»", Plain, "惟其", "惟其", false),
            // One more, one less, several.
            ("<b>«四个</b>识»", Html, "四个意识", "<b>四个意</b>识", false),
            ("«五一体»", Plain, "五位一体", "五位一体", false),
            ("«意识»", Plain, "大意识", "大意识", false),
            ("«涉及<i>到»</i>", Html, "涉及", "涉及<i></i>", false),
            ("«大约十人左右»", Plain, "约十人", "约十人", false),
            // Where width is what is wrong.
            ("«ＡＢ»", Plain, "AB", "AB", false),
        ] {
            let expected = Some((expected.to_owned(), is_mixed));
            assert_eq!(fixed(source, format, right), expected, "{source}");
        }
    }

    #[test]
    fn what_cannot_be_done_safely_is_not_done() {
        use Format::{Html, Markdown, Plain};
        for (source, format, right) in [
            ("«布署»", Markdown, "部*署"),
            ("<p>«布署»", Html, "部<署"),
            ("«布署»", Plain, "部\n署"),
            ("«布`x`署»", Markdown, "部署"),
            ("<p>«布&NotEqualTilde;»", Html, "部署"),
            ("«布署»", Plain, "布署"),
            ("<p>甲«</p><p>»乙", Html, "部署"),
        ] {
            assert_eq!(fixed(source, format, right), None, "{source}");
        }
    }
}
