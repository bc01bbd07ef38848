//! Titles written as numeric references, so that whoever looks at the source reads nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::promotion;
use crate::{
    diagnostic::{Gate, Severity},
    document::{
        markup::{Element, Markup},
        prose::Prose,
    },
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::text_range::TextRange,
};

pub(super) static RULE: Rule = Rule {
    id: "hidden-content/title-entity-hijack",
    title: "标题用数字实体改写",
    gate: Gate::Policy,
    severity: Severity::Error,
    enabled: true,
    basis: "《网络安全法》第二十一条、第四十七条；《政府网站发展指引》（国办发〔2017〕47号）",
    page: include_str!("title_entity_hijack.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    static RUN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i-u)(?:&#(?:x[0-9a-f]{2,6}|[0-9]{2,7});[ \t]*){3,}&#(?:x[0-9a-f]{2,6}|[0-9]{2,7});")
    });
    // Sport, entertainment and the rest are also the business of honest pages that a system wrote in references.
    static HONEST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "体育(?:总?局|学院|大学|中学|场|馆|课|教学|教育|中考|考试|事业|产业|设施|公园|运动会|彩票|中心|健身)|文化娱乐|娱乐场所|下载(?:中心|专区|专栏)|表格下载",
        )
    });
    static BAIT: LazyLock<Regex> = LazyLock::new(|| pattern("体育|娱乐|彩|官网|官方网站|下载|开户|投注|棋牌|博"));
    let source = prose.document.source();
    if !source.contains("&#") || !prose.tags().has_any(&["title", "meta"]) {
        return;
    }
    for range in titles(prose.markup()) {
        for run in RUN.find_iter(range.slice(source)) {
            let text = decode(run.as_str());
            if promotion::is_opposed(&text) {
                continue;
            }
            if promotion::promoted(&text).next().is_some() || BAIT.is_match(&HONEST.replace_all(&text, "")) {
                findings.report(
                    TextRange::new(range.start + run.start(), range.start + run.end()),
                    format!("标题里的数字实体显示为“{text}”，疑被改写，请恢复原来的标题"),
                );
            }
        }
    }
}

/// The sources of what search engines show of a page.
fn titles(markup: &Markup) -> impl Iterator<Item = TextRange> + '_ {
    markup.elements.iter().filter_map(|element| match &*element.name {
        "title" => Some(element.content()),
        "meta" if describes(element) => {
            let content = element.attributes.iter().find(|attribute| attribute.name == "content");
            content.map(|attribute| attribute.range)
        }
        _ => None,
    })
}

/// Whether a `meta` element holds a title, a description or keywords.
pub(super) fn describes(element: &Element) -> bool {
    let name = element
        .attribute("name")
        .or_else(|| element.attribute("property"))
        .unwrap_or_default();
    let name = name.to_ascii_lowercase();
    [
        "keywords",
        "description",
        "title",
        "sitename",
        "columnname",
        "columnkeywords",
    ]
    .iter()
    .any(|known| name.contains(known))
}

/// The characters of numeric references.
fn decode(references: &str) -> String {
    let numbers = references.split(';').filter_map(|part| part.trim().strip_prefix("&#"));
    numbers
        .filter_map(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        })
        .filter_map(char::from_u32)
        .collect()
}
