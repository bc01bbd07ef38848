//! Scripts that send visitors from search engines elsewhere, or hide what they do.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::hosts;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "hidden-content/script-redirect",
    title: "按来路跳转、混淆的脚本",
    gate: Gate::Policy,
    severity: Severity::Error,
    enabled: true,
    basis: "《网络安全法》第二十一条、第四十七条；《政府网站发展指引》（国办发〔2017〕47号）",
    page: include_str!("script_redirect.md"),
    trigger: Trigger::ALWAYS,
    check: Check::Document(check),
};

/// Bytes after `document.write(unescape(` in which the host of a counter stands.
const ESCAPED: usize = 400;

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    if !prose.tags().has_any(&["script"]) {
        return;
    }
    let markup = prose.markup();
    for (index, element) in markup.elements.iter().enumerate() {
        let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let is_code = kind.is_empty() || kind.contains("javascript") || kind == "module";
        if element.name != "script" || !is_code {
            continue;
        }
        for text in markup.texts_in(index) {
            let message = if redirects_by_origin(&text.text) {
                "脚本按访问者的来路或者搜索引擎的标识跳转、改写页面，疑为劫持，请核对并删除"
            } else if is_obfuscated(&text.text) {
                "脚本经过混淆，看不出做什么，疑为恶意代码，请核对来源"
            } else {
                continue;
            };
            findings.report(element.tag, message);
            break;
        }
    }
}

/// Whether a script looks where a visitor comes from, knows search engines by name, and leads elsewhere.
fn redirects_by_origin(script: &str) -> bool {
    static ORIGIN: LazyLock<Regex> = LazyLock::new(|| pattern("(?i-u:referrer|userAgent)"));
    // Addresses and browsers have the names of search engines too.
    static NOISE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?i-u:https?:)?//[^\s"'<>]*|(?i-u:baidu(?:boxapp|browser)|sogou(?:mobile)?browser|sogousearch|google ?inc|_baidu_)"#,
        )
    });
    static ENGINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i-u:baidu|google|sogou|bing\b|yahoo|shenma|so\\?\.com|sm\\?\.cn|360spider|haosou|spider|crawler)")
    });
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i-u:location(?:\s*\.\s*href)?\s*=\s*[a-z\x22\x27`(]|location\s*\.\s*(?:replace|assign)\s*\(|window\s*\.\s*open\s*\(|document\s*\.\s*write(?:ln)?\s*\(|document\s*\.\s*title\s*=\s*[a-z\x22\x27`(])",
        )
    });
    ORIGIN.is_match(script) && LEADS.is_match(script) && ENGINE.is_match(&NOISE.replace_all(script, ""))
}

fn is_obfuscated(script: &str) -> bool {
    static PACKED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i-u)eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k",
            r"|eval\s*\(\s*(?:atob|unescape|String\s*\.\s*fromCharCode)\s*\(",
            r"|fromCharCode\s*\((?:\s*(?:0x)?[0-9a-f]+\s*,){11,}",
            r"|(?:\\x[0-9a-f]{2}){10,}",
        ))
    });
    static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i-u)document\s*\.\s*write(?:ln)?\s*\(\s*(?:unescape|decodeURIComponent|atob)\s*\(")
    });
    PACKED.is_match(script)
        || WRITTEN
            .find_iter(script)
            .any(|found| !is_counter(script, &found.range()))
}

/// Whether what is written at `range` is the code of a counter or of a seal, which old pages write so.
fn is_counter(script: &str, range: &Range<usize>) -> bool {
    let window = script.as_bytes().get(range.end..).unwrap_or_default();
    let window =
        String::from_utf8_lossy(window.get(..ESCAPED.min(window.len())).unwrap_or_default()).to_ascii_lowercase();
    hosts::names_trusted(&window.replace("%2e", "."))
        || ["cnzz", "conac", "bdhm", "gajshost"]
            .iter()
            .any(|name| window.contains(name))
}
