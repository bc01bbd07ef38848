//! A number of items that is announced and then not kept: 以下三项工作：一是……四是……

use std::{
    ops::{Range, RangeInclusive},
    sync::LazyLock,
};

use regex::Regex;

use super::{
    numeral::{circled, number, written_like},
    ordinal_shi_sequence,
    outline::{Level, Line, begins_part, label, lines},
};
use crate::{
    diagnostic::{Gate, Severity},
    document::{Document, prose::Prose},
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, marks::is_chinese_mark, neighbour, text_range::TextRange},
};

pub(super) static RULE: Rule = Rule {
    id: "structure/count-mismatch",
    title: "数目与所列不符",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条",
    page: include_str!("count_mismatch.md"),
    trigger: Trigger::marks(Marks::COLON.or(Marks::HALF_WIDTH_POINT).or(Marks::FULL_STOP)),
    check: Check::Document(check),
};

/// An announcement, up to the mark that leads to the list.
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:以下|下列|如下|下面|)(?:这|了|的|从|在|为)?(?:[一二两三四五六七八九十百千零〇]+|[0-9]{1,2})(?:个|大|点|项|条|类|种|方面|件|步)\p{Han}{0,10}”?(?:[：:。]|，即)$",
    )
});

/// What an announcement begins with: the number is `n`. An expression of its own, since to tell the parts of a match apart
/// takes longer the more it holds.
static ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?<lead>以下|下列|如下|下面|)(?:这|了|的|从|在|为)?(?<n>[一二两三四五六七八九十百千零〇]+|[0-9]{1,2})")
});

/// What a member of a list begins with, 一是 and 一要 apart.
static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"第(?<di>[一二三四五六七八九十]{1,2})[，,、：:是]|[（(](?:(?<hanzi>[一二三四五六七八九十]{1,2})|(?<digits>[0-9]{1,2}))[）)]|(?<arabic>[0-9]{1,2})[.．、]|(?<plain>[一二三四五六七八九十]{1,2})、|(?<circled>[①-⑳])",
    )
});

/// Characters of an announcement.
const LONGEST_ANNOUNCEMENT: usize = 28;

/// Characters of what is counted, its unit included.
const LONGEST_COUNTED: usize = 12;

/// Lines that are searched for members.
const REACH: usize = 60;

/// Characters of a line that are searched for members.
const WIDTH: usize = 2_000;

/// How many announced items are counted; a longer list is likely to be an extract.
const COUNTED: RangeInclusive<u32> = 2..=9;

/// How the members of a list are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// 一是 or 一要, by the verb.
    Verb(usize),
    /// 第一，
    Ordinal,
    /// （一）, （1）, 1. or 一、
    Label(Level),
}

/// The beginning of a member of a list.
#[derive(Debug, Clone)]
struct Member {
    style: Style,
    value: u32,
    /// Where it is in its line.
    range: Range<usize>,
}

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let lines = lines(prose);
    for (index, line) in lines.iter().enumerate() {
        for (at, mark) in line.separators() {
            let end = match mark {
                '：' | '。' | ':' => at + mark.len_utf8(),
                '，' if line.text[at..].starts_with("，即") => at + "，即".len(),
                _ => continue,
            };
            if leads_to_list(line.text, end)
                && let Some(announcement) = announcement(line.text, end)
            {
                judge(prose.document, line, &lines[index + 1..], announcement, findings);
            }
        }
    }
}

/// Whether the text behind byte `at` may begin a list, or is not there. There are many more marks than lists.
fn leads_to_list(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    // What most sentences begin with.
    if rest.starts_with(|c| is_hanzi(c) && !matches!(c, '一' | '第')) {
        return false;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '：' | ':'));
    rest.is_empty() || rest.starts_with(['一', '第', '（', '(', '1', '①'])
}

/// The announcement that ends at byte `end` of `text`.
fn announcement(text: &str, end: usize) -> Option<Announcement> {
    let window = neighbour::tail(text, end, LONGEST_ANNOUNCEMENT);
    if !counts_something(window) {
        return None;
    }
    let found = ANNOUNCED.find(window)?;
    let captures = ANNOUNCEMENT.captures(found.as_str())?;
    let number = captures.name("n")?;
    let base = end - found.len();
    Some(Announcement {
        is_pointed: !captures.name("lead")?.is_empty() || !found.as_str().ends_with('。'),
        number: base + number.start()..base + number.end(),
        end,
    })
}

/// Whether `text`, which ends like an announcement, has a number of something close enough before its end. Most sentences
/// have not, and the expression is spared.
fn counts_something(text: &str) -> bool {
    let body = text.trim_end_matches(['：', ':', '。', '即', '，']);
    let body = body.strip_suffix('”').unwrap_or(body);
    let mut behind: Option<char> = None;
    for (length, c) in body.chars().rev().enumerate() {
        let is_counted = |unit| {
            matches!(
                unit,
                '个' | '大' | '点' | '项' | '条' | '类' | '种' | '方' | '件' | '步'
            )
        };
        let is_number = matches!(
            c,
            '一' | '二'
                | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '零'
                | '〇'
                | '0'..='9'
        );
        if is_number && behind.is_some_and(is_counted) {
            return true;
        }
        let ends = c.is_ascii() && !c.is_ascii_digit() || is_chinese_mark(c) && !matches!(c, '々' | '〇');
        if ends || length > LONGEST_COUNTED {
            return false;
        }
        behind = Some(c);
    }
    false
}

/// 以下三项工作：
#[derive(Debug)]
struct Announcement {
    number: Range<usize>,
    /// Whether it says that the list follows.
    is_pointed: bool,
    end: usize,
}

fn judge(
    document: &Document,
    line: &Line<'_>,
    following: &[Line<'_>],
    announcement: Announcement,
    findings: &mut Findings,
) {
    let written = &line.text[announcement.number.clone()];
    // 第三个方面, 前两个问题 and 每一项 announce nothing.
    let before = neighbour::before(line.text, announcement.number.start);
    if before.is_some_and(|c| "第前后头其另每各上近某任这那".contains(c)) {
        return;
    }
    // 三个月 and 两个小时 are no items.
    let after = neighbour::head(line.text, announcement.number.end, 4);
    if [
        "个月",
        "个小时",
        "个工作",
        "个自然",
        "个交易",
        "个学期",
        "个百分",
        "个年",
    ]
    .iter()
    .any(|unit| after.starts_with(unit))
    {
        return;
    }
    // 二类 is the second class; two of them are 两类.
    if written == "二" && after.starts_with(['类', '种']) {
        return;
    }
    let Some(announced) = number(written).filter(|number| COUNTED.contains(number)) else {
        return;
    };
    let Some(list) = List::read(document, line, following, &announcement) else {
        return;
    };
    let count = list.count;
    // A list may close in words, or in another style.
    let goes_on = count < announced && (list.others.contains(&(count + 1)) || (list.closes && count + 1 == announced));
    if count < 2 || count == announced || goes_on {
        return;
    }
    let right = match written {
        "两" | "二" if count == 2 => written.to_owned(),
        _ if count == 2 && !written.starts_with(|c: char| c.is_ascii_digit()) => "两".to_owned(),
        _ => written_like(written, count),
    };
    findings
        .report(
            line.source(announcement.number),
            format!("说是「{written}」，后面列出 {count} 项，请核对数目与所列"),
        )
        .suggest(right)
        .relate(list.last, "列出的最后一项");
}

/// A list as far as it was followed.
struct List {
    count: u32,
    last: TextRange,
    /// Numbers in other styles that were met.
    others: Vec<u32>,
    /// Whether words were met that introduce a last member without a number.
    closes: bool,
}

impl List {
    /// The list that begins right behind the announcement, or on the line below; none if its numbers are in disorder.
    fn read(document: &Document, line: &Line<'_>, following: &[Line<'_>], announcement: &Announcement) -> Option<Self> {
        let rest = neighbour::head(line.text, announcement.end, WIDTH);
        let in_line = !rest.trim().is_empty();
        if !in_line && !announcement.is_pointed {
            return None;
        }
        let (first_line, from) = if in_line {
            (line, announcement.end)
        } else {
            (following.first()?, 0)
        };
        let blank = |c: char| c.is_whitespace() || c == '“';
        let text = &first_line.text[from..];
        let start = from + text.len() - text.trim_start_matches(blank).len();
        let first = if from == 0 {
            line_label(document, first_line)
        } else {
            None
        }
        .or_else(|| members(neighbour::head(first_line.text, start, 6), start).next())
        .filter(|member| member.value == 1 && member.range.start <= start + '（'.len_utf8())?;
        let mut list = Self {
            count: 1,
            last: first_line.source(first.range.clone()),
            others: Vec::new(),
            closes: false,
        };
        let own = &first_line.text[first.range.clone()];
        let rest = neighbour::head(first_line.text, first.range.end, WIDTH);
        // Where the list begins anew, it is another one.
        let rest = rest.find(own).map_or(rest, |again| &rest[..again]);
        list.closes |= closes(rest);
        let mut goes_on = list.take(first_line, members(rest, first.range.end), first.style)?;
        let below = if in_line {
            following
        } else {
            following.get(1..).unwrap_or_default()
        };
        for next in below.iter().take(REACH) {
            if !goes_on || begins_part(next.text) || next.is_heading() != first_line.is_heading() {
                break;
            }
            let label = line_label(document, next);
            if let (
                Some(Member {
                    style: Style::Label(level),
                    ..
                }),
                Style::Label(own),
            ) = (&label, first.style)
                && *level < own
            {
                break;
            }
            let text = neighbour::head(next.text, 0, WIDTH);
            list.closes |= closes(text);
            let inside = members(text, 0)
                .filter(|member| !matches!(first.style, Style::Label(_)) || member.style != first.style);
            goes_on = list.take(next, label.into_iter().chain(inside), first.style)?;
        }
        Some(list)
    }

    /// Counts the members of a line. Whether the list may go on; none if it is in disorder.
    fn take(&mut self, line: &Line<'_>, members: impl Iterator<Item = Member>, style: Style) -> Option<bool> {
        for member in members {
            if member.style != style {
                self.others.push(member.value);
            } else if member.value == self.count + 1 {
                self.count += 1;
                self.last = line.source(member.range);
            } else if member.value == 1 {
                return Some(false);
            } else {
                return None;
            }
        }
        Some(true)
    }
}

fn closes(text: &str) -> bool {
    ["最后", "此外", "另外", "还有", "同时"]
        .iter()
        .any(|word| text.contains(word))
}

fn line_label(document: &Document, line: &Line<'_>) -> Option<Member> {
    if let Some(value) = line.marker(document) {
        return Some(Member {
            style: Style::Label(Level::Arabic),
            value,
            range: 0..line.text.chars().next().map_or(0, char::len_utf8),
        });
    }
    let label = label(line.text).filter(|label| !label.is_doubtful)?;
    Some(Member {
        style: Style::Label(label.level),
        value: label.number,
        range: label.digits,
    })
}

/// The members of lists in `text`, which stands at byte `at` of its line, in order.
fn members(text: &str, at: usize) -> impl Iterator<Item = Member> {
    let mut found: Vec<Member> = ordinal_shi_sequence::members(text)
        .map(|member| Member {
            style: Style::Verb(member.verb),
            value: member.value,
            range: at + member.start..at + member.end,
        })
        .collect();
    for captures in MARKER.captures_iter(text) {
        let whole = captures.get_match();
        let begins = neighbour::before(text, whole.start())
            .is_none_or(|c| c.is_whitespace() || "，。；：！？、“”,;:.".contains(c));
        let styles = [
            ("di", Style::Ordinal),
            ("hanzi", Style::Label(Level::BracketedHanzi)),
            ("digits", Style::Label(Level::BracketedArabic)),
            ("arabic", Style::Label(Level::Arabic)),
            ("plain", Style::Label(Level::Hanzi)),
            ("circled", Style::Label(Level::Circled)),
        ];
        let Some((style, digits)) = styles
            .into_iter()
            .find_map(|(name, style)| captures.name(name).map(|digits| (style, digits)))
        else {
            continue;
        };
        let is_decimal = style == Style::Label(Level::Arabic)
            && neighbour::after(text, whole.end()).is_some_and(|c| c.is_ascii_digit());
        let value = match style {
            Style::Label(Level::Circled) => digits.as_str().chars().next().and_then(circled),
            _ => number(digits.as_str()),
        };
        // A circled number may follow anything.
        let begins = begins || style == Style::Label(Level::Circled);
        if let Some(value) = value.filter(|_| begins && !is_decimal) {
            found.push(Member {
                style,
                value,
                range: at + digits.start()..at + digits.end(),
            });
        }
    }
    found.sort_by_key(|member| member.range.start);
    found.into_iter()
}
