//! The program as its users meet it: every file `tests/cli/<area>/<case>.toml` is one command with what it must print
//! and return. `tests/cli/README.md` tells how to read and write them.
#![cfg(feature = "cli")]

use std::{
    fs,
    io::{Read, Write},
    process::{Command, Stdio},
};

/// Variables by which a build server is known.
const BUILD_SERVERS: [&str; 6] = [
    "CI",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "TF_BUILD",
    "JENKINS_URL",
    "TEAMCITY_VERSION",
];

fn shenjiao() -> Command {
    Command::new(env!("CARGO_BIN_EXE_shenjiao"))
}

#[test]
fn every_case_prints_and_returns_what_it_says() {
    let cases = trycmd::TestCases::new();
    // Otherwise the reports of some cases would be redacted on a build server; `tests/formats.rs` has that.
    for name in BUILD_SERVERS {
        cases.env(name, "");
    }
    cases.default_bin_name("shenjiao").case("tests/cli/*/*.toml");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let report = |jobs| {
        let output = shenjiao()
            .args(["check", "--isolated", "--format", "json", "-j", jobs, "tests/posts"])
            .output();
        output.unwrap().stdout
    };
    assert_eq!(report("1"), report("8"));
}

#[test]
fn each_sample_post_has_findings() {
    let mut posts = 0;
    for post in fs::read_dir("tests/posts").unwrap() {
        let output = shenjiao()
            .args(["check", "--isolated"])
            .arg(post.unwrap().path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        posts += 1;
    }
    assert_eq!(posts, 4);
}

/// A reader that stops early, such as `head`, has read enough: that is not a failure of the check.
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("post.md"), "做为代表。\n".repeat(20_000)).unwrap();
    for (arguments, status) in [
        (&["check", "post.md"][..], 1),
        (&["check", "--format", "json", "post.md"], 1),
        (&["rules"], 0),
    ] {
        let mut child = shenjiao()
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
    }
}

/// Not a case file, since those hold their standard input as UTF-8.
#[test]
fn standard_input_is_decoded() {
    let text = "根据工作安排，现将有关事项通知如下。\n做为一名党员，要认真抓好落实。\n";
    let mut child = shenjiao()
        .args(["check", "--isolated", "--format", "concise", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let bytes = encoding_rs::GB18030.encode(text).0;
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert_eq!(report, "-:2:1: 错误 typo/做为 「做为」应为「作为」\n");
    assert_eq!(output.status.code(), Some(1));
}

/// A folder that holds a link to itself: the walk ends and each file is checked once. Such a link is made here, because
/// cargo warns of one in the repository.
#[cfg(unix)]
#[test]
fn a_loop_of_links_is_walked_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    fs::write(folder.path().join("a/post.md"), "做为代表。\n").unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("a/loop")).unwrap();
    let output = shenjiao()
        .args(["check", "--format", "concise", "."])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let found = String::from_utf8(output.stdout).unwrap();
    assert_eq!(found, "a/post.md:1:1: 错误 typo/做为 「做为」应为「作为」\n");
    assert!(output.stderr.is_empty());
}
