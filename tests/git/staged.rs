//! `check --staged`: the content of the index, whatever lies in the work tree.

use std::fs;

use crate::repository::{RIGHT, Repository, WRONG, run, shenjiao};

#[test]
fn the_staged_version_counts_not_the_file() {
    let repository = Repository::with(&[("a.md", RIGHT), ("b.md", RIGHT), ("旧稿.md", WRONG)]);
    repository.stage("a.md", WRONG).write("a.md", RIGHT);
    repository.stage("b.md", RIGHT).write("b.md", WRONG);
    repository.write("没有暂存.md", WRONG);
    repository.staged().finds(&["a.md:1:1"]);
}

#[test]
fn a_partly_staged_file_is_checked_as_far_as_it_is_staged() {
    let repository = Repository::with(&[("a.md", "第一段。\n\n第二段。\n")]);
    repository.stage("a.md", format!("{WRONG}\n第二段。\n"));
    repository.write("a.md", format!("{WRONG}\n{WRONG}"));
    repository.staged().finds(&["a.md:1:1"]);
}

#[test]
fn the_first_commit_has_nothing_before_it() {
    let repository = Repository::new();
    repository.staged().finds(&[]);
    repository.stage("a.md", WRONG);
    repository.staged().finds(&["a.md:1:1"]);
    repository
        .run(&["check", "--staged", "--changed-lines", "--format", "concise", "-q"])
        .finds(&["a.md:1:1"]);
}

#[test]
fn added_copied_renamed_and_retyped_files_are_checked_and_deleted_ones_are_not() {
    let repository = Repository::with(&[
        ("改名.md", WRONG),
        ("抄.md", WRONG),
        ("删.md", WRONG),
        ("原样.md", WRONG),
    ]);
    repository.git(&["config", "diff.renames", "copies"]);
    repository.git(&["mv", "改名.md", "新名.md"]);
    repository.git(&["rm", "-q", "删.md"]);
    repository.stage("抄.md", format!("{RIGHT}{WRONG}"));
    repository.stage("抄来.md", WRONG);
    repository.staged().finds(&["抄.md:2:1", "抄来.md:1:1", "新名.md:1:1"]);
}

#[test]
fn paths_limit_the_files_and_are_named_from_the_current_folder() {
    let repository = Repository::new();
    for path in ["甲/a.md", "甲/子/b.md", "乙/c.md", "d.md"] {
        repository.stage(path, WRONG);
    }
    let check = |folder, paths: &[&str]| {
        let arguments = [&["check", "--staged", "--format", "concise", "-q"], paths].concat();
        repository.run_in(folder, &arguments)
    };
    check("", &["甲"]).finds(&["甲/a.md:1:1", "甲/子/b.md:1:1"]);
    check("", &["甲/子", "d.md"]).finds(&["d.md:1:1", "甲/子/b.md:1:1"]);
    // A commit takes everything that is staged, also from a folder.
    check("甲", &[]).finds(&["../d.md:1:1", "../乙/c.md:1:1", "a.md:1:1", "子/b.md:1:1"]);
    check("甲", &["."]).finds(&["a.md:1:1", "子/b.md:1:1"]);
    repository.commit().write("e.md", WRONG);
    check("", &["e.md", "甲"]).finds(&[]);
    check("", &["没有.md"]).fails("无法检查 没有.md：找不到这个文件或文件夹");
    check("", &["-"]).fails("不能同时检查标准输入");
}

#[test]
fn patterns_ignore_files_and_kinds_hold_as_on_a_walk() {
    let repository = Repository::new();
    repository.write("shenjiao.toml", "exclude = ['归档/']\n");
    repository.write(".shenjiaoignore", "草稿/\n!草稿/\n*.tmp.md\n");
    repository.write("专栏/.shenjiaoignore", "/a.md\n");
    repository.write(".gitignore", "*.out.md\n");
    for path in [
        "归档/a.md",
        "专栏/a.md",
        "专栏/b.md",
        "b.tmp.md",
        "node_modules/包/README.md",
        "图.csv",
    ] {
        repository.stage(path, WRONG);
    }
    repository.write("强加.out.md", WRONG);
    repository.git(&["add", "-f", "强加.out.md", "."]);
    repository.staged().finds(&["专栏/b.md:1:1", "强加.out.md:1:1"]);
    let run = repository.run(&["check", "--staged"]);
    assert!(
        run.stdout.ends_with("跳过 5 个其他类型的文件、4 个被排除的文件\n"),
        "{run:?}"
    );
    let run = repository.run(&[
        "check",
        "--staged",
        "--no-ignore",
        "--include",
        "*.csv",
        "--format",
        "concise",
        "-q",
    ]);
    run.finds(&["图.csv:1:1"]);
    let run = repository.run(&["check", "--staged", "--no-ignore", "--format", "concise", "-q"]);
    assert_eq!(run.stdout.lines().count(), 5, "{run:?}");
}

#[test]
fn a_linked_work_tree_and_git_dir_in_the_environment_are_obeyed() {
    let repository = Repository::with(&[("a.md", RIGHT)]);
    repository.git(&["worktree", "add", "-q", "-b", "稿", "另一份"]);
    repository.write("另一份/子/b.md", WRONG);
    let linked = repository.path().join("另一份");
    let run_git = |arguments: &[&str]| repository.git(&[&["-C", "另一份"], arguments].concat());
    run_git(&["add", "."]);
    let check = ["check", "--staged", "--format", "concise", "-q"];
    run(shenjiao().args(check).current_dir(&linked)).finds(&["子/b.md:1:1"]);
    repository.staged().finds(&[]);

    // As Git sets it for a hook: relative to the top of the work tree.
    let relative = run(shenjiao()
        .args(check)
        .env("GIT_DIR", "../.git/worktrees/另一份")
        .current_dir(&linked));
    relative.finds(&["子/b.md:1:1"]);
    // An index of its own, as `git commit FILE` makes one.
    repository.write("c.md", WRONG);
    let index = repository.path().join("另外的索引");
    fs::copy(repository.path().join(".git/index"), &index).unwrap();
    let mut add = repository.command("git");
    assert!(
        add.args(["add", "c.md"])
            .env("GIT_INDEX_FILE", &index)
            .status()
            .unwrap()
            .success()
    );
    run(shenjiao()
        .args(check)
        .env("GIT_INDEX_FILE", &index)
        .current_dir(repository.path()))
    .finds(&["c.md:1:1"]);
    repository.staged().finds(&[]);
}

#[test]
fn without_a_repository_or_git_nothing_looks_clean() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = run(shenjiao()
        .args(["check", "--staged"])
        .env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap())
        .current_dir(folder.path()));
    nowhere.fails("无法检查 --staged：这里不是 Git 仓库");

    let repository = Repository::new();
    repository.stage("a.md", RIGHT);
    repository
        .run_in(".git", &["check", "--staged"])
        .fails("这里没有 Git 工作区");
    let without_git = run(shenjiao()
        .args(["check", "--staged"])
        .env("PATH", folder.path())
        .current_dir(repository.path()));
    without_git.fails("无法检查 --staged：没有找到 git；请先安装 Git");
    repository.run(&["hook", "status"]).finds_nothing_installed();
}

#[test]
fn an_unresolved_merge_is_not_called_clean() {
    let repository = Repository::with(&[("a.md", "第一稿。\n")]);
    repository.git(&["checkout", "-q", "-b", "另一稿"]);
    repository.write("a.md", "第二稿。\n").commit();
    repository.git(&["checkout", "-q", "main"]);
    repository.write("a.md", "第三稿。\n").commit();
    assert!(!repository.try_git(&["merge", "-q", "另一稿"]).status.success());
    repository.staged().fails("无法检查 a.md：合并的冲突还没有解决");
}

#[test]
fn only_changed_lines_are_reported_when_asked() {
    let repository = Repository::with(&[
        ("a.md", "做为第一段。\n\n第二段。\n\n做为第三段。\n"),
        ("改名.md", "做为第一段。\n\n第二段。\n\n第三段。\n\n第四段。\n"),
    ]);
    repository.stage("a.md", "首段。\n\n做为第一段。\n\n做为第二段。\n\n做为第三段。\n");
    repository.git(&["mv", "改名.md", "新名.md"]);
    repository.stage("新名.md", "做为第一段。\n\n第二段。\n\n做为第三段。\n\n第四段。\n");
    let changed = ["check", "--staged", "--changed-lines", "--format", "concise", "-q"];
    repository.run(&changed).finds(&["a.md:5:1", "新名.md:5:1"]);
    assert_eq!(repository.staged().stdout.lines().count(), 5);
    repository
        .run(&["check", "--changed-lines", "a.md"])
        .fails("配置有误 --changed-lines：要说明与什么相比");
}

#[test]
fn saving_in_another_encoding_changes_no_line() {
    let text =
        "做为代表，要认真履行职责，抓好工作落实，推动会议精神落地见效。\n\n第二段的文字也要足够多，编码才看得出来。\n";
    let repository = Repository::new();
    let bytes = encoding_rs::GB18030.encode(text).0.into_owned();
    repository.write("a.md", bytes).commit();
    repository.stage("a.md", text.replace('\n', "\r\n"));
    repository.staged().finds(&["a.md:1:1"]);
    repository
        .run(&["check", "--staged", "--changed-lines", "--format", "concise", "-q"])
        .finds(&[]);
}
