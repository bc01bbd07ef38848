//! Links to other sites in what nobody sees.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use super::{
    hosts::Hosts,
    promotion,
    style::{Hidden, Hiding},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::{
        markup::{Element, Markup},
        prose::Prose,
    },
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern, word_list::word_list},
    text::text_range::TextRange,
};

pub(super) static RULE: Rule = Rule {
    id: "hidden-content/hidden-link",
    title: "隐藏元素里的站外链接",
    gate: Gate::Policy,
    severity: Severity::Error,
    enabled: true,
    basis: "《网络安全法》第二十一条、第四十七条；《政府网站发展指引》（国办发〔2017〕47号）",
    page: include_str!("hidden_link.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// Parts of class names and ids of what is hidden until a visitor does something.
const INTERFACE: &[&str] = word_list!("interface.txt");

/// Links that are named one by one.
const MOST_NAMED: usize = 5;

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    static CANDIDATE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i-u:style|hidden|<marquee|style\s*\.\s*(?:display|visibility))"));
    let source = prose.document.source();
    if !prose.tags().has_any(&["a", "area"]) || !CANDIDATE.is_match(source) {
        return;
    }
    let markup = prose.markup();
    let hidden = Hidden::in_page(markup);
    let is_hidden = |index: usize| hidden.root(index, &Hiding::ALL).is_some();
    let shown = markup
        .elements
        .iter()
        .enumerate()
        .filter(|&(index, _)| !is_hidden(index))
        .map(|(_, element)| element);
    let hosts = Hosts::of(markup, context.options).and_of(shown);

    let mut by_root: BTreeMap<usize, Vec<(TextRange, String)>> = BTreeMap::new();
    for (index, element) in markup.elements.iter().enumerate() {
        if !matches!(&*element.name, "a" | "area") {
            continue;
        }
        let Some(host) = element.attribute("href").and_then(|address| hosts.foreign(address)) else {
            continue;
        };
        if let Some(root) = hidden.root(index, &Hiding::ALL) {
            by_root.entry(root).or_default().push((element.tag, host));
        }
    }
    for (root, links) in by_root {
        let Some(element) = markup.elements.get(root) else {
            continue;
        };
        if is_interface(element) && !promotes(markup, root) {
            continue;
        }
        let count = links.len();
        let message = match links.as_slice() {
            [(_, host)] => format!("隐藏的元素里有指向 {host} 的链接，疑为暗链，请核对并删除"),
            _ => format!("隐藏的元素里有{count}个站外链接，疑为暗链，请核对并删除"),
        };
        let finding = findings.report(element.tag, message);
        for (link, host) in links
            .into_iter()
            .filter(|(link, _)| *link != element.tag)
            .take(MOST_NAMED)
        {
            finding.relate(link, format!("指向 {host} 的链接"));
        }
    }
}

fn is_interface(element: &Element) -> bool {
    ["class", "id", "role"]
        .iter()
        .filter_map(|name| element.attribute(name))
        .flat_map(|value| value.split(|c: char| !c.is_ascii_alphanumeric()))
        .any(|part| INTERFACE.iter().any(|known| known.eq_ignore_ascii_case(part)))
}

fn promotes(markup: &Markup, root: usize) -> bool {
    markup
        .texts_in(root)
        .any(|text| promotion::promoted(&text.text).next().is_some())
}
