//! Counts what was judged and keeps the findings.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io,
};

use jiff::civil::Date;

use super::{
    across::Index,
    judge::{Accepted, Finding, Judged, PostInfo},
    read::PassedOver,
    store::PostStore,
};
use crate::{
    diagnostic::{Gate, RuleId, Severity},
    problem::Problem,
};

/// Places of each sort of what was passed over that are kept to be named.
const NAMED: usize = 100;

/// A whole audit.
#[derive(Debug)]
pub struct Audit {
    /// The day on which it was made.
    pub date: Date,
    /// What was audited, as the user named it.
    pub inputs: Vec<String>,
    /// Whether private information is masked.
    pub is_redacted: bool,
    /// What was counted.
    pub summary: Summary,
    /// Every post.
    pub posts: PostStore,
    /// The findings, by post and place.
    pub findings: Vec<Finding>,
    /// The posts as far as others may resemble them.
    pub resembling: Index,
    /// What was found and accepted.
    pub accepted: Vec<Accepted>,
    /// What could not be checked.
    pub problems: Vec<Problem>,
    /// What was left out on purpose, by reason.
    pub passed_over: BTreeMap<PassedOver, PassedOverPlaces>,
}

/// What was left out for one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassedOverPlaces {
    /// How much.
    pub count: usize,
    /// The first of it.
    pub places: Vec<String>,
}

/// How much was checked and found.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// All of it.
    pub whole: Group,
    /// Posts without findings.
    pub clean_posts: usize,
    /// Findings by gate and severity, gravest first.
    pub gates: [[usize; 3]; 4],
    /// By month, such as `2024-05`; posts without a date under the empty text.
    pub months: BTreeMap<String, Group>,
    /// By column; posts without one under the empty text.
    pub columns: HashMap<String, Group>,
    /// By responsible editor, or author where none is named; others under the empty text.
    pub editors: HashMap<String, Group>,
    /// By rule.
    pub rules: HashMap<RuleId, RuleCount>,
}

/// A number of posts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Group {
    /// Posts.
    pub posts: usize,
    /// Their Hanzi.
    pub hanzi: u64,
    /// Findings of each severity, gravest first.
    pub counts: [usize; 3],
}

impl Group {
    fn add(&mut self, post: &PostInfo) {
        self.posts += 1;
        self.hanzi += post.hanzi;
        for (whole, count) in self.counts.iter_mut().zip(post.counts) {
            *whole += usize::try_from(count).unwrap_or(usize::MAX);
        }
    }

    /// All findings.
    #[must_use]
    pub fn findings(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Errors, leaving out what may be right.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.counts[0]
    }

    /// Errors per 10,000 Hanzi; `None` without any Hanzi.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
    pub fn error_rate(&self) -> Option<f64> {
        (self.hanzi > 0).then(|| self.errors() as f64 * 10_000.0 / self.hanzi as f64)
    }
}

/// How often a rule spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// Findings.
    pub findings: usize,
    /// Posts with any.
    pub posts: usize,
    /// The last post with any, by which the posts are counted.
    last_post: u32,
    /// The gate.
    pub gate: Gate,
    /// How grave.
    pub severity: Severity,
    /// What the first finding says.
    pub message: String,
}

impl Summary {
    /// Findings of that gate that are errors.
    #[must_use]
    pub fn errors_at(&self, gate: Gate) -> usize {
        index_of(&Gate::ALL, gate).map_or(0, |index| self.gates[index][0])
    }

    /// Findings that the inspection of government sites and accounts calls 严重表述错误, of which one fails the whole.
    #[must_use]
    pub fn grave(&self) -> usize {
        self.errors_at(Gate::Political)
    }

    /// The rules, those that spoke most first.
    #[must_use]
    pub fn most_frequent(&self) -> Vec<(&RuleId, &RuleCount)> {
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by(|(one, a), (other, b)| (b.findings, one).cmp(&(a.findings, other)));
        rules
    }
}

/// `groups` by errors, then findings, then posts, the most first.
#[must_use]
pub fn by_findings(groups: &HashMap<String, Group>) -> Vec<(&str, Group)> {
    let mut sorted: Vec<_> = groups.iter().map(|(name, group)| (name.as_str(), *group)).collect();
    let key = |group: &Group| (group.errors(), group.findings(), group.posts);
    sorted.sort_by(|(one, a), (other, b)| key(b).cmp(&key(a)).then(one.cmp(other)));
    sorted
}

fn index_of<T: PartialEq>(all: &[T], wanted: T) -> Option<usize> {
    all.iter().position(|one| *one == wanted)
}

impl Audit {
    /// An audit of nothing yet, made on `date`.
    ///
    /// # Errors
    ///
    /// Of the operating system, if there is no room for temporary files.
    pub fn new(date: Date, inputs: Vec<String>, is_redacted: bool) -> io::Result<Self> {
        Ok(Self {
            date,
            inputs,
            is_redacted,
            summary: Summary::default(),
            posts: PostStore::new()?,
            findings: Vec::new(),
            resembling: Index::default(),
            accepted: Vec::new(),
            problems: Vec::new(),
            passed_over: BTreeMap::new(),
        })
    }

    /// Adds a post, which comes after all that were added.
    ///
    /// # Errors
    ///
    /// Of the operating system, if the post cannot be kept.
    pub fn add(&mut self, judged: Judged) -> io::Result<()> {
        let Judged {
            post,
            findings,
            accepted,
            resembling,
            ..
        } = judged;
        let number = self.posts.add(&post)?;
        if let Some(found) = resembling {
            self.resembling
                .add(number, found.traits, &found.severities, found.fail_level);
        }
        let summary = &mut self.summary;
        summary.whole.add(&post);
        summary.clean_posts += usize::from(findings.is_empty());
        summary
            .months
            .entry(post.month().unwrap_or_default())
            .or_default()
            .add(&post);
        group(&mut summary.columns, &post.column).add(&post);
        group(&mut summary.editors, editor(&post)).add(&post);
        for mut finding in findings {
            finding.post = number;
            self.count(&finding);
            self.findings.push(finding);
        }
        self.accepted.extend(accepted.into_iter().map(|mut accepted| {
            accepted.finding.post = number;
            accepted
        }));
        Ok(())
    }

    /// Adds what is known only of several posts together, when all posts have been added; tells whether any of it fails a
    /// run.
    ///
    /// # Errors
    ///
    /// Of the operating system, if the posts cannot be read again.
    pub fn compare_posts(&mut self) -> io::Result<bool> {
        let index = std::mem::take(&mut self.resembling);
        let concerned = index.concerned();
        if concerned.is_empty() {
            return Ok(false);
        }
        let mut posts: HashMap<u32, PostInfo> = HashMap::new();
        for (post, number) in self.posts.read()?.zip(0..) {
            let post = post?;
            if concerned.contains(&number) {
                posts.insert(number, post);
            }
        }
        let findings = index.findings(&posts);
        let mut with_findings: HashSet<u32> = HashSet::new();
        for finding in &findings {
            self.count(finding);
            let (Some(post), Some(severity)) = (posts.get(&finding.post), index_of(&Severity::ALL, finding.severity))
            else {
                continue;
            };
            if post.findings() == 0 && with_findings.insert(finding.post) {
                self.summary.clean_posts = self.summary.clean_posts.saturating_sub(1);
            }
            let editor = editor(post);
            let summary = &mut self.summary;
            let months = summary.months.entry(post.month().unwrap_or_default()).or_default();
            months.counts[severity] += 1;
            group(&mut summary.columns, &post.column).counts[severity] += 1;
            group(&mut summary.editors, editor).counts[severity] += 1;
            summary.whole.counts[severity] += 1;
        }
        self.findings.extend(findings);
        self.findings.sort_by_key(|finding| finding.post);
        Ok(index.is_failing())
    }

    /// Notes that something was left out on purpose.
    pub fn pass_over(&mut self, place: String, reason: PassedOver) {
        let known = self.passed_over.entry(reason).or_default();
        known.count += 1;
        if known.places.len() < NAMED {
            known.places.push(place);
        }
    }

    fn count(&mut self, finding: &Finding) {
        let at = index_of(&Gate::ALL, finding.gate).zip(index_of(&Severity::ALL, finding.severity));
        if let Some((gate, severity)) = at {
            self.summary.gates[gate][severity] += 1;
        }
        let known = self.summary.rules.get_mut(&finding.rule);
        if let Some(known) = known {
            known.findings += 1;
            known.posts += usize::from(known.last_post != finding.post);
            known.last_post = finding.post;
            return;
        }
        let count = RuleCount {
            findings: 1,
            posts: 1,
            last_post: finding.post,
            gate: finding.gate,
            severity: finding.severity,
            message: finding.message.clone(),
        };
        self.summary.rules.insert(finding.rule.clone(), count);
    }

    /// Gives each post to `take` with its number and its findings, in the order of the input.
    ///
    /// # Errors
    ///
    /// Those of `take`, and of the operating system.
    pub fn for_each_post(
        &mut self,
        mut take: impl FnMut(u32, &PostInfo, &[Finding]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut rest = self.findings.as_slice();
        for (post, number) in self.posts.read()?.zip(0..) {
            let own = rest.partition_point(|finding| finding.post <= number);
            let (findings, after) = rest.split_at(own);
            rest = after;
            let mut post = post?;
            // What is known of several posts together came after the post was counted.
            post.counts = counts(findings);
            take(number, &post, findings)?;
        }
        Ok(())
    }
}

/// Who answers for a post.
fn editor(post: &PostInfo) -> &str {
    if post.editor.is_empty() {
        &post.author
    } else {
        &post.editor
    }
}

fn counts(findings: &[Finding]) -> [u32; 3] {
    Severity::ALL.map(|severity| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    })
}

/// The group of that name, without a copy of the name where it is known.
fn group<'g>(groups: &'g mut HashMap<String, Group>, name: &str) -> &'g mut Group {
    if !groups.contains_key(name) {
        groups.insert(name.to_owned(), Group::default());
    }
    groups.entry(name.to_owned()).or_default()
}
