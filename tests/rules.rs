//! What the text rules say of prose: `rules/<family>/<rule>.txt` holds what each must and must not report.
//!
//! `hit:` is a text in which the rule reports exactly what stands between « and » (several may be marked), `miss:` one
//! in which it reports nothing. ⏎ ends a line. In front of the text may stand `{date=2024-05-01}`, the day of
//! publication, and `{html}` or `{markdown}`, its format; plain text otherwise. `#` begins a remark.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

use shenjiao::{
    Checker, Document, Format, Settings,
    config::Selector,
    rules::{self, Check, Rule},
};

struct Case {
    text: String,
    marked: BTreeSet<(usize, usize)>,
    format: Format,
    date: Option<jiff::civil::Date>,
}

impl Case {
    fn parse(mut rest: &str) -> Self {
        let mut format = Format::Plain;
        let mut date = None;
        while let Some((directive, after)) = rest.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
            match directive.split_once('=') {
                None if directive == "html" => format = Format::Html,
                None if directive == "markdown" => format = Format::Markdown,
                Some(("date", day)) => date = Some(day.parse().unwrap()),
                _ => break,
            }
            rest = after;
        }
        let mut text = String::new();
        let mut marked = BTreeSet::new();
        let mut start = 0;
        for c in rest.chars() {
            match c {
                '«' => start = text.len(),
                '»' => {
                    marked.insert((start, text.len()));
                }
                '⏎' => text.push('\n'),
                _ => text.push(c),
            }
        }
        Self {
            text,
            marked,
            format,
            date,
        }
    }
}

/// The rules that read prose; what is wrong with suppressions shows only when they are applied, see `suppression.rs`, and
/// what is wrong of several posts together only in an audit, see `audit/`.
fn rules_of_prose() -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(|rule| !matches!(rule.check, Check::Suppressions | Check::Posts))
}

#[test]
fn rules_report_what_their_cases_say() {
    let mut failures = Vec::new();
    for rule in rules_of_prose() {
        let path = Path::new("tests/rules").join(rule.id).with_extension("txt");
        let cases = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let settings = Settings {
            select: vec![Selector::new(rule.id)],
            ..Settings::default()
        };
        let checker = Checker::new(&settings).unwrap();
        let (mut hits, mut misses) = (0, 0);
        for (number, line) in cases.lines().enumerate() {
            let (is_hit, rest) = match line.split_once(": ") {
                Some(("hit", rest)) => (true, rest),
                Some(("miss", rest)) => (false, rest),
                _ if line.is_empty() || line.starts_with('#') => continue,
                _ => panic!("{}:{}: neither hit nor miss", path.display(), number + 1),
            };
            let case = Case::parse(rest);
            *(if is_hit { &mut hits } else { &mut misses }) += 1;
            assert_eq!(is_hit, !case.marked.is_empty(), "{}:{}", path.display(), number + 1);
            let document = Document::new(&*case.text, case.format).published_on(case.date);
            let found = checker.check(&document);
            let ranges: BTreeSet<(usize, usize)> = found
                .iter()
                .map(|diagnostic| (diagnostic.range.start, diagnostic.range.end))
                .collect();
            if ranges != case.marked {
                let texts: Vec<&str> = found.iter().map(|diagnostic| &*diagnostic.text).collect();
                failures.push(format!(
                    "{}:{}: {line}\n    found {texts:?}",
                    path.display(),
                    number + 1
                ));
            }
        }
        assert!(
            hits >= 4 && misses >= 4,
            "{}: {hits} hits, {misses} misses",
            path.display()
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_rule_has_a_complete_page() {
    let mut ids = BTreeSet::new();
    for family in rules::FAMILIES {
        for rule in family.rules {
            assert!(ids.insert(rule.id), "{} is there twice", rule.id);
            assert_eq!(
                rule.id.split_once('/').map(|(family, _)| family),
                Some(family.id),
                "{}",
                rule.id
            );
            assert!(
                rule.page.starts_with(&format!("# {}\n", rule.title)),
                "{}: title",
                rule.id
            );
            let headings: Vec<&str> = rule.page.lines().filter(|line| line.starts_with("## ")).collect();
            assert_eq!(
                headings,
                ["## 查什么", "## 为什么", "## 例", "## 应当", "## 依据"],
                "{}: headings",
                rule.id
            );
            let basis = rule.page.split("## 依据\n").nth(1).unwrap_or_default();
            assert!(basis.contains(rule.basis), "{}: the page names another basis", rule.id);
        }
    }
}

/// The example on a page is what the rule reports, and the text below it is what it does not.
#[test]
fn pages_show_what_the_rule_does() {
    for rule in rules_of_prose() {
        let settings = Settings {
            select: vec![Selector::new(rule.id)],
            ..Settings::default()
        };
        let checker = Checker::new(&settings).unwrap();
        let section = |heading: &str| {
            let body = rule.page.split(&format!("## {heading}\n")).nth(1).unwrap_or_default();
            body.split("\n## ").next().unwrap_or_default().trim().to_owned()
        };
        for (heading, expected) in [("例", true), ("应当", false)] {
            let body = section(heading);
            let (format, text) = match body
                .strip_prefix("```html\n")
                .and_then(|rest| rest.strip_suffix("\n```"))
            {
                Some(html) => (Format::Html, html.to_owned()),
                None => (
                    Format::Plain,
                    body.strip_prefix("```text\n")
                        .and_then(|rest| rest.strip_suffix("\n```"))
                        .unwrap_or(&body)
                        .to_owned(),
                ),
            };
            let published = Some(jiff::civil::date(2024, 6, 1));
            let found = checker.check(&Document::new(&*text, format).published_on(published));
            assert_eq!(!found.is_empty(), expected, "{}: {heading}: {text}", rule.id);
        }
    }
}
