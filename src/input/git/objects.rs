//! What files hold in the repository, from one `git cat-file --batch` that is started when first asked.

use std::{
    fmt,
    io::{self, BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, ChildStdout, Stdio},
    sync::{Mutex, PoisonError},
};

use super::{command, run};
use crate::input::read::MAX_LENGTH;

/// The name of an object: the hash of what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectId(String);

impl ObjectId {
    /// The object of that hexadecimal name. All zeros is how Git says that there is none.
    #[must_use]
    pub fn new(hex: &str) -> Option<Self> {
        let named = hex.bytes().any(|digit| digit != b'0') && hex.bytes().all(|digit| digit.is_ascii_hexdigit());
        named.then(|| Self(hex.to_owned()))
    }
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What the file holds.
    Bytes(Vec<u8>),
    /// It is longer than any file that is [read](crate::input::read).
    TooLong,
    /// There is no such file.
    Missing,
}

/// Hands out objects. It may be shared by threads, which are served one after the other.
#[derive(Default)]
pub struct Objects {
    batch: Mutex<Option<Batch>>,
}

impl fmt::Debug for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Objects").finish_non_exhaustive()
    }
}

impl Objects {
    /// What the file with that id holds.
    ///
    /// # Errors
    ///
    /// If Git cannot be run or breaks off.
    pub fn file(&self, id: &ObjectId) -> io::Result<Answer> {
        self.ask(id.0.as_bytes())
    }

    /// What the index holds under `name`, the path from the top of the work tree with slashes.
    ///
    /// # Errors
    ///
    /// If Git cannot be run or breaks off.
    pub fn staged(&self, name: &[u8]) -> io::Result<Answer> {
        // The stage is written out, for a name may itself begin with a digit and a colon.
        let object = [b":0:", name].concat();
        if name.contains(&b'\n') {
            return alone(&object);
        }
        self.ask(&object)
    }

    fn ask(&self, object: &[u8]) -> io::Result<Answer> {
        // A thread that panicked would have left an answer half read, but nothing that holds the lock panics.
        let mut batch = self.batch.lock().unwrap_or_else(PoisonError::into_inner);
        let started = match batch.take() {
            Some(batch) => batch,
            None => Batch::start()?,
        };
        let answer = batch.insert(started).ask(object);
        if answer.is_err() {
            // After a break-off the next answer would be to the wrong question.
            *batch = None;
        }
        answer
    }
}

/// A running `git cat-file --batch`.
struct Batch {
    process: Child,
    /// Taken at the end, for Git stops when it is closed.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Batch {
    fn start() -> io::Result<Self> {
        let mut process = command()
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(questions), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self {
            process,
            questions: Some(questions),
            answers: BufReader::new(answers),
        })
    }

    /// One line is asked and its answer read to the end before the next, so neither side waits for the other.
    fn ask(&mut self, object: &[u8]) -> io::Result<Answer> {
        let questions = self.questions.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        questions.write_all(&[object, b"\n"].concat())?;
        questions.flush()?;

        let mut header = Vec::new();
        self.answers.read_until(b'\n', &mut header)?;
        let header = header.strip_suffix(b"\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        let Some((is_file, length)) = kind_and_length(header) else {
            return Ok(Answer::Missing);
        };
        let too_long = length > MAX_LENGTH;
        let mut bytes = Vec::new();
        let mut content = (&mut self.answers).take(length);
        if is_file && !too_long {
            content.read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut content, &mut io::sink())?;
        }
        if content.limit() > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut line_end = [0];
        self.answers.read_exact(&mut line_end)?;
        Ok(match (is_file, too_long) {
            (false, _) => Answer::Missing,
            (true, true) => Answer::TooLong,
            (true, false) => Answer::Bytes(bytes),
        })
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.questions = None;
        // It was asked for nothing that it could still fail at.
        let _ = self.process.wait();
    }
}

/// Whether the object is a file, and its length in bytes, from `<id> <kind> <length>`; `None` if there is no object.
fn kind_and_length(header: &[u8]) -> Option<(bool, u64)> {
    let header = std::str::from_utf8(header).ok()?;
    let (id, rest) = header.split_once(' ')?;
    ObjectId::new(id)?;
    let (kind, length) = rest.split_once(' ')?;
    Some((kind == "blob", length.parse().ok()?))
}

/// Asks a process of its own, for a name that no line can hold.
fn alone(object: &[u8]) -> io::Result<Answer> {
    let Ok(object) = std::str::from_utf8(object) else {
        return Ok(Answer::Missing);
    };
    let output = run(&["cat-file", "blob", object]).map_err(io::Error::other)?;
    Ok(if output.status.success() {
        Answer::Bytes(output.stdout)
    } else {
        Answer::Missing
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_tells_whether_there_is_a_file() {
        let id = "a1".repeat(20);
        let of = |header: String| kind_and_length(header.as_bytes());
        assert_eq!(of(format!("{id} blob 12")), Some((true, 12)));
        assert_eq!(of(format!("{id} tree 12")), Some((false, 12)));
        assert_eq!(of(format!("{id} missing")), None);
        assert_eq!(of(":0:稿 件.md missing".to_owned()), None);
        assert_eq!(of(":0:a blob 12 missing".to_owned()), None);
    }
}
