//! What a repository holds besides plain files, and names that are easy to get wrong.

use crate::repository::{RIGHT, Repository, WRONG};

#[cfg(unix)]
#[test]
fn names_with_hanzi_spaces_quotes_and_line_ends_are_found() {
    let repository = Repository::new();
    for quoting in ["true", "false"] {
        repository.git(&["config", "core.quotepath", quoting]);
        for name in ["安全 月.md", "两\n行.md", "引\"号\\.md", " -x.md", "1:a.md"] {
            repository.stage(name, WRONG);
        }
        let run = repository.run(&["check", "--staged", "--format", "jsonl"]);
        for name in ["安全 月.md", "两\\n行.md", "引\\\"号\\\\.md", " -x.md", "1:a.md"] {
            assert!(run.stdout.contains(&format!("\"path\":\"{name}\"")), "{name}: {run:?}");
        }
        assert_eq!(run.status, Some(1));
    }
}

#[cfg(unix)]
#[test]
fn settings_in_a_folder_with_a_line_end_in_its_name_hold() {
    let repository = Repository::new();
    repository.stage("两\n行/shenjiao.toml", "ignore = ['typo/做为']\n");
    repository.write("两\n行/shenjiao.toml", "");
    repository.stage("两\n行/a.md", WRONG);
    repository.staged().finds(&[]);
}

#[cfg(unix)]
#[test]
fn links_are_left_out_openly() {
    let repository = Repository::new();
    repository.stage("a.md", RIGHT);
    std::os::unix::fs::symlink("做为", repository.path().join("链接.md")).unwrap();
    repository.git(&["add", "."]);
    let run = repository.run(&["check", "--staged"]);
    assert_eq!(run.stderr, "没有检查 1 个符号链接：它们在仓库里只是指向别处的名字\n");
    assert!(run.stdout.starts_with("检查 1 个文件"), "{run:?}");
    assert_eq!(run.status, Some(0));
}

#[test]
fn a_submodule_is_left_out_openly() {
    let other = Repository::with(&[("a.md", WRONG)]);
    let repository = Repository::new();
    let url = other.path().to_str().unwrap();
    repository.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        url,
        "子模块.md",
    ]);
    let run = repository.run(&["check", "--staged"]);
    assert_eq!(run.stderr, "没有检查 1 个子模块：它们在仓库里只是指向别处的名字\n");
    assert_eq!(run.status, Some(0));
    // In it, it is a repository like any other.
    repository.write("子模块.md/b.md", WRONG);
    repository.git(&["-C", "子模块.md", "add", "b.md"]);
    repository
        .run_in("子模块.md", &["check", "--staged", "--format", "concise", "-q"])
        .finds(&["b.md:1:1"]);
}

#[test]
fn a_pointer_of_git_lfs_is_no_text() {
    let pointer = format!(
        "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12345\n",
        "4d7a".repeat(16)
    );
    let repository = Repository::new();
    repository.stage("a.md", &pointer).stage("图.png", &pointer);
    repository
        .staged()
        .fails("无法检查 a.md：正文由 Git LFS 另存，暂存区里只有指针，没有检查；请用 git lfs untrack");
    repository
        .run(&["check", "."])
        .fails("无法检查 a.md：这是 Git LFS 的指针，正文还没有取来；请先运行 git lfs pull 再查");
}

#[test]
fn a_staged_file_that_is_not_text_is_skipped_or_told_of() {
    let repository = Repository::new();
    repository.stage("a.md", b"%PDF-1.7\n").stage("空.md", "");
    let run = repository.run(&["check", "--staged"]);
    assert!(run.stdout.contains("跳过 1 个二进制文件"), "{run:?}");
    repository.stage("b.md", &RIGHT.as_bytes()[..20]);
    let run = repository.run(&["check", "--staged"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(run.stderr.contains("无法检查 b.md"), "{run:?}");
    assert!(
        run.stderr
            .ends_with("有的文件没有查成，先不要提交。请按上面“无法检查”“有误”各行的提示处理，git add 后再提交。\n")
    );
}
