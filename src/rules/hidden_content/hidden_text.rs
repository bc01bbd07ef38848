//! Paragraphs that nobody sees, for search engines or forgotten.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use super::style::{Hidden, Hiding};
use crate::{
    diagnostic::{Gate, Severity},
    document::{
        markup::{Element, Markup},
        prose::Prose,
    },
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern, word_list::word_list},
    text::hanzi::is_hanzi,
};

pub(super) static RULE: Rule = Rule {
    id: "hidden-content/hidden-text",
    title: "看不见的成段文字",
    gate: Gate::Policy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《网络安全法》第二十一条；《政府网站发展指引》（国办发〔2017〕47号）",
    page: include_str!("hidden_text.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// Parts of class names of what is there for screen readers, or is a picture with its name in text.
const ASSISTIVE: &[&str] = word_list!("assistive.txt");

/// Hanzi that a hidden text has at least; a word or two is a label.
const LEAST_HANZI: usize = 12;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    static CANDIDATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i-u:font-size\s*:\s*[01]|opacity\s*:\s*0?\.?0|:\s*-[0-9]|translate|scale\(|color\s*:|alpha\()")
    });
    let source = prose.document.source();
    let has_style = || source.contains("style") || source.contains("STYLE");
    if !source.contains('<') || !has_style() || !CANDIDATE.is_match(source) {
        return;
    }
    let markup = prose.markup();
    let hidden = Hidden::in_page(markup);
    let mut by_root: BTreeMap<usize, usize> = BTreeMap::new();
    for text in &markup.texts {
        let Some(index) = text.element else { continue };
        let name = markup.elements.get(index).map_or("", |element| &*element.name);
        if matches!(name, "script" | "style" | "title" | "option" | "textarea") {
            continue;
        }
        if let Some(root) = hidden.root(index, &Hiding::FOR_TEXT) {
            let hanzi = text.text.chars().filter(|&c| is_hanzi(c)).count();
            *by_root.entry(root).or_default() += hanzi;
        }
    }
    for (root, hanzi) in by_root {
        if hanzi >= LEAST_HANZI
            && let Some(element) = markup.elements.get(root)
            && !is_assistive(markup, element)
        {
            findings.report(
                element.tag,
                format!("这里有{hanzi}字的文字看不见，疑为堆砌的关键词或遗留的文案，请核对并删除"),
            );
        }
    }
}

/// Whether an element is for screen readers, or stands in for a picture, as a heading with a logo does.
fn is_assistive(markup: &Markup, element: &Element) -> bool {
    let is_named = |element: &Element| {
        element.attributes.iter().any(|attribute| {
            let value = attribute.value.to_ascii_lowercase();
            attribute.name.starts_with("aria-")
                || attribute.name == "role"
                || (matches!(&*attribute.name, "class" | "id") && ASSISTIVE.iter().any(|part| value.contains(part)))
        })
    };
    let parent = element.parent.and_then(|index| markup.elements.get(index));
    matches!(
        &*element.name,
        "h1" | "h2" | "h3" | "h4" | "a" | "button" | "label" | "i" | "body" | "html"
    ) || is_named(element)
        || parent.is_some_and(is_named)
}
