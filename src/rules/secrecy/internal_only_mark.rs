//! Marks of what is for one's own people only: 内部资料 注意保存.

use std::sync::LazyLock;

use regex::Regex;

use super::line;
use crate::{
    diagnostic::{Gate, Severity},
    document::prose::Paragraph,
    rules::{Check, Context, Findings, Rule, Trigger, pattern::pattern},
    text::{hanzi::is_hanzi, neighbour},
};

pub(super) static RULE: Rule = Rule {
    id: "secrecy/internal-only-mark",
    title: "内部资料标志",
    gate: Gate::Secrecy,
    severity: Severity::Error,
    enabled: true,
    basis: "《政府信息公开条例》第十四条至第十六条；《内部资料性出版物管理办法》",
    page: include_str!("internal_only_mark.md"),
    trigger: Trigger::words(&["内部", "外传", "上网", "外泄", "互联网发布", "对外公开", "翻印"]),
    check: Check::Paragraph(check),
};

/// Hanzi of a line that is a mark and no sentence.
const LONGEST_MARK: usize = 24;

const MARK: &str = concat!(
    r"内部(?:资料|文件|材料|刊物|情况|通报|信息|参考|使用|交流|掌握|发行|传阅)?[，,、·•；; 　\t]{0,3}",
    r"(?:(?:请)?(?:注意|妥善)(?:保存|保管|保密)|(?:严禁|请勿|切勿|不得|禁止|不准|勿)(?:对?外传|外泄|外借|翻印|转载|转发|复制|传播|扩散|泄露|公开|上网)",
    r"|阅后(?:即焚|收回|销毁|退回|即毁)|免费交流)",
    r"|[仅只][供限](?:[\p{Han}]{0,4})?内部(?:人员|工作)?(?:学习|培训)?(?:使用|参考|传阅|交流|学习|掌握|查阅|阅读|讨论|参阅)",
    r"|(?:此件|本件|本文|本文件|本材料|本通知|该件)(?:不得|请勿|严禁|禁止|不准)(?:外传|上网|公开传播|对外公开|翻印|转发)",
    r"|(?P<web>(?:不得|严禁|请勿|禁止|不准)(?:上(?:互联)?网(?:传播|发布|公开)?|在互联网(?:上)?(?:传播|发布)))",
    r"|内部掌握[，、,]?不(?:予|得)?(?:对外)?(?:公开|发布)",
    r"|涉密(?:资料|文件|材料)?[，,]?(?:不得|严禁|请勿)外传",
);

fn check(paragraph: &Paragraph<'_>, _: &Context<'_>, findings: &mut Findings) {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| pattern(MARK));
    for line in line::lines(paragraph) {
        if line
            .text
            .chars()
            .filter(|&c| is_hanzi(c))
            .take(LONGEST_MARK + 1)
            .count()
            > LONGEST_MARK
        {
            continue;
        }
        for found in PATTERN.captures_iter(line.text) {
            let Some(whole) = found.get(0) else { continue };
            // Where secrets or classified computers are the subject, it is the slogan of a campaign.
            let before = neighbour::tail(line.text, whole.start(), 8);
            let is_slogan = found.name("web").is_some()
                && ["涉密", "秘密", "敏感", "密件"]
                    .iter()
                    .any(|word| before.contains(word));
            if !is_slogan && !line::is_talk(line.text, &whole.range()) {
                findings.report(
                    line.source(whole.range()),
                    "这是内部资料的标志，请确认可以公开；不能公开的停止发布，能公开的删去标志",
                );
            }
        }
    }
}
