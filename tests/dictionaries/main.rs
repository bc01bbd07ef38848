//! Dictionary files: what an editor is told about a broken one, and what must be true of those that are shipped.

mod broken;
mod shipped;

use std::sync::Arc;

use shenjiao::{
    diagnostic::{Gate, Severity},
    dictionary::{
        Boundary, Dictionary, load,
        verify::{verify, without_basis},
    },
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
        (
            &*dictionary.id,
            &*dictionary.title,
            &*dictionary.version,
            dictionary.enabled
        ),
        ("own-1", "本单位用词", "3", false)
    );
    let [plain, list, latin, table] = &dictionary.entries[..] else {
        panic!("four entries in the order of the file, got {:?}", dictionary.entries);
    };

    assert_eq!(plain.rule.as_str(), "own-1/错词甲");
    assert_eq!(
        (&*plain.form, &plain.to[..], plain.line),
        ("错词甲", &["对词甲".to_owned()][..], 11)
    );
    assert_eq!((plain.gate, plain.severity), (Gate::Policy, Severity::Warning));
    assert_eq!(plain.basis.as_deref(), Some("用词手册"));
    assert_eq!(
        plain.boundary,
        Boundary::Word,
        "three characters may straddle two words"
    );

    assert_eq!(list.to, ["对词乙", "对词丙"]);
    assert_eq!(list.boundary, Boundary::None, "four characters hardly ever do");
    assert_eq!(
        latin.boundary,
        Boundary::Word,
        "a Latin form may be part of a longer word"
    );

    assert_eq!((table.gate, table.severity), (Gate::Secrecy, Severity::Info));
    assert_eq!((table.to.len(), table.boundary, table.line), (0, Boundary::End, 14));
    assert_eq!(table.basis.as_deref(), Some("另一依据"));
    assert_eq!(table.note.as_deref(), Some("请与法务核对"));
    assert_eq!(
        (&table.except[..], &table.hit[..], &table.miss[..]),
        (
            &["错词丁香".to_owned()][..],
            &["用了错词丁。".to_owned()][..],
            &["用了错词丁香。".to_owned()][..],
        )
    );
}

#[test]
fn what_is_not_written_has_a_default() {
    let dictionary = load("甲.toml", &with_terms("\"错词\" = \"对词\"\n")).unwrap();
    assert_eq!((&*dictionary.version, dictionary.enabled), ("0", true));
    let entry = &dictionary.entries[0];
    assert_eq!((entry.severity, entry.basis.as_deref()), (Severity::Error, None));
}

#[test]
fn dictionaries_must_not_contradict_each_other() {
    let own = |id: &str, terms: &str| {
        let text = with_terms(terms).replace("\"own\"", &format!("\"{id}\""));
        Arc::new(load(&format!("{id}.toml"), &text).unwrap())
    };
    let cases: &[(&[Arc<Dictionary>], &str)] = &[
        (&[own("a", "\"错\" = \"对\"\n"), own("b", "\"错\" = \"对\"\n")], ""),
        (
            &[
                own("a", "\"错\" = \"对\"\n"),
                own("a", "\"误\" = \"正\"\n\"错\" = \"对\"\n"),
            ],
            "a.toml：词典的 id“a”已经被 a.toml 用了；请换一个 id\n\
             a.toml:7：词条“错”在 a.toml:6 已经有了；请删去一条\n",
        ),
        (
            &[own("a", "\"甲\" = \"乙\"\n"), own("b", "\"乙\" = [\"丙\", \"甲\"]\n")],
            "a.toml:6：词条“甲”和 b.toml:6 的词条“乙”互相说对方是错的；请删去一条\n\
             b.toml:6：词条“乙”和 a.toml:6 的词条“甲”互相说对方是错的；请删去一条\n",
        ),
        (
            &[own("a", "\"甲\" = \"乙\"\n"), own("b", "\"乙\" = \"丙\"\n")],
            "a.toml:6：词条“甲”的正确写法“乙”在 b.toml:6 被当作错误写法；请改正其中一条\n",
        ),
    ];
    for (dictionaries, expected) in cases {
        let found: String = verify(dictionaries)
            .iter()
            .map(|problem| format!("{problem}\n"))
            .collect();
        assert_eq!(&found, expected);
    }
}

#[test]
fn only_a_shipped_entry_must_have_a_basis() {
    let terms = "\"错词\" = \"对词\"\n\"误词\" = { to = \"正词\", basis = \"词典\" }\n";
    let own = [Arc::new(load("甲.toml", &with_terms(terms)).unwrap())];
    let found: Vec<_> = without_basis(&own).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["甲.toml:6：词条“错词”没有依据；请给它或整部词典写上 basis"]);
}
