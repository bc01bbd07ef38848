//! `fix --staged-diff`: the change of what is staged, as a patch that Git makes.

use std::{io::Write, process::Stdio};

use crate::repository::{RIGHT, Repository, WRONG, shenjiao};

/// Asks for the patch in `folder` and has Git make it there.
#[track_caller]
fn fix_staged(repository: &Repository, folder: &str) {
    let folder = repository.path().join(folder);
    let output = shenjiao()
        .args(["fix", "--staged-diff"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let mut git = repository
        .command("git")
        .args(["apply", "--cached"])
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    git.stdin.take().unwrap().write_all(&output.stdout).unwrap();
    assert!(git.wait().unwrap().success(), "{output:?}");
}

#[test]
fn git_applies_the_change_to_what_is_staged_and_the_work_tree_stays() {
    let repository = Repository::with(&[("a.md", RIGHT)]);
    let unfinished = format!("{RIGHT}还没有写完\n");
    repository.stage("a.md", WRONG).write("a.md", &unfinished);
    repository.stage("新 稿\t\"一\".md", format!("第一段。\r\n\r\n{WRONG}"));
    fix_staged(&repository, "");
    assert_eq!(repository.git(&["show", ":a.md"]), RIGHT);
    assert_eq!(
        repository.git(&["show", ":新 稿\t\"一\".md"]),
        format!("第一段。\r\n\r\n{RIGHT}")
    );
    assert_eq!(repository.read("a.md"), unfinished);
    repository.staged().finds(&[]);
}

#[test]
fn the_patch_fits_in_a_folder_below_the_top_and_in_another_encoding() {
    let repository = Repository::new();
    let (wrong, right) = (
        encoding_rs::GB18030.encode(WRONG).0,
        encoding_rs::GB18030.encode(RIGHT).0,
    );
    repository.stage("子/a.md", &wrong);
    fix_staged(&repository, "子");
    let staged = repository.try_git(&["show", ":子/a.md"]);
    assert_eq!(staged.stdout, &*right);
}

#[test]
fn without_a_repository_there_is_nothing_staged() {
    let folder = tempfile::tempdir().unwrap();
    let output = shenjiao()
        .args(["fix", "--staged-diff"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
