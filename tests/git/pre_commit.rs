//! The hooks for the framework pre-commit, as `.pre-commit-hooks.yaml` offers them.

use std::{path::Path, process::Command};

use shenjiao::Format;

use crate::repository::{RIGHT, Repository, WRONG};

const MANIFEST: &str = include_str!("../../.pre-commit-hooks.yaml");

#[test]
fn the_hooks_take_the_kinds_that_are_checked() {
    let patterns: Vec<&str> = MANIFEST
        .lines()
        .filter_map(|line| line.trim().strip_prefix(r"files: \.("))
        .collect();
    assert_eq!(patterns.len(), 2);
    for extensions in patterns {
        for extension in extensions.trim_end_matches(")$").split('|') {
            let path = format!("a.{extension}");
            assert!(Format::from_path(Path::new(&path)).is_some(), "{path}");
        }
    }
}

/// Runs the framework itself where it is installed; elsewhere there is nothing to ask.
#[test]
fn pre_commit_runs_the_installed_program() {
    if Command::new("pre-commit").arg("--version").output().is_err() {
        return;
    }
    let hooks = Repository::with(&[(".pre-commit-hooks.yaml", MANIFEST)]);
    let revision = hooks.git(&["rev-parse", "HEAD"]);
    let repository = Repository::with(&[
        ("安全 月.md", WRONG),
        ("归档/旧.md", WRONG),
        ("b.txt", RIGHT),
        ("shenjiao.toml", "exclude = ['归档/']\n"),
    ]);
    let config = format!(
        "repos:\n- repo: {}\n  rev: {}  hooks:\n  - id: shenjiao-system\n",
        hooks.path().display(),
        revision
    );
    repository.stage(".pre-commit-config.yaml", config);
    let home = tempfile::tempdir().unwrap();
    let run = || {
        let mut command = repository.command("pre-commit");
        command.args(["run", "--all-files"]).env("PRE_COMMIT_HOME", home.path());
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (passed, said) = run();
    assert!(!passed && said.contains("安全 月.md:1:1 错误[typo/做为]"), "{said}");
    assert!(
        said.contains("检查 2 个文件") && said.contains("跳过 1 个被排除的文件"),
        "{said}"
    );
    repository.stage("安全 月.md", RIGHT);
    let (passed, said) = run();
    assert!(passed, "{said}");
}
