//! Document numbers whose year is not in hexagonal brackets: 国发[2024]5号.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "structure/document-number-bracket",
    title: "发文字号括号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《党政机关公文格式》（GB/T 9704—2012）7.2.5",
    page: include_str!("document_number_bracket.md"),
    trigger: Trigger::marks(
        Marks::FULL_WIDTH_BRACKET
            .or(Marks::HALF_WIDTH_BRACKET)
            .or(Marks::SQUARE_BRACKET)
            .or(Marks::LENTICULAR_BRACKET)
            .or(Marks::OTHER),
    ),
    check: Check::Paragraph(check),
};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?<year>[〔﹝\[［(（【][ 　]?(?<digits>(?:19|20)[0-9]{2}|[0-9]{2}|(?:１９|２０)[０-９]{2})年?[ 　]?[〕﹞\]］)）】])[ 　]?(?:第[ 　]?)?[0-9０-９]{1,5}[ 　]?号",
    )
});

/// What the code of an issuing office may end with.
static ISSUERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let lines = include_str!("issuers.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines.flat_map(str::chars).collect()
});

/// Whether a bracket opens in front of a digit; few do, and the expression is spared.
fn may_match(paragraph: &Paragraph<'_>) -> bool {
    let text = &*paragraph.text;
    // ﹝ is no separator, but so rare that it need not be looked for.
    let mut openings = paragraph
        .separators()
        .iter()
        .filter(|(_, c)| matches!(c, '〔' | '[' | '［' | '(' | '（' | '【'));
    paragraph.marks().intersects(Marks::OTHER)
        || openings.any(|&(at, c)| {
            let inside = text[at + c.len_utf8()..].trim_start_matches([' ', '\u{3000}']);
            inside.starts_with(|c| matches!(c, '0'..='9' | '０'..='９'))
        })
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    if !may_match(paragraph) {
        return;
    }
    let text = &*paragraph.text;
    for captures in NUMBER.captures_iter(text) {
        let (Some(year), Some(digits)) = (captures.name("year"), captures.name("digits")) else {
            continue;
        };
        let before = text[..year.start()].trim_end_matches(' ');
        let is_issued = neighbour::before(text, before.len()).is_some_and(|c| ISSUERS.contains(&c));
        // 校区（2024）3号楼
        let counts_things = neighbour::after(text, captures.get_match().end())
            .is_some_and(|c| "楼栋馆厅房井机桌柜门线车船床院地宗坑池塔桥".contains(c));
        // Whatever is called a document by its number has a document number.
        let is_document = ["文", "号文", "）", "》", "精神", "印发"]
            .iter()
            .any(|word| text[captures.get_match().end()..].starts_with(word))
            && neighbour::before(text, before.len()).is_some_and(is_hanzi);
        if !(is_issued || is_document)
            || counts_things
            || (year.as_str().starts_with('〔') && year.as_str().ends_with('〕'))
        {
            continue;
        }
        findings
            .report(
                paragraph.source(year.range()),
                "发文字号的年份应当用六角括号「〔〕」括起来",
            )
            .suggest(format!("〔{}〕", digits.as_str()));
    }
}
