//! 二 where 两 is said, and the other way round: 二个, 两十, 第两届.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, numerals, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "numbers/er-liang",
    title: "“二”与“两”",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: "吕叔湘主编《现代汉语八百词》“二、两”",
    page: include_str!("er_liang.md"),
    trigger: Trigger::words(&[
        "二个", "二名", "二位", "二件", "二台", "二辆", "二家", "二只", "二艘", "二架", "二棵", "二头", "两十", "第两",
    ]),
    check: Check::Paragraph(check),
};

static WORD: LazyLock<Regex> = LazyLock::new(|| pattern("(二)[个名位件台辆家只艘架棵头]|两十|第两[^百千万亿两者边]"));

/// After these 二 is an ordinal or part of a word.
const BEFORE: &str = "第十百千万零〇○一二三四五六七八九两初周期拜其之老统不月条无、至到—－～~-点分不独末唯星央卫视";

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    for captures in WORD.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        let before = neighbour::before(text, all.start());
        let after = neighbour::after(text, all.end());
        if captures.get(1).is_some() {
            let is_part = before.is_some_and(|c| BEFORE.contains(c) || numerals::arabic(c).is_some());
            let is_other = match all.as_str() {
                "二名" => after.is_some_and(|c| "单次额称义".contains(c)),
                "二位" => after.is_some_and(|c| "于数居列次字码代编小有".contains(c)),
                "二只" => after.is_some_and(|c| "有是要能需".contains(c)),
                "二家" => after.is_some_and(|c| "庭".contains(c)),
                "二件" => after == Some('套'),
                // 二个月 is how laws put it.
                "二个" => after.is_some_and(|c| "性月别体工".contains(c)),
                _ => false,
            };
            // So is 二名以上.
            let is_bound = ["以上", "以下", "以内"]
                .iter()
                .any(|word| neighbour::hanzi_after(text, all.end(), 5).contains(word));
            if is_part || is_other || is_bound {
                continue;
            }
            let right = all.as_str().replace('二', "两");
            findings
                .report(paragraph.source(all.range()), format!("量词前用“两”：「{right}」"))
                .suggest(right);
        } else if all.as_str() == "两十" {
            // 三两十分钟 is not written; 一两十 is a weight and a number.
            let is_number = after.is_some_and(|c| c != '字')
                && after.is_some_and(|c| {
                    numerals::hanzi_digit(c).is_some()
                        || "多余几来".contains(c)
                        || numerals::has_measure(text, all.end())
                });
            if is_number && !before.is_some_and(numerals::is_hanzi_numeral) {
                findings
                    .report(paragraph.source(all.range()), "“十”前用“二”：「二十」")
                    .suggest("二十");
            }
        } else if numerals::has_measure(text, all.start() + "第两".len()) {
            let right = all.as_str().replace('两', "二");
            findings
                .report(paragraph.source(all.range()), format!("序数用“二”：「{right}」"))
                .suggest(right);
        }
    }
}
