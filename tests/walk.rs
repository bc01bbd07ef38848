//! Which files a run finds.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use shenjiao::{
    input::{
        patterns::Patterns,
        walk::{Inputs, PatternsFor, WalkOptions, find, parse_list},
    },
    problem::ProblemKind,
};

/// A folder with files in it, each holding its own name.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[&str]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for file in files {
            folder.write(file, file);
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, file: &str, content: &str) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Patterns relative to this folder.
    fn patterns(&self, include: &[&str], exclude: &[&str]) -> Arc<Patterns> {
        let owned = |patterns: &[&str]| patterns.iter().map(ToString::to_string).collect::<Vec<_>>();
        Arc::new(Patterns::new(self.path(), &owned(include), &owned(exclude)).unwrap())
    }

    fn find(&self, paths: &[&str]) -> Inputs {
        self.find_with(paths, self.patterns(&[], &[]))
    }

    fn find_with(&self, paths: &[&str], patterns: Arc<Patterns>) -> Inputs {
        self.find_governed(paths, Arc::new(move |_| patterns.clone()), true)
    }

    fn find_governed(&self, paths: &[&str], patterns: PatternsFor, respect_ignore: bool) -> Inputs {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let options = WalkOptions {
            current_dir: self.path().to_owned(),
            respect_ignore,
            patterns,
        };
        find(&paths, &options)
    }
}

fn names(inputs: &Inputs) -> Vec<String> {
    let name = |path: &Path| path.to_str().unwrap().replace('\\', "/");
    inputs.files.iter().map(|found| name(&found.path)).collect()
}

fn problems(inputs: &Inputs) -> Vec<(&str, ProblemKind)> {
    inputs
        .problems
        .iter()
        .map(|problem| (problem.path.as_str(), problem.kind))
        .collect()
}

#[test]
fn a_folder_gives_its_texts_sorted_and_as_the_user_wrote_it() {
    let folder = Folder::new(&[
        "b.md",
        "a/2.txt",
        "a/1.html",
        "a.md",
        "图.png",
        ".隐藏/1.md",
        "data.csv",
    ]);
    let all = [".隐藏/1.md", "a/1.html", "a/2.txt", "a.md", "b.md"];
    let inputs = folder.find(&["."]);
    assert_eq!(names(&inputs), all);
    assert_eq!(inputs.skipped.other_kind, 2);
    assert!(inputs.files.iter().all(|found| !found.named));
    assert_eq!(names(&folder.find(&["./"])), all);
    assert_eq!(names(&folder.find(&["a"])), ["a/1.html", "a/2.txt"]);
    assert_eq!(names(&folder.find(&["./a/"])), ["./a/1.html", "./a/2.txt"]);
    assert_eq!(names(&folder.find(&["a/../a"])), ["a/../a/1.html", "a/../a/2.txt"]);
    let absolute = folder.path().join("a");
    let inputs = folder.find(&[absolute.to_str().unwrap()]);
    assert_eq!(inputs.files[0].path, absolute.join("1.html"));
}

#[test]
fn a_named_file_is_taken_whatever_its_kind() {
    let folder = Folder::new(&["data.csv", "a.md"]);
    folder.write(".shenjiaoignore", "a.md");
    let inputs = folder.find(&["data.csv", "a.md"]);
    assert_eq!(names(&inputs), ["data.csv", "a.md"]);
    assert!(inputs.files.iter().all(|found| found.named));
}

#[test]
fn a_file_met_twice_is_checked_once_in_its_first_place() {
    let folder = Folder::new(&["x/a.md", "x/b.md", "x/c.csv"]);
    let inputs = folder.find(&["x/b.md", "x", "./x/../x/a.md", "x/b.md", "x/c.csv"]);
    assert_eq!(names(&inputs), ["x/b.md", "x/a.md", "x/c.csv"]);
    // Naming it counts even when it was walked before.
    assert!(inputs.files.iter().all(|found| found.named));
    assert_eq!(inputs.skipped.other_kind, 0);
    let inputs = folder.find(&["没有.md", "没有.md"]);
    assert_eq!(inputs.problems.len(), 1);
}

#[test]
fn ignore_files_hold_for_walked_files() {
    let folder = Folder::new(&["a.md", "b.md", "c.md", "node_modules/x/1.md", ".svn/1.md", "out/1.md"]);
    folder.write(".shenjiaoignore", "/b.md\n");
    folder.write(".gitignore", "/c.md\nout/\n");
    folder.write(".ignore", "a.md\n");
    // Git's ignore files hold in an unpacked site as in a repository.
    assert_eq!(names(&folder.find(&["."])), ["a.md"]);
    fs::create_dir(folder.path().join(".git")).unwrap();
    folder.write(".git/1.md", "");
    assert_eq!(names(&folder.find(&["."])), ["a.md"]);
    let everything = folder.find_governed(&["."], Arc::new(|_| Arc::default()), false);
    assert_eq!(
        names(&everything),
        ["a.md", "b.md", "c.md", "node_modules/x/1.md", "out/1.md"]
    );
}

#[test]
fn a_bad_line_in_our_ignore_file_is_a_problem() {
    let folder = Folder::new(&["x/a.md", "x/b.md"]);
    folder.write("x/.shenjiaoignore", "b.md\na{b\n");
    let inputs = folder.find(&["."]);
    assert_eq!(names(&inputs), ["x/a.md"]);
    assert_eq!(problems(&inputs), [("x/.shenjiaoignore:2", ProblemKind::Config)]);
    assert!(inputs.problems[0].message.contains("“a{b”"));
}

#[test]
fn patterns_hold_for_named_files_too() {
    let folder = Folder::new(&["a.md", "drafts/1.md", "drafts/x/2.md", "c.txt"]);
    let excluded = folder.patterns(&[], &["drafts/"]);
    let inputs = folder.find_with(
        &["a.md", "drafts/x/2.md", "./drafts/1.md", "drafts/1.md"],
        excluded.clone(),
    );
    assert_eq!(names(&inputs), ["a.md"]);
    assert_eq!(inputs.skipped.excluded, 2);
    assert_eq!(names(&folder.find_with(&["."], excluded.clone())), ["a.md", "c.txt"]);
    // A folder named in spite of its exclusion, and one inside it.
    for named in ["drafts", "drafts/x", "drafts/../drafts"] {
        let inputs = folder.find_with(&[named], excluded.clone());
        assert_eq!((inputs.files.len(), inputs.skipped.excluded), (0, 1), "{named}");
    }
    let included = folder.patterns(&["*.md"], &[]);
    let inputs = folder.find_with(&["a.md", "c.txt"], included);
    assert_eq!((names(&inputs), inputs.skipped.excluded), (vec!["a.md".to_owned()], 1));
}

#[test]
fn includes_replace_the_list_of_known_kinds() {
    let folder = Folder::new(&["a.md", "b.wxml", "x/c.dat", "x/d.md"]);
    let inputs = folder.find_with(&["."], folder.patterns(&["*.wxml", "/x/"], &["d.md"]));
    assert_eq!(names(&inputs), ["b.wxml", "x/c.dat"]);
}

#[test]
fn paths_outside_the_root_of_the_patterns_are_no_trouble() {
    let folder = Folder::new(&["in/a.md", "out/b.md", "out/c.tmp.md"]);
    let root = folder.path().join("in");
    let patterns = Arc::new(Patterns::new(&root, &[], &["*.tmp.md".to_owned(), "/out".to_owned()]).unwrap());
    let inputs = folder.find_with(&["out", "in/../out/c.tmp.md", "in"], patterns);
    assert_eq!(names(&inputs), ["out/b.md", "in/a.md"]);
    assert_eq!(inputs.skipped.excluded, 1);
}

#[test]
fn each_folder_may_have_patterns_of_its_own() {
    let folder = Folder::new(&["a.md", "x.md", "sub/a.md", "sub/x.md"]);
    let top = folder.patterns(&[], &["/a.md"]);
    let sub_root = folder.path().join("sub");
    let sub = Arc::new(Patterns::new(&sub_root, &[], &["x.md".to_owned()]).unwrap());
    let governs: PatternsFor = Arc::new(move |path| {
        if path.parent() == Some(&*sub_root) {
            sub.clone()
        } else {
            top.clone()
        }
    });
    let expected = ["sub/a.md", "x.md"];
    assert_eq!(names(&folder.find_governed(&["."], governs.clone(), true)), expected);
    assert_eq!(names(&folder.find_governed(&["."], governs.clone(), false)), expected);
    let named = folder.find_governed(&["sub/a.md", "x.md", "a.md", "sub/x.md"], governs, true);
    assert_eq!(names(&named), expected);
}

#[test]
fn a_path_that_leads_nowhere_is_a_problem() {
    let folder = Folder::new(&["a.md"]);
    let inputs = folder.find(&["没有.md", "a.md/b.md", "", "a.md"]);
    assert_eq!(names(&inputs), ["a.md"]);
    let expected = ["没有.md", "a.md/b.md", ""].map(|path| (path, ProblemKind::NotFound));
    assert_eq!(problems(&inputs), expected);
    assert_eq!(inputs.problems[0].message, "找不到这个文件或文件夹；请核对路径");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_survived() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new(&["real/a.md"]);
    let link = |target: &str, name: &str| symlink(target, folder.path().join(name)).unwrap();
    link("..", "real/up");
    link("real", "linked");
    link("real/a.md", "file.md");
    link("没有", "dead.md");
    link("没有", "dead.png");
    link("没有", ".#a.md");
    link("没有", "ignored.md");
    link("self.md", "self.md");
    folder.write(".shenjiaoignore", "ignored.md");
    for respect_ignore in [true, false] {
        let patterns = folder.patterns(&[], &["self.md"]);
        let inputs = folder.find_governed(&["."], Arc::new(move |_| patterns.clone()), respect_ignore);
        assert_eq!(names(&inputs), ["file.md", "linked/a.md", "real/a.md"]);
        let mut dead = vec![("dead.md", ProblemKind::NotFound)];
        if !respect_ignore {
            dead.push(("ignored.md", ProblemKind::NotFound));
        }
        assert_eq!(problems(&inputs), dead);
    }
    let inputs = folder.find(&["dead.png", "self.md"]);
    assert_eq!(inputs.problems.len(), 2);
    assert!(inputs.problems[0].message.contains("链接"), "{:?}", inputs.problems);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_entered_is_a_problem() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new(&["a.md", "shut/b.md"]);
    let shut = folder.path().join("shut");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is shut to the superuser.
    if fs::read_dir(&shut).is_err() {
        for respect_ignore in [true, false] {
            let inputs = folder.find_governed(&["."], Arc::new(|_| Arc::default()), respect_ignore);
            assert_eq!(names(&inputs), ["a.md"]);
            assert_eq!(problems(&inputs), [("shut", ProblemKind::Unreadable)]);
            let excluded = folder.patterns(&[], &["shut/"]);
            let inputs = folder.find_governed(&["."], Arc::new(move |_| excluded.clone()), respect_ignore);
            assert_eq!(problems(&inputs), []);
        }
        assert_eq!(problems(&folder.find(&["shut"])), [("shut", ProblemKind::Unreadable)]);
        assert_eq!(
            problems(&folder.find(&["shut/b.md"])),
            [("shut/b.md", ProblemKind::Unreadable)]
        );
    }
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_opened() {
    use std::os::unix::net::UnixListener;

    let folder = Folder::new(&["a.md"]);
    let _socket = UnixListener::bind(folder.path().join("s.md")).unwrap();
    let inputs = folder.find(&["."]);
    assert_eq!((names(&inputs), problems(&inputs)), (vec!["a.md".to_owned()], vec![]));
    let inputs = folder.find(&["s.md"]);
    assert_eq!(problems(&inputs), [("s.md", ProblemKind::Unreadable)]);
}

#[test]
fn a_list_of_files_is_separated_by_nul_or_lines() {
    let cases: &[(&[u8], &[&str])] = &[
        (
            "a.md\n通知 1.md\r\n\r\n\nb.md".as_bytes(),
            &["a.md", "通知 1.md", "b.md"],
        ),
        (b"a\nb.md\0c.md\0", &["a\nb.md", "c.md"]),
        (b"", &[]),
    ];
    for &(bytes, expected) in cases {
        assert_eq!(
            parse_list(bytes),
            expected.iter().map(PathBuf::from).collect::<Vec<_>>()
        );
    }
}

#[cfg(unix)]
#[test]
fn a_list_keeps_names_that_are_not_utf8() {
    use std::os::unix::ffi::OsStrExt;

    assert_eq!(
        parse_list(b"\xCD\xA8\xD6\xAA.md\n")[0].as_os_str().as_bytes(),
        b"\xCD\xA8\xD6\xAA.md"
    );
}
