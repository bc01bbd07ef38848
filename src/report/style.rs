//! The colours of what people read.
//!
//! Whether a stream gets colour is decided by the command line; here is only which colour means what.

use anstyle::{AnsiColor, Style};

use crate::diagnostic::Severity;

/// A style for each thing that is told apart by colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Styles {
    /// The place of a finding and other headings.
    pub heading: Style,
    /// What only frames the content: line numbers, rules of the drawing, notes.
    pub frame: Style,
    /// An error, or something that could not be done.
    pub error: Style,
    /// A warning, or nothing having been done.
    pub warning: Style,
    /// A mere hint.
    pub info: Style,
    /// Nothing was found.
    pub clean: Style,
    /// Added to the colour of the severity where the finding stands in its line.
    underlined: bool,
}

impl Styles {
    /// No styles at all: not one escape sequence is written.
    #[must_use]
    pub fn plain() -> Self {
        Self::default()
    }

    /// The sixteen colours that every colour terminal has, so that the user's theme decides.
    #[must_use]
    pub const fn colored() -> Self {
        Self {
            heading: Style::new().bold(),
            frame: AnsiColor::BrightBlue.on_default(),
            error: AnsiColor::Red.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
            info: AnsiColor::Cyan.on_default().bold(),
            clean: AnsiColor::Green.on_default().bold(),
            underlined: true,
        }
    }

    /// The style of a severity.
    #[must_use]
    pub const fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }

    /// The style of the finding itself in its line. It is marked there and not only by carets beneath, because
    /// terminals disagree about the width of “ ” … — and carets may then stand beside their mark.
    #[must_use]
    pub const fn mark(&self, severity: Severity) -> Style {
        let style = self.severity(severity);
        if self.underlined { style.underline() } else { style }
    }
}
