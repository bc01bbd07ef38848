//! The parts of the page that stand in it as text.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{chart, escape, web_address};
use crate::{
    audit::{
        aggregate::{Audit, Group, by_findings},
        brief::{self, PASS_LINES, share},
        diff::Comparison,
        judge::{Finding, PostInfo},
    },
    diagnostic::{Gate, Severity},
    dictionary,
    report::{AcceptedBy, tool},
};

/// Findings that can be read without script.
const FIRST: usize = 200;

/// Bars of a chart; the rest is one bar.
const MOST_BARS: usize = 15;

/// Rules in the list of the most frequent.
const MOST_RULES: usize = 20;

/// Places of what was not checked that are listed.
const MOST_PLACES: usize = 500;

/// The text of the part of that name; nothing for a name that the template should not have.
pub(super) fn text(name: &str, audit: &Audit, comparison: Option<&Comparison>, is_single: bool) -> String {
    match name {
        "title" if is_single => "稿件审核报告".to_owned(),
        "title" => "稿件审核报告（汇总）".to_owned(),
        "subtitle" => subtitle(audit),
        "sections" => sections(audit, comparison, is_single),
        "list-note" => list_note(audit),
        "tail" => tail(audit),
        "footer" => format!(
            "由审校 {}（内置词典 {}）在本机生成，没有联网。词典和规则里没有的错查不出来；没有报告不等于没有错，不能代替三审三校。",
            tool::VERSION,
            dictionary::VERSION
        ),
        _ => String::new(),
    }
}

fn subtitle(audit: &Audit) -> String {
    let mut text = format!(
        "审核日期：{}　审核对象：{}",
        audit.date,
        escape(&audit.inputs.join("、"))
    );
    if audit.is_redacted {
        text.push_str("　个人信息和保密词语已遮盖");
    }
    text
}

fn sections(audit: &Audit, comparison: Option<&Comparison>, is_single: bool) -> String {
    let mut html = String::from("<section aria-labelledby=\"sum-h\"><h2 id=\"sum-h\">概要</h2>\n");
    numbers(audit, &mut html);
    // Writing to a String cannot fail.
    let _ = writeln!(html, "<p>{}</p>", escape(&brief::paragraph(audit, comparison)));
    gates(audit, &mut html);
    if !is_single {
        pass_lines(audit, &mut html);
    }
    if let Some(former) = comparison {
        compare(audit, former, &mut html);
    }
    html.push_str("</section>\n");
    if !is_single {
        charts(audit, &mut html);
        frequent(audit, &mut html);
    }
    html
}

fn numbers(audit: &Audit, html: &mut String) {
    let summary = &audit.summary;
    let whole = summary.whole;
    let rate = whole
        .error_rate()
        .map_or_else(|| "—".to_owned(), |rate| format!("{rate:.2}"));
    let numbers = [
        ("稿件（篇）", whole.posts.to_string(), false),
        ("汉字（个）", whole.hanzi.to_string(), false),
        ("错误（处）", whole.counts[0].to_string(), false),
        ("警告（处）", whole.counts[1].to_string(), false),
        ("提示（处）", whole.counts[2].to_string(), false),
        ("没有问题的稿件", share(summary.clean_posts, whole.posts), false),
        ("错误（处/万字）", rate, false),
        ("严重表述错误（处）", summary.grave().to_string(), summary.grave() > 0),
    ];
    html.push_str("<ul class=\"numbers\">");
    for (name, number, is_alarm) in numbers {
        let class = if is_alarm { " class=\"alarm\"" } else { "" };
        let _ = write!(html, "<li{class}><b>{number}</b>{name}</li>");
    }
    html.push_str("</ul>\n");
}

fn gates(audit: &Audit, html: &mut String) {
    html.push_str(
        "<h3>按关口和级别</h3><table><thead><tr><th>关口</th><th class=\"n\">错误</th><th class=\"n\">警告</th><th class=\"n\">提示</th></tr></thead><tbody>",
    );
    for (gate, counts) in Gate::ALL.iter().zip(audit.summary.gates) {
        let _ = write!(html, "<tr><th>{}</th>", gate.label());
        for count in counts {
            let _ = write!(html, "<td class=\"n\">{count}</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>\n");
    let grave = audit.summary.grave();
    let verdict = if grave > 0 {
        format!("发现 {grave} 处，请逐处核对；核实有一处即属单项否决。")
    } else {
        "没有发现。".to_owned()
    };
    let _ = writeln!(
        html,
        "<p><b>严重表述错误：</b>{verdict}<span class=\"sub\">按国务院办公厅秘书局《政府网站与政务新媒体检查指标》（2019），出现严重表述错误属单项否决；\
         这里统计政治关的错误级问题。</span></p>"
    );
}

fn pass_lines(audit: &Audit, html: &mut String) {
    let Some(rate) = audit.summary.whole.error_rate() else {
        return;
    };
    html.push_str(
        "<h3>与出版物合格线对照</h3><table><thead><tr><th>出版物</th><th>规定</th><th class=\"n\">合格线（处/万字）</th><th class=\"n\">本次（处/万字）</th><th>结果</th></tr></thead><tbody>",
    );
    for (name, line, norm) in PASS_LINES {
        let verdict = if rate <= line { "在线内" } else { "超过" };
        let _ = write!(
            html,
            "<tr><th>{name}</th><td>{norm}</td><td class=\"n\">{line}</td><td class=\"n\">{rate:.2}</td><td>{verdict}</td></tr>"
        );
    }
    html.push_str(
        "</tbody></table>\n<p class=\"sub\">只计错误级，每处计 1 个；警告和提示不计。正式差错率由编校质量检查认定，这里供参考。</p>\n",
    );
}

fn compare(audit: &Audit, former: &Comparison, html: &mut String) {
    let now = audit.summary.whole;
    let before = former.whole();
    let rate = |group: Group| {
        group
            .error_rate()
            .map_or_else(|| "—".to_owned(), |rate| format!("{rate:.2}"))
    };
    let _ = write!(
        html,
        "<h3>与上次审核比较</h3><p>新增 <b>{}</b> 处，已整改 <b>{}</b> 处，仍存在 <b>{}</b> 处。</p>\
         <table><thead><tr><th></th><th class=\"n\">上次（{}）</th><th class=\"n\">本次（{}）</th></tr></thead><tbody>",
        former.new, former.repaired, former.remaining, former.date, audit.date
    );
    let mut row = |name: &str, before: String, now: String| {
        let _ = write!(
            html,
            "<tr><th>{name}</th><td class=\"n\">{before}</td><td class=\"n\">{now}</td></tr>"
        );
    };
    row("稿件（篇）", before.posts.to_string(), now.posts.to_string());
    row("汉字（个）", before.hanzi.to_string(), now.hanzi.to_string());
    for ((severity, before), now) in Severity::ALL.iter().zip(before.counts).zip(now.counts) {
        row(
            &format!("{}（处）", severity.label()),
            before.to_string(),
            now.to_string(),
        );
    }
    row("错误（处/万字）", rate(before), rate(now));
    html.push_str("</tbody></table>\n");
}

fn charts(audit: &Audit, html: &mut String) {
    let summary = &audit.summary;
    html.push_str("<section aria-labelledby=\"chart-h\"><h2 id=\"chart-h\">分布</h2>\n");
    html.push_str(chart::LEGEND);
    html.push_str("<div class=\"charts\">\n");
    let mut months: Vec<(String, Group)> = summary
        .months
        .iter()
        .map(|(name, group)| (brief::month(name), *group))
        .collect();
    // What has no date comes last, not before the first month.
    if summary.months.contains_key("") {
        months.rotate_left(1);
    }
    html.push_str(&chart::bars("按月份", &months));
    html.push_str(&chart::bars("按栏目", &most(by_findings(&summary.columns))));
    html.push_str(&chart::bars(
        "按责任编辑（没有注明的按作者）",
        &most(by_findings(&summary.editors)),
    ));
    html.push_str("</div></section>\n");
}

/// The first groups by name, and the others together.
fn most(groups: Vec<(&str, Group)>) -> Vec<(String, Group)> {
    let mut rest = Group::default();
    let mut shown = Vec::new();
    for (index, (name, group)) in groups.iter().enumerate() {
        if index < MOST_BARS {
            let name = if name.is_empty() { "没有注明" } else { name };
            shown.push((name.to_owned(), *group));
        } else {
            rest.posts += group.posts;
            rest.hanzi += group.hanzi;
            for (sum, count) in rest.counts.iter_mut().zip(group.counts) {
                *sum += count;
            }
        }
    }
    if rest.posts > 0 {
        shown.push((format!("其他 {} 个", groups.len() - MOST_BARS), rest));
    }
    shown
}

fn frequent(audit: &Audit, html: &mut String) {
    let rules = audit.summary.most_frequent();
    if rules.is_empty() {
        return;
    }
    html.push_str(
        "<section aria-labelledby=\"rule-h\"><h2 id=\"rule-h\">出现最多的问题</h2><div class=\"scroll\"><table><thead><tr><th>规则</th><th>级别</th><th>关口</th><th>例</th><th class=\"n\">处</th><th class=\"n\">篇</th></tr></thead><tbody>",
    );
    for (rule, count) in rules.into_iter().take(MOST_RULES) {
        let _ = write!(
            html,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            escape(rule.as_str()),
            count.severity.label(),
            count.gate.label(),
            escape(&count.message),
            count.findings,
            count.posts
        );
    }
    html.push_str("</tbody></table></div></section>\n");
}

fn list_note(audit: &Audit) -> String {
    match audit.findings.len() {
        0 => "没有发现问题。".to_owned(),
        all if all <= FIRST => format!("共 {all} 处。"),
        all => format!("共 {all} 处，这里是前 {FIRST} 处；浏览器允许脚本时可以看全部、筛选和翻页，也可以看整改台账。"),
    }
}

/// The first findings, for those who read without script.
pub(super) fn first_findings(audit: &mut Audit, out: &mut dyn Write) -> io::Result<()> {
    let mut left = FIRST;
    audit.for_each_post(|_, post, findings| {
        for finding in findings.iter().take(left) {
            out.write_all(item(post, finding).as_bytes())?;
        }
        left = left.saturating_sub(findings.len());
        Ok(())
    })
}

fn item(post: &PostInfo, finding: &Finding) -> String {
    let mut html = String::new();
    let _ = write!(
        html,
        "<li class=\"{}\"><div class=\"sentence\">{}<mark>{}</mark>{}</div><p class=\"what\"><span class=\"tag {}\">{}</span><span class=\"tag\">{}</span>{}</p><p class=\"meta\">",
        finding.severity.id(),
        escape(&finding.before),
        escape(&finding.text),
        escape(&finding.after),
        finding.severity.id(),
        finding.severity.label(),
        finding.gate.label(),
        escape(&finding.message),
    );
    if let Some(basis) = &finding.basis {
        let _ = write!(html, "依据：{}<br>", escape(basis));
    }
    let title = escape(if post.title.is_empty() {
        &post.place
    } else {
        &post.title
    });
    let _ = match web_address(&post.url) {
        Some(url) => write!(
            html,
            "<a href=\"{}\" rel=\"noopener noreferrer\">{title}</a>",
            escape(url)
        ),
        None => write!(html, "{title}"),
    };
    let editor = if post.editor.is_empty() {
        &post.author
    } else {
        &post.editor
    };
    let place = format!(
        "{} 第 {} 行第 {} 字",
        finding.field.label(),
        finding.start.line,
        finding.start.column
    );
    let day = post.date.map_or_else(String::new, |date| date.to_string());
    for part in [&day, &post.column, editor, &place, &post.place, finding.rule.as_str()] {
        if !part.is_empty() {
            let _ = write!(html, "　{}", escape(part));
        }
    }
    html.push_str("</p></li>\n");
    html
}

fn tail(audit: &Audit) -> String {
    let mut html = String::new();
    if !audit.accepted.is_empty() {
        let _ = write!(
            html,
            "<section aria-labelledby=\"ok-h\"><h2 id=\"ok-h\">已放行的（{} 处）</h2><table><thead><tr><th>原文</th><th>规则</th><th>放行方式</th><th>理由</th></tr></thead><tbody>",
            audit.accepted.len()
        );
        for accepted in &audit.accepted {
            let finding = &accepted.finding;
            let sentence = format!("{}【{}】{}", finding.before, finding.text, finding.after);
            let (by, reason) = match &accepted.by {
                AcceptedBy::Suppression { reason } => ("稿件里的放行指令", reason.as_str()),
                AcceptedBy::Baseline => ("基线", ""),
            };
            let cells = [&*sentence, finding.rule.as_str(), by, reason];
            let cells = cells.map(|cell| format!("<td>{}</td>", escape(cell)));
            let _ = write!(html, "<tr>{}</tr>", cells.concat());
        }
        html.push_str("</tbody></table></section>\n");
    }
    html.push_str("<section aria-labelledby=\"not-h\"><h2 id=\"not-h\">没有检查的</h2>\n");
    if audit.problems.is_empty() && audit.passed_over.is_empty() {
        html.push_str("<p>没有。</p>");
    }
    if !audit.problems.is_empty() {
        let _ = write!(
            html,
            "<p><b>{} 处读取有误，没有检查，不能当作没有问题：</b></p><table><thead><tr><th>位置</th><th>原因</th></tr></thead><tbody>",
            audit.problems.len()
        );
        for problem in audit.problems.iter().take(MOST_PLACES) {
            let _ = write!(
                html,
                "<tr><td>{}</td><td>{}</td></tr>",
                escape(&problem.path),
                escape(&problem.message)
            );
        }
        html.push_str("</tbody></table>");
        if audit.problems.len() > MOST_PLACES {
            let _ = write!(
                html,
                "<p>其余 {} 处见整改台账。</p>",
                audit.problems.len() - MOST_PLACES
            );
        }
    }
    for (reason, places) in &audit.passed_over {
        let _ = write!(
            html,
            "<details><summary>{}：{} 个</summary><p class=\"meta\">",
            reason.label(),
            places.count
        );
        let names: Vec<String> = places.places.iter().map(|place| escape(place)).collect();
        html.push_str(&names.join("<br>"));
        if places.count > places.places.len() {
            let _ = write!(html, "<br>等 {} 个", places.count);
        }
        html.push_str("</p></details>");
    }
    html.push_str("</section>\n");
    html
}
