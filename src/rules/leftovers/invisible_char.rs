//! Characters beside Hanzi that no reader sees.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::{Paragraph, Prose},
    rules::{
        Check, Context, Findings, Marks, Rule, Trigger,
        habit::{self, Slip},
        pattern::pattern,
    },
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "leftovers/invisible-char",
    title: "词中不可见字符",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: true,
    basis: super::BASIS,
    page: include_str!("invisible_char.md"),
    trigger: Trigger::marks(Marks::UNSEEN),
    check: Check::Document(check),
};

static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[\u{200B}-\u{200F}\u{2060}-\u{2064}\u{FEFF}\u{00AD}\u{202A}-\u{202E}\u{2066}-\u{2069}]+")
});

fn check(prose: &Prose<'_>, _: &Context<'_>, findings: &mut Findings) {
    let slips: Vec<Slip> = prose.paragraphs.iter().filter_map(look).collect();
    let habit = |count| format!("全文有{count}段夹着看不见的字符，会妨碍检索，请一并清除");
    // There is no right form of what should not be there.
    habit::report(slips, || 0, habit, findings);
}

/// The first unseen character of a paragraph.
fn look(paragraph: &Paragraph<'_>) -> Option<Slip> {
    let text = &*paragraph.text;
    let mut places = UNSEEN.find_iter(text).filter(|found| {
        neighbour::beside(text, &found.range())
            .into_iter()
            .flatten()
            .any(is_hanzi)
    });
    // Pasted text is full of them; one finding a paragraph is enough to clean it.
    let first = places.next()?;
    let code = first.as_str().chars().next().map_or(0, u32::from);
    let more = match places.count() {
        0 => String::new(),
        more => format!("，本段另有 {more} 处"),
    };
    Some(Slip {
        range: paragraph.source(first.range()),
        message: format!("这里有看不见的字符（U+{code:04X}），会妨碍检索，请删去{more}"),
        suggestions: Vec::new(),
    })
}
