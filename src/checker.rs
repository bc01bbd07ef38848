//! From a document to findings; pure, and the same for the same text, dictionaries and settings.

use std::{
    cell::LazyCell,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;

use crate::{
    config::{Selector, Settings, severity_of},
    context::{self, Accepted, Learned, Model, Suspicion, Usage},
    diagnostic::{Applicability, Diagnostic, Fix, Gate, RuleId, Severity},
    dictionary::{self, Dictionary, Entry, Kind},
    document::{Document, prose::Layout},
    fix::edits::{Edits, edits},
    matching::{Candidate, Day, Finding, Matcher, Verdict, rename},
    problem::{Problem, ProblemKind},
    rules::{self, Context, Rule, RuleOptions, RuleSet},
    text::text_range::TextRange,
};

/// Checks documents under fixed settings. Build it once; it may be shared by threads.
pub struct Checker {
    dictionaries: Vec<Arc<Dictionary>>,
    /// The numbers of those of which something is in force.
    in_force: Vec<usize>,
    matcher: Matcher,
    severities: Vec<(Selector, Severity)>,
    rules: RuleSet,
    options: RuleOptions,
    as_of: Option<Date>,
    today: Option<Date>,
    requires_reasons: bool,
    shipped: Model<'static>,
    learned: Option<Arc<Learned>>,
    accepted: Accepted,
    standings: OnceLock<Standings>,
}

/// Whether a selector speaks of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is no such rule.
    Unknown,
    /// None of the rules that it speaks of is in force.
    OutOfForce,
    /// At least one is.
    InForce,
}

/// The ids of rules, each list in order.
struct Standings {
    known: Vec<RuleId>,
    in_force: Vec<RuleId>,
}

impl Checker {
    /// A checker with the shipped dictionaries and those of `settings`.
    ///
    /// # Errors
    ///
    /// If a shipped dictionary cannot be read or the dictionaries are too large together.
    pub fn new(settings: &Settings) -> Result<Self, Problem> {
        let shipped = dictionary::shipped()?;
        let dictionaries: Vec<Arc<Dictionary>> = shipped.iter().chain(&settings.dictionaries).cloned().collect();
        let mut entries: Vec<Arc<Entry>> = Vec::new();
        let mut in_force = Vec::new();
        for (number, dictionary) in dictionaries.iter().enumerate() {
            let before = entries.len();
            let selected = dictionary.entries.iter();
            entries.extend(
                selected
                    .filter(|entry| settings.selects(&entry.rule, dictionary.enabled))
                    .cloned(),
            );
            if entries.len() > before {
                in_force.push(number);
            }
        }
        let matcher = Matcher::new(entries, settings.allow.clone())
            .map_err(|message| Problem::new("shenjiao", ProblemKind::Dictionary, message))?;
        let rules = RuleSet::new(settings).map_err(|_| {
            let message = "[[allow]] 放行的文字太多，超出了一次检查能容纳的数量；请减少一些";
            Problem::new("shenjiao", ProblemKind::Config, message)
        })?;
        let accepted = accepted(settings, &dictionaries);
        Ok(Self {
            dictionaries,
            in_force,
            matcher,
            severities: settings.severities.clone(),
            rules,
            options: settings.rules.clone(),
            as_of: settings.as_of,
            today: settings.today,
            requires_reasons: settings.suppression_reasons,
            shipped: context::shipped().map_err(|error| {
                Problem::new(
                    "shenjiao",
                    ProblemKind::Dictionary,
                    format!("内置的用字统计{error}；请重新安装"),
                )
            })?,
            learned: settings.learned.clone(),
            accepted,
            standings: OnceLock::new(),
        })
    }

    /// What is wrong in `document`, ordered by place.
    #[must_use]
    pub fn check(&self, document: &Document) -> Vec<Diagnostic> {
        let layout = Layout::new(document);
        let day = self.day(document);
        let candidates = self.matcher.candidates(&layout, day, false);
        let is_regulation = LazyCell::new(|| rename::is_regulation(layout.prose()));
        let reported = candidates
            .into_iter()
            .filter(|candidate| candidate.verdict == Verdict::Reported);
        let mut found: Vec<Diagnostic> = reported
            .map(|candidate| self.diagnose(document, candidate, &is_regulation))
            .collect();
        let context = Context {
            published: day.published,
            options: &self.options,
            words: self.matcher.words(),
            usage: self.usage(),
        };
        let mut by_rules = self.rules.check(&layout, &context);
        yield_to_others(&mut by_rules, &found);
        if !by_rules.is_empty() {
            found.extend(by_rules);
            found.sort_by(|one, other| (one.range, &one.rule).cmp(&(other.range, &other.rule)));
        }
        found
    }

    /// The text rules in force.
    #[must_use]
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Every place where a wrong form stands, and why it is reported or not.
    #[must_use]
    pub fn trace(&self, document: &Document) -> Vec<Candidate> {
        self.matcher
            .candidates(&Layout::new(document), self.day(document), true)
    }

    /// Where other characters were probably meant than those that stand there, and why some of these places are
    /// released all the same, whichever rules are in force.
    #[must_use]
    pub fn suspicions(&self, document: &Document) -> Vec<(TextRange, Suspicion)> {
        let layout = Layout::new(document);
        let (usage, prose) = (self.usage(), layout.prose());
        let suspicions = usage.suspicions(prose).iter();
        suspicions
            .filter_map(|suspicion| {
                let paragraph = prose.paragraphs.get(suspicion.paragraph)?;
                Some((paragraph.source(suspicion.range.clone()), suspicion.clone()))
            })
            .collect()
    }

    fn usage(&self) -> Usage<'_> {
        let learned = self.learned.as_deref().and_then(Learned::model);
        Usage::new(self.shipped, learned, self.matcher.words(), &self.accepted)
    }

    /// All dictionaries, in force or not: the shipped ones, then the organisation's.
    #[must_use]
    pub fn dictionaries(&self) -> &[Arc<Dictionary>] {
        &self.dictionaries
    }

    /// The dictionaries of which at least one entry is in force.
    pub fn dictionaries_in_force(&self) -> impl Iterator<Item = &Arc<Dictionary>> {
        self.in_force.iter().map(|&number| &self.dictionaries[number])
    }

    /// The entries in force, by the numbers that [`trace`](Self::trace) gives.
    #[must_use]
    pub fn entries(&self) -> &[Arc<Entry>] {
        self.matcher.entries()
    }

    /// The present day, by which deadlines are judged, if it is known.
    #[must_use]
    pub fn today(&self) -> Option<Date> {
        self.today
    }

    /// Whether a suppression in a text needs a reason.
    #[must_use]
    pub fn requires_reasons(&self) -> bool {
        self.requires_reasons
    }

    /// Whether `selector` speaks of a rule, and of one in force.
    #[must_use]
    pub fn standing(&self, selector: &Selector) -> Standing {
        let standings = self.standings.get_or_init(|| {
            let sorted = |mut ids: Vec<RuleId>| {
                ids.sort_unstable();
                ids
            };
            let entries = self.dictionaries.iter().flat_map(|dictionary| &dictionary.entries);
            let known = entries.map(|entry| entry.rule.clone());
            let in_force = self.entries().iter().map(|entry| entry.rule.clone());
            Standings {
                known: sorted(known.chain(rules::all().map(Rule::rule_id)).collect()),
                in_force: sorted(in_force.chain(self.rules.rules().map(Rule::rule_id)).collect()),
            }
        });
        if selector.is_among(&standings.in_force) {
            Standing::InForce
        } else if selector.is_among(&standings.known) {
            Standing::OutOfForce
        } else {
            Standing::Unknown
        }
    }

    fn day(&self, document: &Document) -> Day {
        Day {
            published: self.as_of.or(document.published()),
            today: self.today,
        }
    }

    fn diagnose(
        &self,
        document: &Document,
        candidate: Candidate,
        is_regulation: &LazyCell<bool, impl FnOnce() -> bool>,
    ) -> Diagnostic {
        let entry = &self.entries()[candidate.entry];
        let Finding {
            mut message,
            suggestions,
            gravest,
        } = candidate.finding.unwrap_or_else(|| {
            let mut message = format!("「{}」", candidate.written);
            if !entry.to.is_empty() {
                message.push_str("应为");
                let forms: Vec<String> = entry.to.iter().map(|right| format!("「{right}」")).collect();
                message.push_str(&forms.join("或"));
            }
            Finding {
                message,
                suggestions: entry.to.clone(),
                gravest: Severity::Error,
            }
        });
        // A regulation keeps the names of its time until it is amended.
        let gravest = match &entry.kind {
            Kind::Rename(_) if **is_regulation => Severity::Info,
            _ => gravest,
        };
        if let Some(note) = &entry.note {
            message.push('：');
            message.push_str(note);
        }
        let severity = severity_of(&self.severities, &entry.rule, entry.severity).min(gravest);
        Diagnostic {
            fix: self.fix(document, entry, severity, candidate.range, &suggestions),
            rule: entry.rule.clone(),
            gate: entry.gate,
            severity,
            range: candidate.range,
            text: candidate.range.slice(document.source()).to_owned(),
            message,
            suggestions,
            basis: entry.basis.clone(),
            related: Vec::new(),
            recurrences: Vec::new(),
        }
    }

    /// How a finding of `entry` could be put right. Safe is only what is wrong wherever it stands and has one right form;
    /// what one slip makes of a phrase is a guess, though a good one. Names, titles and secrets are nobody's to edit but
    /// an author's.
    fn fix(
        &self,
        document: &Document,
        entry: &Entry,
        severity: Severity,
        range: TextRange,
        suggestions: &[String],
    ) -> Option<Fix> {
        let is_wording = matches!(entry.kind, Kind::Term | Kind::Canonical(_));
        let [right] = suggestions else { return None };
        if !is_wording || entry.gate == Gate::Secrecy || !self.may_fix(entry) {
            return None;
        }
        let Edits { edits, is_mixed } = edits(document, range, right)?;
        let is_unconditional = entry.condition.is_none() && entry.since.is_none() && entry.until.is_none();
        let is_certain =
            matches!(entry.kind, Kind::Term) && is_unconditional && entry.note.is_none() && severity == Severity::Error;
        Some(Fix {
            edits,
            applicability: if is_certain && !is_mixed && !is_in_title(document.source(), range.start) {
                Applicability::Safe
            } else {
                Applicability::Suggested
            },
        })
    }

    fn may_fix(&self, entry: &Entry) -> bool {
        let mut dictionaries = self.dictionaries.iter();
        dictionaries
            .find(|dictionary| dictionary.id == entry.rule.dictionary())
            .is_some_and(|dictionary| dictionary.fix)
    }
}

/// Characters looked back over for the mark that opens a title; longer ones are rare.
const LONGEST_TITLE: usize = 100;

/// Whether byte `at` of `source` is within 书名号: what is wrong there may be wrong in the title itself.
fn is_in_title(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default().chars().rev().take(LONGEST_TITLE);
    before
        .take_while(|c| !matches!(c, '》' | '。' | '\n'))
        .any(|c| c == '《')
}

/// The words that the organisation stands by: right forms of its dictionaries, its own names, what it allows, and the
/// forms of entries that it put out of force by name.
fn accepted(settings: &Settings, dictionaries: &[Arc<Dictionary>]) -> Accepted {
    let own = settings.dictionaries.iter().flat_map(|dictionary| &dictionary.entries);
    let right = own.flat_map(|entry| {
        let is_right = matches!(entry.kind, Kind::Person(_) | Kind::Canonical(_));
        let form = is_right.then_some(entry.form.as_str());
        form.into_iter().chain(entry.to.iter().map(String::as_str))
    });
    let names = settings.rules.organisation_names.iter().map(String::as_str);
    let allowed = settings.allow.iter().map(|allow| allow.text.as_str());
    let all = dictionaries.iter().flat_map(|dictionary| &dictionary.entries);
    let ignored = all
        .filter(|entry| !settings.ignore.is_empty() && settings.ignores(&entry.rule))
        .map(|entry| entry.form.as_str());
    Accepted::new(right.chain(names).chain(allowed).chain(ignored))
}

/// What the context makes suspect and another rule reports as well, is left to that rule, which knows more.
fn yield_to_others(by_rules: &mut Vec<Diagnostic>, by_dictionaries: &[Diagnostic]) {
    let is_suspicion = |diagnostic: &Diagnostic| diagnostic.rule.dictionary() == rules::CONTEXT;
    if !by_rules.iter().any(is_suspicion) {
        return;
    }
    let others = by_dictionaries
        .iter()
        .chain(by_rules.iter().filter(|diagnostic| !is_suspicion(diagnostic)));
    let taken: Vec<TextRange> = others.map(|diagnostic| diagnostic.range).collect();
    by_rules.retain(|diagnostic| {
        let range = diagnostic.range;
        !is_suspicion(diagnostic)
            || taken
                .iter()
                .all(|other| other.end <= range.start || range.end <= other.start)
    });
}
