//! Book title marks around the name of what is no work: a certificate, an event, an organisation.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Marks, Rule, Trigger, pattern::pattern},
    text::neighbour,
};

pub(super) static RULE: Rule = Rule {
    id: "punctuation/book-title-misuse",
    title: "非作品名用书名号",
    gate: Gate::Language,
    severity: Severity::Info,
    enabled: false,
    basis: "《标点符号用法》（GB/T 15834—2011）附录 A.13.1",
    page: include_str!("book_title_misuse.md"),
    trigger: Trigger::marks(Marks::BOOK_TITLE),
    check: Check::Paragraph(check),
};

static WORK_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern("播出|播放|收看|观看|节目|栏目|频道|综艺|纪录片|杂志|期刊|刊物|刊载|刊登|刊发|发表"));

static WORK_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:等)?(?:杂志|期刊|月刊|季刊|节目|栏目|综艺|特别节目|第[一二三四五六七八九十0-9]+[季期集]|[0-9]{4}年第)|开播|播出|编辑部",
    )
});

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::read(include_str!("book_title_misuse.txt")));

/// How names of what is no work end, and works with such names.
struct Names {
    endings: Vec<&'static str>,
    works: Vec<&'static str>,
}

/// Bytes of the longest name. A title that is longer is that of a document.
const LONGEST_NAME: usize = 72;

impl Names {
    fn read(list: &'static str) -> Self {
        let of_kind = |kind: &str| {
            list.lines()
                .filter_map(|line| line.split_once('\t'))
                .filter(|(first, _)| *first == kind)
                .map(|(_, name)| name)
                .collect()
        };
        Self {
            endings: of_kind("ending"),
            works: of_kind("work"),
        }
    }

    fn is_no_work(&self, title: &str) -> bool {
        self.endings
            .iter()
            .any(|ending| title.strip_suffix(ending).is_some_and(|rest| !rest.is_empty()) || title == *ending)
            && !self.works.iter().any(|work| title.ends_with(work))
    }
}

/// Whether what stands beside the title at the bytes from `opening` to `end` says that it is a programme or a periodical.
fn is_work_here(text: &str, opening: usize, end: usize) -> bool {
    /// Characters before and after the title that are looked at.
    const BESIDE: usize = 16;
    let before = neighbour::tail(text, opening, BESIDE);
    let after = neighbour::head(text, end, BESIDE);
    let before = before.rsplit(['。', '；']).next().unwrap_or_default();
    let after = after.split(['。', '；']).next().unwrap_or_default();
    WORK_BEFORE.is_match(before) || WORK_AFTER.is_match(after)
}

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    let text = &*paragraph.text;
    let mut open = None;
    for &(at, c) in paragraph.separators() {
        match c {
            '《' => open = Some(at),
            '》' => {
                let Some(opening) = open.take() else { continue };
                let title = &text[opening + '《'.len_utf8()..at];
                // The title of a document tells what it is about.
                if title.len() <= LONGEST_NAME
                    && !title.starts_with("关于")
                    && NAMES.is_no_work(title)
                    && !is_work_here(text, opening, at + c.len_utf8())
                {
                    findings
                        .report(
                            paragraph.source(opening..at + c.len_utf8()),
                            "证照、奖项、会议、活动、机构等不是作品，名称不用书名号",
                        )
                        .suggest(title);
                }
            }
            _ => {}
        }
    }
}
