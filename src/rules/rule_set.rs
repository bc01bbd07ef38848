//! The rules in force, and one pass that asks each where it could have something to say.

use super::{Check, Context, Findings, Rule, findings::Finding, punctuation, triggers::Triggers};
use crate::{
    config::{Allow, Settings},
    diagnostic::{Applicability, Diagnostic, Fix, RuleId, Severity},
    document::{
        Document,
        prose::{Layout, Paragraph},
    },
    fix::edits::{Edits, edits},
    matching::lexicon::{Lexicon, TooLarge},
    text::text_range::TextRange,
};

/// Rules in force under fixed settings.
pub struct RuleSet {
    rules: Vec<Active>,
    /// The rules that a paragraph may trigger; the others are asked of every document, or from outside.
    triggers: Triggers,
    allow: Vec<Allow>,
    /// The texts of `allow`; a pattern's use is its number there.
    allowed: Lexicon,
}

struct Active {
    rule: &'static Rule,
    id: RuleId,
    severity: Severity,
}

impl RuleSet {
    /// The rules that `settings` put in force.
    ///
    /// # Errors
    ///
    /// If the texts that the organisation stands by are too large together.
    pub(crate) fn new(settings: &Settings) -> Result<Self, TooLarge> {
        let rules: Vec<Active> = super::all()
            .map(|rule| (rule, rule.rule_id()))
            .filter(|(rule, id)| settings.selects(id, rule.enabled))
            .map(|(rule, id)| Active {
                severity: settings.severity_of(&id, rule.severity),
                rule,
                id,
            })
            .collect();
        let triggered = rules.iter().enumerate().filter(|(_, active)| match active.rule.check {
            Check::Paragraph(_) | Check::Triggered(_) => true,
            Check::Document(_) => !active.rule.trigger.is_unconditional(),
            Check::Suppressions | Check::Posts => false,
        });
        let triggers = Triggers::new(triggered.map(|(number, active)| (number, active.rule.trigger)));
        let allowed = settings
            .allow
            .iter()
            .zip(0..)
            .map(|(allow, number)| (&*allow.text, number));
        Ok(Self {
            allowed: Lexicon::build(allowed)?,
            allow: settings.allow.clone(),
            triggers,
            rules,
        })
    }

    /// The rules in force.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> + '_ {
        self.rules.iter().map(|active| active.rule)
    }

    /// What the rules find in a document, in no particular order.
    #[must_use]
    pub fn check(&self, layout: &Layout<'_>, context: &Context<'_>) -> Vec<Diagnostic> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let (document, prose) = (layout.document(), layout.prose());
        let mut findings = Findings::default();
        let mut triggering: Vec<Vec<&Paragraph<'_>>> = vec![Vec::new(); self.rules.len()];
        let triggers = &self.triggers;
        triggers.find(&prose.paragraphs, |index, paragraph| triggering[index].push(paragraph));
        // Rule by rule, not paragraph by paragraph: a document fits into the caches of a processor, all rules do not.
        for (index, Active { rule, .. }) in self.rules.iter().enumerate() {
            let paragraphs = &triggering[index];
            findings.begin(index);
            match rule.check {
                Check::Paragraph(check) => {
                    for paragraph in paragraphs {
                        check(paragraph, context, &mut findings);
                    }
                }
                Check::Document(check) if !paragraphs.is_empty() || rule.trigger.is_unconditional() => {
                    check(prose, context, &mut findings);
                }
                Check::Triggered(check) if !paragraphs.is_empty() => {
                    check(paragraphs, prose, context, &mut findings);
                }
                _ => {}
            }
        }
        let findings = findings.into_list();
        if findings.is_empty() {
            return Vec::new();
        }
        let allowed = self.allowed_in(document);
        findings
            .into_iter()
            .filter(|finding| !self.is_allowed(finding, &allowed))
            .map(|finding| self.diagnose(document, finding))
            .collect()
    }

    /// What `rule` has to say of a place in `document`, if it is in force; for what is found outside this set.
    pub(crate) fn report(
        &self,
        rule: &Rule,
        document: &Document,
        range: TextRange,
        message: String,
    ) -> Option<Diagnostic> {
        let number = self.rules.iter().position(|active| active.rule.id == rule.id)?;
        let mut findings = Findings::default();
        findings.begin(number);
        findings.report(range, message);
        let finding = findings.into_list().pop()?;
        Some(self.diagnose(document, finding))
    }

    /// Where texts that the organisation stands by are, with their numbers.
    fn allowed_in(&self, document: &Document) -> Vec<(usize, TextRange)> {
        let mut ranges = Vec::new();
        if !self.allow.is_empty() {
            for segment in document.segments() {
                self.allowed.find(segment, |hit| {
                    ranges.extend(hit.uses.iter().map(|&number| (number as usize, hit.source)));
                });
            }
        }
        ranges
    }

    fn is_allowed(&self, finding: &Finding, allowed: &[(usize, TextRange)]) -> bool {
        allowed.iter().any(|&(number, range)| {
            range.covers(finding.range) && self.allow[number].answers(&self.rules[finding.rule].id)
        })
    }

    fn diagnose(&self, document: &Document, finding: Finding) -> Diagnostic {
        let active = &self.rules[finding.rule];
        let fix = match finding.suggestions.as_slice() {
            // What rules suggest elsewhere changes words and numbers, which takes an author; and who has a habit would
            // still have it if one place were mended.
            [only] if active.id.dictionary() == punctuation::FAMILY.id && finding.recurrences.is_empty() => {
                edits(document, finding.range, only)
            }
            _ => None,
        };
        Diagnostic {
            fix: fix.map(|Edits { edits, .. }| Fix {
                edits,
                applicability: Applicability::Suggested,
            }),
            rule: active.id.clone(),
            gate: active.rule.gate,
            severity: active.severity,
            range: finding.range,
            text: finding.range.slice(document.source()).to_owned(),
            message: finding.message,
            suggestions: finding.suggestions,
            basis: Some(active.rule.basis.into()),
            related: finding.related,
            recurrences: finding.recurrences,
        }
    }
}
