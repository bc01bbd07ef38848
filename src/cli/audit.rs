//! `shenjiao audit`: a year of posts, read as a stream, judged in parallel, reported as one.
//!
//! One thread reads; posts come over in batches, so that a few of them are in memory and not all. They are judged in
//! parallel and counted in the order of the input.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use rayon::prelude::*;

use super::{
    args::{AuditArguments, AuditCommand, AuditRunArguments, ColorArgument, ListFormat},
    baseline::Ledgers,
    check,
    output_file::OutputFile,
    progress::PostProgress,
    session::{Failure, Rules, Session, Status},
    warn,
};
use crate::{
    audit::{
        across::Extractor,
        aggregate::Audit,
        brief, csv,
        diff::{self, Comparison},
        json::{self, Former},
        judge::{Bench, Judged},
        ledger, page,
        post::Post,
        read::{BytesRead, Item, Mapping, PassedOver, ReadOptions, read_all, total_bytes},
    },
    config::choices::CommandLine,
    input::{encoding::encoding_for_label, path::normalize, read::io_problem},
    problem::{Problem, ProblemKind},
    report::{printable, problems::write_problems, redactor::Redactor},
};

/// Posts that are handed over together.
const BATCH: usize = 256;

/// Bytes of text after which fewer are handed over together.
const BATCH_BYTES: usize = 4 << 20;

/// Batches that may wait.
const WAITING: usize = 2;

pub(super) fn run(arguments: &AuditArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    match &arguments.command {
        Some(AuditCommand::Diff { old, new, format }) => compare(old, new, *format, out),
        None => audit(&arguments.run, out),
    }
}

/// Where the reports go.
struct Outputs {
    page: Option<OutputFile>,
    ledger: Option<OutputFile>,
    csv: Option<OutputFile>,
    json: Option<OutputFile>,
    /// The places of all of them, absolute.
    paths: Vec<PathBuf>,
}

fn audit(arguments: &AuditRunArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let command_line = arguments.judging.over(CommandLine::default());
    let mut session = Session::new(&arguments.judging.settings, command_line)?;
    let mut outputs = outputs(arguments, session.folder())?;
    let former = arguments.compare.as_deref().map(read_former).transpose()?;
    let options = read_options(arguments)?;

    let inputs = arguments
        .inputs
        .iter()
        .map(|input| input.display().to_string())
        .collect();
    let mut audit = Audit::new(session.today(), inputs, arguments.redact)?;
    let mut failing = judge_all(arguments, &options, &outputs.paths, &mut session, &mut audit)?;
    failing |= audit.compare_posts()?;
    audit.problems.extend(session.problems());
    if let Some(former) = &former
        && former.redacted != audit.is_redacted
    {
        warn("注意：两次审核只有一次遮盖了个人信息，含个人信息的句子会对不上");
    }
    let comparison = former.map(|former| Comparison::of(&former, &audit));
    let comparison = comparison.as_ref();

    if let Some(file) = &mut outputs.page {
        file.write(|out| page::write(&mut audit, comparison, out))?;
    }
    if let Some(file) = &mut outputs.ledger {
        file.write(|out| ledger::write(&mut audit, out))?;
    }
    if let Some(file) = &mut outputs.csv {
        file.write(|out| csv::write(&mut audit, out))?;
    }
    if let Some(file) = &mut outputs.json {
        file.write(|out| json::write(&mut audit, comparison, out))?;
    }
    for file in [outputs.page, outputs.ledger, outputs.csv, outputs.json]
        .into_iter()
        .flatten()
    {
        file.finish()?;
    }

    check::tell(ColorArgument::Auto, |err, styles| {
        write_problems(&audit.problems, styles, err)
    });
    let passed: usize = audit.passed_over.values().map(|places| places.count).sum();
    if !arguments.quiet {
        session.notices().iter().for_each(|notice| warn(notice));
        if passed > 0 {
            warn(&format!(
                "有 {passed} 个文件或条目不是要审核的稿件，已略过，报告里列有原因"
            ));
        }
    }
    writeln!(out, "{}", brief::paragraph(&audit, comparison))?;
    if !arguments.summary_text {
        for path in &outputs.paths {
            let shown = path
                .strip_prefix(session.folder())
                .unwrap_or(path)
                .display()
                .to_string();
            writeln!(out, "已写出 {}", printable::escape(&shown))?;
        }
    }
    Ok(if !audit.problems.is_empty() {
        Status::Failure
    } else if failing {
        Status::Findings
    } else {
        Status::Success
    })
}

fn outputs(arguments: &AuditRunArguments, folder: &Path) -> Result<Outputs, Failure> {
    let targets = [&arguments.out, &arguments.xlsx, &arguments.csv, &arguments.json];
    let inputs: Vec<PathBuf> = arguments.inputs.iter().map(|input| normalize(folder, input)).collect();
    let mut paths: Vec<PathBuf> = Vec::new();
    for target in targets.into_iter().flatten() {
        let path = normalize(folder, target);
        let shown = target.display().to_string();
        if inputs.contains(&path)
            || arguments
                .compare
                .as_ref()
                .is_some_and(|former| normalize(folder, former) == path)
        {
            let message = "报告会盖掉要读的文件；请换一个文件名";
            return Err(Problem::new(shown, ProblemKind::Config, message).into());
        }
        if paths.contains(&path) {
            let message = "两种报告不能写进同一个文件；请换一个文件名";
            return Err(Problem::new(shown, ProblemKind::Config, message).into());
        }
        paths.push(path);
    }
    let begin = |target: &Option<PathBuf>| target.as_deref().map(OutputFile::begin).transpose();
    Ok(Outputs {
        page: begin(&arguments.out)?,
        ledger: begin(&arguments.xlsx)?,
        csv: begin(&arguments.csv)?,
        json: begin(&arguments.json)?,
        paths,
    })
}

fn read_options(arguments: &AuditRunArguments) -> Result<ReadOptions, Problem> {
    let config = |option: &str, message: String| Problem::new(option, ProblemKind::Config, message);
    let mapping = Mapping::parse(&arguments.map.join(",")).map_err(|message| config("--map", message))?;
    let encoding = match arguments.judging.encoding.as_deref() {
        None => None,
        Some(label) => Some(encoding_for_label(label).ok_or_else(|| {
            config(
                "--encoding",
                format!("没有「{label}」这种编码；可以写 utf-8、gb18030、big5 等"),
            )
        })?),
    };
    Ok(ReadOptions {
        mapping,
        query: arguments.query.clone(),
        encoding,
    })
}

/// Reads, judges and counts everything; tells whether something was found that fails a run.
fn judge_all(
    arguments: &AuditRunArguments,
    options: &ReadOptions,
    outputs: &[PathBuf],
    session: &mut Session,
    audit: &mut Audit,
) -> Result<bool, Failure> {
    let pool = check::threads(check::count_jobs(arguments.jobs))?;
    let redactor = arguments.redact.then(Redactor::new).transpose()?;
    let extractor = Extractor::new()?;
    let bytes_read = BytesRead::default();
    let is_watched = !arguments.quiet && io::stderr().is_terminal();
    let total = if is_watched { total_bytes(&arguments.inputs) } else { 0 };
    let progress = PostProgress::new(total, Arc::clone(&bytes_read), is_watched);
    let mut assigner = Assigner { outputs, last: None };
    let mut ledgers = Ledgers::default();
    let mut failing = false;
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Vec<Item>>(WAITING);
        let bytes_read = &bytes_read;
        // It owns the sender, so that the batches end with the reading.
        scope.spawn(move || read_in_batches(&arguments.inputs, options, bytes_read, &sender));
        for batch in receiver {
            let tasks: Vec<Task> = batch.into_iter().map(|item| assigner.assign(session, item)).collect();
            let governing = tasks.iter().filter_map(Task::rules).map(|rules| &*rules.resolved);
            audit.problems.extend(ledgers.load(governing, session.folder()));
            let posts = tasks.len();
            let outcomes: Vec<Outcome> = pool.install(|| {
                tasks
                    .into_par_iter()
                    .map(|task| task.judge(redactor.as_ref(), &extractor))
                    .collect()
            });
            for outcome in outcomes {
                match outcome {
                    Outcome::Judged(mut judged, rules) => {
                        judged.accept_known(|identity| ledgers.accept(&rules.resolved, identity));
                        failing |= judged.failing();
                        audit.add(*judged)?;
                    }
                    Outcome::Problem(problem) => audit.problems.push(problem),
                    Outcome::PassedOver(place, reason) => audit.pass_over(place, reason),
                    Outcome::Nothing => {}
                }
            }
            progress.posts_done(posts);
        }
        Ok::<_, io::Error>(())
    })?;
    progress.finish();
    Ok(failing)
}

fn read_in_batches(
    inputs: &[PathBuf],
    options: &ReadOptions,
    bytes_read: &BytesRead,
    sender: &mpsc::SyncSender<Vec<Item>>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut bytes = 0;
    read_all(inputs, options, bytes_read, &mut |item| {
        if let Item::Post(post) = &item {
            bytes += post.len();
        }
        batch.push(item);
        if batch.len() < BATCH && bytes < BATCH_BYTES {
            return true;
        }
        bytes = 0;
        // Nobody receives any more when the audit has failed.
        sender.send(std::mem::take(&mut batch)).is_ok()
    });
    let _ = sender.send(batch);
}

/// Something that was read, with what it is judged by.
enum Task {
    Judge(Box<Post>, Arc<Rules>),
    Settled(Outcome),
}

enum Outcome {
    Judged(Box<Judged>, Arc<Rules>),
    Problem(Problem),
    PassedOver(String, PassedOver),
    Nothing,
}

impl Task {
    fn rules(&self) -> Option<&Rules> {
        match self {
            Self::Judge(_, rules) => Some(rules),
            Self::Settled(_) => None,
        }
    }

    fn judge(self, redactor: Option<&Redactor>, extractor: &Extractor) -> Outcome {
        let (post, rules) = match self {
            Self::Settled(outcome) => return outcome,
            Self::Judge(post, rules) => (post, rules),
        };
        let checker = match rules.checker() {
            Ok(checker) => checker,
            Err(problem) => return Outcome::Problem(problem),
        };
        let ignored = rules.resolved.ignored_for(&post.path);
        let bench = Bench {
            checker,
            settings: &rules.resolved.settings,
            ignored: &ignored,
            wants_identities: rules.resolved.baseline().is_some(),
            redactor,
            extractor: Some(extractor),
        };
        Outcome::Judged(Box::new(bench.judge(*post)), Arc::clone(&rules))
    }
}

/// Gives each post the rules for the file that it was read from.
struct Assigner<'a> {
    outputs: &'a [PathBuf],
    /// The file of the last post: a table has thousands of them.
    last: Option<(PathBuf, Governed)>,
}

#[derive(Clone)]
enum Governed {
    By(Arc<Rules>),
    Excluded,
    /// One of the reports that are being written, left from a former run.
    OwnReport,
    /// By settings that cannot be used, which the session tells of.
    Nothing,
}

impl Assigner<'_> {
    fn assign(&mut self, session: &mut Session, item: Item) -> Task {
        let post = match item {
            Item::Post(post) => post,
            Item::Problem(problem) => return Task::Settled(Outcome::Problem(problem)),
            Item::PassedOver { place, reason } => return Task::Settled(Outcome::PassedOver(place, reason)),
        };
        let known = self.last.as_ref().filter(|(path, _)| *path == post.path);
        let is_known = known.is_some();
        let governed = match known {
            Some((_, governed)) => governed.clone(),
            None => {
                let governed = self.governed(session, &post.path);
                self.last = Some((post.path.clone(), governed.clone()));
                governed
            }
        };
        match governed {
            Governed::By(rules) => Task::Judge(post, rules),
            Governed::Excluded => Task::Settled(Outcome::PassedOver(post.place, PassedOver::Excluded)),
            Governed::OwnReport => Task::Settled(Outcome::Nothing),
            // Of a file with thousands of posts it is said once.
            Governed::Nothing if is_known => Task::Settled(Outcome::Nothing),
            Governed::Nothing => {
                let message = "管它的配置不能使用，里面的稿件都没有检查";
                let path = post.path.display().to_string();
                Task::Settled(Outcome::Problem(Problem::new(path, ProblemKind::Config, message)))
            }
        }
    }

    fn governed(&self, session: &mut Session, path: &Path) -> Governed {
        let normal = normalize(session.folder(), path);
        if self.outputs.contains(&normal) {
            return Governed::OwnReport;
        }
        let Some(rules) = session.rules_for(path) else {
            return Governed::Nothing;
        };
        if rules.patterns.excludes_with_folders(&normal) {
            return Governed::Excluded;
        }
        Governed::By(rules)
    }
}

fn read_former(path: &Path) -> Result<Former, Problem> {
    let name = path.display().to_string();
    let text = fs::read(path).map_err(|error| io_problem(name.clone(), &error))?;
    Former::read(&text).map_err(|message| Problem::new(name, ProblemKind::Unreadable, message))
}

/// `audit diff`: what is new, what was repaired, what remains.
fn compare(old: &Path, new: &Path, format: ListFormat, out: &mut dyn Write) -> Result<Status, Failure> {
    let (old, new) = (read_former(old)?, read_former(new)?);
    let changes = diff::between(&old, &new);
    let lists = [
        ("新增", "new", &new, &changes.new),
        ("已整改", "repaired", &old, &changes.repaired),
        ("仍存在", "remaining", &new, &changes.remaining),
    ];
    match format {
        ListFormat::Human => {
            let counts = lists.map(|(label, _, _, numbers)| format!("{label} {} 处", numbers.len()));
            writeln!(out, "{} → {}：{}", old.date, new.date, counts.join("，"))?;
            for (label, _, report, numbers) in lists {
                if !numbers.is_empty() {
                    writeln!(out, "\n{label}：")?;
                }
                for finding in numbers.iter().filter_map(|&number| report.findings.get(number)) {
                    let post = report.posts.get(finding.post);
                    let (title, place) = post.map_or(("", ""), |post| (&*post.title, &*post.place));
                    let line = format!("  {title}（{place}）{} {}", finding.rule, finding.message);
                    writeln!(out, "{}", printable::one_line(&line))?;
                }
            }
        }
        ListFormat::Json => {
            let mut object = serde_json::Map::new();
            for (_, key, report, numbers) in lists {
                let list: Vec<serde_json::Value> = numbers
                    .iter()
                    .filter_map(|&number| report.findings.get(number))
                    .map(|finding| {
                        let post = report.posts.get(finding.post);
                        serde_json::json!({
                            "title": post.map(|post| &post.title),
                            "place": post.map(|post| &post.place),
                            "date": post.and_then(|post| post.date),
                            "rule": finding.rule,
                            "severity": finding.severity,
                            "text": finding.text,
                            "message": finding.message,
                            "before": finding.before,
                            "after": finding.after,
                        })
                    })
                    .collect();
                object.insert(key.to_owned(), list.into());
            }
            serde_json::to_writer_pretty(&mut *out, &object).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    let is_worse = changes
        .new
        .iter()
        .filter_map(|&number| new.findings.get(number))
        .any(|finding| finding.severity == crate::diagnostic::Severity::Error.id());
    Ok(if is_worse { Status::Findings } else { Status::Success })
}
