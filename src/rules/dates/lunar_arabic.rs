//! Arabic numerals in dates of the lunar calendar: 农历3月3日, 正月15.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "dates/lunar-arabic",
    title: "农历用阿拉伯数字",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《出版物上数字用法》（GB/T 15835—2011）；农历月日等非公历纪年用汉字",
    page: include_str!("lunar_arabic.md"),
    trigger: Trigger::words(&[
        "农历", "阴历", "夏历", "旧历", "正月1", "正月2", "正月3", "正月4", "正月5", "正月6", "正月7", "正月8",
        "正月9", "腊月1", "腊月2", "腊月3", "腊月4", "腊月5", "腊月6", "腊月7", "腊月8", "腊月9", "冬月1", "冬月2",
        "冬月3", "月初1", "月初2", "月初3", "月初4", "月初5", "月初6", "月初7", "月初8", "月初9", "正月 ", "腊月 ",
    ]),
    check: Check::Paragraph(check),
};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "(?:(农历|阴历|夏历|旧历)(?:的|[0-9]{4}年|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(闰?))?",
        "(?:([0-9０-９]{1,2})月(?:份|底|初|中旬|上旬|下旬)?|([一二三四五六七八九十]{1,2}|正|冬|腊)月)",
        " ?(初?)([0-9０-９]{1,2})?(日|号)?",
    ))
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in DATE.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        let is_named = captures.get(1).is_some();
        let lunar_month = captures.get(4).map(|month| month.as_str());
        let (month, day) = (captures.get(3), captures.get(6));
        let is_lunar_month = lunar_month.is_some_and(|month| matches!(month, "正" | "冬" | "腊"));
        let has_first = captures.get(5).is_some_and(|first| !first.is_empty());
        let applies = match (month, day) {
            (Some(_), _) => is_named,
            (None, Some(_)) => is_named || is_lunar_month || has_first,
            (None, None) => false,
        };
        if !applies {
            continue;
        }
        // 正月15家企业开工 counts; so does 腊月2000人.
        let has_unit = captures.get(7).is_some();
        let goes_on = neighbour::after(text, all.end())
            .is_some_and(|c| numerals::arabic(c).is_some() || "月年.．:：,万亿多余%％-—".contains(c));
        if day.is_some() && !has_unit && (goes_on || numerals::has_measure(text, all.end())) {
            continue;
        }
        let right = right_form(
            month.map(|month| month.as_str()),
            lunar_month,
            day.map(|day| day.as_str()),
        );
        let report = findings.report(paragraph.source(all.range()), "农历的月日用汉字");
        let is_plain = text[all.range()].ends_with(['日', '号']) || day.is_some();
        if let (Some(right), true) = (right, is_plain) {
            let head = &text[all.start()
                ..captures
                    .get(3)
                    .or(captures.get(4))
                    .map_or(all.start(), |found| found.start())];
            report.suggest(format!("{head}{right}"));
        }
    }
}

/// The month and the day in Hanzi.
fn right_form(month: Option<&str>, lunar: Option<&str>, day: Option<&str>) -> Option<String> {
    const DIGITS: [char; 11] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let digit = |value: u32| DIGITS.get(usize::try_from(value).ok()?).copied();
    let month = match (month, lunar) {
        (Some(month), _) => match numerals::value(month)? {
            1 => "正".to_owned(),
            value @ 2..=10 => digit(value)?.to_string(),
            11 => "十一".to_owned(),
            12 => "十二".to_owned(),
            _ => return None,
        },
        (None, lunar) => lunar?.to_owned(),
    };
    let day = match numerals::value(day?)? {
        value @ 1..=10 => format!("初{}", digit(value)?),
        value @ 11..=19 => format!("十{}", digit(value - 10)?),
        20 => "二十".to_owned(),
        value @ 21..=29 => format!("廿{}", digit(value - 20)?),
        30 => "三十".to_owned(),
        _ => return None,
    };
    Some(format!("{month}月{day}"))
}
