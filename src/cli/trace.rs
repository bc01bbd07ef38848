//! `shenjiao trace`: why each candidate in a text is reported or released.

use std::io::{self, Read, Write};

use super::{
    args::TraceArguments,
    session::{Failure, Status, rules_here},
};
use crate::{
    checker::Checker,
    dictionary::Boundary,
    document::{Document, Format},
    matching::{Candidate, Verdict},
    text::line_index::LineIndex,
};

pub(super) fn run(arguments: &TraceArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let rules = rules_here(&arguments.settings)?;
    let checker = rules.checker()?;
    let mut text = arguments.text.clone();
    if text == "-" {
        text.clear();
        io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| Failure::stdin(&error))?;
    }
    let document = Document::new(text, Format::Plain);
    let lines = LineIndex::new(document.source());
    let candidates = checker.trace(&document);
    let suspicions = checker.suspicions(&document);
    if candidates.is_empty() && suspicions.is_empty() {
        writeln!(out, "没有候选：这段文字里没有词典收录的错误写法。")?;
    }
    for candidate in &candidates {
        let at = lines.line_column(document.source(), candidate.range.start);
        let entry = &checker.entries()[candidate.entry];
        writeln!(
            out,
            "{}:{} 「{}」 {}",
            at.line, at.column, candidate.written, entry.rule
        )?;
        writeln!(out, "    {}", reason(candidate, checker))?;
        if !candidate.words.is_empty() {
            writeln!(out, "    分词：{}", candidate.words.join("／"))?;
        }
    }
    for (range, suspicion) in &suspicions {
        let at = lines.line_column(document.source(), range.start);
        let (rule, meant) = (suspicion.rule(), &suspicion.meant);
        writeln!(out, "{}:{} 「{}」 {rule}", at.line, at.column, suspicion.written)?;
        let is_in_force = checker.rules().rules().any(|other| other.id == rule);
        let reported = candidates.iter().find(|candidate| {
            let other = candidate.range;
            candidate.verdict == Verdict::Reported && other.start < range.end && range.start < other.end
        });
        let verdict = match (suspicion.veto, reported) {
            (Some(veto), _) => format!("放行：{}", veto.reason()),
            (None, Some(other)) => format!("放行：同一处已由 {} 报告", checker.entries()[other.entry].rule),
            (None, None) if !is_in_force => "放行：这条规则没有启用".to_owned(),
            (None, None) => format!("报告：疑为「{meant}」{}", suspicion.likeness()),
        };
        writeln!(out, "    {verdict}")?;
        writeln!(out, "    依据：{}", suspicion.evidence.describe())?;
    }
    Ok(Status::Success)
}

fn reason(candidate: &Candidate, checker: &Checker) -> String {
    let entry = &checker.entries()[candidate.entry];
    match &candidate.verdict {
        Verdict::Reported => {
            let judged = match entry.boundary {
                Boundary::None => "这一条不必看词的边界",
                Boundary::Word => "两端都是词的边界",
                Boundary::Start => "开头是词的边界",
                Boundary::End => "结尾是词的边界",
            };
            format!("报告：{judged}")
        }
        Verdict::NotAWord => "放行：两端不都是词的边界，这几个字分属不同的词".to_owned(),
        Verdict::NotLiteral => "放行：与错误写法的字面不同（大小写、全半角或繁简）".to_owned(),
        Verdict::Exception(text) => format!("放行：属于例外「{text}」"),
        Verdict::Allowed(reason) => format!("放行：配置里已许可，理由：{reason}"),
        Verdict::NotInForce => "放行：这一条在发布那天还没有生效，或已经不再适用".to_owned(),
        Verdict::Excused(reason) => format!("放行：{reason}"),
        Verdict::Covered(by) => format!("放行：同一处已由 {} 报告", checker.entries()[*by].rule),
    }
}
