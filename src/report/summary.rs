//! The one place that counts what a run found.

use crate::{
    diagnostic::{Gate, Severity},
    problem::Problem,
    report::{AcceptedBy, LocatedDiagnostic, Report, problems::concerns_input},
};

/// How much was checked and found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files that were checked.
    pub files: usize,
    /// Unicode scalar values of their decoded texts.
    pub characters: usize,
    /// What could not be done.
    pub problems: ProblemCounts,
    /// What was found and accepted by directives in the texts.
    pub suppressed: usize,
    /// What was found and is in the baseline.
    pub baselined: usize,
    severities: [(Severity, usize); 3],
    gates: [(Gate, usize); 4],
}

/// Problems, by what they are with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProblemCounts {
    /// With files that were to be checked.
    pub inputs: usize,
    /// With the configuration or a dictionary.
    pub settings: usize,
}

impl ProblemCounts {
    fn of(problems: &[Problem]) -> Self {
        let inputs = problems.iter().filter(|problem| concerns_input(problem.kind)).count();
        Self {
            inputs,
            settings: problems.len() - inputs,
        }
    }

    /// All problems.
    #[must_use]
    pub const fn total(self) -> usize {
        self.inputs + self.settings
    }

    /// Whether all went well.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.total() == 0
    }
}

impl Summary {
    /// Counts `report`.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let count = |wanted: &dyn Fn(&LocatedDiagnostic) -> bool| {
            report.diagnostics.iter().filter(|located| wanted(located)).count()
        };
        let baselined = report
            .accepted
            .iter()
            .filter(|accepted| accepted.by == AcceptedBy::Baseline)
            .count();
        Self {
            files: report.files,
            characters: report.characters,
            problems: ProblemCounts::of(&report.problems),
            suppressed: report.accepted.len() - baselined,
            baselined,
            severities: Severity::ALL
                .map(|severity| (severity, count(&|located| located.diagnostic.severity == severity))),
            gates: Gate::ALL.map(|gate| (gate, count(&|located| located.diagnostic.gate == gate))),
        }
    }

    /// Findings of each severity, gravest first, the absent ones included.
    #[must_use]
    pub const fn severities(&self) -> &[(Severity, usize); 3] {
        &self.severities
    }

    /// Findings at each gate, gravest first, the absent ones included.
    #[must_use]
    pub const fn gates(&self) -> &[(Gate, usize); 4] {
        &self.gates
    }

    /// Findings of one severity.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> usize {
        self.severities
            .iter()
            .find_map(|&(of, count)| (of == severity).then_some(count))
            .unwrap_or_default()
    }

    /// All findings.
    #[must_use]
    pub fn findings(&self) -> usize {
        self.severities.iter().map(|&(_, count)| count).sum()
    }
}
