//! Marks of work secrets and trade secrets.

use std::sync::LazyLock;

use regex::Regex;

use super::line;
use crate::{
    diagnostic::{Gate, Severity},
    document::{SegmentKind, prose::Prose},
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
};

pub(super) static RULE: Rule = Rule {
    id: "secrecy/work-secret-mark",
    title: "工作秘密、商业秘密标志",
    gate: Gate::Secrecy,
    severity: Severity::Error,
    enabled: true,
    basis: "《保守国家秘密法》第六十四条；《中央企业商业秘密保护暂行规定》",
    page: include_str!("work_secret_mark.md"),
    trigger: Trigger::words(&["工作秘密", "商业秘密", "商密", "内部敏感信息", "工作 秘密", "商业 秘密"]),
    check: Check::Document(check),
};

const MESSAGE: &str = "这是工作秘密或商业秘密的标志，不得公开；请停止发布，按规定处理";

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    static STARRED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?:警务)?(?:工作秘密|商业秘密|核心商密|普通商密|商密(?:[一二12]级)?|内部敏感信息)[ 　]?[★☆◆●][ 　]?",
            r"(?:(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]?年|长期)?",
        ))
    });
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:(?:警务|检察|审判)?工作[ 　]?秘密|商业[ 　]?秘密|核心商密|普通商密|商密(?:[一二12]级)?|内部敏感信息)",
            r"(?:[ 　]{0,2}(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})年)?$",
        ))
    });
    for line in line::body(prose) {
        for mark in STARRED.find_iter(line.text) {
            let range = mark.start()..mark.start() + mark.as_str().trim_end().len();
            if !line::is_talk(line.text, &range) {
                findings.report(line.source(range), MESSAGE);
            }
        }
    }
    // Further down, and in a heading, the same words are a subject.
    for line in line::head(prose).filter(|line| line.paragraph.kind == SegmentKind::Body) {
        let (inner, start) = line::without_brackets(line.text);
        if BARE.is_match(inner) && !line::is_link(prose, &line) {
            findings.report(line.source(start..start + inner.len()), MESSAGE);
        }
    }
}
