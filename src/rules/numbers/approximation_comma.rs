//! An enumeration comma between two neighbouring numbers that mean “about”: 三、四天.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/approximation-comma",
    title: "概数间用顿号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）4.5.3；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("approximation_comma.md"),
    trigger: Trigger::words(&[
        "一、二",
        "二、三",
        "三、四",
        "四、五",
        "五、六",
        "六、七",
        "七、八",
        "八、九",
        "1、2",
        "2、3",
        "3、4",
        "4、5",
        "5、6",
        "6、7",
        "7、8",
        "8、9",
    ]),
    check: Check::Paragraph(check),
};

static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    pattern("一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九|1、2|2、3|3、4|4、5|5、6|6、7|7、8|8、9")
});

static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "^(?:[十百千万亿](?:[余多几]?(?:年|岁|个|名|位|人|天|元|家|户|里|件|次|亩|吨|斤|米|公里|万|亿|倍|台|辆|棵|本|项|处|场))|",
        "天|个|岁|分钟|小时|个?小时|倍|公里|里路|周|年|元钱|块钱|米[高宽长深远]|斤重|成)",
    ))
});

/// What makes the two numbers ordinals or members of a list.
const BEFORE: &str = "第周期楼（(百千零〇○一二三四五六七八九、至到图表条章款项号月日年初高大.．—－-~～拜";

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for found in PAIR.find_iter(text) {
        let is_arabic = found.as_str().starts_with(|c: char| c.is_ascii_digit());
        // 十七、八岁 is about one number as well.
        let start = match neighbour::before(text, found.start()) {
            Some('十') if !is_arabic => found.start() - '十'.len_utf8(),
            _ => found.start(),
        };
        // A numbered heading stands at the beginning.
        let Some(before) = neighbour::before(text, start).filter(|&c| !"\n。；！？".contains(c)) else {
            continue;
        };
        let rest = neighbour::head(text, found.end(), 6);
        let is_other = BEFORE.contains(before)
            || numerals::arabic(before).is_some()
            || before.is_ascii_alphabetic()
            || ["年级", "年制", "个月龄", "个百年", "年期", "年生", "周岁以"]
                .iter()
                .any(|word| rest.starts_with(word))
            || rest.starts_with("年") && is_arabic
            || rest.starts_with('周') && !rest.starts_with("周时间");
        if is_other || !UNIT.is_match(rest) {
            continue;
        }
        let right = if is_arabic {
            hanzi(found.as_str())
        } else {
            found.as_str().replace('、', "")
        };
        let report = findings.report(
            paragraph.source(found.range()),
            format!("相邻两数连用表示概数，中间不用顿号：「{right}」"),
        );
        report.suggest(right);
    }
}

/// Two Arabic digits as an approximate number in Hanzi.
fn hanzi(pair: &str) -> String {
    const DIGITS: [char; 10] = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九'];
    pair.chars()
        .filter_map(|c| DIGITS.get(numerals::arabic(c)? as usize))
        .collect()
}
