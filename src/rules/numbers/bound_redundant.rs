//! A bound that is named on both sides of a number: 超过500人以上.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/bound-redundant",
    title: "界限词重复",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "现代汉语语法通则；《出版物上数字用法》（GB/T 15835—2011）",
    page: include_str!("bound_redundant.md"),
    trigger: Trigger::words(numerals::before_quantity![
        "超", "逾";
        "超过", "超出", "多于", "大于", "高于", "少于", "低于", "小于", "至少", "最少", "起码", "至多", "最多", "不足",
        "不到", "不满", "为止", "以上", "以内", "以下",
    ]),
    check: Check::Paragraph(check),
};

/// Leads in the order of what may close them: more than, at least, at most, about.
macro_rules! leads {
    () => {
        concat!(
            "(?P<most>至多|最多|(?:不|未|没有|没|不得|不能|不可|不应|不宜)(?:超过|多于|高于|大于)|不足|不到|不满)|",
            "(?P<least>至少|最少|起码|(?:不|不得|不能|不可|不应|不宜)(?:少于|低于|小于))|",
            "(?P<over>超过|超出|超|逾|多于|大于|高于)|",
            "(?P<under>少于|低于|小于)|",
            "(?P<about>大约|约|大概|将近)",
        )
    };
}

static LEAD: LazyLock<Regex> = LazyLock::new(|| pattern(leads!()));

/// The same and what is redundant by itself, which takes much longer to look for.
static LEAD_OR_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        leads!(),
        "|(?P<until>截[至止]到?[^，。；！？、：\n]{1,16}?为止)"
    ))
});

/// Hanzi between “at least” and its number: 至少推荐3名以上.
const GAP: usize = 6;

fn check(paragraph: &Paragraph<'_>, context: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut next = 0;
    let lead = if text.contains("为止") { &LEAD_OR_UNTIL } else { &LEAD };
    for captures in lead.captures_iter(text) {
        let Some(all) = captures.get(0).filter(|all| all.start() >= next) else {
            continue;
        };
        if captures.name("until").is_some() {
            findings.report(paragraph.source(all.range()), "「截至」与「为止」重复，只留一个");
            continue;
        }
        let closings: &[&str] = if captures.name("most").is_some() {
            &["以下", "以内", "之内", "左右", "余"]
        } else if captures.name("least").is_some() {
            &["以上", "左右"]
        } else if captures.name("over").is_some() {
            &["以上", "之多", "左右", "余", "多"]
        } else if captures.name("under").is_some() {
            &["以下", "以内", "之内"]
        } else {
            &["以上", "以下", "以内", "之内"]
        };
        let number = if captures.name("least").is_some() {
            after_verb(text, all.end())
        } else {
            let skipped = text[all.end()..]
                .chars()
                .next()
                .filter(|&c| matches!(c, '了' | '为' | '达' | '有'));
            numerals::quantity(text, all.end() + skipped.map_or(0, char::len_utf8))
        };
        let Some((at, end)) = number.and_then(|number| closing(text, number, closings)) else {
            continue;
        };
        // 赶超, 节约: the lead is the end of another word.
        let is_short = matches!(all.as_str(), "超" | "逾" | "约");
        if is_short && !numerals::is_word(context.words, text, all.range()) {
            continue;
        }
        next = end;
        let (first, second) = (all.as_str(), &text[at..end]);
        let problem = if captures.name("about").is_some() {
            "矛盾"
        } else {
            "重复"
        };
        findings.report(
            paragraph.source(all.start()..end),
            format!("「{first}」与「{second}」{problem}，只留一个"),
        );
    }
}

/// Where the first quantity ends that follows `at` at once or after a short verb.
fn after_verb(text: &str, at: usize) -> Option<usize> {
    let window = neighbour::hanzi_after(text, at, GAP);
    let starts = window
        .char_indices()
        .map(|(start, _)| at + start)
        .chain([at + window.len()]);
    starts.into_iter().find_map(|start| numerals::quantity(text, start))
}

/// Where one of `closings` stands after the number that ends at `at` and its measure words.
fn closing(text: &str, at: usize, closings: &[&str]) -> Option<(usize, usize)> {
    let mut place = at;
    for _ in 0..3 {
        let rest = &text[place..];
        if let Some(found) = closings.iter().find(|&&word| rest.starts_with(word)) {
            let end = place + found.len();
            let counts = match *found {
                "余" | "多" => {
                    let is_counted = numerals::has_measure(text, end)
                        || neighbour::after(text, end).is_some_and(|c| "万亿".contains(c));
                    is_counted && numerals::surplus(text, at, place).is_some()
                }
                _ => true,
            };
            return counts.then_some((place, end));
        }
        let measure = numerals::measure(text, place);
        // A rank is no quantity: 具有二级以上资质.
        if measure == place || text[place..measure].ends_with(['级', '等', '档']) {
            return None;
        }
        place = measure;
    }
    None
}
