//! The changed files of a repository as inputs of a check: `--staged`, `--since` and `--changed-lines`.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    args::CheckArguments,
    inputs::{Input, STDIN, Task, named_paths},
    session::{Failure, Session, current_dir},
    warn,
};
use crate::{
    diagnostic::Diagnostic,
    document::Format,
    input::{
        encoding::{DecodeHints, decode},
        git::{
            GitError, Repository,
            changed_lines::ChangedLines,
            changes::{Change, Content, Since, changes},
            objects::{Answer, ObjectId, Objects},
            staged_store::StagedStore,
        },
        ignore_files::IgnoreFiles,
        path::{normalize, relative, written_way},
        read::io_problem,
        store::{Disk, FileStore},
        walk::{Found, Inputs},
    },
    problem::{Problem, ProblemKind},
};

/// What a user is told whose commit would be stopped by findings.
const STAGED_FINDINGS: &str = "暂存的稿件还有问题，先不要提交。请任选一种办法：
  改好稿件，git add 后再提交；
  某一处确实没有错，在它上面单独写一行 <!-- shenjiao: ignore 规则名 -- 理由 -->，git add 后再提交，规则名见方括号里；
  各处都要放行的文字，写进 shenjiao.toml 的 [[allow]]。";

/// What a user is told whose commit would be stopped because something could not be checked.
const STAGED_PROBLEMS: &str =
    "有的文件没有查成，先不要提交。请按上面“无法检查”“有误”各行的提示处理，git add 后再提交。";

/// The changed files, and where what they hold and what governs them is read.
pub(super) struct Changes {
    repository: Repository,
    changes: Vec<Change>,
    objects: Arc<Objects>,
    store: Arc<dyn FileStore>,
    staged: bool,
    changed_lines: bool,
}

impl Changes {
    /// What `arguments` ask for; `None` if it has nothing to do with changes.
    pub(super) fn requested(arguments: &CheckArguments) -> Result<Option<Self>, Failure> {
        let (since, option) = match &arguments.since {
            Some(revision) => (Since::Revision(revision), "--since"),
            None if arguments.staged => (Since::Staged, "--staged"),
            None if arguments.changed_lines => {
                let message = "要说明与什么相比；请同时写 --staged 或 --since";
                return Err(Problem::new("--changed-lines", ProblemKind::Config, message).into());
            }
            None => return Ok(None),
        };
        // Said before anything waits for somebody to type.
        if arguments.paths.iter().any(|path| path == Path::new(STDIN)) {
            return Err(no_stdin().into());
        }
        let problem = |error: GitError| Problem::new(option, ProblemKind::Unreadable, error.to_string());
        let repository = Repository::around(&current_dir()?).map_err(problem)?;
        let objects = Arc::new(Objects::default());
        let store: Arc<dyn FileStore> = if arguments.staged {
            Arc::new(StagedStore::new(repository.clone(), Arc::clone(&objects)))
        } else {
            Arc::new(Disk)
        };
        Ok(Some(Self {
            changes: changes(&repository, since, arguments.changed_lines).map_err(problem)?,
            repository,
            objects,
            store,
            staged: arguments.staged,
            changed_lines: arguments.changed_lines,
        }))
    }

    /// Where the settings are that govern the files.
    pub(super) fn store(&self) -> Arc<dyn FileStore> {
        Arc::clone(&self.store)
    }

    /// Gives each file that would be checked on a walk its rules. Those whose settings cannot be used are left out; the
    /// session tells why.
    pub(super) fn assign(
        mut self,
        session: &mut Session,
        arguments: &CheckArguments,
    ) -> Result<(Vec<Task>, Inputs), Failure> {
        let folder = session.folder().to_owned();
        let mut scope = Scope::new(arguments, &folder)?;
        let mut ignore_files =
            (!arguments.no_ignore).then(|| IgnoreFiles::new(Arc::clone(&self.store), folder.clone()));
        let mut inputs = Inputs::default();
        let mut tasks = Vec::new();
        let (mut links, mut submodules) = (0, 0);
        for Change { path, content } in std::mem::take(&mut self.changes) {
            if !scope.holds(&path) {
                continue;
            }
            let of_tools = |file: &mut IgnoreFiles| self.in_node_modules(&path) || file.leave_out(&path);
            if self.excludes(session, &path) || ignore_files.as_mut().is_some_and(of_tools) {
                inputs.skipped.excluded += 1;
                continue;
            }
            let (new, old) = match content {
                Content::Submodule => {
                    submodules += 1;
                    continue;
                }
                _ if !is_wanted(session, &path) => {
                    inputs.skipped.other_kind += 1;
                    continue;
                }
                Content::Link => {
                    links += 1;
                    continue;
                }
                Content::Unmerged => {
                    let path = relative(&folder, &path).display().to_string();
                    let message = "合并的冲突还没有解决；请改好后 git add 再查";
                    let problem = Problem::new(path, ProblemKind::Unreadable, message);
                    inputs.problems.push(problem);
                    continue;
                }
                Content::File { new, old } => (new, old),
            };
            let shown = relative(&folder, &path);
            if let Some(rules) = session.rules_for(&shown) {
                tasks.push(Task {
                    input: self.input(shown, &path, new),
                    rules,
                    old: self.old_version(old),
                });
            }
        }
        inputs.problems.extend(scope.missing());
        inputs
            .problems
            .extend(ignore_files.into_iter().flat_map(IgnoreFiles::into_problems));
        if !arguments.quiet {
            let left_out: Vec<String> = [(links, "个符号链接"), (submodules, "个子模块")]
                .into_iter()
                .filter(|&(count, _)| count > 0)
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            if !left_out.is_empty() {
                warn(&format!(
                    "没有检查 {}：它们在仓库里只是指向别处的名字",
                    left_out.join("、")
                ));
            }
        }
        Ok((tasks, inputs))
    }

    /// Whether a pattern of the user leaves the file out, or a folder around it. The work tree itself is what was asked
    /// for.
    fn excludes(&self, session: &mut Session, path: &Path) -> bool {
        path.ancestors()
            .take_while(|&part| part != self.repository.top())
            .enumerate()
            .any(|(level, part)| session.patterns_for(part).excludes(part, level > 0))
    }

    /// Whether the file belongs to what a package manager fetched, which a walk does not enter either.
    fn in_node_modules(&self, path: &Path) -> bool {
        path.ancestors()
            .skip(1)
            .take_while(|&folder| folder != self.repository.top())
            .any(|folder| folder.file_name().is_some_and(|name| name == "node_modules"))
    }

    /// The file that is shown as `path` and lies at `place` of the work tree.
    fn input(&self, path: PathBuf, place: &Path, new: Option<ObjectId>) -> Input {
        match new {
            Some(id) if self.staged => Input::Staged {
                name: written_way(self.repository.top(), place),
                path,
                id,
                objects: Arc::clone(&self.objects),
            },
            _ => Input::File(Found { path, named: false }),
        }
    }

    fn old_version(&self, old: Option<ObjectId>) -> Option<OldVersion> {
        let id = old.filter(|_| self.changed_lines)?;
        Some(OldVersion {
            id,
            objects: Arc::clone(&self.objects),
        })
    }
}

/// Whether a file is of a kind that is checked on a walk.
fn is_wanted(session: &mut Session, path: &Path) -> bool {
    let wanted = session.patterns_for(path).includes(path);
    wanted.unwrap_or_else(|| Format::from_path(path).is_some())
}

/// What a file held before: only what differs from it is reported.
pub(super) struct OldVersion {
    id: ObjectId,
    objects: Arc<Objects>,
}

impl OldVersion {
    /// Takes out what touches no line that is new in `text`. If the old version cannot be read as text, every line is.
    pub(super) fn retain_changed(&self, diagnostics: &mut Vec<Diagnostic>, text: &str, hints: &DecodeHints) {
        if diagnostics.is_empty() {
            return;
        }
        let Ok(Answer::Bytes(bytes)) = self.objects.file(&self.id) else {
            return;
        };
        let Ok(old) = decode(bytes, hints) else {
            return;
        };
        let changed = ChangedLines::between(&old.text, text);
        diagnostics.retain(|diagnostic| {
            // What is wrong only together with another place was made wrong by a change of either.
            let related = diagnostic.related.iter().map(|related| related.range);
            std::iter::once(diagnostic.range)
                .chain(related)
                .chain(diagnostic.recurrences.iter().copied())
                .any(|range| changed.touch(range))
        });
    }
}

/// The files and folders that the run is limited to.
struct Scope {
    folder: PathBuf,
    /// What was named, by normalized path, and whether a changed file lies there; `None` if nothing was.
    named: Option<HashMap<PathBuf, Named>>,
}

struct Named {
    path: PathBuf,
    met: bool,
}

impl Scope {
    fn new(arguments: &CheckArguments, folder: &Path) -> Result<Self, Failure> {
        let everything = arguments.paths.is_empty() && arguments.files_from.is_none();
        let named = if everything {
            None
        } else {
            let (paths, stdin) = named_paths(arguments)?;
            if stdin.is_some() {
                return Err(no_stdin().into());
            }
            let named = |path: PathBuf| (normalize(folder, &path), Named { path, met: false });
            Some(paths.into_iter().map(named).collect())
        };
        Ok(Self {
            folder: folder.to_owned(),
            named,
        })
    }

    fn holds(&mut self, path: &Path) -> bool {
        let Some(named) = &mut self.named else {
            return true;
        };
        let mut holds = false;
        for part in path.ancestors() {
            if let Some(named) = named.get_mut(part) {
                named.met = true;
                holds = true;
            }
        }
        holds
    }

    /// The problems with what was named but is neither changed nor there at all.
    fn missing(self) -> Vec<Problem> {
        let unmet = self.named.into_iter().flatten().filter(|(_, named)| !named.met);
        let mut missing: Vec<Problem> = unmet
            .filter_map(|(_, named)| {
                let error = fs::symlink_metadata(self.folder.join(&named.path)).err()?;
                Some(io_problem(named.path.display().to_string(), &error))
            })
            .collect();
        missing.sort();
        missing
    }
}

fn no_stdin() -> Problem {
    let message = "--staged 和 --since 检查的是仓库里的文件，不能同时检查标准输入；请去掉“-”";
    Problem::new(STDIN, ProblemKind::Config, message)
}

/// What to do about a commit that is stopped, for the error stream.
pub(super) fn advice(something_unchecked: bool) -> &'static str {
    if something_unchecked {
        STAGED_PROBLEMS
    } else {
        STAGED_FINDINGS
    }
}
