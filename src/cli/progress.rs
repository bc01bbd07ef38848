//! How far a long check has come, on the error stream.
//!
//! Only a person at a terminal sees it, and only when the check takes longer than a second: a bar that flashes by is
//! noise. It never touches the standard output and is gone before the report is printed.

use std::{
    fmt::{self, Write as _},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// How long a check may take in silence.
const PATIENCE: Duration = Duration::from_secs(1);

const TEMPLATE: &str = "检查中 {bar:30} {pos}/{len} 个文件，{speed}，{left}";

#[cfg(feature = "office")]
const POSTS_TEMPLATE: &str = "审核中 {bar:30} {posts} 篇，{speed}，{left}";

/// A progress bar that any thread may advance.
#[derive(Debug)]
pub struct Progress {
    /// Absent when nobody is to see it.
    bar: Option<ProgressBar>,
    bytes: Arc<AtomicU64>,
    shown: OnceLock<()>,
}

impl Progress {
    /// Starts the clock for `total_files`. `enabled` says whether a person is watching: the error stream is a terminal
    /// and quiet was not asked for.
    #[must_use]
    pub fn new(total_files: usize, enabled: bool) -> Self {
        let bytes = Arc::new(AtomicU64::new(0));
        let bar = enabled.then(|| {
            let length = u64::try_from(total_files).unwrap_or(u64::MAX);
            ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden())
                .with_style(style(Arc::clone(&bytes)))
        });
        Self {
            bar,
            bytes,
            shown: OnceLock::new(),
        }
    }

    /// Notes that one more file of `bytes` bytes has been dealt with, whether well or badly.
    pub fn file_done(&self, bytes: usize) {
        let Some(bar) = &self.bar else { return };
        self.bytes
            .fetch_add(u64::try_from(bytes).unwrap_or(u64::MAX), Ordering::Relaxed);
        if bar.elapsed() > PATIENCE {
            self.shown
                .get_or_init(|| bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        bar.inc(1);
    }

    /// Removes the bar from the screen.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// How far the audit of posts has come: of how many posts nobody knows before, but of how many bytes.
#[cfg(feature = "office")]
#[derive(Debug)]
pub struct PostProgress {
    /// Absent when nobody is to see it.
    bar: Option<ProgressBar>,
    bytes_read: Arc<AtomicU64>,
    posts: Arc<AtomicU64>,
    shown: OnceLock<()>,
}

#[cfg(feature = "office")]
impl PostProgress {
    /// Starts the clock for inputs of `total_bytes`, of which `bytes_read` tells how many were read.
    #[must_use]
    pub fn new(total_bytes: u64, bytes_read: Arc<AtomicU64>, enabled: bool) -> Self {
        let posts = Arc::new(AtomicU64::new(0));
        let bar = enabled.then(|| {
            let posts = Arc::clone(&posts);
            let style = style_of(POSTS_TEMPLATE, Arc::clone(&bytes_read)).with_key(
                "posts",
                move |_: &ProgressState, out: &mut dyn fmt::Write| {
                    // A progress line that cannot be formatted is not worth an error.
                    let _ = write!(out, "{}", posts.load(Ordering::Relaxed));
                },
            );
            ProgressBar::with_draw_target(Some(total_bytes), ProgressDrawTarget::hidden()).with_style(style)
        });
        Self {
            bar,
            bytes_read,
            posts,
            shown: OnceLock::new(),
        }
    }

    /// Notes that so many more posts have been dealt with.
    pub fn posts_done(&self, posts: usize) {
        let Some(bar) = &self.bar else { return };
        self.posts
            .fetch_add(u64::try_from(posts).unwrap_or(u64::MAX), Ordering::Relaxed);
        if bar.elapsed() > PATIENCE {
            self.shown
                .get_or_init(|| bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        // A workbook is looked through before it is read, and its bytes count twice.
        let total = bar.length().unwrap_or_default();
        bar.set_position(self.bytes_read.load(Ordering::Relaxed).min(total));
    }

    /// Removes the bar from the screen.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(bytes: Arc<AtomicU64>) -> ProgressStyle {
    style_of(TEMPLATE, bytes)
}

fn style_of(template: &str, bytes: Arc<AtomicU64>) -> ProgressStyle {
    // The template is a constant that a test parses; were it wrong, the plain bar would still tell the truth.
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━━─")
        .with_key("speed", move |state: &ProgressState, out: &mut dyn fmt::Write| {
            // A progress line that cannot be formatted is not worth an error.
            let _ = out.write_str(&speed(bytes.load(Ordering::Relaxed), state.elapsed()));
        })
        .with_key("left", |state: &ProgressState, out: &mut dyn fmt::Write| {
            let _ = out.write_str(&time_left(
                state.elapsed(),
                state.pos(),
                state.len().unwrap_or_default(),
            ));
        })
}

/// Megabytes (of a million bytes) a second.
#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn speed(bytes: u64, elapsed: Duration) -> String {
    format!("{:.1} MB/s", bytes as f64 / 1e6 / elapsed.as_secs_f64().max(0.001))
}

/// What is left if the other files take as long as the `done` ones did.
fn time_left(elapsed: Duration, done: u64, total: u64) -> String {
    let Some(milliseconds) = elapsed
        .as_millis()
        .saturating_mul(u128::from(total.saturating_sub(done)))
        .checked_div(u128::from(done))
    else {
        return "剩余时间未知".to_owned();
    };
    let seconds = milliseconds.div_ceil(1000);
    let mut text = String::from("剩余约 ");
    // Writing to a String cannot fail.
    let _ = match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => write!(text, "{seconds} 秒"),
        (0, minutes, seconds) => write!(text, "{minutes} 分 {seconds} 秒"),
        (hours, minutes, _) => write!(text, "{hours} 小时 {minutes} 分"),
    };
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_valid_and_knows_its_keys() {
        assert!(ProgressStyle::with_template(TEMPLATE).is_ok());
        #[cfg(feature = "office")]
        assert!(ProgressStyle::with_template(POSTS_TEMPLATE).is_ok());
    }

    #[test]
    fn time_left_is_told_in_words() {
        let cases = [
            (10, 0, 5, "剩余时间未知"),
            (10, 5, 10, "剩余约 10 秒"),
            (10, 10, 10, "剩余约 0 秒"),
            (60, 10, 20, "剩余约 1 分 0 秒"),
            (60, 1, 200, "剩余约 3 小时 19 分"),
            (1, 20, 10, "剩余约 0 秒"),
        ];
        for (elapsed, done, total, expected) in cases {
            assert_eq!(time_left(Duration::from_secs(elapsed), done, total), expected);
        }
    }

    #[test]
    fn speed_is_in_megabytes_and_bears_no_elapsed_time() {
        assert_eq!(speed(25_000_000, Duration::from_secs(2)), "12.5 MB/s");
        assert_eq!(speed(0, Duration::ZERO), "0.0 MB/s");
    }

    #[test]
    fn files_are_counted_from_any_thread_and_not_at_all_when_disabled() {
        let progress = Progress::new(40, true);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..10).for_each(|_| progress.file_done(100)));
            }
        });
        assert_eq!(progress.bar.as_ref().map(ProgressBar::position), Some(40));
        assert_eq!(progress.bytes.load(Ordering::Relaxed), 4000);
        progress.finish();

        let silent = Progress::new(40, false);
        silent.file_done(100);
        silent.finish();
        assert!(silent.bar.is_none());
    }
}
