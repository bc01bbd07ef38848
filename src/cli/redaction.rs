//! Which reports go without what must not be known to whoever only reads them, and what of a text that is.

use std::env;

use super::args::CheckArguments;
use crate::{
    diagnostic::Diagnostic,
    input::encoding::SourceFile,
    report::{
        LocatedDiagnostic, OutputFormat,
        locate::{locate, locate_in},
        redact::{mask, redact},
    },
    text::text_range::TextRange,
};

/// By these a build server tells that it is one. Its logs are kept for years and read by more people than the texts are.
const BUILD_SERVERS: [&str; 6] = [
    "CI",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "TF_BUILD",
    "JENKINS_URL",
    "TEAMCITY_VERSION",
];

/// Which reports are redacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Redaction {
    /// None.
    Nothing,
    /// What goes to the log of a build server. Files are left as they are: a program compares them with the texts.
    Logs,
    /// All.
    Everything,
}

impl Redaction {
    /// What `arguments` and the surroundings ask for.
    pub(super) fn of(arguments: &CheckArguments) -> Self {
        if arguments.redact {
            Self::Everything
        } else if !arguments.no_redact && on_build_server(|name| env::var(name).ok()) {
            Self::Logs
        } else {
            Self::Nothing
        }
    }

    /// Whether the report on the standard output is redacted.
    pub(super) const fn concerns_stdout(self, format: OutputFormat) -> bool {
        match self {
            Self::Nothing => false,
            Self::Logs => format.is_for_logs(),
            Self::Everything => true,
        }
    }

    /// Whether reports in files are redacted.
    pub(super) const fn concerns_files(self) -> bool {
        matches!(self, Self::Everything)
    }
}

fn on_build_server(variable: impl Fn(&str) -> Option<String>) -> bool {
    let says_yes = |value: String| !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false");
    BUILD_SERVERS
        .into_iter()
        .any(|name| variable(name).is_some_and(says_yes))
}

/// Gives findings their places in `source`; to those that tell something of `secrets` their redacted form comes as well.
pub(super) fn place(
    diagnostics: Vec<Diagnostic>,
    secrets: &[TextRange],
    path: &str,
    source: &SourceFile,
) -> Vec<LocatedDiagnostic> {
    if secrets.is_empty() {
        return locate(diagnostics, path, source);
    }
    let shown = mask(&source.text, secrets);
    let mut redacted = diagnostics.clone();
    redact(&mut redacted, secrets, &shown);
    let redacted = locate_in(redacted, path, source, &shown);
    let mut located = locate(diagnostics, path, source);
    for (located, redacted) in located.iter_mut().zip(redacted) {
        if (&located.diagnostic, &located.excerpt) != (&redacted.diagnostic, &redacted.excerpt) {
            located.redacted = Some(Box::new(redacted));
        }
    }
    located
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_server_is_known_by_its_variables() {
        for (name, value, expected) in [
            ("CI", "true", true),
            ("CI", "1", true),
            ("CI", "woodpecker", true),
            ("CI", "False", false),
            ("CI", "", false),
            ("GITLAB_CI", "true", true),
            ("JENKINS_URL", "内网", true),
            ("HOME", "true", false),
        ] {
            let variable = |asked: &str| (asked == name).then(|| value.to_owned());
            assert_eq!(on_build_server(variable), expected, "{name}={value}");
        }
    }
}
