//! From inputs of any kind to posts, one after the other.
//!
//! A reader per export format hands each post over as soon as it is read, so that memory holds a few posts and never a
//! year of them. What cannot be read is a [`Problem`] with its row or number, and does not stop the rest. What a post
//! says is left to `judge`.

mod archive;
mod database;
mod feed;
mod folder;
mod front_matter;
mod json;
mod page;
mod post_file;
mod record;
mod sheet;
mod table;
mod text;

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use encoding_rs::Encoding;

pub use self::record::{Column, Mapping};
use super::post::Post;
use crate::{
    document::Format,
    input::read::io_problem,
    problem::{Problem, ProblemKind},
};

/// What a reader hands over.
#[derive(Debug)]
pub enum Item {
    /// A post.
    Post(Box<Post>),
    /// What could not be read.
    Problem(Problem),
    /// What was met and left out on purpose.
    PassedOver {
        /// Where.
        place: String,
        /// Why.
        reason: PassedOver,
    },
}

/// Why something that was met is no part of the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassedOver {
    /// A file of a kind that holds no posts.
    OtherKind,
    /// Excluded by a setting.
    Excluded,
    /// A draft, or of another status than published.
    Unpublished,
    /// Nothing in it to check.
    Empty,
}

impl PassedOver {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::OtherKind, Self::Excluded, Self::Unpublished, Self::Empty];

    /// The name in machine reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OtherKind => "other-kind",
            Self::Excluded => "excluded",
            Self::Unpublished => "unpublished",
            Self::Empty => "empty",
        }
    }

    /// The reason for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::OtherKind => "不是稿件或稿件导出的类型",
            Self::Excluded => "配置里排除",
            Self::Unpublished => "草稿或没有发布",
            Self::Empty => "没有文字",
        }
    }
}

/// What the user says about the inputs.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Which column of a table is what, where the names do not tell.
    pub mapping: Mapping,
    /// The query whose rows are the posts of a database.
    pub query: Option<String>,
    /// The encoding of all texts.
    pub encoding: Option<&'static Encoding>,
}

/// Bytes read so far, for whoever shows progress.
pub type BytesRead = Arc<AtomicU64>;

/// Reads every input in turn and gives what it holds to `take`, which says whether to go on.
pub fn read_all(inputs: &[PathBuf], options: &ReadOptions, bytes_read: &BytesRead, take: &mut dyn FnMut(Item) -> bool) {
    let mut out = Out {
        options,
        bytes_read,
        take,
    };
    for input in inputs {
        if read_input(input, &mut out).is_err() {
            return;
        }
    }
}

/// What the file at `path`, of that format and text, says about itself as a post. It has no field: what is to be checked is
/// left to whoever asks.
#[must_use]
pub fn describe_file(path: &Path, format: Format, text: &str) -> Post {
    post_file::describe_file(path, format, text)
}

/// Bytes of all inputs as they lie on disk, for whoever shows progress; what cannot be read has none.
#[must_use]
pub fn total_bytes(inputs: &[PathBuf]) -> u64 {
    inputs.iter().map(|input| folder::bytes(input)).sum()
}

fn read_input(input: &Path, out: &mut Out<'_>) -> Result<(), Stopped> {
    match fs::metadata(input) {
        Err(error) => out.problem(io_problem(input.display().to_string(), &error)),
        Ok(metadata) if metadata.is_dir() => folder::read(input, out),
        Ok(_) => {
            let source = Source {
                name: input.display().to_string(),
                path: input.to_owned(),
                root: input.parent().unwrap_or(Path::new("")).to_owned(),
                named: true,
            };
            read_file(&source, out)
        }
    }
}

/// Reads a file that is there.
fn read_file(source: &Source, out: &mut Out<'_>) -> Result<(), Stopped> {
    let Some(kind) = Kind::of(&source.path) else {
        return out.not_posts(source, UNKNOWN_KIND.to_owned());
    };
    let file = match File::open(&source.path) {
        Ok(file) => Counted::new(file, out.bytes_read),
        Err(error) => return out.problem(io_problem(source.name.clone(), &error)),
    };
    let read = match kind {
        Kind::Archive => archive::read(source, file, out),
        Kind::Database => database::read(source, out),
        kind => read_content(kind, source, file, out),
    };
    out.settle(source, read)
}

const UNKNOWN_KIND: &str = "不认识的文件类型；可以是 .md、.html、.txt、.json、.jsonl、.csv、.tsv、.xlsx、.xml、.zip、.db，\
                            旧表格请另存为 .xlsx";

/// Reads what a file, or a file in an archive, holds.
fn read_content(kind: Kind, source: &Source, content: impl Read, out: &mut Out<'_>) -> Result<(), Halt> {
    match kind {
        Kind::Post(format) => post_file::read(source, format, content, out),
        Kind::Table(delimiter) => table::read(source, delimiter, content, out),
        Kind::Sheet => sheet::read(source, content, out),
        Kind::Lines => json::read_lines(source, content, out),
        Kind::Json => json::read(source, content, out),
        Kind::Feed => feed::read(source, content, out),
        Kind::Archive => Err(Halt::NotPosts("压缩包里的压缩包不读；请先解开".to_owned())),
        Kind::Database => Err(Halt::NotPosts("压缩包里的数据库不读；请先解开".to_owned())),
    }
}

/// The kinds of files that hold posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One post.
    Post(Format),
    /// Rows separated by this byte.
    Table(u8),
    /// A workbook.
    Sheet,
    /// A JSON object on each line.
    Lines,
    /// A JSON array, or an account's published list.
    Json,
    /// RSS, Atom or WordPress's export.
    Feed,
    /// A zip archive.
    Archive,
    /// An SQLite file.
    Database,
}

impl Kind {
    fn of(path: &Path) -> Option<Self> {
        if let Some(format) = Format::from_path(path) {
            return Some(Self::Post(format));
        }
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "csv" => Some(Self::Table(b',')),
            "tsv" | "tab" => Some(Self::Table(b'\t')),
            "xlsx" | "xlsm" => Some(Self::Sheet),
            "jsonl" | "ndjson" => Some(Self::Lines),
            "json" => Some(Self::Json),
            "xml" | "rss" | "atom" | "wxr" => Some(Self::Feed),
            "zip" => Some(Self::Archive),
            "db" | "sqlite" | "sqlite3" => Some(Self::Database),
            _ => None,
        }
    }
}

/// A file, or a file in an archive, as the user knows it.
#[derive(Debug, Clone)]
struct Source {
    /// Its name in messages.
    name: String,
    /// Its path; in an archive, below the archive's own.
    path: PathBuf,
    /// The folder below which folders are columns.
    root: PathBuf,
    /// Whether the user named it, not only a folder or an archive around it.
    named: bool,
}

impl Source {
    fn problem(&self, kind: ProblemKind, message: impl Into<String>) -> Problem {
        Problem::new(self.name.clone(), kind, message)
    }

    /// A problem with a row or a numbered post.
    fn problem_at(&self, number: impl std::fmt::Display, message: impl Into<String>) -> Problem {
        Problem::new(format!("{}:{number}", self.name), ProblemKind::Unreadable, message)
    }
}

/// Nobody wants any more.
#[derive(Debug)]
struct Stopped;

/// Why the rest of a file is not read.
#[derive(Debug)]
enum Halt {
    /// Nobody wants any more.
    Stopped,
    /// It does not hold posts; for a file that was not named that is no problem.
    NotPosts(String),
    /// It cannot be read.
    Problem(Problem),
}

impl From<Stopped> for Halt {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// Where readers put what they read.
struct Out<'o> {
    options: &'o ReadOptions,
    bytes_read: &'o BytesRead,
    take: &'o mut dyn FnMut(Item) -> bool,
}

impl Out<'_> {
    fn item(&mut self, item: Item) -> Result<(), Stopped> {
        if (self.take)(item) { Ok(()) } else { Err(Stopped) }
    }

    fn post(&mut self, post: Post) -> Result<(), Stopped> {
        if post.is_empty() {
            return self.passed_over(post.place, PassedOver::Empty);
        }
        self.item(Item::Post(Box::new(post)))
    }

    fn problem(&mut self, problem: Problem) -> Result<(), Stopped> {
        self.item(Item::Problem(problem))
    }

    fn passed_over(&mut self, place: String, reason: PassedOver) -> Result<(), Stopped> {
        self.item(Item::PassedOver { place, reason })
    }

    fn not_posts(&mut self, source: &Source, message: String) -> Result<(), Stopped> {
        if source.named {
            self.problem(source.problem(ProblemKind::Unreadable, message))
        } else {
            self.passed_over(source.name.clone(), PassedOver::OtherKind)
        }
    }

    /// Tells how reading a file ended.
    fn settle(&mut self, source: &Source, read: Result<(), Halt>) -> Result<(), Stopped> {
        match read {
            Ok(()) => Ok(()),
            Err(Halt::Stopped) => Err(Stopped),
            Err(Halt::NotPosts(message)) => self.not_posts(source, message),
            Err(Halt::Problem(problem)) => self.problem(problem),
        }
    }
}

/// A file whose bytes are counted as they are read.
struct Counted<'c> {
    file: File,
    bytes_read: &'c BytesRead,
}

impl<'c> Counted<'c> {
    fn new(file: File, bytes_read: &'c BytesRead) -> Self {
        Self { file, bytes_read }
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bytes_read
            .fetch_add(u64::try_from(read).unwrap_or(u64::MAX), Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.file.seek(position)
    }
}

/// Reads at most `most` bytes; `None` if there are more.
fn read_at_most(content: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    content.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(u64::try_from(bytes.len())
        .is_ok_and(|length| length <= most)
        .then_some(bytes))
}
