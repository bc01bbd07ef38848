//! Enumerations within a text that skip or repeat: 一是……二是……四是……

use super::{
    numeral::{is_hanzi_numeral, number, written_like},
    outline::lines,
};
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Prose,
    rules::{Check, Context, Findings, Rule, Trigger},
    text::{neighbour, text_range::TextRange},
};

pub(super) static RULE: Rule = Rule {
    id: "structure/ordinal-shi-sequence",
    title: "“一是…二是…”跳号、重号",
    gate: Gate::Language,
    severity: Severity::Warning,
    enabled: true,
    basis: "《标点符号用法》（GB/T 15834—2011）附录B.3",
    page: include_str!("ordinal_shi_sequence.md"),
    trigger: Trigger::words(&[
        "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是", "二要", "三要", "四要", "五要", "六要",
        "七要", "八要", "九要", "十要",
    ]),
    check: Check::Document(check),
};

/// Lines over which an enumeration goes on without a member.
const REACH: usize = 3;

/// Where one kind of enumeration stands.
#[derive(Debug, Clone, Copy)]
struct Count {
    last: u32,
    line: usize,
    place: TextRange,
}

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let mut counts: [Option<Count>; VERBS.len()] = [None; VERBS.len()];
    for (index, line) in lines(prose).iter().enumerate() {
        for Member {
            start,
            end,
            value,
            verb,
        } in members(line.text)
        {
            let place = line.source(start..end);
            if let Some(count) = counts[verb]
                && value != 1
                && value != count.last + 1
                && index - count.line <= REACH
            {
                let written = &line.text[start..end];
                let message = if value <= count.last {
                    format!("「{written}」重复或倒退，请核对序次")
                } else {
                    let missing = written_like("一", count.last + 1);
                    format!("「{written}」之前没有「{missing}{}」，请补上或改正序次", VERBS[verb])
                };
                findings.report(place, message).relate(count.place, "上一项在这里");
            }
            // Without its beginning nothing is known of an enumeration.
            if value == 1 || counts[verb].is_some() {
                counts[verb] = Some(Count {
                    last: value,
                    line: index,
                    place,
                });
            }
        }
    }
}

/// Verbs that enumerate; each makes an enumeration of its own.
const VERBS: [char; 2] = ['是', '要'];

/// A member of an enumeration: 二是.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: u32,
    /// Number of its verb.
    pub(super) verb: usize,
}

/// The members in `text` that stand where a clause begins.
pub(super) fn members(text: &str) -> impl Iterator<Item = Member> + '_ {
    text.match_indices(VERBS).filter_map(move |(at, verb_text)| {
        let numeral = neighbour::tail(text, at, 3);
        let digits = &numeral[numeral.trim_end_matches(is_hanzi_numeral).len()..];
        let start = at - digits.len();
        let begins = neighbour::before(text, start).is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    '，' | '。' | '；' | '：' | '！' | '？' | '、' | '“' | '”' | '（' | '）' | ',' | ';' | ':'
                )
        });
        let end = at + verb_text.len();
        let verb = VERBS.iter().position(|&verb| verb_text.starts_with(verb))?;
        let value = number(digits).filter(|value| (1..=20).contains(value))?;
        (begins && !is_other_sense(text, end, digits, verb_text)).then_some(Member {
            start,
            end,
            value,
            verb,
        })
    })
}

/// 一是一、二是否、三要素、五要五不要
fn is_other_sense(text: &str, end: usize, digits: &str, verb: &str) -> bool {
    let next = neighbour::head(text, end, 2);
    if next.is_empty() || next.starts_with(digits) || next.starts_with(['，', '、', '”', '》', '…', '—']) {
        return true;
    }
    if verb == "是" {
        next.starts_with("否")
    } else {
        next.starts_with(['素', '件', '点', '务', '义', '害', '塞', '闻', '道', '职', '领'])
    }
}
