//! Frames that load another site where nobody sees it.

use super::{
    hosts::Hosts,
    style::{self, Hidden, Hiding},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "hidden-content/hidden-frame",
    title: "隐藏的站外框架",
    gate: Gate::Policy,
    severity: Severity::Error,
    enabled: true,
    basis: "《网络安全法》第二十一条、第四十七条；《政府网站发展指引》（国办发〔2017〕47号）",
    page: include_str!("hidden_frame.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    if !prose.tags().has_any(&["iframe", "frame"]) {
        return;
    }
    let markup = prose.markup();
    let hosts = Hosts::of(markup, context.options);
    let hidden = Hidden::in_page(markup);
    for (index, element) in markup.elements.iter().enumerate() {
        if !matches!(&*element.name, "iframe" | "frame") {
            continue;
        }
        let Some(host) = element.attribute("src").and_then(|address| hosts.foreign(address)) else {
            continue;
        };
        let is_tiny = ["width", "height"]
            .iter()
            .any(|side| style::is_tiny_side(element, side));
        let is_tiny_by_style = element.attribute("style").is_some_and(style::is_tiny_box);
        if is_tiny || is_tiny_by_style || hidden.root(index, &Hiding::ALL).is_some() {
            findings.report(
                element.tag,
                format!("看不见的框架在加载 {host} 的内容，疑为挂马，请核对并删除"),
            );
        }
    }
}
