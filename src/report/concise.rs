//! One finding a line, for `grep`, for editors and for logs. Nothing else goes to the output.

use std::io::{self, Write};

use crate::report::{Report, Reporter, printable};

/// `path:line:column: 级别 rule message`, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy)]
pub struct Concise;

impl Reporter for Concise {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for located in &report.diagnostics {
            let diagnostic = &located.diagnostic;
            writeln!(
                out,
                "{}:{}:{}: {} {} {}",
                printable::line_start(&located.path),
                located.line,
                located.column,
                diagnostic.severity.label(),
                printable::escape(diagnostic.rule.as_str()),
                printable::one_line(&diagnostic.message),
            )?;
        }
        Ok(())
    }
}
