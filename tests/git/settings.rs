//! What governs a staged file: the settings that are staged with it.

use crate::repository::{Repository, WRONG};

const DICTIONARY: &str = "[dictionary]\nid = 'own'\ntitle = '本单位用词'\ngate = 'language'\n[term]\n'代表' = '委员'\n";

#[test]
fn settings_and_what_they_name_are_those_that_are_staged() {
    let repository = Repository::new();
    repository.stage("总.toml", "ignore = ['typo/做为']\n");
    repository.stage(
        "shenjiao.toml",
        "extend = '总.toml'\ndictionaries = ['词典/own.toml']\n",
    );
    repository.stage("词典/own.toml", DICTIONARY);
    repository.stage("子/a.md", WRONG);
    // What lies in the work tree says otherwise, or is broken.
    repository
        .write("总.toml", "")
        .write("shenjiao.toml", "x = [")
        .write("词典/own.toml", "");
    let run = repository.staged();
    assert_eq!(
        run.stdout, "子/a.md:1:3: 错误 own/代表 「代表」应为「委员」\n",
        "{run:?}"
    );
    assert_eq!((run.stderr.as_str(), run.status), ("", Some(1)));
    // From another folder, and with the settings named.
    let run = repository.run_in(
        "子",
        &[
            "check",
            "--staged",
            "--format",
            "concise",
            "-q",
            "--config",
            "../总.toml",
        ],
    );
    run.finds(&[]);
}

#[test]
fn what_is_only_in_the_work_tree_holds_as_it_lies_there() {
    let repository = Repository::new();
    repository.stage("a.md", WRONG);
    repository.write("shenjiao.toml", "ignore = ['typo/做为']\ndictionaries = ['own.toml']\n");
    repository.write("own.toml", DICTIONARY);
    let run = repository.staged();
    assert_eq!(run.stdout, "a.md:1:3: 错误 own/代表 「代表」应为「委员」\n", "{run:?}");
}

#[test]
fn a_staged_file_that_is_gone_from_the_work_tree_still_governs() {
    let repository = Repository::new();
    repository.stage("shenjiao.toml", "ignore = ['typo/做为']\n");
    repository.stage("a.md", WRONG);
    std::fs::remove_file(repository.path().join("shenjiao.toml")).unwrap();
    repository.staged().finds(&[]);
}

#[test]
fn a_broken_staged_file_is_told_of() {
    let repository = Repository::new();
    repository
        .stage("shenjiao.toml", "ingore = []\n")
        .write("shenjiao.toml", "");
    repository.stage("a.md", WRONG);
    repository
        .staged()
        .fails("配置有误 shenjiao.toml:1:1：没有「ingore」这一项");
}

#[cfg(unix)]
#[test]
fn a_linked_settings_file_is_read_where_it_leads() {
    let repository = Repository::new();
    repository.stage("共用/总.toml", "ignore = ['typo/做为']\n");
    std::os::unix::fs::symlink("共用/总.toml", repository.path().join("shenjiao.toml")).unwrap();
    repository.stage("a.md", WRONG);
    repository.git(&["add", "shenjiao.toml"]);
    repository.write("共用/总.toml", "");
    repository.staged().finds(&[]);
}
