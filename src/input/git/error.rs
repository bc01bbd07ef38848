//! Why Git did not answer, and what to do about it.

use std::{fmt, io};

/// Why something could not be had from Git.
#[derive(Debug)]
pub enum GitError {
    /// There is no `git` to run.
    Missing,
    /// It could not be run, or the talk with it broke off.
    Io(io::Error),
    /// The current folder is in no repository that Git is willing to read; what it said.
    NoRepository(String),
    /// There is a repository, but the current folder is not in a work tree of it.
    NoWorkTree,
    /// This revision is not known here; what Git said.
    UnknownRevision(String, String),
    /// This revision has no common past with the current one, as far as is known here.
    Unrelated(String),
    /// It failed; what it said.
    Failed(String),
    /// It answered in a form that is not known.
    Unexpected,
}

impl GitError {
    /// The error behind a failure to start.
    pub(super) fn from_start(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound {
            Self::Missing
        } else {
            Self::Io(error)
        }
    }
}

impl From<io::Error> for GitError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What is wrong and the remedy, in Chinese.
impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("没有找到 git；请先安装 Git，并确认在这里能运行 git --version"),
            Self::Io(error) => write!(f, "git 没有正常运行（{error}）；请确认在这里能运行 git status"),
            Self::NoRepository(said) => write!(
                f,
                "这里不是 Git 仓库，或者 git 不肯读取；请换到仓库里运行{}",
                original(said)
            ),
            Self::NoWorkTree => f.write_str("这里没有 Git 工作区；请换到仓库的工作区里运行"),
            Self::UnknownRevision(revision, said) => write!(
                f,
                "这个仓库里没有「{revision}」这个版本；请核对名字，流水线里请先取来全部历史（git fetch --unshallow）{}",
                original(said)
            ),
            Self::Unrelated(revision) => write!(
                f,
                "看不到与「{revision}」共同的历史，不知道从哪里算起；流水线里请先取来全部历史（git fetch --unshallow）"
            ),
            Self::Failed(said) => write!(f, "git 没有完成；请确认在这里能运行 git status{}", original(said)),
            Self::Unexpected => f.write_str("看不懂 git 的回答；请把 Git 更新到 2.11 以上"),
        }
    }
}

impl std::error::Error for GitError {}

/// What Git said, for those who read English.
fn original(said: &str) -> String {
    if said.is_empty() {
        String::new()
    } else {
        format!("（原文：{said}）")
    }
}
