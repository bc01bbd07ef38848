//! Document numbers with 第, leading zeros, Hanzi or a short year: 国办发〔24〕第05号.

use std::sync::LazyLock;

use regex::Regex;

use super::numeral::number;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "structure/document-number-form",
    title: "发文字号写法",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《党政机关公文格式》（GB/T 9704—2012）7.2.5",
    page: include_str!("document_number_form.md"),
    trigger: Trigger::marks(Marks::SQUARE_BRACKET),
    check: Check::Paragraph(check),
};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"〔(?<inside>(?<year>[0-9]{4}|[0-9]{2}|[一二三四五六七八九〇零○]{4})[ ]?年?〕)[ 　]?(?<serial>(?<di>第)?[ 　]?(?:(?<digits>[0-9]{1,5})|(?<hanzi>[一二三四五六七八九十百〇零]{1,6}))[ 　]?号)",
    )
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    if !paragraph.separators().iter().any(|&(_, c)| c == '〔') {
        return;
    }
    for captures in NUMBER.captures_iter(text) {
        let group = |name| captures.name(name);
        let (Some(inside), Some(year), Some(serial)) = (group("inside"), group("year"), group("serial")) else {
            continue;
        };
        let year_digits = year.as_str();
        if year_digits.len() == 2 {
            findings.report(
                paragraph.source(inside.range()),
                "发文字号的年份应当写全四位，后面不加「年」",
            );
        } else if !year_digits.starts_with(|c: char| c.is_ascii_digit()) {
            let finding = findings.report(paragraph.source(inside.range()), "发文字号的年份用阿拉伯数字");
            if let Some(value) = number(&year_digits.replace('○', "〇")) {
                finding.suggest(format!("{value}〕"));
            }
        } else if inside.as_str().contains('年') {
            findings
                .report(paragraph.source(inside.range()), "发文字号的年份后面不加「年」")
                .suggest(format!("{year_digits}〕"));
        }
        let before = text[..captures.get_match().start()].trim_end();
        // Decisions on penalties, orders and announcements are numbered with 第 by custom.
        let keeps_di = neighbour::before(before, before.len()).is_some_and(|c| matches!(c, '字' | '令' | '告'));
        let (digits, problem) = match (group("digits"), group("hanzi")) {
            (Some(digits), _) if digits.as_str().starts_with('0') => {
                (digits.as_str().trim_start_matches('0'), "不编虚位")
            }
            (Some(digits), _) if group("di").is_some() && !keeps_di => (digits.as_str(), "前面不加「第」"),
            (None, Some(hanzi)) => (hanzi.as_str(), "用阿拉伯数字"),
            _ => continue,
        };
        let finding = findings.report(paragraph.source(serial.range()), format!("发文字号的顺序号{problem}"));
        if let Some(value) = number(digits).filter(|&value| value > 0) {
            let di = if keeps_di && group("di").is_some() { "第" } else { "" };
            finding.suggest(format!("{di}{value}号"));
        }
    }
}
