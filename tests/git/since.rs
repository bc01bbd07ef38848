//! `check --since`: what a branch changed, for pull requests.

use crate::repository::{RIGHT, Repository, WRONG, run, shenjiao};

/// Asks for problems in the lines that the last commit and the work tree changed.
const CHANGED_LINES: [&str; 7] = [
    "check",
    "--since",
    "HEAD~",
    "--changed-lines",
    "--format",
    "concise",
    "-q",
];

fn branched() -> Repository {
    let repository = Repository::with(&[
        ("旧稿.md", WRONG),
        ("改.md", "做为第一段。\n\n第二段。\n"),
        ("主线.md", RIGHT),
    ]);
    repository.git(&["checkout", "-q", "-b", "新稿"]);
    repository.write("改.md", "做为第一段。\n\n做为第二段。\n").commit();
    repository.git(&["checkout", "-q", "main"]);
    repository.write("主线.md", WRONG).commit();
    repository.git(&["checkout", "-q", "新稿"]);
    repository
}

#[test]
fn the_files_changed_on_this_branch_are_checked() {
    let repository = branched();
    let since = ["check", "--since", "main", "--format", "concise", "-q"];
    repository.run(&since).finds(&["改.md:1:1", "改.md:3:1"]);
    let changed_lines = [&since[..], &["--changed-lines"]].concat();
    repository.run(&changed_lines).finds(&["改.md:3:1"]);
    // The work tree is what is checked, staged or not; what Git does not track is not.
    repository.write("改.md", "做为第一段。\n\n第二段。\n\n做为第三段。\n");
    repository.write("没有暂存.md", WRONG);
    repository.run(&changed_lines).finds(&["改.md:5:1"]);
    repository.stage("新.md", WRONG);
    repository.run(&changed_lines).finds(&["改.md:5:1", "新.md:1:1"]);
    repository.run(&[&since[..], &["新.md"]].concat()).finds(&["新.md:1:1"]);
}

#[test]
fn a_renamed_file_keeps_its_old_lines() {
    let repository = Repository::with(&[("旧名.md", "做为第一段。\n\n第二段。\n\n第三段。\n")]);
    repository.git(&["mv", "旧名.md", "新名.md"]);
    repository.write("新名.md", "做为第一段。\n\n第二段。\n\n做为第三段。\n");
    repository.commit();
    repository.run(&CHANGED_LINES).finds(&["新名.md:5:1"]);
}

#[test]
fn a_habit_is_told_of_whichever_of_its_places_was_changed() {
    let lines = |last: &str| [&"今天开会,明天下乡\n\n".repeat(9)[..], last, "\n"].concat();
    let repository = Repository::with(&[("稿.md", &lines("后天回城"))]);
    repository.write("稿.md", lines("后天回城,再议")).commit();
    let told = repository.run(&CHANGED_LINES).stdout;
    assert!(
        told.starts_with("稿.md:1:5: 警告 punctuation/halfwidth-punctuation "),
        "{told}"
    );
    repository.write("稿.md", lines("后天回城,再议\n\n散会")).commit();
    repository.run(&CHANGED_LINES).finds(&[]);
}

#[test]
fn a_revision_that_is_not_there_is_told_of() {
    let repository = branched();
    repository
        .run(&["check", "--since", "没有"])
        .fails("无法检查 --since：这个仓库里没有「没有」这个版本");
    repository
        .run(&["check", "--since=--all"])
        .fails("无法检查 --since：这个仓库里没有「--all」这个版本");
    repository.git(&["checkout", "-q", "--orphan", "另起"]);
    repository.commit();
    repository
        .run(&["check", "--since", "main"])
        .fails("看不到与「main」共同的历史");
    Repository::new()
        .run(&["check", "--since", "HEAD"])
        .fails("无法检查 --since：这个仓库里没有「HEAD」这个版本");
}

/// What a pipeline has that fetched the last commit only.
#[test]
fn a_shallow_clone_is_told_to_fetch_more() {
    let repository = branched();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("浅");
    let url = format!("file://{}", repository.path().display());
    repository.git(&[
        "clone",
        "-q",
        "--depth=1",
        "--no-single-branch",
        &url,
        target.to_str().unwrap(),
    ]);
    let run = run(shenjiao()
        .args(["check", "--since", "origin/main"])
        .current_dir(&target));
    run.fails("流水线里请先取来全部历史（git fetch --unshallow）");
}
