//! Which configuration file governs a path, and reading it with the files that it extends.
//!
//! Paths are lexical: `..` is resolved by name and links are not followed, so that the file that governs a path can
//! be told from the path as the user sees it. What the files mean is left to `choices`.

use std::{
    collections::HashMap,
    fs, io, mem,
    path::{Path, PathBuf},
};

use super::options::{self, Options};
use crate::{
    input::{path::normalize, store::FileStore},
    problem::{Problem, ProblemKind},
    toml_message::TomlText,
};

/// The name of a configuration file.
pub const FILE_NAME: &str = "shenjiao.toml";

/// How an absolute path is called in messages: relative to `folder` where it lies below it, else in full.
#[must_use]
pub fn name(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

/// The nearest configuration file of each folder asked about so far.
#[derive(Debug, Default)]
pub struct Nearest {
    folders: HashMap<PathBuf, Option<PathBuf>>,
}

impl Nearest {
    /// The configuration file in `folder`, an absolute path, or in the nearest folder above that has one.
    pub fn of(&mut self, folder: &Path, store: &dyn FileStore) -> Option<PathBuf> {
        let mut passed = Vec::new();
        let mut nearest = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.folders.get(folder) {
                nearest.clone_from(known);
                break;
            }
            passed.push(folder.to_owned());
            let candidate = folder.join(FILE_NAME);
            if store.exists(&candidate) {
                nearest = Some(candidate);
                break;
            }
        }
        self.folders
            .extend(passed.into_iter().map(|folder| (folder, nearest.clone())));
        nearest
    }
}

/// A configuration file that has been read.
#[derive(Debug)]
pub struct ConfigFile {
    /// The folder that its paths and patterns are relative to; absolute.
    pub folder: PathBuf,
    /// Its text and its name for people.
    pub source: TomlText,
    /// What it says.
    pub options: Options,
    /// The same for every path that leads to the same file.
    identity: PathBuf,
}

impl ConfigFile {
    fn read(path: &Path, name: &str, store: &dyn FileStore) -> Result<Result<Self, Problem>, Unread> {
        let text = read_text(path, store)?;
        let source = TomlText::new(name, ProblemKind::Config, text);
        Ok(options::parse(&source).map(|options| Self {
            folder: path.parent().unwrap_or(path).to_owned(),
            source,
            options,
            identity: fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
        }))
    }
}

/// Reads the configuration file at `path`, called `file_name`, and those that it extends, named as seen from
/// `folder`. The last is the file itself; each one before it is what the next one starts from.
///
/// # Errors
///
/// A file of the chain that is not there, cannot be read or is malformed, and a chain that comes back to itself.
pub fn read_chain(
    path: &Path,
    file_name: &str,
    folder: &Path,
    store: &dyn FileStore,
) -> Result<Vec<ConfigFile>, Problem> {
    let mut file = ConfigFile::read(path, file_name, store)
        .map_err(|unread| Problem::new(file_name, unread.kind, format!("配置文件{}", unread.message)))??;
    let mut chain = Vec::new();
    while let Some(extend) = &file.options.extend {
        let written = extend.get_ref();
        let problem = |message| file.source.problem(extend.span().start, message);
        let target = normalize(&file.folder, Path::new(written));
        let base = ConfigFile::read(&target, &name(folder, &target), store)
            .map_err(|unread| problem(format!("extend 指向的文件「{written}」{}", unread.message)))??;
        if chain
            .iter()
            .chain([&file])
            .any(|earlier: &ConfigFile| earlier.identity == base.identity)
        {
            return Err(problem(format!(
                "extend 绕回了已经读过的「{}」，请删去这一行",
                base.source.name()
            )));
        }
        chain.push(mem::replace(&mut file, base));
    }
    chain.push(file);
    chain.reverse();
    Ok(chain)
}

/// Why a file has not been read.
#[derive(Debug)]
pub struct Unread {
    /// The sort of problem.
    pub kind: ProblemKind,
    /// What is the matter and the remedy, to follow the name of the file.
    pub message: String,
}

/// Why the bytes of a file could not be read.
pub(super) fn unread_bytes(error: &io::Error) -> Unread {
    let unread = |kind, message: String| Unread { kind, message };
    match error.kind() {
        io::ErrorKind::NotFound => unread(ProblemKind::NotFound, "不存在，请检查路径".into()),
        io::ErrorKind::IsADirectory => unread(ProblemKind::Unreadable, "是文件夹，请写出其中的文件".into()),
        _ => unread(
            ProblemKind::Unreadable,
            format!("无法读取，请检查权限（原文：{error}）"),
        ),
    }
}

/// The text of a TOML file, without a byte order mark.
pub(super) fn read_text(path: &Path, store: &dyn FileStore) -> Result<String, Unread> {
    let bytes = store.read(path).map_err(|error| unread_bytes(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| Unread {
        kind: ProblemKind::Encoding,
        message: "不是 UTF-8 编码，请用编辑器另存为 UTF-8".to_owned(),
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::store::Disk;

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn the_nearest_file_upwards_governs() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), FILE_NAME, "");
        write(root.path(), "a/b/shenjiao.toml", "");
        fs::create_dir_all(root.path().join("a/c/shenjiao.toml")).unwrap();
        let mut nearest = Nearest::default();
        for (folder, file) in [
            ("", FILE_NAME),
            ("a/b/深/处", "a/b/shenjiao.toml"),
            ("a/b", "a/b/shenjiao.toml"),
            ("a/c", FILE_NAME),
            ("a", FILE_NAME),
            ("没有/的/文件夹", FILE_NAME),
        ] {
            // Asked twice: once looked up, once remembered.
            for _ in 0..2 {
                assert_eq!(
                    nearest.of(&root.path().join(folder), &Disk),
                    Some(root.path().join(file)),
                    "{folder}"
                );
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_broken_link_is_not_passed_over() {
        let root = tempfile::tempdir().unwrap();
        let link = root.path().join(FILE_NAME);
        std::os::unix::fs::symlink("别处.toml", &link).unwrap();
        assert_eq!(Nearest::default().of(root.path(), &Disk), Some(link.clone()));
        let problem = read_chain(&link, FILE_NAME, root.path(), &Disk).unwrap_err();
        assert_eq!(problem.to_string(), "shenjiao.toml：配置文件不存在，请检查路径");
    }

    #[test]
    fn a_chain_begins_with_what_the_others_extend() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "总.toml", "\u{feff}ignore = []");
        write(root.path(), "a/中.toml", "extend = '../总.toml'");
        write(root.path(), "a/b/shenjiao.toml", "extend = '../中.toml'");
        let chain = read_chain(&root.path().join("a/b/shenjiao.toml"), "起点", root.path(), &Disk).unwrap();
        let names: Vec<_> = chain.iter().map(|file| file.source.name()).collect();
        assert_eq!(names, ["总.toml", "a/中.toml", "起点"]);
        assert_eq!(chain[0].folder, root.path());
    }

    #[test]
    fn what_cannot_be_read_names_the_line_that_led_there() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "gone.toml", "ignore = []\nextend = '没有.toml'");
        write(root.path(), "folder.toml", "extend = '.'");
        write(root.path(), "a.toml", "extend = 'sub/b.toml'");
        write(root.path(), "sub/b.toml", "\nextend = '../a.toml'");
        write(root.path(), "self.toml", "extend = 'self.toml'");
        write(root.path(), "bad.toml", "extend = 'worse.toml'");
        write(root.path(), "worse.toml", "selct = []");
        fs::write(root.path().join("gbk.toml"), b"# \xb2\xbf\xca\xf0").unwrap();
        for (file, message) in [
            (
                "gone.toml",
                "gone.toml:2:10：extend 指向的文件「没有.toml」不存在，请检查路径",
            ),
            (
                "folder.toml",
                "folder.toml:1:10：extend 指向的文件「.」是文件夹，请写出其中的文件",
            ),
            (
                "a.toml",
                "sub/b.toml:2:10：extend 绕回了已经读过的「a.toml」，请删去这一行",
            ),
            (
                "self.toml",
                "self.toml:1:10：extend 绕回了已经读过的「self.toml」，请删去这一行",
            ),
            ("bad.toml", "worse.toml:1:1：没有「selct」这一项，是不是「select」？"),
            ("gbk.toml", "gbk.toml：配置文件不是 UTF-8 编码，请用编辑器另存为 UTF-8"),
            ("没有.toml", "没有.toml：配置文件不存在，请检查路径"),
        ] {
            let problem = read_chain(&root.path().join(file), file, root.path(), &Disk).unwrap_err();
            assert_eq!(problem.to_string(), message, "{file}");
        }
    }
}
