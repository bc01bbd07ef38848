//! A repository in a temporary folder, untouched by the settings of whoever runs the tests.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A text with the one error `typo/做为`.
pub(crate) const WRONG: &str = "做为代表，要认真履职。\n";
/// The same text without it.
pub(crate) const RIGHT: &str = "作为代表，要认真履职。\n";

pub(crate) struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    /// A repository without a commit.
    pub(crate) fn new() -> Self {
        let repository = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        repository.git(&["init", "-q", "-b", "main", "."]);
        repository
    }

    /// A repository whose only commit holds these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let repository = Self::new();
        for (path, text) in files {
            repository.write(path, text);
        }
        repository.commit();
        repository
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Writes a file and stages it.
    pub(crate) fn stage(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        self.write(path, text);
        self.git(&["add", "--", path]);
        self
    }

    pub(crate) fn commit(&self) -> &Self {
        self.git(&["add", "."]);
        self.git(&["commit", "-q", "--no-verify", "--allow-empty", "-m", "稿件"]);
        self
    }

    /// Runs Git, which must succeed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// A command that meets the same surroundings as the program and Git do here.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = clean(Command::new(name));
        command.current_dir(self.path());
        command
    }

    pub(crate) fn try_git(&self, arguments: &[&str]) -> Output {
        self.command("git").args(arguments).output().unwrap()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments)
    }

    /// Runs the program in a folder of the repository.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        run(shenjiao().args(arguments).current_dir(self.path().join(folder)))
    }

    /// `check --staged`, a line for each finding.
    pub(crate) fn staged(&self) -> Run {
        self.run(&["check", "--staged", "--format", "concise", "-q"])
    }
}

/// What a run of the program came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Asserts that all was checked and these places were found, each as `path:line:column`.
    #[track_caller]
    pub(crate) fn finds(&self, places: &[&str]) {
        let expected: Vec<String> = places
            .iter()
            .map(|place| format!("{place}: 错误 typo/做为 「做为」应为「作为」"))
            .collect();
        assert_eq!(self.stdout.lines().collect::<Vec<_>>(), expected, "{self:?}");
        assert_eq!(self.stderr, "");
        assert_eq!(self.status, Some(i32::from(!places.is_empty())), "{self:?}");
    }

    /// Asserts that something could not be done, and what the user is told of it.
    #[track_caller]
    pub(crate) fn fails(&self, message: &str) {
        assert!(self.stderr.contains(message), "{self:?}");
        assert_eq!(self.status, Some(2), "{self:?}");
    }
}

pub(crate) fn shenjiao() -> Command {
    clean(Command::new(env!("CARGO_BIN_EXE_shenjiao")))
}

pub(crate) fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Without what a hook that runs the tests, or the user's configuration, would bring in; with the program first on the
/// search path, for hooks.
fn clean(mut command: Command) -> Command {
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    let program = PathBuf::from(env!("CARGO_BIN_EXE_shenjiao"));
    let folders = env::var_os("PATH").unwrap_or_default();
    let folders = [program.parent().unwrap().to_owned()]
        .into_iter()
        .chain(env::split_paths(&folders));
    command
        .env("PATH", env::join_paths(folders).unwrap())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LC_ALL", "C.UTF-8");
    for role in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{role}_NAME"), "编辑")
            .env(format!("GIT_{role}_EMAIL"), "editor@example.cn");
    }
    command
}
