//! Keeps what must not be known out of a report that others will read: logs of a build, a mail, a ticket.
//!
//! A masked text has as many characters and as many bytes as the original, so that every position stays right and
//! every format prints it as it would have printed the other.

use crate::{
    diagnostic::{Diagnostic, Gate, RuleId},
    text::text_range::TextRange,
};

/// Characters of a masked text that stay, so that whoever knows the text recognises it.
const SHOWN: usize = 1;

/// Letters and digits in a row from which a message about a masked text may be repeating it.
const LONGEST_RUN: usize = 3;

/// Whether what `diagnostic` is about must not be known to whoever only reads the report: personal information, and words
/// that a dictionary keeps at the gate of secrecy, such as the code name of a project. A mark like 机密★1年 says nothing
/// but that the text is not to be published, and a credit code is public.
#[must_use]
pub fn is_sensitive(diagnostic: &Diagnostic) -> bool {
    diagnostic.gate == Gate::Secrecy && diagnostic.rule.dictionary() != "secrecy"
}

/// Masks `ranges` of `text`: all but the first character of each, or of several that overlap.
#[must_use]
pub fn mask(text: &str, ranges: &[TextRange]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for range in merged(ranges) {
        let (Some(before), Some(secret)) = (text.get(at..range.start), text.get(range.start..range.end)) else {
            continue;
        };
        masked.push_str(before);
        for (index, c) in secret.chars().enumerate() {
            masked.push(if index < SHOWN { c } else { stand_in(c) });
        }
        at = range.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    masked
}

/// The ranges in order, those that overlap made one.
fn merged(ranges: &[TextRange]) -> Vec<TextRange> {
    let mut ranges = ranges.to_vec();
    ranges.sort_unstable();
    ranges.dedup_by(|next, last| {
        let overlaps = next.start < last.end;
        if overlaps {
            last.end = last.end.max(next.end);
        }
        overlaps
    });
    ranges
}

/// Makes `diagnostics` say nothing of `ranges` of their source; `shown` is the source with these ranges masked. An entry of
/// a dictionary is named by its wrong form, so that the name is masked as well.
pub fn redact(diagnostics: &mut [Diagnostic], ranges: &[TextRange], shown: &str) {
    let ranges = merged(ranges);
    let touches = |other: TextRange| {
        let next = ranges.partition_point(|range| range.end <= other.start);
        ranges.get(next).is_some_and(|range| range.start < other.end)
    };
    for diagnostic in diagnostics {
        let is_about = touches(diagnostic.range);
        if is_about {
            let text = std::mem::replace(&mut diagnostic.text, diagnostic.range.slice(shown).to_owned());
            if !text.is_empty() {
                diagnostic.message = diagnostic.message.replace(&text, &diagnostic.text);
            }
            diagnostic.message = without_runs(&diagnostic.message);
            if is_sensitive(diagnostic) && diagnostic.rule.dictionary() != "privacy" {
                let (dictionary, entry) = diagnostic.rule.as_str().split_once('/').unwrap_or_default();
                diagnostic.rule = RuleId::new(dictionary, &mask(entry, &[TextRange::new(0, entry.len())]));
            }
            // Masked, they would help nobody, and a program could put them into the text.
            diagnostic.suggestions.clear();
            diagnostic.fix = None;
        }
        for related in &mut diagnostic.related {
            if is_about || touches(related.range) {
                related.message = without_runs(&related.message);
            }
        }
    }
}

/// `message` without what it quotes in 「」 and without longer numbers and words of Latin letters.
fn without_runs(message: &str) -> String {
    let mut masked = String::with_capacity(message.len());
    let mut quotes = 0_usize;
    let mut run = 0;
    let mut rest = message.chars().peekable();
    let mut pending = String::new();
    while let Some(c) = rest.next() {
        match c {
            '「' => quotes += 1,
            '」' => quotes = quotes.saturating_sub(1),
            _ => {}
        }
        let is_quoted = quotes > 0 && c != '「';
        let is_part =
            c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '@' | '.' | '-');
        if is_part && !is_quoted {
            run += 1;
            pending.push(c);
            if rest.peek().is_some() {
                continue;
            }
        }
        if run > LONGEST_RUN {
            masked.extend(pending.chars().map(stand_in));
        } else {
            masked.push_str(&pending);
        }
        run = 0;
        pending.clear();
        if is_quoted {
            masked.push(stand_in(c));
        } else if !is_part {
            masked.push(c);
        }
    }
    masked
}

/// An asterisk as wide in bytes as `c`; what separates lines and columns stays.
const fn stand_in(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => c,
        _ => match c.len_utf8() {
            1 => '*',
            2 => '×',
            3 => '＊',
            _ => '🞶',
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Related, Severity};

    #[test]
    fn a_masked_text_is_as_long_and_tells_nothing() {
        let text = "李明 138１２３é𠮷 王";
        let start = text.find('1').unwrap();
        let range = TextRange::new(start, text.find(" 王").unwrap());
        assert_eq!(mask(text, &[range]), "李明 1**＊＊＊×🞶 王");
        assert_eq!(mask(text, &[range]).len(), text.len());
        let overlapping = [TextRange::new(0, 6), TextRange::new(3, 9), TextRange::new(3, 6)];
        assert_eq!(mask("甲乙丙丁", &overlapping), "甲＊＊丁");
        assert_eq!(mask("甲乙", &[TextRange::new(0, 99), TextRange::new(1, 2)]), "甲乙");
        let beside = [TextRange::new(6, 12), TextRange::new(0, 6)];
        assert_eq!(mask("甲乙丙丁", &beside), "甲＊丙＊");
    }

    #[test]
    fn another_finding_on_the_same_text_tells_nothing_either() {
        let text = "电话１３８０００，布署";
        let number = TextRange::new(6, 24);
        let mut finding = Diagnostic {
            rule: RuleId::new("numbers", "fullwidth-digit"),
            gate: Gate::Language,
            severity: Severity::Warning,
            range: TextRange::new(6, 24),
            text: "１３８０００".to_owned(),
            message: "「１３８０００」应写成138000，共6位".to_owned(),
            suggestions: vec!["138000".to_owned()],
            fix: None,
            basis: None,
            related: vec![Related {
                range: TextRange::new(0, 3),
                message: "见「138」".to_owned(),
            }],
            recurrences: Vec::new(),
        };
        let other = Diagnostic {
            range: TextRange::new(27, 33),
            text: "布署".to_owned(),
            message: "「布署」应为「部署」".to_owned(),
            ..finding.clone()
        };
        let shown = mask(text, &[number]);
        let mut list = vec![finding.clone(), other.clone()];
        redact(&mut list, &[number], &shown);
        finding.text = "１＊＊＊＊＊".to_owned();
        finding.message = "「＊＊＊＊＊＊」应写成******，共6位".to_owned();
        finding.suggestions.clear();
        finding.related[0].message = "见「***」".to_owned();
        assert_eq!(list, [finding, other]);
    }
}
