//! Slots that nothing was written into: 2024年  月  日, 同比增长%.

use std::{ops::Range, sync::LazyLock};

use memchr::memmem;
use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour, text_range::TextRange},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/blank-slot",
    title: "留空未填",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("blank_slot.md"),
    trigger: Trigger::words_or_marks(
        &[
            "共计",
            "累计",
            "合计",
            "总计",
            "年月日",
            "长个百",
            "降个百",
            "高个百",
            "升个百",
            "少个百",
            "到万元",
            "到亿元",
            "入万元",
            "入亿元",
            "出万元",
            "出亿元",
            "资万元",
            "资亿元",
            "金万元",
            "金亿元",
            "长%",
            "降%",
            "高%",
            "升%",
            "少%",
            "到%",
            "率%",
            "为%",
            "达%",
            "占%",
            "约%",
            "近%",
            "超%",
        ],
        Marks::UNDERSCORE.or(Marks::SPACE),
    ),
    check: Check::Triggered(check),
};

/// Slots beyond which a text is a form to be filled in.
const FORM: usize = 5;

/// A blank; `sure` needs no blank, since its number is missing.
static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:20[0-9]{2}|[^0-9][0-9])年[ 　\u{A0}_]+月(?:[ 　\u{A0}_]*日)?|20[0-9]{2}年月日|20[0-9]{2}年[0-9]{1,2}月(?:[ 　\u{A0}]{2,}|_+)日|[0-9]{1,2}月[ 　\u{A0}]{2,}日|(?<line>_{3,}|＿{2,})|(?:共计|累计|合计|总计|共有|人数|达到|达|收入|支出|投资|资金|增长|下降|提高|超过|约)[ 　\u{A0}]{2,}(?:人次|人|次|万元|亿元|元|项|个|家|户|件|场|名|%|％|万(?:亩|人|户|吨)?|亩|公里)",
    )
});

/// An amount whose number is missing.
static MISSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?:共计|累计|合计|总计)(?:投入|收入|支出|接待|完成)?(?:人次|万元|亿元|万人次|万人|元|人|份|场|件|户)|(?:增长|下降|提高|上升|减少)个百分点|(?:达到|收入|支出|投资|投入资金|资金)(?:万元|亿元))(?:[，。；、]|$)",
    )
});

/// A percentage whose number is missing; it ends with the sign.
static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:(?:同比|环比|比上年|较上年)?(?:增长|下降|提高|上升|减少|达到)|[率为达占约近超])[%％]$")
});

/// Characters of a percentage with its verb.
const LONGEST_PERCENT: usize = 8;

fn check(paragraphs: &[&Paragraph<'_>], _: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut found = Vec::new();
    for paragraph in paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind != SegmentKind::Attribute)
    {
        let text = &*paragraph.text;
        if has_blank(paragraph) {
            blanks(paragraph, &mut found);
        }
        if AMOUNTS.iter().any(|word| word.find(text.as_bytes()).is_some()) {
            for whole in MISSING.find_iter(text) {
                let length = whole.as_str().trim_end_matches(['，', '。', '；', '、']).len();
                found.push(paragraph.source(whole.start()..whole.start() + length));
            }
        }
        for sign in &*PERCENT_SIGNS {
            percents(paragraph, sign, &mut found);
        }
    }
    if found.len() > FORM {
        return;
    }
    for place in found {
        findings.report(place, "这里留空没有填写，请补上");
    }
}

/// Whether there is a blank wide enough to be written into, or one in a date. Most spaces are neither, and the
/// expression is spared.
fn has_blank(paragraph: &Paragraph<'_>) -> bool {
    let text = &*paragraph.text;
    let mut end = None;
    let mut blanks = paragraph.separators().iter().filter(|(_, c)| BLANKS.contains(c));
    blanks.any(|&(at, c)| {
        let is_wide = end.replace(at + c.len_utf8()) == Some(at);
        is_wide || text[..at].ends_with(['年', '月'])
    }) || text.contains("年月日")
}

/// What blanks are made of.
const BLANKS: [char; 5] = [' ', '\u{3000}', '\u{A0}', '_', '＿'];

/// One of these is in every amount whose number is missing.
static AMOUNTS: LazyLock<[memmem::Finder<'static>; 7]> =
    LazyLock::new(|| ["共计", "累计", "合计", "总计", "个百分点", "万元", "亿元"].map(memmem::Finder::new));

static PERCENT_SIGNS: LazyLock<[memmem::Finder<'static>; 2]> = LazyLock::new(|| ["%", "％"].map(memmem::Finder::new));

fn percents(paragraph: &Paragraph<'_>, sign: &memmem::Finder<'_>, found: &mut Vec<TextRange>) {
    let text = &*paragraph.text;
    for at in sign.find_iter(text.as_bytes()) {
        // Nearly every percentage has its number.
        if !neighbour::before(text, at).is_some_and(is_hanzi) {
            continue;
        }
        let end = at + sign.needle().len();
        let ends = neighbour::after(text, end).is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '以' | '\n'));
        let window = neighbour::tail(text, end, LONGEST_PERCENT);
        if let Some(whole) = PERCENT.find(window).filter(|_| ends) {
            found.push(paragraph.source(end - whole.len()..end));
        }
    }
}

fn blanks(paragraph: &Paragraph<'_>, found: &mut Vec<TextRange>) {
    let text = &*paragraph.text;
    for captures in BLANK.captures_iter(text) {
        let whole = captures.get_match();
        // The character in front of a year of one digit is no part of it.
        let start = whole.start()
            + neighbour::head(text, whole.start(), 1)
                .chars()
                .filter(|c| !c.is_ascii_digit() && captures.name("line").is_none() && !is_hanzi(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        let range = start..whole.end();
        // 2024年3月  日程安排
        let goes_on = whole.as_str().ends_with('日')
            && neighbour::after(text, whole.end()).is_some_and(|c| is_hanzi(c) && !"起前至到止在，".contains(c));
        if goes_on {
            continue;
        }
        if captures.name("line").is_none() || is_inside_text(text, range.clone()) {
            found.push(paragraph.source(range));
        }
    }
}

/// Whether a line to write on stands within a sentence, not behind the label of a form.
fn is_inside_text(text: &str, range: Range<usize>) -> bool {
    let before = neighbour::before(text, range.start);
    let after = neighbour::after(text, range.end);
    before.is_some_and(|c| is_hanzi(c) || matches!(c, '，' | '。' | '、'))
        && after.is_some_and(|c| is_hanzi(c) || matches!(c, '，' | '。' | '、' | '；'))
}
