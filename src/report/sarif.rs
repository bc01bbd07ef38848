//! SARIF 2.1.0, which code hosts and editors read.
//!
//! Columns are Unicode scalar values, as `columnKind` says. Only rules that found something are described, each with
//! its page of the handbook. What could not be checked is a notification, and the run then did not succeed.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, Serializer};

use super::{
    LocatedDiagnostic, Report, Reporter, RuleInfo,
    fingerprint::{self, Fingerprints},
    harmless_json,
    location::{ProblemPlace, portable_path},
    printable, problems,
    replacement::replacement,
    tool,
};
use crate::{diagnostic::Severity, dictionary, problem::Problem};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What may stand in a path of a URI as it is. A colon may not: in the first part it would end a scheme.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_')
    .remove(b'~');

/// `--format sarif`.
#[derive(Debug, Clone, Copy)]
pub struct Sarif;

impl Reporter for Sarif {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let infos: BTreeMap<&str, &RuleInfo> = report.rules.iter().map(|info| (info.id.as_str(), info)).collect();
        let ids = report
            .diagnostics
            .iter()
            .map(|located| located.diagnostic.rule.as_str());
        let mut numbers: BTreeMap<&str, usize> = ids.map(|id| (id, 0)).collect();
        for (number, place) in numbers.values_mut().enumerate() {
            *place = number;
        }
        let log = Log {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: tool::NAME,
                        version: tool::VERSION,
                        properties: DriverProperties {
                            dictionary_version: dictionary::VERSION,
                        },
                        rules: numbers.keys().map(|id| Rule::new(id, infos.get(id).copied())).collect(),
                    },
                },
                invocations: [Invocation::new(&report.problems)],
                results: Results { report, numbers },
                column_kind: "unicodeCodePoints",
            }],
        };
        harmless_json::write_pretty(&log, out)?;
        writeln!(out)
    }
}

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool<'r>,
    invocations: [Invocation<'r>; 1],
    column_kind: &'static str,
    results: Results<'r>,
}

#[derive(Serialize)]
struct Tool<'r> {
    driver: Driver<'r>,
}

#[derive(Serialize)]
struct Driver<'r> {
    name: &'static str,
    version: &'static str,
    properties: DriverProperties,
    rules: Vec<Rule<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DriverProperties {
    dictionary_version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'r> {
    id: &'r str,
    short_description: Message,
    help: Help<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Configuration>,
}

#[derive(Serialize)]
struct Help<'r> {
    text: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<&'r str>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

impl<'r> Rule<'r> {
    /// A rule without `info` is one whose name is masked: nothing more may be told of it.
    fn new(id: &'r str, info: Option<&'r RuleInfo>) -> Self {
        Self {
            id,
            short_description: Message::new(info.map_or(id, |info| &info.title)),
            help: Help {
                text: info.map_or(id, |info| &info.help),
                markdown: info.filter(|info| info.is_markdown).map(|info| info.help.as_str()),
            },
            default_configuration: info.map(|info| Configuration {
                level: level(info.severity),
            }),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'r> {
    execution_successful: bool,
    tool_configuration_notifications: Vec<Notification<'r>>,
    tool_execution_notifications: Vec<Notification<'r>>,
}

impl<'r> Invocation<'r> {
    fn new(problems: &'r [Problem]) -> Self {
        let (inputs, settings): (Vec<&Problem>, Vec<&Problem>) = problems
            .iter()
            .partition(|problem| problems::concerns_input(problem.kind));
        Self {
            execution_successful: problems.is_empty(),
            tool_configuration_notifications: settings.into_iter().map(Notification::new).collect(),
            tool_execution_notifications: inputs.into_iter().map(Notification::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct Notification<'r> {
    descriptor: Descriptor,
    level: &'static str,
    message: Message,
    locations: [Location<'r>; 1],
}

#[derive(Serialize)]
struct Descriptor {
    id: &'static str,
}

impl<'r> Notification<'r> {
    fn new(problem: &'r Problem) -> Self {
        let place = ProblemPlace::of(problem);
        Self {
            descriptor: Descriptor { id: problem.kind.id() },
            level: "error",
            message: Message::new(&problem.message),
            locations: [Location {
                physical_location: PhysicalLocation {
                    artifact_location: ArtifactLocation::new(place.path),
                    region: place.line.map(|line| Region {
                        start_line: line,
                        start_column: place.column,
                        ..Region::default()
                    }),
                },
                message: None,
            }],
        }
    }
}

/// The results, made one at a time while they are written.
struct Results<'r> {
    report: &'r Report,
    /// The place of each rule among the described.
    numbers: BTreeMap<&'r str, usize>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fingerprints = RefCell::new(Fingerprints::default());
        serializer.collect_seq(self.report.diagnostics.iter().map(|located| {
            let number = self.numbers.get(located.diagnostic.rule.as_str());
            let fingerprint = fingerprints.borrow_mut().next(located);
            ResultObject::new(located, number.copied(), fingerprint)
        }))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultObject<'r> {
    rule_id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'r>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Fix<'r>; 1]>,
    properties: ResultProperties<'r>,
}

#[derive(Serialize)]
struct ResultProperties<'r> {
    gate: &'static str,
    suggestions: &'r [String],
    basis: Option<&'r str>,
}

impl<'r> ResultObject<'r> {
    fn new(located: &'r LocatedDiagnostic, rule_index: Option<usize>, fingerprint: String) -> Self {
        let diagnostic = &located.diagnostic;
        let region = Region {
            start_line: located.line,
            start_column: Some(located.column),
            end_line: Some(located.end_line),
            end_column: Some(located.end_column),
            snippet: Some(Snippet { text: &diagnostic.text }),
        };
        let artifact_location = ArtifactLocation::new(&located.path);
        let related = located.related.iter().zip(&diagnostic.related);
        Self {
            rule_id: diagnostic.rule.as_str(),
            rule_index,
            level: level(diagnostic.severity),
            message: Message::new(&diagnostic.message),
            related_locations: related
                .map(|(place, related)| Location {
                    physical_location: PhysicalLocation {
                        artifact_location: artifact_location.clone(),
                        region: Some(Region {
                            start_line: place.line,
                            start_column: Some(place.column),
                            ..Region::default()
                        }),
                    },
                    message: Some(Message::new(&related.message)),
                })
                .collect(),
            partial_fingerprints: BTreeMap::from([(fingerprint::KEY, fingerprint)]),
            fixes: replacement(diagnostic).map(|text| {
                [Fix {
                    artifact_changes: [ArtifactChange {
                        artifact_location: artifact_location.clone(),
                        replacements: [Replacement {
                            deleted_region: Region {
                                snippet: None,
                                ..region
                            },
                            inserted_content: Snippet { text },
                        }],
                    }],
                }]
            }),
            locations: [Location {
                physical_location: PhysicalLocation {
                    artifact_location,
                    region: Some(region),
                },
                message: None,
            }],
            properties: ResultProperties {
                gate: diagnostic.gate.id(),
                suggestions: &diagnostic.suggestions,
                basis: diagnostic.basis.as_deref(),
            },
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'r> {
    physical_location: PhysicalLocation<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'r> {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region<'r>>,
}

#[derive(Clone, Serialize)]
struct ArtifactLocation {
    uri: String,
}

impl ArtifactLocation {
    fn new(path: &str) -> Self {
        let path = portable_path(path);
        // An absolute path needs a scheme, and one with a drive another slash.
        let scheme = match (Path::new(&*path).is_absolute(), path.starts_with('/')) {
            (true, true) => "file://",
            (true, false) => "file:///",
            (false, _) => "",
        };
        Self {
            uri: format!("{scheme}{}", utf8_percent_encode(&path, ESCAPED)),
        }
    }
}

#[derive(Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'r> {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Snippet<'r>>,
}

#[derive(Clone, Copy, Serialize)]
struct Snippet<'r> {
    text: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'r> {
    artifact_changes: [ArtifactChange<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'r> {
    artifact_location: ArtifactLocation,
    replacements: [Replacement<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'r> {
    deleted_region: Region<'r>,
    inserted_content: Snippet<'r>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    /// Viewers show messages as they are.
    fn new(text: &str) -> Self {
        Self {
            text: printable::one_line(text).into_owned(),
        }
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
