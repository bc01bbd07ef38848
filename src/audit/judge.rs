//! One post put to a checker: what is wrong in it, each finding with its place and its sentence.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    across::{Extractor, Severities, Traits},
    post::{Field, FieldName, Post},
    sentences::{Sentence, Sentences},
};
use crate::{
    baseline::{Identity, identities},
    checker::Checker,
    config::{Selector, Settings},
    diagnostic::{Diagnostic, Gate, RuleId, Severity},
    document::{Document, Format, SegmentKind},
    input::encoding::SourceFile,
    report::{
        AcceptedBy, LocatedDiagnostic,
        locate::locate,
        redact::{mask, redact},
        redactor::Redactor,
    },
    suppression::{self, Suppressed},
    text::{hanzi::is_hanzi, line_index::LineColumn, text_range::TextRange},
};

/// What a report says about a post, findings apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostInfo {
    /// Where it was read.
    pub place: String,
    /// The id that its source gives it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day on which it was published.
    pub date: Option<Date>,
    /// Its column or account.
    pub column: String,
    /// Who wrote it.
    pub author: String,
    /// Who is responsible for it.
    pub editor: String,
    /// Where it is published; any text at all.
    pub url: String,
    /// Hanzi that a reader sees.
    pub hanzi: u64,
    /// Findings of each severity, gravest first.
    pub counts: [u32; 3],
}

impl PostInfo {
    /// All findings.
    #[must_use]
    pub fn findings(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The month of its publication, such as `2024-05`.
    #[must_use]
    pub fn month(&self) -> Option<String> {
        self.date.map(|date| format!("{:04}-{:02}", date.year(), date.month()))
    }
}

/// A finding in a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The number of its post in the order of the input, from 0.
    pub post: u32,
    /// The part of the post.
    pub field: FieldName,
    /// Where in that part it begins.
    pub start: LineColumn,
    /// What found it.
    pub rule: RuleId,
    /// Its gate.
    pub gate: Gate,
    /// How grave it is.
    pub severity: Severity,
    /// What the author wrote there, as a reader sees it.
    pub text: String,
    /// What is wrong, in Chinese.
    pub message: String,
    /// Right forms, the likeliest first.
    pub suggestions: Vec<String>,
    /// The norm that it rests on.
    pub basis: Option<std::sync::Arc<str>>,
    /// What stands before it in its sentence.
    pub before: String,
    /// What stands after it.
    pub after: String,
}

/// A post with what is wrong in it.
#[derive(Debug)]
pub struct Judged {
    /// The post.
    pub post: PostInfo,
    /// Its findings in reading order; their numbers of posts are not set yet.
    pub findings: Vec<Finding>,
    /// What each of these is known by; empty if nobody asks.
    identities: Vec<Identity>,
    /// What was found and accepted, in reading order; numbers of posts as above.
    pub accepted: Vec<Accepted>,
    fail_level: Severity,
    /// What others may resemble, where rules over several posts are in force.
    pub(super) resembling: Option<Resembling>,
}

/// A finding that somebody stands by.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// By what it was accepted.
    pub by: AcceptedBy,
}

impl Judged {
    /// Whether any finding fails a run.
    #[must_use]
    pub fn failing(&self) -> bool {
        let mut findings = self.findings.iter();
        findings.any(|finding| finding.severity >= self.fail_level)
    }

    /// Takes out the findings that a baseline has, of which `accepts` tells.
    pub fn accept_known(&mut self, mut accepts: impl FnMut(&Identity) -> bool) {
        let identities = std::mem::take(&mut self.identities);
        if identities.is_empty() {
            return;
        }
        let findings = std::mem::take(&mut self.findings);
        for (finding, identity) in findings.into_iter().zip(identities) {
            if accepts(&identity) {
                let by = AcceptedBy::Baseline;
                self.accepted.push(Accepted { finding, by });
            } else {
                self.findings.push(finding);
            }
        }
        self.accepted
            .sort_by_key(|accepted| (accepted.finding.field, accepted.finding.start));
        self.count();
    }

    fn count(&mut self) {
        self.post.counts = [0; 3];
        for finding in &self.findings {
            let index = Severity::ALL.iter().position(|&severity| severity == finding.severity);
            if let Some(count) = index.and_then(|index| self.post.counts.get_mut(index)) {
                *count = count.saturating_add(1);
            }
        }
    }
}

/// What is compared with other posts, and how gravely.
#[derive(Debug)]
pub(super) struct Resembling {
    pub(super) traits: Traits,
    pub(super) severities: Severities,
    pub(super) fail_level: Severity,
}

/// What posts are judged by.
#[derive(Clone, Copy)]
pub struct Bench<'b> {
    /// Finds what is wrong.
    pub checker: &'b Checker,
    /// What it was made from.
    pub settings: &'b Settings,
    /// What is out of force for the post at hand.
    pub ignored: &'b [&'b Selector],
    /// Whether it must be told what findings are known by, because there is a baseline.
    pub wants_identities: bool,
    /// Finds what must not be shown, if the report is for others.
    pub redactor: Option<&'b Redactor>,
    /// Finds what posts are compared by, if there are several.
    pub extractor: Option<&'b Extractor>,
}

/// What a check found in a file.
#[derive(Debug, Clone)]
pub struct Found<'f> {
    /// What remains to be mended.
    pub diagnostics: Vec<Diagnostic>,
    /// What each of these is known by; empty if there is no baseline.
    pub identities: Vec<Identity>,
    /// What the author answered for, with the reasons.
    pub accepted: Vec<(Diagnostic, String)>,
    /// What must not be shown.
    pub hidden: &'f [TextRange],
}

impl Judged {
    /// A file that was checked, as the post that it is; `redactor` is there if the report is for others.
    #[must_use]
    pub fn of_file(
        post: Post,
        document: Document,
        found: Found<'_>,
        fail_level: Severity,
        redactor: Option<&Redactor>,
    ) -> Self {
        let date = document.published().or(post.date);
        let mut judged = Self::begin(post, date, fail_level);
        judged.post.hanzi = hanzi(&document);
        let field = Field::new(FieldName::Body, document.format(), "");
        let mut secrets = Vec::new();
        judged.tell(&field, document, found, &mut secrets);
        if let Some(redactor) = redactor {
            judged.conceal(redactor, &secrets);
        }
        judged.count();
        judged
    }

    /// A post in which nothing was found yet.
    fn begin(post: Post, date: Option<Date>, fail_level: Severity) -> Self {
        Self {
            post: PostInfo {
                place: post.place,
                id: post.id,
                title: post.title,
                date,
                column: post.column,
                author: post.author,
                editor: post.editor,
                url: post.url,
                hanzi: 0,
                counts: [0; 3],
            },
            findings: Vec::new(),
            identities: Vec::new(),
            accepted: Vec::new(),
            fail_level,
            resembling: None,
        }
    }

    /// Adds what was found in a field; what of it must not be shown goes to `secrets`.
    fn tell(&mut self, field: &Field, document: Document, found: Found<'_>, secrets: &mut Vec<String>) {
        let Found {
            diagnostics,
            identities,
            accepted,
            hidden,
        } = found;
        self.identities.extend(identities);
        secrets.extend(hidden.iter().map(|range| range.slice(document.source()).to_owned()));
        if diagnostics.is_empty() && accepted.is_empty() {
            return;
        }
        let (accepted, reasons): (Vec<Diagnostic>, Vec<String>) = accepted.into_iter().unzip();
        let [of_diagnostics, of_accepted] =
            [&diagnostics, &accepted].map(|list| Sentences::of(&document, list, hidden));
        let source = SourceFile::from(document.into_source());
        let shown = (!hidden.is_empty()).then(|| mask(&source.text, hidden));
        let [diagnostics, accepted] = [diagnostics, accepted].map(|mut list| {
            if let Some(shown) = &shown {
                redact(&mut list, hidden, shown);
            }
            locate(list, "", &source)
        });
        let diagnostics = diagnostics.into_iter().zip(of_diagnostics);
        self.findings
            .extend(diagnostics.map(|(located, sentence)| finding(field, located, sentence)));
        let accepted = accepted.into_iter().zip(of_accepted).zip(reasons);
        self.accepted
            .extend(accepted.map(|((located, sentence), reason)| Accepted {
                finding: finding(field, located, sentence),
                by: AcceptedBy::Suppression { reason },
            }));
    }

    /// Masks what must not be shown in what is said about the post.
    fn conceal(&mut self, redactor: &Redactor, secrets: &[String]) {
        let info = &mut self.post;
        for text in [
            &mut info.place,
            &mut info.id,
            &mut info.title,
            &mut info.column,
            &mut info.author,
            &mut info.editor,
            &mut info.url,
        ] {
            conceal(text, redactor, secrets);
        }
    }
}

impl Bench<'_> {
    /// Judges `post` as of the day of its publication.
    #[must_use]
    pub fn judge(&self, mut post: Post) -> Judged {
        let fields = std::mem::take(&mut post.fields);
        let date = post.date;
        let mut judged = Judged::begin(post, self.settings.as_of.or(date), self.settings.fail_level);
        let body = fields.iter().position(|field| field.name == FieldName::Body);
        let documents: Vec<(Field, Document)> = fields
            .into_iter()
            .map(|mut field| {
                let text = std::mem::take(&mut field.text);
                let document = match field.name {
                    FieldName::Title => Document::segment(text, SegmentKind::Title),
                    FieldName::Digest => Document::segment(text, SegmentKind::Attribute),
                    FieldName::Body => Document::parse(text, field.format, &self.settings.parse),
                };
                (field, document.published_on(date))
            })
            .collect();
        let repeats_body = |digest: &str| {
            let body = body.and_then(|index| documents.get(index));
            body.is_some_and(|(_, body)| visible(body).contains(digest.trim()))
        };
        let is_repeated: Vec<bool> = documents
            .iter()
            .map(|(field, document)| field.name == FieldName::Digest && repeats_body(document.source()))
            .collect();
        let mut secrets = Vec::new();
        for ((field, document), is_repeated) in documents.into_iter().zip(is_repeated) {
            // An account makes a digest by itself from how the text begins.
            if !is_repeated {
                self.judge_field(&field, document, &mut judged, &mut secrets);
            }
        }
        if let Some(resembling) = &mut judged.resembling {
            resembling.traits.forget(&secrets);
        }
        if let Some(redactor) = self.redactor {
            judged.conceal(redactor, &secrets);
        }
        judged.count();
        judged
    }

    fn judge_field(&self, field: &Field, document: Document, judged: &mut Judged, secrets: &mut Vec<String>) {
        judged.post.hanzi += hanzi(&document);
        let mut diagnostics = self.checker.check(&document);
        let hidden = self
            .redactor
            .map_or_else(Vec::new, |redactor| redactor.secrets(&document, &diagnostics));
        diagnostics.retain(|found| !self.ignored.iter().any(|selector| selector.matches(&found.rule)));
        if field.name == FieldName::Body && judged.post.date.is_none() {
            judged.post.date = document.published();
        }
        if field.name == FieldName::Body
            && let Some(extractor) = self.extractor
        {
            let severities = extractor.severities(self.settings, self.ignored);
            judged.resembling = severities.iter().any(Option::is_some).then(|| Resembling {
                traits: extractor.traits(&document, judged.post.date, &judged.post.url),
                severities,
                fail_level: self.settings.fail_level,
            });
        }
        let Suppressed { found, accepted } = suppression::apply(self.checker, &document, diagnostics, self.ignored);
        let identities = if self.wants_identities {
            identities(&document, &found)
        } else {
            Vec::new()
        };
        let found = Found {
            diagnostics: found,
            identities,
            accepted,
            hidden: &hidden,
        };
        judged.tell(field, document, found, secrets);
    }
}

fn finding(field: &Field, located: LocatedDiagnostic, sentence: Sentence) -> Finding {
    let (line, column) = (located.line, located.column);
    let start = LineColumn {
        line: field.start.line + line - 1,
        column: if line == 1 {
            field.start.column + column - 1
        } else {
            column
        },
    };
    let Diagnostic {
        rule,
        gate,
        severity,
        message,
        suggestions,
        basis,
        ..
    } = located.diagnostic;
    Finding {
        post: 0,
        field: field.name,
        start,
        rule,
        gate,
        severity,
        text: sentence.marked,
        message,
        suggestions,
        basis,
        before: sentence.before,
        after: sentence.after,
    }
}

/// Hanzi that a reader sees.
fn hanzi(document: &Document) -> u64 {
    let count: usize = document
        .segments()
        .map(|segment| {
            let pieces = segment.pieces.iter().map(|piece| segment.piece_text(piece));
            pieces.flat_map(str::chars).filter(|&c| is_hanzi(c)).count()
        })
        .sum();
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// All that a reader sees.
fn visible(document: &Document) -> String {
    document.segments().map(|segment| segment.text()).collect()
}

/// Masks in `text` what the redactor finds and what was found to be secret elsewhere in the post.
fn conceal(text: &mut String, redactor: &Redactor, secrets: &[String]) {
    for secret in secrets {
        if !secret.is_empty() && text.contains(secret) {
            *text = text.replace(secret, &mask(secret, &[TextRange::new(0, secret.len())]));
        }
    }
    let document = Document::new(std::mem::take(text), Format::Plain);
    *text = mask(document.source(), &redactor.secrets(&document, &[]));
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn judge(fields: Vec<Field>, redact: bool) -> Judged {
        let settings = Settings::default();
        let checker = Checker::new(&settings).unwrap();
        let redactor = redact.then(|| Redactor::new().unwrap());
        let bench = Bench {
            checker: &checker,
            settings: &settings,
            ignored: &[],
            wants_identities: false,
            redactor: redactor.as_ref(),
            extractor: None,
        };
        let mut post = Post::at("表.csv:2", "表.csv");
        post.title = "关于13912345678的通知".to_owned();
        post.date = Some(date(2024, 5, 1));
        post.fields = fields;
        bench.judge(post)
    }

    #[test]
    fn a_finding_has_its_place_in_its_field_and_its_sentence_without_markup() {
        let mut body = Field::new(
            FieldName::Body,
            Format::Html,
            "<p>第一句。各单位要<b>认真</b>布<i>署</i>工作。第三句。</p>",
        );
        body.start = LineColumn { line: 7, column: 11 };
        let judged = judge(vec![body], false);
        let [finding] = judged.findings.as_slice() else {
            panic!("{:?}", judged.findings);
        };
        assert_eq!(finding.rule.as_str(), "typo/布署");
        assert_eq!((finding.start.line, finding.start.column), (7, 31));
        assert_eq!(
            (&*finding.before, &*finding.text, &*finding.after),
            ("各单位要认真", "布署", "工作。")
        );
        assert_eq!(judged.post.counts, [1, 0, 0]);
        assert_eq!(judged.post.hanzi, 16);
        assert!(judged.failing());
    }

    #[test]
    fn a_title_needs_no_full_stop_and_a_digest_that_repeats_the_text_is_judged_once() {
        let fields = vec![
            Field::new(FieldName::Title, Format::Plain, "认真布署工作"),
            Field::new(FieldName::Digest, Format::Plain, "做为代表，他"),
            Field::new(FieldName::Body, Format::Html, "<p>做为<b>代表</b>，他来了。</p>"),
        ];
        let judged = judge(fields, false);
        let found: Vec<_> = judged
            .findings
            .iter()
            .map(|found| (found.field, found.rule.as_str()))
            .collect();
        assert_eq!(found, [(FieldName::Title, "typo/布署"), (FieldName::Body, "typo/做为")]);
    }

    #[test]
    fn a_redacted_post_tells_nothing_private_anywhere() {
        let body = "联系人李明，手机13912345678，请认真布署工作。";
        let judged = judge(vec![Field::new(FieldName::Body, Format::Plain, body)], true);
        assert!(judged.findings.len() >= 2);
        let shown = format!("{:?}{:?}", judged.post, judged.findings);
        assert!(!shown.contains("3912345678"), "{shown}");
        assert!(judged.findings.iter().any(|found| found.before.contains("请认真")));
    }
}
