//! Promotion in titles, keywords and the texts of links to other sites.

use super::{hosts::Hosts, promotion, title_entity_hijack::describes};
use crate::{
    diagnostic::{Gate, Severity},
    document::{Format, prose::Prose},
    rules::{Check, Context, Findings, Rule, Trigger},
    text::text_range::TextRange,
};

pub(super) static RULE: Rule = Rule {
    id: "hidden-content/injected-spam",
    title: "标题、关键词、站外链接里的违法推广词",
    gate: Gate::Policy,
    severity: Severity::Error,
    enabled: true,
    basis: "《网络安全法》第四十七条；《政府网站发展指引》（国办发〔2017〕47号）",
    page: include_str!("injected_spam.md"),
    // Not all that names a page is prose, so the words themselves are looked for in the source.
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// Bytes that the text of a link has at most; a longer one is a teaser of an article.
const LONGEST_LINK: usize = 300;

fn check(prose: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let source = prose.document.source();
    let may_promote = || promotion::promoted(source).next().is_some() || source.contains("&#");
    if prose.document.format() == Format::Plain || !prose.tags().has_any(&["a", "title", "meta"]) || !may_promote() {
        return;
    }
    let markup = prose.markup();
    let hosts = Hosts::of(markup, context.options);
    for (index, element) in markup.elements.iter().enumerate() {
        let content = match &*element.name {
            "title" => element.content(),
            "meta" if describes(element) => {
                let Some(content) = element.attributes.iter().find(|attribute| attribute.name == "content") else {
                    continue;
                };
                content.range
            }
            "a" if element
                .attribute("href")
                .is_some_and(|address| hosts.foreign(address).is_some()) =>
            {
                // A link that is never closed holds the rest of the page.
                let mut text = String::new();
                for part in markup.texts_in(index) {
                    text.push_str(&part.text);
                    if text.len() > LONGEST_LINK {
                        break;
                    }
                }
                let is_promotion = text.len() <= LONGEST_LINK
                    && promotion::promoted(&text).next().is_some()
                    && !promotion::is_opposed(&text);
                if is_promotion {
                    findings.report(
                        TextRange::new(element.tag.start, element.end),
                        "指向站外的链接在推广违法内容，页面疑被篡改，请核对并删除",
                    );
                }
                continue;
            }
            _ => continue,
        };
        let text = content.slice(source);
        if let Some(word) = promotion::promoted(text)
            .next()
            .filter(|_| !promotion::is_opposed(text))
        {
            findings.report(
                TextRange::new(element.tag.start, content.start + word.end),
                "标题或关键词里有违法推广的内容，页面疑被篡改，请恢复原来的内容",
            );
        }
    }
}
