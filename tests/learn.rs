//! What `learn` changes for the checks that follow.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command};

fn shenjiao(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_shenjiao"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

fn check(folder: &Path, file: &str) -> String {
    shenjiao(
        folder,
        &["check", "--select", "context,typo", "--format", "concise", file],
    )
    .1
}

#[test]
fn what_two_texts_have_in_common_is_learned_unless_it_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    fs::create_dir(folder.join("旧稿")).unwrap();
    write(
        "旧稿/一.txt",
        "县级以上人民政府应当剑立健全品牌的工作机制。要认真布署。\n",
    );
    write(
        "旧稿/二.txt",
        "省级以上人民政府应当剑立健全品牌的评选机制。要认真布署。\n",
    );
    write("新稿.txt", "市级以上人民政府应当剑立健全品牌的保护机制。要认真布署。\n");
    assert!(check(folder, "新稿.txt").contains("context/substitution"));

    write("shenjiao.toml", "learned = \"习惯.bin\"\n");
    let (status, text) = shenjiao(folder, &["learn", "旧稿", "--out", "习惯.bin"]);
    assert_eq!(status, Some(0), "{text}");
    let found = check(folder, "新稿.txt");
    assert!(!found.contains("context/"), "{found}");
    assert!(found.contains("typo/布署"), "{found}");

    // Learning anew takes the place of what was learned; the same texts give the same bytes.
    let before = fs::read(folder.join("习惯.bin")).unwrap();
    assert_eq!(shenjiao(folder, &["learn", "旧稿", "--out", "习惯.bin"]).0, Some(0));
    assert_eq!(fs::read(folder.join("习惯.bin")).unwrap(), before);

    // A truncated file is no weaker check in silence.
    fs::write(folder.join("习惯.bin"), &before[..before.len() - 4]).unwrap();
    let (status, text) = shenjiao(folder, &["check", "新稿.txt"]);
    assert_eq!(status, Some(2), "{text}");
    assert!(text.contains("不完整或已损坏"), "{text}");
}
