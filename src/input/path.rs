//! Paths compared by their letters alone.
//!
//! Patterns and the question whether a file was met before need one spelling for each path. Resolving links would give
//! the wrong one: a user excludes the path that he sees.

use std::path::{Component, Path, PathBuf};

/// `path` without `.` and `..`, and absolute if `current_dir` is. Links are not resolved.
#[must_use]
pub fn normalize(current_dir: &Path, path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in current_dir.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                normal.push(component);
            }
        }
    }
    normal
}

/// The way from `root` to `path`, with leading `..` where it lies outside. Both must be normalized; it is empty when they
/// are the same and when `path` is a folder around `root`.
#[must_use]
pub fn relative(root: &Path, path: &Path) -> PathBuf {
    let common = root
        .components()
        .zip(path.components())
        .take_while(|(a, b)| a == b)
        .count();
    let rest: PathBuf = path.components().skip(common).collect();
    if rest.as_os_str().is_empty() {
        return rest;
    }
    let mut relative: PathBuf = root.components().skip(common).map(|_| Component::ParentDir).collect();
    relative.push(rest);
    relative
}

/// The way from `folder` to `path` as a file that others get says it: with slashes on every system, `.` for the folder
/// itself, and upwards to a folder around it. Both are absolute.
#[must_use]
pub fn written_way(folder: &Path, path: &Path) -> String {
    let mut above = folder.components().peekable();
    let mut below = path.components().peekable();
    while let (Some(left), Some(right)) = (above.peek(), below.peek())
        && left == right
    {
        above.next();
        below.next();
    }
    // On another drive there is no way but the full one.
    if matches!(below.peek(), Some(Component::Prefix(_))) {
        return path.display().to_string();
    }
    let parts: Vec<String> = above
        .map(|_| "..".to_owned())
        .chain(below.map(|part| part.as_os_str().to_string_lossy().into_owned()))
        .collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_one_spelling() {
        for path in ["a.md", "./a.md", "x/../a.md", "/院/a.md", "../院/./a.md", "/../院/a.md"] {
            assert_eq!(
                normalize(Path::new("/院"), Path::new(path)),
                Path::new("/院/a.md"),
                "{path}"
            );
        }
    }

    #[test]
    fn the_way_may_lead_outside() {
        let cases = [
            ("/院/a.md", "a.md"),
            ("/b.md", "../b.md"),
            ("/院", ""),
            ("/", ""),
            ("/部/c/d", "../部/c/d"),
        ];
        for (path, expected) in cases {
            assert_eq!(
                relative(Path::new("/院"), Path::new(path)),
                Path::new(expected),
                "{path}"
            );
        }
    }
}
