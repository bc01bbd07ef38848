//! The report that people read: each finding with its line, and a closing summary.
//!
//! ```text
//! posts/a.md:3:7 错误[typo/布署] 「布署」应为「部署」（文字关）
//!   3 │ 各单位要认真布署安全生产工作。
//!     │             ^^^^
//!     = 依据：《现代汉语词典》第7版
//! ```

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use crate::report::{
    LocatedDiagnostic, Report, Reporter, Skipped, printable,
    style::Styles,
    summary::{ProblemCounts, Summary},
};

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// `--format human`.
#[derive(Debug, Clone, Copy)]
pub struct Human {
    /// The colours, or none.
    pub styles: Styles,
}

impl Reporter for Human {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        // One gutter for the whole report, so that all excerpts stand in one column.
        let last_line = report.diagnostics.iter().map(|located| located.line).max();
        let gutter = last_line.unwrap_or_default().to_string().len();
        for located in &report.diagnostics {
            self.finding(located, gutter, out)?;
            writeln!(out)?;
        }
        self.conclusion(&Summary::of(report), report.skipped, out)
    }
}

impl Human {
    fn finding(&self, located: &LocatedDiagnostic, gutter: usize, out: &mut dyn Write) -> io::Result<()> {
        let Styles { heading, frame, .. } = self.styles;
        let diagnostic = &located.diagnostic;
        let style = self.styles.severity(diagnostic.severity);
        let mark = self.styles.mark(diagnostic.severity);

        let place = format!(
            "{}:{}:{}",
            printable::line_start(&located.path),
            located.line,
            located.column
        );
        let severity = diagnostic.severity.label();
        let rule = printable::escape(diagnostic.rule.as_str());
        let message = printable::one_line(&diagnostic.message);
        let gate = diagnostic.gate.label();
        writeln!(
            out,
            "{heading}{place}{heading:#} {style}{severity}{style:#}[{rule}] {message}{frame}（{gate}）{frame:#}"
        )?;

        let excerpt = Drawing::new(located);
        let Drawing {
            before, marked, after, ..
        } = &excerpt;
        let line = located.line;
        writeln!(
            out,
            "{frame}  {line:>gutter$} │{frame:#} {before}{mark}{marked}{mark:#}{after}"
        )?;

        let indent = " ".repeat(excerpt.indent);
        let carets = "^".repeat(excerpt.carets);
        let until = continued_until(located).map_or_else(String::new, |line| format!(" 至第 {line} 行"));
        writeln!(
            out,
            "{frame}  {:>gutter$} │{frame:#} {indent}{style}{carets}{until}{style:#}",
            ""
        )?;

        if let Some(suggestions) = unnamed_suggestions(&diagnostic.suggestions, &diagnostic.message) {
            self.note(gutter, "建议", &suggestions, out)?;
        }
        for (place, related) in located.related.iter().zip(&diagnostic.related) {
            let path = printable::escape(&located.path);
            let message = printable::one_line(&related.message);
            let (line, column) = (place.line, place.column);
            writeln!(
                out,
                "{frame}  {:>gutter$} = 另见 {frame:#}{path}:{line}:{column} {message}",
                ""
            )?;
        }
        if let Some(basis) = &diagnostic.basis {
            self.note(gutter, "依据", basis, out)?;
        }
        Ok(())
    }

    fn note(&self, gutter: usize, label: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let frame = self.styles.frame;
        let text = printable::one_line(text);
        writeln!(out, "{frame}  {:>gutter$} = {label}：{frame:#}{text}", "")
    }

    /// Says what was done. A run that left something unread is never called clean, nor is one that read nothing.
    fn conclusion(&self, summary: &Summary, skipped: Skipped, out: &mut dyn Write) -> io::Result<()> {
        let Styles {
            clean, warning, error, ..
        } = self.styles;
        let nothing_checked = summary.files == 0 && summary.findings() == 0;
        if nothing_checked {
            write!(out, "{warning}没有检查任何文件{warning:#}")?;
        } else {
            let (files, characters) = (grouped(summary.files), grouped(summary.characters));
            write!(out, "检查 {files} 个文件，{characters} 字：")?;
            if summary.findings() == 0 && summary.problems.is_empty() {
                write!(out, "{clean}未发现问题{clean:#}")?;
            } else {
                self.counts(summary, out)?;
            }
        }

        let ProblemCounts { inputs, settings } = summary.problems;
        let also = if nothing_checked { "" } else { "另有 " };
        let troubles: Vec<String> = [
            (inputs, format!("{also}{} 个文件无法检查", grouped(inputs))),
            (settings, format!("配置或词典有 {} 处错误", grouped(settings))),
        ]
        .into_iter()
        .filter_map(|(count, trouble)| (count > 0).then_some(trouble))
        .collect();
        if !troubles.is_empty() {
            write!(out, "；{error}{}{error:#}，见上", troubles.join("，"))?;
        }
        writeln!(out)?;

        if summary.suppressed > 0 {
            let suppressed = grouped(summary.suppressed);
            writeln!(out, "另有 {suppressed} 处已在稿件里放行，用 --no-suppressions 可以看到")?;
        }
        if summary.baselined > 0 {
            let baselined = grouped(summary.baselined);
            writeln!(out, "另有 {baselined} 处在基线里，用 --no-baseline 可以看到")?;
        }
        let skipped: Vec<String> = [
            (skipped.binary, "个二进制文件"),
            (skipped.other_kind, "个其他类型的文件"),
            (skipped.excluded, "个被排除的文件"),
        ]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(count)))
        .collect();
        if !skipped.is_empty() {
            writeln!(out, "跳过 {}", skipped.join("、"))?;
        }
        Ok(())
    }

    /// `错误 5、警告 1、提示 0（政治关 1，文字关 5）`
    fn counts(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for (index, &(severity, count)) in summary.severities().iter().enumerate() {
            let separator = if index > 0 { "、" } else { "" };
            let style = if count > 0 {
                self.styles.severity(severity)
            } else {
                anstyle::Style::new()
            };
            let label = severity.label();
            write!(out, "{separator}{style}{label} {}{style:#}", grouped(count))?;
        }
        let gates: Vec<String> = summary
            .gates()
            .iter()
            .filter(|&&(_, count)| count > 0)
            .map(|&(gate, count)| format!("{} {}", gate.label(), grouped(count)))
            .collect();
        if !gates.is_empty() {
            write!(out, "（{}）", gates.join("，"))?;
        }
        Ok(())
    }
}

/// An excerpt as it appears on the screen, with the place of its carets in columns.
struct Drawing {
    before: String,
    marked: String,
    after: String,
    indent: usize,
    carets: usize,
}

impl Drawing {
    fn new(located: &LocatedDiagnostic) -> Self {
        let excerpt = &located.excerpt;
        let holds_command = printable::holds_command(&excerpt.text());
        let (before, indent) = draw(&excerpt.before, 0, holds_command);
        let (marked, end) = draw(&excerpt.marked, indent, holds_command);
        let (after, _) = draw(&excerpt.after, end, holds_command);
        Self {
            before,
            marked,
            after,
            indent,
            // A finding without width, a line end for instance, still has a place.
            carets: (end - indent).max(1),
        }
    }
}

/// `text` as shown from `column` on, tabs expanded, and the column where it ends. Width is measured over strings, not
/// characters: only so is an emoji of several characters as wide as it is drawn.
fn draw(text: &str, mut column: usize, holds_command: bool) -> (String, usize) {
    let mut shown = String::with_capacity(text.len());
    for (index, piece) in text.split('\t').enumerate() {
        if index > 0 {
            let stop = (column / TAB + 1) * TAB;
            shown.extend(std::iter::repeat_n(' ', stop - column));
            column = stop;
        }
        let piece = printable::part(piece, holds_command);
        column += piece.width();
        shown.push_str(&piece);
    }
    (shown, column)
}

/// The last line of a finding that goes beyond its first.
fn continued_until(located: &LocatedDiagnostic) -> Option<usize> {
    // The end is the place after the last character: at the beginning of a line it still belongs to the line before.
    let last = if located.end_column == 1 {
        located.end_line.saturating_sub(1)
    } else {
        located.end_line
    };
    (last > located.line).then_some(last)
}

/// The suggestions, unless the message names them all already.
fn unnamed_suggestions(suggestions: &[String], message: &str) -> Option<String> {
    let all_named = suggestions
        .iter()
        .all(|suggestion| message.contains(suggestion.as_str()));
    (!all_named).then(|| suggestions.join("、"))
}

/// A number with its thousands apart: `1,234`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
