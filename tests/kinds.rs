//! What each kind of entry and each condition does, by dictionaries as an editor would write them:
//! `kinds/<kind>.toml`, whose `hit` and `miss` are put to a checker that knows nothing else.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, sync::Arc};

use shenjiao::{Checker, Document, Format, Settings, config::Selector, dictionary};

#[test]
fn every_example_is_as_it_says() {
    let mut failures = Vec::new();
    let mut files: Vec<_> = fs::read_dir("tests/kinds")
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let name = path.display().to_string();
        let dictionary = dictionary::load(&name, &fs::read_to_string(&path).unwrap());
        let dictionary = Arc::new(dictionary.unwrap_or_else(|problems| panic!("{problems:?}")));
        let settings = Settings {
            select: vec![Selector::new(&*dictionary.id)],
            dictionaries: vec![Arc::clone(&dictionary)],
            ..Settings::default()
        };
        let checker = Checker::new(&settings).unwrap();
        for entry in &dictionary.entries {
            assert!(!entry.hit.is_empty() && !entry.miss.is_empty(), "{name}:{}", entry.line);
            for (texts, expected) in [(&entry.hit, true), (&entry.miss, false)] {
                for text in texts {
                    // `2023-05-01| ` in front of a text is its day of publication.
                    let (date, text) = match text.split_once('|') {
                        Some((date, text)) => (Some(date.parse().unwrap()), text),
                        None => (None, text.as_str()),
                    };
                    for (format, source) in [
                        (Format::Plain, text.to_owned()),
                        (Format::Html, format!("<p><b>{text}</b></p>")),
                    ] {
                        // `#` begins a heading in Markdown; other formats have none that a line could show.
                        let (format, source) = match text.strip_prefix("# ") {
                            Some(heading) if format == Format::Html => (format, format!("<h1>{heading}</h1>")),
                            Some(_) => (Format::Markdown, source),
                            None => (format, source),
                        };
                        let found = checker.check(&Document::new(source, format).published_on(date));
                        if found.iter().any(|diagnostic| diagnostic.rule == entry.rule) != expected {
                            let verdict = if expected { "must be" } else { "must not be" };
                            failures.push(format!("{name}:{}: {verdict} reported in {text:?}", entry.line));
                        }
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
