//! Batches of lines through several threads and out again in order.
//!
//! A batch is what has arrived: its size follows the speed of the sender, so that a worker who waits for each answer
//! gets it at once, and a stream that rushes is cut into large pieces. Only a few batches are on their way at a time.

use std::{
    io::{self, BufRead, BufReader, Read},
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use crate::cli::session::Failure;

/// The longest line that is read, in bytes. A longer one is passed over, lest one line fill the memory.
pub(super) const LONGEST_LINE: usize = 16 << 20;

/// Bytes after which a batch is closed.
const BATCH: usize = 256 << 10;

/// Lines after which it is closed, since a result is longer than an empty line.
const BATCH_LINES: usize = 1024;

/// A line of the input, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// Lines that belong together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    /// The number of the first one, 1-based.
    pub(super) first_line: usize,
    pub(super) lines: Vec<Line>,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Results {
    /// A line for each line.
    pub(super) text: Vec<u8>,
    /// Lines with a problem.
    pub(super) problems: usize,
    /// Whether something was found that fails a run.
    pub(super) failing: bool,
}

/// Reads `input` to its end, has `jobs` threads `check` its batches, and hands the results to `write` in the order of the
/// input.
///
/// # Errors
///
/// If the input cannot be read, or whatever `write` returns; what was read before has been written then.
pub(super) fn run(
    input: impl Read + Send,
    jobs: usize,
    check: impl Fn(Batch) -> Results + Sync,
    mut write: impl FnMut(Results) -> io::Result<()>,
) -> Result<(), Failure> {
    let (to_check, batches) = sync_channel::<(Batch, SyncSender<Results>)>(jobs);
    let (to_write, promises) = sync_channel::<Receiver<Results>>(2 * jobs);
    let (batches, check) = (&Mutex::new(batches), &check);
    thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let mut reader = BatchReader::new(input);
            while let Some(batch) = reader.next()? {
                let (answer, promise) = sync_channel(1);
                // Nobody takes them any more once the results cannot be written.
                if to_write.send(promise).is_err() || to_check.send((batch, answer)).is_err() {
                    break;
                }
            }
            Ok(())
        });
        for _ in 0..jobs {
            scope.spawn(move || {
                loop {
                    let next = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((batch, answer)) = next else { break };
                    let _ = answer.send(check(batch));
                }
            });
        }
        for promise in promises {
            // Only a thread that panicked breaks its promise, and the scope passes that on.
            let Ok(results) = promise.recv() else { break };
            write(results)?;
        }
        let read: io::Result<()> = reader.join().unwrap_or(Ok(()));
        read.map_err(|error| Failure::stdin(&error))
    })
}

struct BatchReader<R> {
    input: BufReader<R>,
    /// Lines read so far.
    lines: usize,
}

impl<R: Read> BatchReader<R> {
    fn new(input: R) -> Self {
        Self {
            input: BufReader::with_capacity(BATCH, input),
            lines: 0,
        }
    }

    /// The next lines: at least one, and more as long as they are here already; `None` at the end.
    fn next(&mut self) -> io::Result<Option<Batch>> {
        let mut batch = Batch {
            first_line: self.lines + 1,
            lines: Vec::new(),
        };
        let mut bytes = 0;
        while let Some(line) = self.line()? {
            if let Line::Whole(line) = &line {
                bytes += line.len();
            }
            batch.lines.push(line);
            let full = bytes >= BATCH || batch.lines.len() >= BATCH_LINES;
            if full || memchr::memchr(b'\n', self.input.buffer()).is_none() {
                break;
            }
        }
        self.lines += batch.lines.len();
        Ok(Some(batch).filter(|batch| !batch.lines.is_empty()))
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let limit = LONGEST_LINE as u64 + 1;
        if self.input.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if line.len() > LONGEST_LINE {
            self.input.skip_until(b'\n')?;
            return Ok(Some(Line::TooLong));
        }
        Ok(Some(Line::Whole(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo(batch: Batch) -> Results {
        let mut results = Results::default();
        for (line, number) in batch.lines.iter().zip(batch.first_line..) {
            let line = match line {
                Line::Whole(line) => String::from_utf8_lossy(line).into_owned(),
                Line::TooLong => "too long".to_owned(),
            };
            results.text.extend(format!("{number} {line}\n").bytes());
        }
        results
    }

    fn all(input: impl Read + Send, jobs: usize) -> String {
        let mut text = Vec::new();
        let write = |results: Results| {
            text.extend(results.text);
            Ok(())
        };
        run(input, jobs, echo, write).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn order_and_number_of_lines_are_those_of_the_input() {
        let lines: Vec<String> = (1..=5000).map(|number| "长".repeat(number % 300)).collect();
        let expected: String = lines
            .iter()
            .zip(1..)
            .map(|(line, number)| format!("{number} {line}\n"))
            .collect();
        let input = lines.join("\n");
        for jobs in [1, 7] {
            assert_eq!(all(input.as_bytes(), jobs), expected);
        }
        assert_eq!(all(&b""[..], 2), "");
        assert_eq!(all(&b"\n\na"[..], 2), "1 \n2 \n3 a\n");
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let long = "a".repeat(LONGEST_LINE);
        let input = format!("{long}a\nb\n{long}\nc");
        let shown = all(input.as_bytes(), 2).replace(&long, "…");
        assert_eq!(shown, "1 too long\n2 b\n3 …\n4 c\n");
    }

    #[test]
    fn what_has_come_does_not_wait_for_more() {
        // Each line is sent when the result of the one before has been received.
        struct Asking(Receiver<()>, usize);
        impl Read for Asking {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                if self.1 == 3 {
                    return Ok(0);
                }
                self.0.recv().map_err(io::Error::other)?;
                self.1 += 1;
                buffer[..2].copy_from_slice(b"a\n");
                Ok(2)
            }
        }
        let (answered, questions) = sync_channel(1);
        answered.send(()).unwrap();
        let mut count = 0;
        let write = |_| {
            count += 1;
            let _ = answered.send(());
            Ok(())
        };
        run(Asking(questions, 0), 2, echo, write).unwrap();
        assert_eq!(count, 3);
    }

    #[test]
    fn results_that_nobody_takes_end_the_reading() {
        let write = |_| Err(io::ErrorKind::BrokenPipe.into());
        let Err(Failure::Output(error)) = run(io::repeat(b'\n'), 3, echo, write) else {
            panic!("not the error of the writer")
        };
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
