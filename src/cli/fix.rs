//! `shenjiao fix`: put right what has one right form, file by file, and say what was left.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    sync::Arc,
};

use super::{
    args::{CheckArguments, ColorArgument, FixArguments, IncludeArgument},
    atomic_file,
    baseline::Ledgers,
    check,
    inputs::{self, Input, Prepared, Task},
    progress::Progress,
    session::{Failure, Rules, Status},
    warn,
};
use crate::{
    Applicability, Diagnostic, Document, Format,
    baseline::{Identity, identities},
    document::published,
    fix::{Plan, Refusal, diff::unified, plan},
    input::{
        encoding::{DecodeHints, SourceFile, encoding_name},
        read::ReadOutcome,
        splice::{encode, splice},
    },
    problem::{Problem, ProblemKind},
    report::{LocatedDiagnostic, locate::locate, printable, problems::write_problems},
    suppression,
};

/// What became of a file.
enum Outcome {
    Done(Box<Done>),
    SkippedBinary,
    NotDone(Problem),
}

/// A file that was looked at and, where there was something to do, written.
struct Done {
    path: String,
    /// The findings that were put right, at their old places.
    fixed: Vec<LocatedDiagnostic>,
    /// Those that could have been and were not, and why.
    refused: Vec<(LocatedDiagnostic, String)>,
    /// The change, when it is to be shown only.
    diff: Vec<u8>,
    /// What is found in the new text, with what it is known by if there is a baseline.
    remaining: Vec<Diagnostic>,
    identities: Vec<Identity>,
    rules: Arc<Rules>,
}

pub(super) fn run(arguments: &FixArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    if arguments.paths.iter().any(|path| path == Path::new("-")) {
        let message = "标准输入不能改，fix 只改文件；请写文件或文件夹的路径";
        return Err(Problem::new("-", ProblemKind::Config, message).into());
    }
    let mut check = CheckArguments::of(arguments.paths.clone(), arguments.settings.clone(), &arguments.walk);
    check.judging.encoding.clone_from(&arguments.encoding);
    check.staged = arguments.staged_diff;
    let Prepared {
        session,
        tasks,
        mut problems,
        ..
    } = inputs::prepare(&check)?;
    let mut ledgers = Ledgers::default();
    {
        let session = inputs::lock(&session);
        let governing = tasks.iter().map(|task| &*task.rules.resolved);
        problems.extend(ledgers.load(governing, session.folder()));
        session.notices().iter().for_each(|notice| warn(notice));
    }

    let progress = Progress::new(tasks.len(), io::stderr().is_terminal());
    let outcomes = check::for_each(tasks, arguments.walk.jobs, |task| {
        let outcome = fix_one(task, arguments).unwrap_or_else(Outcome::NotDone);
        progress.file_done(0);
        outcome
    })?;
    progress.finish();

    let mut summary = Summary::default();
    for outcome in outcomes {
        match outcome {
            Outcome::Done(done) => summary.add(&done, &mut ledgers, arguments.shows_only(), out)?,
            Outcome::SkippedBinary => {}
            Outcome::NotDone(problem) => problems.push(problem),
        }
    }
    check::tell(ColorArgument::Auto, |err, styles| {
        write_problems(&problems, styles, err)
    });
    if arguments.shows_only() {
        // Whoever applies the changes wants nothing else there.
        warn(&summary.line(true));
    } else {
        writeln!(out, "{}", summary.line(false))?;
    }
    Ok(if !problems.is_empty() {
        Status::Failure
    } else if summary.failing || (arguments.shows_only() && summary.fixed > 0) {
        Status::Findings
    } else {
        Status::Success
    })
}

#[derive(Default)]
struct Summary {
    files: usize,
    fixed: usize,
    refused: usize,
    remaining: usize,
    failing: bool,
}

impl Summary {
    /// Counts a file and writes what is to be said of it.
    fn add(&mut self, done: &Done, ledgers: &mut Ledgers, is_diff: bool, out: &mut dyn Write) -> io::Result<()> {
        let resolved = &done.rules.resolved;
        let mut identities = done.identities.iter();
        for diagnostic in &done.remaining {
            let is_known = identities
                .next()
                .is_some_and(|identity| ledgers.accept(resolved, identity));
            if !is_known {
                self.remaining += 1;
                self.failing |= diagnostic.severity >= resolved.settings.fail_level;
            }
        }
        self.files += usize::from(!done.fixed.is_empty());
        self.fixed += done.fixed.len();
        self.refused += done.refused.len();
        if is_diff {
            return out.write_all(&done.diff);
        }
        let path = printable::escape(&done.path);
        for located in &done.fixed {
            let (line, column) = (located.line, located.column);
            let text = printable::one_line(&located.diagnostic.text);
            let right = located.diagnostic.suggestions.join("、");
            writeln!(out, "{path}:{line}:{column} 「{text}」改为「{right}」")?;
        }
        for (located, reason) in &done.refused {
            let (line, column) = (located.line, located.column);
            let text = printable::one_line(&located.diagnostic.text);
            writeln!(out, "{path}:{line}:{column} 「{text}」没有改：{reason}")?;
        }
        Ok(())
    }

    fn line(&self, is_diff: bool) -> String {
        let verb = if is_diff { "可以改" } else { "改了" };
        let mut line = format!("{verb} {} 个文件 {} 处", self.files, self.fixed);
        if self.refused > 0 {
            line.push_str(&format!("，{} 处不能自动改", self.refused));
        }
        if self.remaining > 0 {
            line.push_str(&format!(
                "；还有 {} 处问题要人看，用 shenjiao check 查看",
                self.remaining
            ));
        }
        line
    }
}

/// Fixes one file and, unless only the change is wanted, writes it.
fn fix_one(mut task: Task, arguments: &FixArguments) -> Result<Outcome, Problem> {
    let rules = &task.rules;
    let resolved = &rules.resolved;
    let checker = rules.checker()?;
    let file = task.input.path().to_owned();
    let format = Format::from_path(&file).unwrap_or(Format::Plain);
    let hints = inputs::decode_hints(arguments.encoding.as_deref(), resolved, format);
    let bytes = task.input.take_bytes()?;
    let source = match task.input.decode(bytes.clone(), &hints) {
        ReadOutcome::Text(source) => source,
        ReadOutcome::SkippedBinary => return Ok(Outcome::SkippedBinary),
        ReadOutcome::Problem(problem) => return Err(problem),
    };

    let ignored = resolved.ignored_for(&file);
    let parse = |text: String| {
        Document::parse(text, format, &resolved.settings.parse).published_on(published::in_file_name(&file))
    };
    let find = |document: &Document| {
        let mut diagnostics = checker.check(document);
        diagnostics.retain(|diagnostic| !ignored.iter().any(|selector| selector.matches(&diagnostic.rule)));
        suppression::apply(checker, document, diagnostics, &ignored).found
    };
    let document = parse(source.text.clone());
    let diagnostics = find(&document);
    let least = match arguments.include {
        Some(IncludeArgument::Suggested) => Applicability::Suggested,
        None => Applicability::Safe,
    };
    let can_write = |text: &str| encode(text, source.encoding.encoding).is_some();
    let plan = plan(document, &diagnostics, least, parse, find, can_write);

    let path = file.display().to_string();
    let mut diff = Vec::new();
    if !plan.edits.is_empty() {
        let new = new_bytes(&source, &bytes, &plan, &hints, &path)?;
        if arguments.staged_diff {
            diff = staged_diff(&source, &bytes, &new, &task.input)?;
        } else if arguments.diff {
            diff = unified(&path, source.text.as_bytes(), plan.document.source().as_bytes());
        } else {
            atomic_file::replace(&file, &bytes, &new)?;
        }
    }
    let identities = if resolved.baseline().is_some() {
        identities(&plan.document, &plan.remaining)
    } else {
        Vec::new()
    };
    let take = |number: &usize| diagnostics.get(*number).cloned();
    let fixed = plan.fixed.iter().filter_map(take).collect();
    let (numbers, refusals): (Vec<usize>, Vec<Refusal>) = plan.refused.into_iter().unzip();
    let refused = locate(numbers.iter().filter_map(take).collect(), &path, &source);
    let reasons = refusals.iter().map(|refusal| reason(refusal, &source));
    Ok(Outcome::Done(Box::new(Done {
        fixed: locate(fixed, &path, &source),
        refused: refused.into_iter().zip(reasons).collect(),
        path,
        diff,
        remaining: plan.remaining,
        identities,
        rules: Arc::clone(&task.rules),
    })))
}

/// The change of a staged file, byte for byte, so that Git can make it.
fn staged_diff(source: &SourceFile, old: &[u8], new: &[u8], input: &Input) -> Result<Vec<u8>, Problem> {
    let path = input.path().display().to_string();
    if !source.encoding.encoding.is_ascii_compatible() {
        let name = encoding_name(source.encoding.encoding);
        let message = format!("{name} 编码的文件没有 Git 能用的差异；请在工作区用 shenjiao fix 改好，再 git add");
        return Err(Problem::new(path, ProblemKind::Encoding, message));
    }
    let name = match input {
        Input::Staged { name, .. } => name,
        Input::File(_) | Input::Stdin { .. } => &path,
    };
    Ok(unified(name, old, new))
}

/// The file with the edits of `plan` made.
fn new_bytes(
    source: &SourceFile,
    old: &[u8],
    plan: &Plan,
    hints: &DecodeHints,
    path: &str,
) -> Result<Vec<u8>, Problem> {
    splice(source, old, &plan.edits, plan.document.source(), hints).ok_or_else(|| {
        let name = encoding_name(source.encoding.encoding);
        let message = format!("改动不能按 {name} 编码写回，没有改动它；请转换成 UTF-8 再改");
        Problem::new(path, ProblemKind::Encoding, message)
    })
}

fn reason(refusal: &Refusal, source: &SourceFile) -> String {
    match refusal {
        Refusal::Overlap => "与另一处改动重叠；改完后可以再运行一次".to_owned(),
        Refusal::Encoding => {
            let name = encoding_name(source.encoding.encoding);
            format!("{name} 编码里没有要写的字")
        }
        Refusal::Markup => "会影响旁边的标记，请手工改".to_owned(),
        Refusal::NewFinding(rule) => format!("改后会有新的问题（{}），请手工改", printable::escape(rule.as_str())),
        Refusal::StillFound => "改后仍有问题，请手工改".to_owned(),
        Refusal::Undecided => "这个文件里要核对的改动太多，请再运行一次".to_owned(),
    }
}
