//! What holds of a document whatever its source is.

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use shenjiao::document::{Document, Format, PieceText};

/// Parts from which a source is put together that strains the parsers.
const PARTS: &[&str] = &[
    "*",
    "**",
    "_",
    "~~",
    "[",
    "](",
    ")",
    "![",
    "[a]: /u ",
    "[^1]",
    "\"",
    "'",
    "\\",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<br>",
    "<code>",
    "</code>",
    "<script>",
    "</script>",
    "<title>",
    "</title",
    "<ruby>",
    "<rt>",
    "</rt>",
    "</ruby>",
    "<img alt=\"",
    "<a title='",
    "<meta name=description content=",
    "<input type=button value=",
    "<!--",
    "-->",
    "<",
    ">",
    "/>",
    "</",
    "<?",
    "<![CDATA[",
    "]]>",
    "<pre>",
    "</pre>",
    "<h1>",
    "</h1>",
    "<svg>",
    "&amp;",
    "&#x200b;",
    "&nbsp;",
    "&#60",
    "&",
    "&not",
    ";",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "|",
    "|-|\n",
    "`",
    "```\n",
    "    ",
    "\t",
    "# ",
    "---\n",
    "+++\n",
    "title: ",
    "summary:\n",
    "|\n  ",
    "title = ",
    "\"\"\"",
    "#",
    "[a, b]",
    " ",
    "\u{3000}",
    "\u{A0}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{FE0F}",
    "\u{FFFC}",
    "布",
    "署",
    "险恶",
    "，",
    "。",
    "“",
    "”",
    "一、",
    "a",
    "9",
    "😀",
    "𠮷",
    "é",
    "\0",
];

/// The parts that do not begin something whose content is passed over.
fn shown_parts() -> Vec<&'static str> {
    let passed_over = [
        "<code", "<script", "<title", "<img", "<a ", "<meta", "<input", "title", "\u{FFFC}",
    ];
    let is_shown = |part: &&str| !passed_over.iter().any(|start| part.starts_with(start));
    PARTS.iter().copied().filter(is_shown).collect()
}

/// The characters that show, in no order: the reading over a word comes after it.
fn shown(text: &str) -> Vec<char> {
    let is_hidden =
        |c: char| c.is_whitespace() || matches!(c, '\0' | '\u{200B}' | '\u{FEFF}' | '\u{FE0F}' | '\u{FFFC}');
    let mut characters: Vec<char> = text.chars().filter(|&c| !is_hidden(c)).collect();
    characters.sort_unstable();
    characters
}

fn check(source: &str, format: Format) -> Result<(), TestCaseError> {
    let document = Document::new(source, format);
    prop_assert_eq!(document.source(), source);
    let mut last_start = 0;
    for segment in document.segments() {
        prop_assert!(!segment.text().trim().is_empty());
        let first = segment.pieces.first().map(|piece| piece.source.start);
        prop_assert!(first.is_some_and(|start| start >= last_start), "segments in order");
        last_start = first.unwrap_or_default();
        let mut end = 0;
        for piece in segment.pieces {
            prop_assert!(piece.source.start >= end, "pieces in order: {:?}", segment.pieces);
            end = piece.source.end;
            let slice = source.get(piece.source.start..piece.source.end);
            prop_assert!(
                slice.is_some_and(|slice| !slice.is_empty()),
                "{:?} is no range",
                piece.source
            );
            if piece.text == PieceText::Identical {
                prop_assert_eq!(Some(segment.piece_text(piece)), slice);
            } else {
                prop_assert!(!segment.piece_text(piece).is_empty());
            }
        }
    }
    Ok(())
}

fn check_all(source: &str) -> Result<(), TestCaseError> {
    check(source, Format::Plain)?;
    check(source, Format::Markdown)?;
    check(source, Format::Html)
}

proptest! {
    #[test]
    fn any_text_is_a_document(source in ".{0,200}") {
        check_all(&source)?;
    }

    #[test]
    fn any_markup_is_a_document(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        check_all(&parts.concat())?;
    }

    #[test]
    fn any_front_matter_is_read(parts in prop::collection::vec(prop::sample::select(PARTS), 0..20)) {
        check(&format!("---\ntitle: {}\n---\n文", parts.concat()), Format::Markdown)?;
        check(&format!("+++\ntitle = \"{}\n+++\n文", parts.concat()), Format::Markdown)?;
    }

    /// Outside elements that are passed over, HTML reads as its tokenizer says, each character once.
    #[test]
    fn html_reads_as_tokenized(parts in prop::collection::vec(prop::sample::select(shown_parts()), 0..40)) {
        let source = parts.concat();
        let mut tokenized = String::new();
        for token in Tokenizer::new(&source) {
            if let Ok(Token::String(text)) = token {
                tokenized.push_str(&String::from_utf8_lossy(&text));
            }
        }
        let document = Document::new(source, Format::Html);
        let read: String = document.segments().map(|segment| segment.text()).collect();
        prop_assert_eq!(shown(&read), shown(&tokenized));
    }

    /// Plain text without white space or controls is read whole, and so is escaped HTML.
    #[test]
    fn no_text_is_lost(words in prop::collection::vec("[一-龥，。a-z0-9<&]{1,8}", 1..8)) {
        let text = words.concat();
        let joined = |source: &str, format| -> String {
            Document::new(source, format).segments().map(|segment| segment.text()).collect()
        };
        prop_assert_eq!(joined(&text, Format::Plain), text.clone());
        let html: String = words
            .iter()
            .map(|word| format!("<b>{}</b>", word.replace('&', "&amp;").replace('<', "&lt;")))
            .collect();
        prop_assert_eq!(joined(&html, Format::Html), text.clone());
        prop_assert_eq!(joined(&format!("{html}\n"), Format::Markdown), text);
    }
}
