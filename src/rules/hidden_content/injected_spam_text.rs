//! Promotion in the middle of a text about something else.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use super::promotion;
use crate::{
    diagnostic::{Gate, Severity},
    document::{SegmentKind, prose::Prose},
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "hidden-content/injected-spam-text",
    title: "正文里混入推广语",
    gate: Gate::Policy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《网络安全法》第四十七条；《政府网站发展指引》（国办发〔2017〕47号）",
    page: include_str!("injected_spam_text.md"),
    trigger: Trigger::words(promotion::PROMOTED),
    check: Check::Document(check),
};

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    static LURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i-u:www\.|https?:/|QQ|\+v\b|V信|vx\b|app\b)|微信|加薇|加我|加[Vv威]|扣扣|电报|官网|网址|网站|入口|点击|注册|登录|开户|下载|客服|热线|联系",
        )
    });
    let body = || {
        prose
            .paragraphs
            .iter()
            .filter(|paragraph| matches!(paragraph.kind, SegmentKind::Body | SegmentKind::Heading))
    };
    let mut hits = Vec::new();
    for paragraph in body() {
        let mut found = promotion::promoted(&paragraph.text);
        let Some(first) = found.next() else { continue };
        let words: HashSet<&str> = found
            .chain([first.clone()])
            .filter_map(|range| paragraph.text.get(range))
            .collect();
        if words.len() > 1 || LURE.is_match(&paragraph.text) {
            hits.push((paragraph, first));
        }
    }
    // An article on a raid or a warning names the same things from beginning to end.
    if hits.is_empty()
        || prose
            .paragraphs
            .iter()
            .any(|paragraph| promotion::is_opposed(&paragraph.text))
    {
        return;
    }
    for (paragraph, range) in hits {
        findings.report(
            paragraph.source(range),
            "正文里混进了违法推广的内容，疑被篡改，请核对并删除",
        );
    }
}
