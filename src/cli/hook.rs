//! `shenjiao hook`: lets Git check what is staged before each commit.
//!
//! A hook of someone else is never touched: whoever wrote it is told which line to add. What is ours is known by its
//! whole text, so that a script that someone changed counts as his.

use std::{
    env,
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    args::HookCommand,
    session::{Failure, Status, current_dir},
};
use crate::{
    input::{
        git::{
            GitError, Repository,
            hooks::{HooksFolder, HooksPlace},
        },
        path::relative,
        read::io_problem,
    },
    problem::{Problem, ProblemKind},
};

/// The hook, with nothing after [`FALLBACK`].
const SCRIPT: &str = include_str!("pre_commit.sh");

/// The beginning of the line that says where the program was when the hook was installed. Programs with windows often
/// start Git without the search path of the terminal.
const FALLBACK: &str = "fallback=";

/// What a script of someone else has to run.
const COMMAND: &str = "shenjiao check --staged";

pub(super) fn run(command: &HookCommand, out: &mut dyn Write) -> Result<Status, Failure> {
    let hook = Hook::find()?;
    match command {
        HookCommand::Install => hook.install(out),
        HookCommand::Uninstall => hook.uninstall(out),
        HookCommand::Status => hook.status(out),
    }
}

/// The place of the hook that Git runs before a commit.
struct Hook {
    folder: HooksFolder,
    file: PathBuf,
    /// The work tree; absolute.
    top: PathBuf,
    current_dir: PathBuf,
    content: Content,
}

/// What is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Nothing,
    /// Our own script.
    Ours,
    /// Something of someone else.
    Foreign(Manager),
}

/// What a hook of someone else belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manager {
    Husky,
    Lefthook,
    PreCommit,
    /// None that is known.
    Hand,
}

impl Hook {
    fn find() -> Result<Self, Failure> {
        let problem = |error: GitError| Problem::new(".", ProblemKind::Unreadable, error.to_string());
        let current_dir = current_dir()?;
        let repository = Repository::around(&current_dir).map_err(problem)?;
        let folder = HooksFolder::of(&repository, &current_dir).map_err(problem)?;
        let file = folder.path.join("pre-commit");
        let content = match fs::read(&file) {
            Ok(bytes) => content(&folder, &String::from_utf8_lossy(&bytes)),
            // A link that leads nowhere is there, and someone made it.
            Err(error) if is_missing(&error) && fs::symlink_metadata(&file).is_err() => match manager(&folder, "") {
                Manager::Hand => Content::Nothing,
                manager => Content::Foreign(manager),
            },
            Err(error) if is_missing(&error) => Content::Foreign(Manager::Hand),
            Err(error) => return Err(io_problem(file.display().to_string(), &error).into()),
        };
        Ok(Self {
            folder,
            file,
            top: repository.top().to_owned(),
            current_dir,
            content,
        })
    }

    fn install(&self, out: &mut dyn Write) -> Result<Status, Failure> {
        let name = self.name(&self.file);
        match self.content {
            Content::Nothing if self.folder.place == HooksPlace::Elsewhere => return Err(self.elsewhere().into()),
            Content::Nothing => {
                self.write(false)?;
                writeln!(out, "已写入 {name}；以后每次 git commit 都先检查暂存的稿件")?;
            }
            Content::Ours => {
                self.write(true)?;
                writeln!(out, "{name} 已经装好")?;
            }
            Content::Foreign(manager) => match self.caller(manager) {
                Some(caller) => writeln!(out, "{} 里已经在用 shenjiao，没有改动", self.name(&caller))?,
                None => return Err(self.foreign(manager).into()),
            },
        }
        Ok(Status::Success)
    }

    fn uninstall(&self, out: &mut dyn Write) -> Result<Status, Failure> {
        let name = self.name(&self.file);
        match self.content {
            Content::Ours => {
                fs::remove_file(&self.file).map_err(|error| io_problem(name.clone(), &error))?;
                writeln!(out, "已删除 {name}")?;
            }
            Content::Foreign(manager) => {
                if let Some(caller) = self.caller(manager) {
                    let message = "这不是 shenjiao hook install 写的，没有改动；请自行删去其中调用 shenjiao 的行";
                    return Err(Problem::new(self.name(&caller), ProblemKind::Config, message).into());
                }
                writeln!(out, "没有装过，不必卸载")?;
            }
            Content::Nothing => writeln!(out, "没有装过，不必卸载")?,
        }
        Ok(Status::Success)
    }

    fn status(&self, out: &mut dyn Write) -> Result<Status, Failure> {
        let name = self.name(&self.file);
        let caller = match self.content {
            Content::Ours if is_executable(&self.file) => {
                writeln!(out, "已经装好：{name}")?;
                return Ok(Status::Success);
            }
            Content::Ours => {
                writeln!(
                    out,
                    "{name} 没有执行权限，git 不会运行它；请重新运行 shenjiao hook install"
                )?;
                return Ok(Status::Findings);
            }
            Content::Foreign(manager) => self.caller(manager),
            Content::Nothing => None,
        };
        match caller {
            Some(caller) => {
                writeln!(out, "已经在用：{}", self.name(&caller))?;
                Ok(Status::Success)
            }
            None => {
                writeln!(out, "没有装；请运行 shenjiao hook install")?;
                Ok(Status::Findings)
            }
        }
    }

    /// Writes our script, anew if it is there.
    fn write(&self, again: bool) -> Result<(), Failure> {
        let written = || -> io::Result<()> {
            fs::create_dir_all(&self.folder.path)?;
            let mut options = OpenOptions::new();
            if again {
                options.write(true).truncate(true);
            } else {
                options.write(true).create_new(true);
            }
            options.open(&self.file)?.write_all(self.script().as_bytes())?;
            make_executable(&self.file)
        };
        written().map_err(|error| {
            let message = format!("无法写入（{error}）；请检查这个文件夹的权限");
            Problem::new(self.name(&self.file), ProblemKind::Config, message).into()
        })
    }

    fn script(&self) -> String {
        let program = env::current_exe().ok();
        // Where others get the script, a path of this machine is of no use.
        let program = program.filter(|_| self.folder.place == HooksPlace::Clone);
        let Some(program) = program.as_deref().and_then(Path::to_str) else {
            return SCRIPT.to_owned();
        };
        // The shell that comes with Git for Windows takes such paths with slashes.
        let program = if cfg!(windows) {
            program.replace('\\', "/")
        } else {
            program.to_owned()
        };
        let quoted = format!("{FALLBACK}'{}'", program.replace('\'', r"'\''"));
        let lines = SCRIPT
            .lines()
            .map(|line| if line == FALLBACK { quoted.as_str() } else { line });
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// The file of someone else that runs our program already.
    fn caller(&self, manager: Manager) -> Option<PathBuf> {
        let files = match manager {
            Manager::Husky => vec![self.husky_file()],
            Manager::Lefthook => ["lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml"]
                .map(|name| self.top.join(name))
                .to_vec(),
            Manager::PreCommit => vec![self.top.join(".pre-commit-config.yaml")],
            Manager::Hand => Vec::new(),
        };
        files
            .into_iter()
            .chain([self.file.clone()])
            .find(|file| fs::read(file).is_ok_and(|bytes| memchr::memmem::find(&bytes, b"shenjiao").is_some()))
    }

    /// The script that the user of husky writes; those that husky writes call it.
    fn husky_file(&self) -> PathBuf {
        let folder = &self.folder.path;
        let folder = if folder.ends_with("_") { folder.parent() } else { None }.unwrap_or(&self.folder.path);
        folder.join("pre-commit")
    }

    fn foreign(&self, manager: Manager) -> Problem {
        let message = match manager {
            Manager::Husky => format!(
                "这个仓库用 husky，没有改动；请在 {} 里加一行：{COMMAND}",
                self.name(&self.husky_file())
            ),
            Manager::Lefthook => format!(
                "这个仓库用 lefthook，没有改动；请在 lefthook.yml 的 pre-commit 下的 commands 里加上 shenjiao，run 写 {COMMAND}"
            ),
            Manager::PreCommit => {
                "这个仓库用 pre-commit，没有改动；请在 .pre-commit-config.yaml 里加上 shenjiao，写法见 README"
                    .to_owned()
            }
            Manager::Hand => format!("这里已有别的钩子，没有改动；请在它第一行 #! 的后面加一行：{COMMAND} || exit $?"),
        };
        Problem::new(self.name(&self.file), ProblemKind::Config, message)
    }

    fn elsewhere(&self) -> Problem {
        let message = format!(
            "core.hooksPath 指向仓库以外，别的仓库也可能用到，没有写入；请自行在其中的 pre-commit 里加一行：{COMMAND} || exit $?，\
             或用 git config core.hooksPath .githooks 让本仓库用自己的钩子后再装"
        );
        Problem::new(self.name(&self.folder.path), ProblemKind::Config, message)
    }

    /// How a path is called in messages.
    fn name(&self, path: &Path) -> String {
        let path = if path.starts_with(&self.top) {
            relative(&self.current_dir, path)
        } else {
            path.to_owned()
        };
        path.display().to_string()
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn content(folder: &HooksFolder, text: &str) -> Content {
    let others = |text: &'static str| text.lines().filter(|line| !line.starts_with(FALLBACK));
    let ours = text
        .lines()
        .filter(|line| !line.starts_with(FALLBACK))
        .eq(others(SCRIPT));
    if ours {
        Content::Ours
    } else {
        Content::Foreign(manager(folder, text))
    }
}

/// Who looks after the hooks in `folder`, given the text of the one in question.
fn manager(folder: &HooksFolder, text: &str) -> Manager {
    if folder.path.ends_with(".husky/_") || text.contains("husky") {
        Manager::Husky
    } else if text.contains("lefthook") {
        Manager::Lefthook
    } else if text.contains("pre-commit.com") {
        Manager::PreCommit
    } else {
        Manager::Hand
    }
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|metadata| metadata.permissions().mode() & 0o111 != 0)
}

/// Git for Windows runs a hook by its first line.
#[cfg(not(unix))]
fn is_executable(_file: &Path) -> bool {
    true
}

#[cfg(unix)]
fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_file: &Path) -> io::Result<()> {
    Ok(())
}
