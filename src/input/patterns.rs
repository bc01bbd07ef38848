//! Which files the user wants and does not want, written as in `.gitignore`.
//!
//! The walker of `ignore` has overrides of its own, but it yields a named file whatever they say. A hook names every
//! file, so the patterns are matched here instead, by path alone and alike for named and walked files.

use std::path::{Component, Path, PathBuf};

use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};

use super::path::relative;

/// Patterns in force for some paths. What several places say all holds: a file is wanted if each that names wanted files
/// wants it, and unwanted if one of them does not want it.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    layers: Vec<Layer>,
}

/// What one place says: a configuration file or the command line.
#[derive(Debug, Clone)]
struct Layer {
    /// The folder that its patterns are relative to.
    root: PathBuf,
    /// `None` when it names no wanted files, which is other than wanting none.
    include: Option<Gitignore>,
    exclude: Gitignore,
}

impl Patterns {
    /// Patterns relative to `root`, which must be absolute and [normalized](super::path::normalize): files to check, and
    /// files and folders to leave out. No pattern in `include` means that it says nothing.
    ///
    /// # Errors
    ///
    /// A message in Chinese that names the pattern which means nothing.
    pub fn new(root: &Path, include: &[String], exclude: &[String]) -> Result<Self, String> {
        if include.is_empty() && exclude.is_empty() {
            return Ok(Self::default());
        }
        let include = if include.is_empty() {
            None
        } else {
            Some(matcher(include)?)
        };
        let exclude = matcher(exclude)?;
        Ok(Self {
            layers: vec![Layer {
                root: root.to_owned(),
                include,
                exclude,
            }],
        })
    }

    /// These patterns and the `other` ones.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            layers: self.layers.iter().chain(&other.layers).cloned().collect(),
        }
    }

    /// Whether a file or folder is to be left out by its own path. As in Git, what lies in such a folder is left out
    /// whatever its path; asking for each folder above is left to the caller, because other patterns may govern those.
    /// `path` must be absolute and normalized.
    #[must_use]
    pub fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        self.layers.iter().any(|layer| {
            let path = relative(&layer.root, path);
            !path.as_os_str().is_empty() && layer.exclude.matched(&path, is_dir).is_ignore()
        })
    }

    /// Whether a file is to be left out by its own path or that of any folder around it, where these patterns govern all
    /// of them. `path` must be absolute and normalized.
    #[must_use]
    pub fn excludes_with_folders(&self, path: &Path) -> bool {
        let parts = path.ancestors().take_while(|part| part.parent().is_some());
        parts.enumerate().any(|(level, part)| self.excludes(part, level > 0))
    }

    /// Whether a file is wanted, by its path or that of a folder above; `None` when nothing says which files are wanted.
    /// `path` must be absolute and normalized.
    #[must_use]
    pub fn includes(&self, path: &Path) -> Option<bool> {
        let mut wanted = self
            .layers
            .iter()
            .filter_map(|layer| Some(wants(layer.include.as_ref()?, &relative(&layer.root, path))))
            .peekable();
        wanted.peek()?;
        Some(wanted.all(|wanted| wanted))
    }
}

/// Whether the deepest part of `path` that a pattern matches is wanted.
fn wants(include: &Gitignore, path: &Path) -> bool {
    for (level, part) in path.ancestors().enumerate() {
        // What is left consists of the way out of the root.
        if !matches!(part.components().next_back(), Some(Component::Normal(_))) {
            break;
        }
        match include.matched(part, level > 0) {
            Match::None => {}
            Match::Ignore(_) => return true,
            Match::Whitelist(_) => return false,
        }
    }
    false
}

fn matcher(patterns: &[String]) -> Result<Gitignore, String> {
    // Paths are made relative before they are matched; with this root the matcher leaves them alone.
    let mut builder = GitignoreBuilder::new(".");
    for pattern in patterns {
        let says_nothing = pattern.starts_with('#') || pattern.trim_matches(['!', '/', ' ']).is_empty();
        // Shells complete to `./drafts/`, which means nothing in a `.gitignore`.
        let anchored = pattern.strip_prefix("./").map(|rest| format!("/{rest}"));
        let line = anchored.as_deref().unwrap_or(pattern);
        if says_nothing || builder.add_line(None, line).is_err() {
            return Err(meaningless(pattern));
        }
    }
    builder.build().map_err(|_| meaningless(&patterns.join(" ")))
}

/// What is said of a pattern that cannot be used.
pub(super) fn meaningless(pattern: &str) -> String {
    format!("路径模式“{pattern}”没有意义；写法与 .gitignore 相同，例如 drafts/ 或 *.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(root: &str, include: &[&str], exclude: &[&str]) -> Patterns {
        let owned = |patterns: &[&str]| patterns.iter().map(ToString::to_string).collect::<Vec<_>>();
        Patterns::new(Path::new(root), &owned(include), &owned(exclude)).unwrap()
    }

    #[test]
    fn excludes_are_written_as_in_gitignore() {
        let excluded = patterns(
            "/院",
            &[],
            &[
                "drafts/",
                "*.bak.md",
                "/根.md",
                "a/b",
                "!留.bak.md",
                "./c.md",
                "../旧.md",
            ],
        );
        let cases = [
            ("/院/drafts", true, true),
            ("/院/x/drafts", true, true),
            ("/院/drafts", false, false),
            ("/院/x/1.bak.md", false, true),
            ("/院/x/留.bak.md", false, false),
            ("/院/根.md", false, true),
            ("/院/x/根.md", false, false),
            ("/院/a/b", true, true),
            ("/院/x/a/b", true, false),
            ("/院/c.md", false, true),
            ("/院/x/c.md", false, false),
            // Outside the root only patterns without an anchor hold, and those that lead there.
            ("/部/1.bak.md", false, true),
            ("/旧.md", false, true),
            ("/部/旧.md", false, false),
            ("/根.md", false, false),
            ("/院", true, false),
            ("/", true, false),
        ];
        for (path, is_dir, expected) in cases {
            assert_eq!(excluded.excludes(Path::new(path), is_dir), expected, "{path}");
        }
    }

    #[test]
    fn includes_hold_for_files_in_folders() {
        let wanted = patterns("/院", &["content/", "*.wxml", "!README.wxml"], &[]);
        let cases = [
            ("/院/content/x/1.bin", true),
            ("/院/content", false),
            ("/院/x/1.wxml", true),
            ("/院/x/README.wxml", false),
            ("/院/x/1.md", false),
            ("/部/content/1.wxml", true),
        ];
        for (path, expected) in cases {
            assert_eq!(wanted.includes(Path::new(path)), Some(expected), "{path}");
        }
        assert_eq!(patterns("/院", &[], &["x"]).includes(Path::new("/院/1.md")), None);
    }

    #[test]
    fn what_two_places_say_both_holds() {
        let both = patterns("/院", &["*.md"], &["old/"]).and(&patterns("/院/网", &["/news/"], &["draft.md"]));
        let path = |path| Path::new(path);
        assert_eq!(both.includes(path("/院/网/news/1.md")), Some(true));
        assert_eq!(both.includes(path("/院/网/news/1.txt")), Some(false));
        assert_eq!(both.includes(path("/院/网/1.md")), Some(false));
        assert!(both.excludes(path("/院/old"), true));
        assert!(both.excludes(path("/院/网/draft.md"), false));
    }

    #[test]
    fn a_pattern_that_means_nothing_is_named() {
        for pattern in ["a{b", "[z-a]", "", "# 注", "!", "/"] {
            let error = Patterns::new(Path::new("/院"), &[], &[pattern.to_owned()]).unwrap_err();
            assert!(error.contains(&format!("“{pattern}”")), "{error}");
        }
    }
}
