//! Dictionary files: what an editor is told about a broken one, and what must be true of those that are shipped.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path, sync::Arc};

use shenjiao::{
    diagnostic::{Gate, Severity},
    dictionary::{
        Boundary, Dictionary, Entry, load, shipped,
        verify::{verify, without_basis},
    },
    problem::ProblemKind,
};

const HEADER: &str = "[dictionary]\nid = \"own\"\ntitle = \"本单位用词\"\ngate = \"language\"\n";

/// A file with a sound header, whose entries begin on line 6.
fn with_terms(terms: &str) -> String {
    format!("{HEADER}[term]\n{terms}")
}

fn problems(text: &str) -> String {
    match load("我的词典.toml", text) {
        Ok(_) => String::new(),
        Err(problems) => problems.iter().map(|problem| format!("{problem}\n")).collect(),
    }
}

fn dictionary(text: &str) -> Arc<Dictionary> {
    Arc::new(load("甲.toml", text).unwrap())
}

#[test]
fn a_term_is_a_text_a_list_or_a_table() {
    let text = "\u{feff}[dictionary]\r
id = \"own-1\"\r
title = \"本单位用词\"\r
gate = \"policy\"\r
severity = \"warning\"\r
basis = \"用词手册\"\r
version = \"3\"\r
enabled = false\r
\r
[term]\r
\"错词甲\" = \"对词甲\"  # 说明\r
\"错词乙丙\" = [\"对词乙\", \"对词丙\"]\r
'blockchian' = \"blockchain\"\r
\"错词丁\" = {\r
  boundary = \"end\", except = \"错词丁香\", basis = \"另一依据\",\r
  note = \"请与法务核对\", severity = \"info\", gate = \"secrecy\",\r
  hit = [\"用了错词丁。\"], miss = \"用了错词丁香。\",\r
}\r
";
    let dictionary = load("own.toml", text).unwrap();
    assert_eq!(
        (&*dictionary.id, &*dictionary.title, &*dictionary.version, dictionary.enabled),
        ("own-1", "本单位用词", "3", false)
    );
    let [plain, list, latin, table] = &dictionary.entries[..] else {
        panic!("four entries in the order of the file, got {:?}", dictionary.entries);
    };

    assert_eq!(plain.rule.as_str(), "own-1/错词甲");
    assert_eq!((&*plain.wrong, &plain.to[..], plain.line), ("错词甲", &["对词甲".to_owned()][..], 11));
    assert_eq!((plain.gate, plain.severity), (Gate::Policy, Severity::Warning));
    assert_eq!(plain.basis.as_deref(), Some("用词手册"));
    assert_eq!(plain.boundary, Boundary::Word, "three characters may straddle two words");

    assert_eq!(list.to, ["对词乙", "对词丙"]);
    assert_eq!(list.boundary, Boundary::None, "four characters hardly ever do");
    assert_eq!(latin.boundary, Boundary::Word, "a Latin form may be part of a longer word");

    assert_eq!((table.gate, table.severity), (Gate::Secrecy, Severity::Info));
    assert_eq!((table.to.len(), table.boundary, table.line), (0, Boundary::End, 14));
    assert_eq!(table.basis.as_deref(), Some("另一依据"));
    assert_eq!(table.note.as_deref(), Some("请与法务核对"));
    assert_eq!((&table.except[..], &table.hit[..], &table.miss[..]), (
        &["错词丁香".to_owned()][..],
        &["用了错词丁。".to_owned()][..],
        &["用了错词丁香。".to_owned()][..],
    ));
}

#[test]
fn what_is_not_written_has_a_default() {
    let dictionary = dictionary(&with_terms("\"错词\" = \"对词\"\n"));
    assert_eq!((&*dictionary.version, dictionary.enabled), ("0", true));
    let entry = &dictionary.entries[0];
    assert_eq!((entry.severity, entry.basis.as_deref()), (Severity::Error, None));
}

/// Entries as an editor may write them, and all that is said about each.
const BROKEN_TERMS: &[(&str, &str)] = &[
BROKEN
];

#[test]
fn a_broken_entry_is_named_with_its_remedy() {
    let mut wrong = String::new();
    for &(terms, expected) in BROKEN_TERMS {
        let found = problems(&with_terms(terms));
        if found.trim_end() != expected {
            let _ = writeln!(wrong, "=== {terms}\n--- expected\n{expected}\n--- found\n{found}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
