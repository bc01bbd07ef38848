//! Times that no clock shows: 25时10分, 下午3:75.

use std::ops::Range;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{
        Check, Context, Findings, Marks, Rule, Trigger,
        dates::calendar,
        numerals::{self, Numeral},
    },
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/impossible-time",
    title: "不存在的时刻",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "GB/T 7408《数据元和交换格式 信息交换 日期和时间表示法》；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("impossible_time.md"),
    trigger: Trigger::marks(Marks::DIGIT.or(Marks::FULL_WIDTH_DIGIT))
        .and(Marks::HOUR.or(Marks::COLON).or(Marks::HALF_WIDTH_POINT)),
    check: Check::Paragraph(check),
};

/// Words before a number that make it a duration, a ratio or a result.
const NO_TIME: [&str; 15] = [
    "用时", "历时", "耗时", "全程", "长达", "时长", "需", "约", "比分", "比例", "比", "以", "第", "共", "近",
];

/// Words right before a time of day.
const CLOCK_WORDS: [&str; 22] = [
    "上午",
    "下午",
    "晚上",
    "凌晨",
    "早上",
    "早晨",
    "清晨",
    "中午",
    "傍晚",
    "夜间",
    "晚间",
    "今晚",
    "当晚",
    "时间：",
    "时间:",
    "时间为",
    "日",
    "号",
    "时刻：",
    "时刻为",
    "至",
    "于",
];

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let units = if paragraph.marks().intersects(Marks::HOUR) {
        calendar::HOUR_UNITS.as_slice()
    } else {
        &[]
    };
    let hours = units.iter().flat_map(|unit| unit.find_iter(text.as_bytes()));
    for at in hours {
        let Some(hour) = hour_before(text, at) else { continue };
        let Some(minute) =
            numerals::after(text, at + "时".len()).filter(|minute| !minute.is_hanzi && minute.length <= 2)
        else {
            continue;
        };
        let unit = numerals::skip_space(text, minute.range.end);
        if neighbour::after(text, unit) != Some('分') {
            continue;
        }
        let end = unit + "分".len();
        let is_duration =
            neighbour::after(text, end).is_some_and(|c| "钟之".contains(c)) || is_no_time(text, hour.range.start);
        if !is_duration && is_impossible(hour.value, minute.value) {
            report(paragraph, hour.range.start..end, findings);
        }
    }
    let colons = paragraph.separators().iter().filter(|(_, c)| matches!(c, ':' | '：'));
    for (at, length) in colons.map(|&(at, c)| (at, c.len_utf8())) {
        let Some(hour) = hour_before(text, at).filter(|hour| hour.range.end == at) else {
            continue;
        };
        let Some(minute) = numerals::after(text, at + length)
            .filter(|minute| minute.length == 2 && !minute.is_hanzi && minute.range.start == at + length)
        else {
            continue;
        };
        let goes_on = neighbour::after(text, minute.range.end)
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '：' | '.' | '%'));
        if goes_on || !is_impossible(hour.value, minute.value) || !is_clock(text, hour.range.start) {
            continue;
        }
        report(paragraph, hour.range.start..minute.range.end, findings);
    }
}

fn report(paragraph: &Paragraph<'_>, range: Range<usize>, findings: &mut Findings) {
    findings.report(paragraph.source(range), "没有这个时刻，请核对");
}

fn is_impossible(hour: u32, minute: u32) -> bool {
    hour > 24 || minute > 59
}

/// The hour before byte `at`, if it is no part of a longer number.
fn hour_before(text: &str, at: usize) -> Option<Numeral> {
    let hour = numerals::before(text, at).filter(|hour| !hour.is_hanzi && hour.length <= 2)?;
    let is_part = calendar::continues_before(text, hour.range.start);
    (!is_part).then_some(hour)
}

fn is_no_time(text: &str, at: usize) -> bool {
    let before = neighbour::tail(text, at, 4).trim_end();
    NO_TIME.iter().any(|word| before.ends_with(word))
}

/// Whether what stands before byte `at` says that a time of day follows.
fn is_clock(text: &str, at: usize) -> bool {
    let before = neighbour::tail(text, at, 12).trim_end();
    if let Some(start) = before.rfind(['（', '(']) {
        // 3月5日（星期二）25:30
        let from = at - neighbour::tail(text, at, 12).len() + start;
        if calendar::weekday_after(text, from).is_some_and(|weekday| text[weekday.end..at].trim().is_empty()) {
            return true;
        }
    }
    let Some(word) = CLOCK_WORDS.iter().find(|&&word| before.ends_with(word)) else {
        return false;
    };
    match *word {
        "日" | "号" => before[..before.len() - word.len()]
            .ends_with(|c| numerals::arabic(c).is_some() || numerals::is_hanzi_numeral(c)),
        // 8:30至11:75, 于9:90; a ratio is no time.
        "至" | "于" => {
            let head = before[..before.len() - word.len()].trim_end();
            head.ends_with(|c| numerals::arabic(c).is_some()) && head.contains([':', '：']) && !before.contains('比')
        }
        _ => true,
    }
}
