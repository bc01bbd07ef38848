//! Right sentences, put to the checker that users get: nothing may be reported. `clean/*.txt` holds one a line, with
//! the day of publication in front where it matters (`2023-05-01|text`).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use shenjiao::{Checker, Document, Format, Settings};

#[test]
fn nothing_is_reported_in_right_sentences() {
    let checker = Checker::new(&Settings::default()).unwrap();
    let mut failures = Vec::new();
    let mut sentences = 0;
    for file in fs::read_dir("tests/clean").unwrap() {
        let path = file.unwrap().path();
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let (day, text) = match line.split_once('|') {
                Some((day, text)) => (Some(day.parse().unwrap()), text),
                None => (None, line),
            };
            sentences += 1;
            for found in checker.check(&Document::new(text, Format::Plain).published_on(day)) {
                let place = format!("{}:{}", path.display(), number + 1);
                failures.push(format!("{place}: {} {:?} in {text}", found.rule, found.text));
            }
        }
    }
    assert!(sentences > 0);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
