//! A decrease that is counted in times: 下降2倍.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/decrease-by-times",
    title: "减少用倍",
    gate: Gate::Language,
    severity: Severity::Error,
    enabled: true,
    basis: "《现代汉语词典》“倍”；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("decrease_by_times.md"),
    trigger: Trigger::words(&[
        "0倍", "1倍", "2倍", "3倍", "4倍", "5倍", "6倍", "7倍", "8倍", "9倍", "一倍", "二倍", "两倍", "三倍", "四倍",
        "五倍", "六倍", "七倍", "八倍", "九倍", "十倍", "百倍", "千倍", "万倍", "几倍", "数倍", "半倍", "多倍", "余倍",
        "来倍", "个倍", " 倍",
    ]),
    check: Check::Paragraph(check),
};

static DECREASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "(减少|下降|降低|缩小|缩短|缩减|减轻|减慢|减缓|减低|减弱|变小|变少|萎缩|削减|裁减|锐减|骤减|骤降|猛降|剧降|",
        "回落|下跌|下滑|下挫|压缩|压减|压降|跌落|降幅|跌幅|减幅|少了|降了|减了|跌了|降|跌)",
        "(?:了|到|至|近|约|将近|大约|超过|超|逾|达到|达|高达|幅度达|幅度为|幅度超过|为|有|整整|足足|已){0,3}(?:(?:原来|原先|以前|过去|去年|上年)的)?",
        " ?([0-9０-９]+(?:[.．][0-9０-９]+)? ?(?:多|余)?倍|[一二两三四五六七八九十百千几数半]{1,4}(?:多|余|来)?倍)",
    ))
});

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in DECREASE.captures_iter(text) {
        let (Some(all), Some(verb), Some(times)) = (captures.get(0), captures.get(1), captures.get(2)) else {
            continue;
        };
        let is_part = match verb.as_str() {
            "降" | "跌" | "降了" | "跌了" | "少了" | "减了" => {
                neighbour::before(text, verb.start()).is_some_and(|c| "不多至很升增霜空投".contains(c))
            }
            _ => false,
        };
        let is_noun = neighbour::after(text, all.end()).is_some_and(|c| "数率频".contains(c));
        // A ratio may well fall to a number of times: 市盈率降至15倍.
        let before = neighbour::tail(text, verb.start(), 12);
        let is_ratio = ["倍数", "杠杆", "市盈率", "市净率", "市销率", "倍率", "估值", "认购"]
            .iter()
            .any(|word| before.contains(word));
        let to_a_part = text[verb.end()..times.start()].contains(['到', '至', '为'])
            && times.as_str().trim_start().starts_with("0.");
        if is_part || is_noun || is_ratio || to_a_part {
            continue;
        }
        let verb = verb.as_str();
        findings.report(
            paragraph.source(times.range()),
            format!("「{verb}」不能用倍数，改用百分数、分数或“减少到几分之几”"),
        );
    }
}
