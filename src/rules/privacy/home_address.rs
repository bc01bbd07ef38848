//! Where a person lives, down to the door.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "privacy/home-address",
    title: "个人住址",
    gate: Gate::Secrecy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《个人信息保护法》第六条、第二十五条、第二十八条；《政府信息公开条例》第十五条",
    page: include_str!("home_address.md"),
    trigger: Trigger::marks(Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT)).and(Marks::DWELLING),
    check: Check::Paragraph(check),
};

/// A word for living somewhere, and an address with a building and a room or with a village group and a house.
const ADDRESS: &str = concat!(
    r"(?P<label>(?:家庭|现|常|暂|户籍|居住)?住址|(?:家庭|居住|户籍)地址|(?:户籍|户口|经常居住)(?:所在)?地|",
    r"(?:现|家|租|暂|常|居)住|住)",
    r"(?:地址|地|在|于|为|是|位于|：|:|[ \x{3000}\t]){0,4}",
    r"(?P<address>[\p{Han}0-9０-９A-Za-z\-－（）()#·]{2,40}?",
    r"(?:(?:[0-9０-９]{1,4}|[一二三四五六七八九十]{1,3}|[A-Za-zＡ-Ｚ])(?:号楼|号院|#楼|#|栋|幢|座|号|弄)[ ,，]?",
    r"(?:[0-9０-９A-Za-z一二三四五六七八九十]{1,3}(?:单元|门|层|楼|梯)[ ,，]?)*",
    r"[0-9０-９]{1,4}(?:室|号房|房间?|户|号)",
    r"|(?:[0-9０-９]{1,4}|[一二三四五六七八九十]{1,3}|[A-Za-zＡ-Ｚ])(?:号楼|#楼|#|栋|幢|座)[ ,，]?",
    r"[0-9０-９一二三四五六七八九十]{1,2}单元[ ,，]?[0-9０-９]{3,4}",
    r"|村(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})(?:组|社|队)[0-9０-９]{1,4}号))",
);

/// Words before 住 with which it is another verb.
const OTHER_VERBS: [char; 22] = [
    '入', '留', '记', '抓', '拦', '挡', '守', '稳', '站', '堵', '困', '咬', '扣', '顶', '收', '盯', '捂', '把', '握',
    '管', '保', '卡',
];

/// What 住 begins when it is no verb.
const OTHER_WORDS: [&str; 9] = ["住宅", "住房", "住院", "住建", "住户", "住宿", "住所", "住校", "住持"];

/// Before a label: then the address is an organisation's.
const ORGANISATIONS: [&str; 9] = ["公司", "企业", "单位", "办公", "门店", "经营", "机构", "商户", "酒店"];

/// Whether a digit, and what may end an address, stand near enough behind some place of `word`.
fn leads_to_number(text: &str, word: &Finder<'_>) -> bool {
    let is_digit = |c| matches!(c, '0'..='9' | '０'..='９');
    let is_end = |c| matches!(c, '室' | '号' | '房' | '户' | '元');
    let (mut digit, mut end) = (0, 0);
    word.find_iter(text.as_bytes()).any(|at| {
        // Each is looked for from where it was found last, so that no part of the text is read twice.
        if digit < at {
            digit = text[at..].find(is_digit).map_or(usize::MAX, |found| at + found);
        }
        if end < at {
            end = text[at..].find(is_end).map_or(usize::MAX, |found| at + found);
        }
        digit.max(end) - at <= REACH
    })
}

/// Bytes from the beginning of a label to the end of an address, and many more.
const REACH: usize = 600;

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| pattern(ADDRESS));
    let text = &*paragraph.text;
    // What nearly every paragraph lacks is looked for before the pattern is run.
    static WORDS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["住", "户", "家庭地址"].map(Finder::new));
    if !WORDS.iter().any(|word| leads_to_number(text, word)) {
        return;
    }
    for found in PATTERN.captures_iter(text) {
        let (Some(label), Some(address)) = (found.name("label"), found.name("address")) else {
            continue;
        };
        let before = neighbour::tail(text, label.start(), 4);
        let is_verb = label.as_str() != "住"
            || !(before.ends_with(OTHER_VERBS)
                || OTHER_WORDS.iter().any(|word| text[label.start()..].starts_with(word)));
        if is_verb && !ORGANISATIONS.iter().any(|word| before.contains(word)) {
            findings.report(
                paragraph.source(address.range()),
                "住址写到了门牌、室号，建议只写到街道、小区或村",
            );
        }
    }
}
