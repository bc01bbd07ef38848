//! What `shenjiao fix` does to files: what it edits and what never, and that a file is never half written.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

fn fix(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
    command.arg("fix").args(arguments).current_dir(folder).output().unwrap()
}

/// The file of that name and bytes after it was fixed.
fn fixed(name: &str, bytes: &[u8], arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let output = fix(folder.path(), &[arguments, &[name]].concat());
    assert!(output.stderr.is_empty(), "{output:?}");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left behind"
    );
    fs::read(&path).unwrap()
}

#[test]
fn only_the_wrong_characters_change() {
    for (name, source, expected) in [
        ("a.txt", "要认真布署。\r\n", "要认真部署。\r\n"),
        ("a.md", "扫黑**险恶**斗争", "扫黑**除恶**斗争"),
        (
            "a.md",
            "[扫黑险恶](a.html \"扫黑险恶\")",
            "[扫黑除恶](a.html \"扫黑除恶\")",
        ),
        (
            "a.md",
            "---\ntitle: \"扫黑险恶\" # 布署\n---\n`布署`\n",
            "---\ntitle: \"扫黑除恶\" # 布署\n---\n`布署`\n",
        ),
        (
            "a.md",
            "<!-- shenjiao: ignore typo -- 引用 -->\n布署\n\n布署\n",
            "<!-- shenjiao: ignore typo -- 引用 -->\n布署\n\n部署\n",
        ),
        (
            "a.html",
            "<p title=扫黑险恶>扫黑<b>险</b>&#24694;</p>",
            "<p title=扫黑除恶>扫黑<b>除</b>&#24694;</p>",
        ),
        (
            "a.html",
            "<script>'布署'</script><p>布\u{200B}署&nbsp;</p>",
            "<script>'布署'</script><p>部\u{200B}署&nbsp;</p>",
        ),
        // Names, titles, personal data and secrets, and what may be a quotation of a title.
        ("a.txt", "乌鲁木其市\n", "乌鲁木其市\n"),
        ("a.txt", "《关于布署工作的通知》\n", "《关于布署工作的通知》\n"),
        ("a.txt", "电话13800138000\n机密★1年\n", "电话13800138000\n机密★1年\n"),
        // A text in traditional characters: the new ones might be none.
        ("a.txt", "掃黑險惡鬥爭\n", "掃黑險惡鬥爭\n"),
        // What a person must decide.
        ("a.txt", "用户数量增涨很快。\n", "用户数量增涨很快。\n"),
        ("a.txt", "工作,生活。\n", "工作,生活。\n"),
    ] {
        assert_eq!(
            String::from_utf8(fixed(name, source.as_bytes(), &[])).unwrap(),
            expected,
            "{source}"
        );
    }
}

#[test]
fn more_is_changed_when_it_is_asked_for() {
    for (source, expected) in [
        ("用户数量增涨很快。\n", "用户数量增长很快。\n"),
        ("工作,生活。\n", "工作，生活。\n"),
        ("《关于布署工作的通知》\n", "《关于部署工作的通知》\n"),
        ("乌鲁木其市\n", "乌鲁木其市\n"),
    ] {
        let bytes = fixed("a.txt", source.as_bytes(), &["--include", "suggested"]);
        assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{source}");
    }
}

/// To change one of many places would leave the text neither one way nor the other.
#[test]
fn a_habit_of_the_whole_text_is_left_to_its_author() {
    let text = "今天开会,明天下乡\n\n".repeat(9);
    let bytes = fixed("a.txt", text.as_bytes(), &["--include", "suggested"]);
    assert_eq!(String::from_utf8(bytes).unwrap(), text);
}

#[test]
fn the_encoding_and_all_else_stays() {
    let text = "根据工作安排，现将有关事项通知如下。\r\n各单位要认真布署，抓好落实，不得延误。";
    let right = text.replace("布署", "部署");
    let gb18030 = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect()
    };
    let marked = |text: &str| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    assert_eq!(fixed("a.txt", &gb18030(text), &[]), gb18030(&right));
    assert_eq!(fixed("a.txt", &utf16(text), &[]), utf16(&right));
    assert_eq!(fixed("a.txt", &marked(text), &[]), marked(&right));
}

/// Permissions stay, a link stays a link, and what cannot be replaced without a loss is left alone and said.
#[cfg(unix)]
#[test]
fn what_a_file_is_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let wrong = "要认真布署。\n";
    for name in ["private.txt", "read-only.txt", "one.txt", "real.txt"] {
        fs::write(path(name), wrong).unwrap();
    }
    fs::set_permissions(path("private.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(path("read-only.txt"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::hard_link(path("one.txt"), path("other.txt")).unwrap();
    symlink("real.txt", path("link.txt")).unwrap();

    let output = fix(folder.path(), &["private.txt", "link.txt"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(fs::read_to_string(path("private.txt")).unwrap(), "要认真部署。\n");
    assert_eq!(
        fs::metadata(path("private.txt")).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(fs::read_to_string(path("real.txt")).unwrap(), "要认真部署。\n");
    assert!(path("link.txt").is_symlink());

    for (name, reason) in [("read-only.txt", "只读"), ("one.txt", "硬链接")] {
        let output = fix(folder.path(), &[name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(String::from_utf8(output.stderr).unwrap().contains(reason), "{name}");
        assert_eq!(fs::read_to_string(path(name)).unwrap(), wrong);
    }
}

/// A write that the system refuses half-way, as on a full disk, leaves the old file.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_whole_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let text = "各单位要认真布署，抓好落实。\n".repeat(400);
    fs::write(folder.path().join("a.txt"), &text).unwrap();
    let script = format!("ulimit -f 4; exec '{}' fix a.txt", env!("CARGO_BIN_EXE_shenjiao"));
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(!output.status.success(), "{output:?}");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), text);
}

/// Killed at any moment, every file is the old one or the new one; `benches/fix_kill.sh` does it more often.
#[test]
fn a_kill_leaves_no_half_file() {
    const FILES: usize = 60;
    const ROUNDS: u64 = 12;
    let text = |number: usize| format!("第{number}号\n{}", "各单位要认真布署，抓好落实。\n".repeat(50));
    let folder = tempfile::tempdir().unwrap();
    let path = |number: usize| folder.path().join(format!("{number}.txt"));
    let (mut old, mut new) = (0, 0);
    for round in 0..ROUNDS {
        (0..FILES).for_each(|number| fs::write(path(number), text(number)).unwrap());
        let mut child = Command::new(env!("CARGO_BIN_EXE_shenjiao"))
            .args(["fix", "."])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(20 + 40 * round));
        let _ = child.kill();
        child.wait().unwrap();
        for number in 0..FILES {
            let found = fs::read_to_string(path(number)).unwrap();
            if found == text(number) {
                old += 1;
            } else {
                assert_eq!(found, text(number).replace("布署", "部署"), "{number}");
                new += 1;
            }
        }
    }
    assert_eq!(old + new, FILES * usize::try_from(ROUNDS).unwrap());
}
