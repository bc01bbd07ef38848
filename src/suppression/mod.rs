//! Findings that an author has answered for in the text itself, with a reason.
//!
//! A document carries its notes (see [`document`](crate::document::Note)); this reads them as directives, takes the
//! findings that they speak of out of the list and keeps them as accepted, and reports the directives that do nothing:
//! written wrong, without a reason, expired, about no rule, or no longer needed. One that is faulty accepts nothing, so
//! that a slip shows more rather than less. Allowances of the organisation are `[[allow]]` and left to `config`, old
//! findings to `baseline`.

mod directive;
mod scopes;

use self::{
    directive::{Directive, Terms},
    scopes::Scopes,
};
use crate::{
    Checker,
    checker::Standing,
    config::Selector,
    diagnostic::Diagnostic,
    document::{Document, Note, NoteScopes, prose::Layout},
    rules::{Rule, suppression as rules},
    text::text_range::TextRange,
};

/// `ignore-start` that may be open at once; nobody who nests deeper knows what holds.
const DEEPEST: usize = 32;

/// Findings, some of which the author has answered for.
#[derive(Debug, Default)]
pub struct Suppressed {
    /// What remains, with what is wrong with the directives, ordered by place.
    pub found: Vec<Diagnostic>,
    /// What was accepted, each with the reason that the author gave, ordered by place.
    pub accepted: Vec<(Diagnostic, String)>,
}

/// Applies the directives of `document` to what `checker` found in it, `found` being ordered by place. `ignored` are the
/// rules out of force for this document alone.
#[must_use]
pub fn apply(checker: &Checker, document: &Document, found: Vec<Diagnostic>, ignored: &[&Selector]) -> Suppressed {
    if document.notes().is_empty() {
        return Suppressed {
            found,
            accepted: Vec::new(),
        };
    }
    let mut reader = Reader {
        checker,
        document,
        scopes: Scopes::default(),
        complaints: Vec::new(),
        open: Vec::new(),
    };
    reader.read();
    let Reader {
        mut scopes, complaints, ..
    } = reader;

    let mut suppressed = Suppressed::default();
    for diagnostic in found {
        match scopes.accept(&diagnostic) {
            Some(reason) => suppressed.accepted.push((diagnostic, reason)),
            None => suppressed.found.push(diagnostic),
        }
    }
    let unused = scopes.unused(|selector| {
        checker.standing(selector) == Standing::InForce && !ignored.iter().any(|ignored| ignored.covers(selector))
    });
    let unused = unused.into_iter().map(|(range, selectors)| {
        let named: Vec<String> = selectors
            .iter()
            .map(|selector| format!("「{}」", selector.as_str()))
            .collect();
        let message = format!("放行{}在这里没有用到，请删去", named.concat());
        (&rules::UNUSED, range, message)
    });
    let complaints = complaints.into_iter().chain(unused);
    let complaints =
        complaints.filter_map(|(rule, range, message)| checker.rules().report(rule, document, range, message));
    suppressed
        .found
        .extend(complaints.filter(|complaint| !ignored.iter().any(|selector| selector.matches(&complaint.rule))));
    suppressed
        .found
        .sort_by(|one, other| (one.range, &one.rule).cmp(&(other.range, &other.rule)));
    suppressed
}

/// Reads the notes of a document in order.
struct Reader<'r> {
    checker: &'r Checker,
    document: &'r Document,
    scopes: Scopes,
    /// What is wrong with the notes: the rule, the place, the message.
    complaints: Vec<(&'static Rule, TextRange, String)>,
    /// `ignore-start` without its end so far; without terms if it accepts nothing.
    open: Vec<Open>,
}

struct Open {
    range: TextRange,
    selectors: Vec<Selector>,
    terms: Option<Terms>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let layout = Layout::new(self.document);
        let scopes = NoteScopes::new(&layout);
        for note in self.document.notes() {
            match Directive::parse(note) {
                Err(message) => self.complain(&rules::SYNTAX, note.range, message),
                Ok(Directive::Ignore(terms)) => {
                    if let Some(terms) = self.valid(note, terms) {
                        // A note after which nothing comes accepts nothing, and is complained of as unused.
                        let scope = scopes
                            .of(note)
                            .unwrap_or(TextRange::new(note.range.end, note.range.end));
                        self.scopes.add(note.range, scope, terms);
                    }
                }
                Ok(Directive::Start(_)) if self.open.len() >= DEEPEST => {
                    let message = format!("ignore-start 嵌套超过 {DEEPEST} 层，请减少");
                    self.complain(&rules::SYNTAX, note.range, message);
                }
                Ok(Directive::Start(terms)) => {
                    let selectors = terms.selectors.clone();
                    let terms = self.valid(note, terms);
                    self.open.push(Open {
                        range: note.range,
                        selectors,
                        terms,
                    });
                }
                Ok(Directive::End(selectors)) => self.end(note, &selectors),
            }
        }
        for open in std::mem::take(&mut self.open) {
            let message = "ignore-start 没有对应的 ignore-end，不起作用；请在放行的文字后面加上";
            self.complain(&rules::SYNTAX, open.range, message.to_owned());
        }
    }

    fn end(&mut self, note: &Note, selectors: &[Selector]) {
        let is_meant = |open: &Open| selectors.is_empty() || open.selectors == selectors;
        let Some(index) = self.open.iter().rposition(is_meant) else {
            let message = "ignore-end 前面没有对应的 ignore-start，请补上或删去";
            self.complain(&rules::SYNTAX, note.range, message.to_owned());
            return;
        };
        let open = self.open.remove(index);
        if let Some(terms) = open.terms {
            let scope = TextRange::new(open.range.end, note.range.start);
            self.scopes.add(open.range, scope, terms);
        }
    }

    /// The terms as far as they hold; complains of the rest.
    fn valid(&mut self, note: &Note, mut terms: Terms) -> Option<Terms> {
        if terms.reason.is_empty() && self.checker.requires_reasons() {
            let message = "没有写放行的理由，不起作用；请在后面加上“-- 理由”";
            self.complain(&rules::REASON, note.range, message.to_owned());
            return None;
        }
        if let (Some(until), Some(today)) = (terms.until, self.checker.today())
            && until < today
        {
            let message = format!("放行已于 {until} 到期，不起作用；请改正文字，或更新日期、删去");
            self.complain(&rules::EXPIRED, note.range, message);
            return None;
        }
        let (known, unknown): (Vec<Selector>, Vec<Selector>) = terms
            .selectors
            .into_iter()
            .partition(|selector| self.checker.standing(selector) != Standing::Unknown);
        for selector in unknown {
            let message = format!(
                "没有「{}」这部词典或这条规则，请改正；用 shenjiao rules 可以列出全部规则",
                selector.as_str()
            );
            self.complain(&rules::UNKNOWN_RULE, note.range, message);
        }
        terms.selectors = known;
        Some(terms)
    }

    fn complain(&mut self, rule: &'static Rule, range: TextRange, message: String) {
        self.complaints.push((rule, range, message));
    }
}
