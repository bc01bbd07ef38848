//! Marks of work in progress and of tests: TODO, lorem ipsum, 测试文章.

use std::sync::LazyLock;

use regex::Regex;

use super::phrases::phrases;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/dev-marker",
    title: "开发、测试标记",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("dev_marker.md"),
    trigger: Trigger::words(&["todo", "fixme", "TBD", "XXX:", "HACK:", "lorem", "dolor", "测试"]),
    check: Check::Paragraph(check),
};

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?<word>TODO|FIXME|TBD)|(?<loud>(?i-u:todo|fixme))[：:]|(?<colon>XXX|HACK):|(?i-u:lorem ipsum|dolor sit amet)",
    )
});

/// What makes the word in front of it a name: TODO 列表.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[ ]?(?:(?i-u:list|app|item|tree)|列表|清单|注释|标记|标签|事项|应用|项|任务|队列|插件|文件|状态)")
});

static TEST: LazyLock<Regex> = LazyLock::new(|| phrases(include_str!("dev_marker.txt")));

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    if paragraph.marks().intersects(Marks::LATIN) {
        markers(paragraph, findings);
    }
    // A test is spoken of far more often than the words of one are left.
    if may_be_test(&paragraph.text) {
        tests(paragraph, findings);
    }
}

/// Whether 测试 stands where a sentence begins, or behind 这 or 此.
fn may_be_test(text: &str) -> bool {
    text.match_indices("测试")
        .any(|(at, _)| begins_sentence(text, at) || neighbour::tail(text, at, 6).contains(['这', '此']))
}

fn begins_sentence(text: &str, at: usize) -> bool {
    neighbour::before(text, at).is_none_or(|c| c.is_whitespace() || matches!(c, '。' | '“' | '【' | '['))
}

fn markers(paragraph: &Paragraph<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut previous = 0;
    for captures in MARKER.captures_iter(text) {
        let whole = captures.get_match();
        let range = captures
            .name("word")
            .or(captures.name("loud"))
            .or(captures.name("colon"))
            .map_or(whole.range(), |name| name.range());
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | '(' | '“' | '《');
        let beside = [
            neighbour::before(text, range.start),
            neighbour::after(text, range.end).filter(|c| !matches!(c, '.' | '(')),
        ];
        // The second half of the same filler text.
        let is_continued = previous > 0 && range.start - previous < 2;
        previous = range.end;
        if !is_continued
            && !beside.into_iter().flatten().any(is_part)
            && !NAMED.is_match(neighbour::head(text, range.end, 6))
        {
            findings.report(paragraph.source(range), "起草或开发时的标记，请处理后删去");
        }
    }
}

fn tests(paragraph: &Paragraph<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in TEST.find_iter(text) {
        let begins = begins_sentence(text, found.start());
        let ends = neighbour::after(text, found.end())
            .is_none_or(|c| c.is_whitespace() || matches!(c, '。' | '”' | '！' | '，' | '】' | ']'));
        if begins && ends {
            findings.report(paragraph.source(found.range()), "测试用的文字，不应发布");
        }
    }
}
