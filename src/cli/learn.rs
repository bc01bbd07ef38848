//! `shenjiao learn`: counts what the organisation has published, so that its own names and terms are known.

use std::{fs, io, io::Write, path::Path};

use super::{
    args::{CheckArguments, ColorArgument, LearnArguments},
    atomic_file, check,
    session::{Failure, Status, current_dir, rules_here},
};
use crate::{
    checker::Checker,
    config::{choices::CommandLine, discover},
    context::{Model, Unusable, confusion::Partners, count::Counter},
    document::{
        Document,
        prose::{Paragraph, Prose},
    },
    input::{
        path::{normalize, written_way},
        read::io_problem,
    },
    problem::{Problem, ProblemKind},
    report::problems::write_problems,
    rules::CONTEXT,
    text::text_range::TextRange,
};

/// Texts in which something must stand to be learned; one alone may be a slip.
const LEAST: u32 = 2;

pub(super) fn run(arguments: &LearnArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let current = current_dir()?;
    let path = normalize(&current, &arguments.out);
    let name = discover::name(&current, &path);
    let old = earlier(&path, &name)?;
    let check = CheckArguments::of(arguments.paths.clone(), arguments.settings.clone(), &arguments.walk);
    // The file of last time may be missing, or of another version.
    let command_line = CommandLine {
        without_learned: true,
        ..CommandLine::default()
    };
    let mut counter = Counter::default();
    let mut texts = 0_usize;
    let problems = check::for_each_text(&check, command_line, |checker, document| {
        texts += 1;
        let pieces = right_pieces(checker, document);
        counter.add_once(pieces.iter().map(String::as_str));
    })?;
    check::tell(ColorArgument::Auto, |err, styles| {
        write_problems(&problems, styles, err)
    });
    let hanzi = counter.hanzi();
    if texts < 2 {
        let message = "至少要两篇文稿才能学：只在一篇里有的写法可能是笔误；没有写文件";
        return Err(Problem::new(name, ProblemKind::Config, message).into());
    }
    let file = counter.finish(LEAST, &Partners::new(), &[]);
    match old {
        Some(old) => atomic_file::replace(&path, &old, &file)?,
        None => atomic_file::create(&path, &file)?,
    }
    writeln!(
        out,
        "学了 {texts} 篇文稿，{hanzi} 个汉字，写入 {name}（{} KB）。",
        file.len().div_ceil(1000)
    )?;
    let resolved = &rules_here(&arguments.settings)?.resolved;
    let is_named = resolved
        .choices
        .learned
        .as_ref()
        .is_some_and(|learned| learned.value == path);
    if !is_named {
        let written = written_way(&resolved.folder, &path);
        writeln!(out, "请在 shenjiao.toml 里加上一行：learned = \"{written}\"")?;
    }
    Ok(if problems.is_empty() {
        Status::Success
    } else {
        Status::Failure
    })
}

/// What was learned before, if anything; a file of another kind is not overwritten.
fn earlier(path: &Path, name: &str) -> Result<Option<Vec<u8>>, Problem> {
    match fs::read(path) {
        Ok(bytes) if Model::open(&bytes).err() == Some(Unusable::Foreign) => {
            let message = "这个文件不是 shenjiao learn 写出的，没有改动它；请用 --out 换一个名字";
            Err(Problem::new(name, ProblemKind::Config, message))
        }
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_problem(name.to_owned(), &error)),
    }
}

/// The paragraphs of a document without what is wrong in them: a form that a dictionary or a rule calls wrong is never
/// learned. What only the context makes suspect is what there is to learn.
fn right_pieces(checker: &Checker, document: &Document) -> Vec<String> {
    let found = checker.check(document);
    let wrong: Vec<TextRange> = found
        .iter()
        .filter(|diagnostic| diagnostic.rule.dictionary() != CONTEXT)
        .map(|diagnostic| diagnostic.range)
        .collect();
    let prose = Prose::new(document);
    let pieces = prose.paragraphs.iter().flat_map(|paragraph| without(paragraph, &wrong));
    pieces.collect()
}

fn without(paragraph: &Paragraph<'_>, wrong: &[TextRange]) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for range in wrong.iter().filter_map(|&range| paragraph.text_range(range)) {
        pieces.extend(paragraph.text.get(start..range.start).map(str::to_owned));
        start = start.max(range.end);
    }
    pieces.extend(paragraph.text.get(start..).map(str::to_owned));
    pieces
}
