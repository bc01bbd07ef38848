//! What holds of a check whatever the text is. Shared by the property tests and the fuzz targets.

use shenjiao::{
    checker::Checker,
    diagnostic::Diagnostic,
    document::{Document, Format},
    matching::Verdict,
    rules::FAMILIES,
};

/// Every format.
pub(crate) const FORMATS: [Format; 3] = [Format::Plain, Format::Markdown, Format::Html];

/// Checks `source`; gives what is reported.
pub(crate) fn assert_sound(checker: &Checker, source: &str, format: Format) -> Vec<Diagnostic> {
    let document = Document::new(source, format);
    let found = checker.check(&document);
    assert_eq!(checker.check(&document), found, "checking again");

    let traced = checker.trace(&document);
    for candidate in &traced {
        assert!(!candidate.range.slice(source).is_empty(), "{candidate:?}");
        assert!(!candidate.written.is_empty(), "{candidate:?}");
    }
    // Text rules have no candidates; where several speak of one place, each is heard.
    let is_by_rule = |diagnostic: &&Diagnostic| FAMILIES.iter().any(|family| family.id == diagnostic.rule.dictionary());
    let by_word: Vec<&Diagnostic> = found.iter().filter(|diagnostic| !is_by_rule(diagnostic)).collect();
    let reported = traced.iter().filter(|candidate| candidate.verdict == Verdict::Reported);
    assert!(
        reported
            .map(|candidate| (candidate.range, &checker.entries()[candidate.entry].rule))
            .eq(by_word.iter().map(|diagnostic| (diagnostic.range, &diagnostic.rule))),
        "what is reported and why: {found:?}, {traced:?}"
    );

    assert!(found.is_sorted_by_key(|diagnostic| diagnostic.range));
    for diagnostic in &found {
        let range = diagnostic.range;
        assert_eq!(source.get(range.start..range.end), Some(&*diagnostic.text));
    }
    for (number, one) in by_word.iter().enumerate() {
        let near = by_word[number + 1..]
            .iter()
            .take_while(|other| other.range.start < one.range.end);
        for other in near {
            assert_ne!(one.range, other.range);
            if one.rule.dictionary() == other.rule.dictionary() {
                assert!(!one.range.covers(other.range), "{one:?} covers {other:?}");
                assert!(!other.range.covers(one.range), "{other:?} covers {one:?}");
            }
        }
    }
    found
}
