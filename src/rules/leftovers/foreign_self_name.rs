//! A text that calls its author by another kind of office: 我局 in a report of a school, copied from elsewhere.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::{
        SegmentKind,
        prose::{Paragraph, Prose},
    },
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour, text_range::TextRange},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/foreign-self-name",
    title: "自称不一致",
    gate: Gate::Policy,
    severity: Severity::Warning,
    enabled: true,
    basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条",
    page: include_str!("foreign_self_name.md"),
    trigger: Trigger::words(&[
        "我局",
        "我委",
        "我厅",
        "我院",
        "我校",
        "我中",
        "我公",
        "我集",
        "我镇",
        "我乡",
        "我街",
        "我医",
        "我学",
        "我办",
        "我社",
        "我村",
        "我支",
        "我大",
        "我站",
        "我所",
        "本局",
        "本委",
        "本厅",
        "本院",
        "本校",
        "本中心",
        "本公司",
        "本集团",
        "本镇",
        "本乡",
        "本街",
        "本医院",
        "本学校",
        "本办",
        "本社区",
        "本村",
        "本支队",
        "本大队",
        "本站",
        "本所",
        "全局",
        "全委",
        "全厅",
        "全院",
        "全校",
        "全中心",
        "全公司",
        "全集团",
        "全镇",
        "全乡",
        "全街道",
        "全办",
        "局党",
        "委党",
        "厅党",
        "院党",
        "校党",
        "心党",
        "司党",
        "团党",
        "镇党",
        "乡党",
        "道党",
        "办党",
        "队党",
        "站党",
        "所党",
        "区党",
    ]),
    check: Check::Triggered(check),
};

/// A kind of office.
struct Unit {
    /// How a text of such an office calls it.
    name: &'static str,
    /// What the names of such offices hold.
    parts: Vec<&'static str>,
}

static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    include_str!("foreign_self_name.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, parts)| Unit {
            name,
            parts: parts.split('、').collect(),
        })
        .collect()
});

static SELF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:我|本)(?<own>局|委|厅|院|校|中心|公司|镇|乡|街道|集团|医院|学校|办|社区|村|支队|大队|站|所)(?:党组|党委|上下|各科室|全体|干部|机关|累计|全年|共|先后|组织|开展|认真|高度|始终|坚持|将|已|严格|积极|领导|扎实|深入|切实|全面|持续|大力|紧紧|主动|及时|精心|立足|牢固|进一步|召开|印发|制定|成立|建立|举办|落实|推进|强化|加强|坚决|多次|现将|聚焦|结合|根据|按照|通过|迅速|第一时间|党员|班子|纪委|以|聚力|统筹)|全(?<all>局|委|厅|院|校|中心|公司|镇|乡|街道|集团)(?:上下|全年|累计|共|干部|党员)|(?<party>局|委|厅|院|校|中心|公司|镇|乡|街道|集团)(?:党组|党委|党工委)",
    )
});

/// What an own leading body does, so that 局党组要求 of a higher office is not taken for it.
static OWN_BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:高度|始终|坚持|认真|书记|成员|把|严格|积极|班子|切实|围绕|深入|主动|全面|扎实|带头)")
});

/// Characters that may stand in front of a self-name within a sentence.
const LEADING: &str = "在对由经为向使请让给将把据";

/// A self-name in a text.
struct Place {
    /// Number of its unit.
    unit: usize,
    range: TextRange,
    text: String,
}

fn check(paragraphs: &[&Paragraph<'_>], _: &Prose<'_>, context: &Context<'_>, findings: &mut Findings) {
    let places = places(paragraphs);
    let names = &context.options.organisation_names;
    if names.is_empty() {
        compare(&places, findings);
        return;
    }
    let is_own = |unit: usize| {
        UNITS.get(unit).is_some_and(|unit| {
            unit.parts
                .iter()
                .any(|part| names.iter().any(|name| name.contains(part)))
        })
    };
    let own = places.iter().find(|place| is_own(place.unit));
    for place in places.iter().filter(|place| !is_own(place.unit)) {
        let finding = findings.report(
            place.range,
            format!("「{}」与本单位的名称不符，请核对是否照抄了别处的材料", place.text),
        );
        if let Some(own) = own {
            finding.relate(own.range, format!("这里自称「{}」", own.text));
        }
    }
}

/// Without names, what a text calls itself most often is taken for its own.
fn compare(places: &[Place], findings: &mut Findings) {
    let mut counts = vec![0_usize; UNITS.len()];
    for place in places {
        counts[place.unit] += 1;
    }
    let count = |unit: usize| counts.get(unit).copied().unwrap_or(0);
    // Ties go to the one that comes first.
    let Some(main) = places
        .iter()
        .map(|place| place.unit)
        .rev()
        .max_by_key(|&unit| count(unit))
    else {
        return;
    };
    let most = count(main);
    let own = places.iter().find(|place| place.unit == main);
    for place in places {
        if place.unit == main || is_same(place.unit, main) || count(place.unit) * 2 > most {
            continue;
        }
        let finding = findings.report(
            place.range,
            format!("「{}」与前后文的自称不一致，请核对是否照抄了别处的材料", place.text),
        );
        if let Some(own) = own {
            finding.relate(own.range, format!("这里自称「{}」", own.text));
        }
    }
}

/// Whether one office may call itself both: 学院 as 我院 and 我校.
fn is_same(one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (UNITS.get(one), UNITS.get(other)) else {
        return false;
    };
    let covers = |one: &Unit, other: &Unit| other.name.ends_with(one.name);
    covers(one, other) || covers(other, one)
}

fn places(paragraphs: &[&Paragraph<'_>]) -> Vec<Place> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        if paragraph.kind == SegmentKind::Attribute {
            continue;
        }
        let text = &*paragraph.text;
        let quoted = quoted(text);
        for captures in SELF.captures_iter(text) {
            let whole = captures.get_match();
            let before = neighbour::before(text, whole.start());
            let party = captures.name("party");
            let fits = match (party, before) {
                (_, None) => true,
                (Some(_), Some(c)) => c.is_whitespace() || "，。；：、".contains(c),
                (None, Some(c)) => !is_hanzi(c) || LEADING.contains(c),
            } && (party.is_none() || OWN_BODY.is_match(neighbour::head(text, whole.end(), 4)));
            let Some(name) = captures.name("own").or(captures.name("all")).or(party) else {
                continue;
            };
            let unit = UNITS.iter().position(|unit| unit.name == name.as_str());
            let next = quoted.partition_point(|range| range.end <= whole.start());
            let is_quoted = quoted.get(next).is_some_and(|range| range.contains(&whole.start()));
            if let Some(unit) = unit.filter(|_| fits && !is_quoted) {
                found.push(Place {
                    unit,
                    range: paragraph.source(whole.range()),
                    text: whole.as_str().to_owned(),
                });
            }
        }
    }
    found
}

/// What stands in quotation marks or is the name of a work.
fn quoted(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, mark) in text.match_indices(['“', '”', '《', '》']) {
        match (mark, open) {
            ("“" | "《", None) => open = Some(at),
            ("”" | "》", Some(start)) => {
                found.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    found
}
