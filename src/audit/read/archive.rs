//! Zip archives of anything else that is read. Nothing is unpacked to disk, and an archive that would unpack to more
//! than posts ever come to is refused while it is read: what it says about its own sizes proves nothing.

use std::{
    io::{self, Cursor, Read, Seek},
    path::{Component, Path},
};

use encoding_rs::GB18030;
use zip::{ZipArchive, result::ZipError};

use super::{Halt, Kind, Out, PassedOver, Source, read_content};
use crate::problem::ProblemKind;

/// Files in an archive that are read at most.
const MOST_FILES: usize = 1_000_000;

/// Bytes that one file may unpack to.
const LARGEST_FILE: u64 = 2 << 30;

/// Bytes that all files together may unpack to.
const LARGEST_WHOLE: u64 = 64 << 30;

/// Bytes up to which the ratio does not matter: a page of spaces is harmless.
const HARMLESS: u64 = 64 << 20;

/// How many times its size a file may unpack to beyond that; text packs to a tenth, and a bomb to a thousandth.
const HIGHEST_RATIO: u64 = 200;

pub(super) fn read(source: &Source, file: impl Read + Seek, out: &mut Out<'_>) -> Result<(), Halt> {
    let problem = |message: String| Halt::Problem(source.problem(ProblemKind::Unreadable, message));
    let mut archive = ZipArchive::new(io::BufReader::new(file))
        .map_err(|error| problem(format!("压缩包不能打开；请重新压缩成 .zip（原文：{error}）")))?;
    if archive.len() > MOST_FILES {
        return Err(problem(format!(
            "压缩包里的文件超过 {MOST_FILES} 个，没有读；请分成几个"
        )));
    }
    let mut left = LARGEST_WHOLE;
    for index in 0..archive.len() {
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                out.problem(source.problem_at(index + 1, unopened(&error)))?;
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let Some(name) = inner_path(entry.name_raw()) else {
            let shown = String::from_utf8_lossy(entry.name_raw()).into_owned();
            let message = format!("压缩包里的路径“{shown}”指向压缩包之外或不成字，没有读；请重新压缩");
            out.problem(source.problem_at(index + 1, message))?;
            continue;
        };
        let inner = Source {
            name: format!("{}/{name}", source.name),
            path: source.path.join(&name),
            root: source.path.clone(),
            named: false,
        };
        if is_hidden(&name) {
            continue;
        }
        let kind = if entry.is_symlink() {
            None
        } else {
            Kind::of(&inner.path)
        };
        let Some(kind) = kind else {
            out.passed_over(inner.name, PassedOver::OtherKind)?;
            continue;
        };
        let mut content = Limited::new(entry.compressed_size(), LARGEST_FILE.min(left), entry);
        let done = read_content(kind, &inner, &mut content, out);
        left = left.saturating_sub(content.read);
        out.settle(&inner, done)?;
    }
    Ok(())
}

/// Whether all that a workbook unpacks to may be held in memory; if not, what is wrong and the remedy.
pub(super) fn check_limits(bytes: &[u8]) -> Result<(), String> {
    let broken = |error: ZipError| format!("这个表格不能读取；请用表格软件打开后重新存成 .xlsx（原文：{error}）");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = LARGEST_FILE;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(broken)?;
        let mut content = Limited::new(entry.compressed_size(), left, entry);
        io::copy(&mut content, &mut io::sink())
            .map_err(|error| format!("这个表格不能读取（{error}）；请拆成几个，或存成 .csv"))?;
        left = left.saturating_sub(content.read);
    }
    Ok(())
}

fn unopened(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "压缩包有密码，不能读取；请解开后重新压缩".to_owned()
        }
        error => format!("压缩包里的这个文件不能读取；请重新压缩成普通的 .zip（原文：{error}）"),
    }
}

/// The path of a file below its archive; `None` if it leads elsewhere or is in no encoding that offices use.
fn inner_path(raw: &[u8]) -> Option<String> {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030
            .decode_without_bom_handling_and_without_replacement(raw)?
            .into_owned(),
    };
    let name = name.replace('\\', "/");
    let is_below = Path::new(&name)
        .components()
        .all(|component| matches!(component, Component::Normal(_) | Component::CurDir));
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    (is_below && !has_drive && !name.contains('\0')).then_some(name)
}

fn is_hidden(name: &str) -> bool {
    let mut parts = name.split('/');
    parts.any(|part| part.starts_with('.') && part.len() > 1 || part == "node_modules" || part == "__MACOSX")
}

/// A file in an archive that fails when it unpacks to too much.
struct Limited<R> {
    content: R,
    packed: u64,
    read: u64,
    most: u64,
}

impl<R: Read> Limited<R> {
    fn new(packed: u64, most: u64, content: R) -> Self {
        Self {
            content,
            packed,
            read: 0,
            most,
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.read = self.read.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        let is_bomb = self.read > HARMLESS && self.read / HIGHEST_RATIO > self.packed;
        if self.read > self.most || is_bomb {
            return Err(io::Error::other("解压后大得不正常，没有读完"));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_archive_are_read() {
        let gbk = GB18030.encode("稿件/一.md").0;
        assert_eq!(inner_path(&gbk).as_deref(), Some("稿件/一.md"));
        assert_eq!(inner_path("稿件\\二.md".as_bytes()).as_deref(), Some("稿件/二.md"));
        for trick in ["../a.md", "/etc/a.md", "a/../../b.md", "C:\\a.md", "..\\a.md", "a\0.md"] {
            assert_eq!(inner_path(trick.as_bytes()), None, "{trick}");
        }
        assert_eq!(inner_path(b"\xff\xff.md"), None);
    }

    #[test]
    fn what_unpacks_to_too_much_fails_while_it_is_read() {
        let mut bomb = Limited::new(1000, LARGEST_FILE, io::repeat(0));
        assert!(io::copy(&mut bomb, &mut io::sink()).is_err());
        assert!(bomb.read < HARMLESS + (1 << 20));
        let mut text = Limited::new(1 << 20, LARGEST_FILE, io::repeat(0).take(100 << 20));
        assert!(io::copy(&mut text, &mut io::sink()).is_ok());
    }
}
