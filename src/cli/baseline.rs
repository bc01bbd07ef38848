//! `shenjiao baseline`: write down what is found now, and compare with it later; also the baselines that a check uses.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    args::{BaselineCommand, BaselineCommonArguments, CheckArguments, ColorArgument},
    atomic_file,
    check::{self, Accepting, Gathered},
    session::{Failure, Status, current_dir, rules_here},
};
use crate::{
    baseline::{Baseline, FILE_NAME, Identity, Ledger},
    config::{discover, resolve::Resolved},
    input::{
        path::{normalize, written_way},
        read::io_problem,
    },
    problem::{Problem, ProblemKind},
    report::{printable, problems::write_problems},
};

/// The baselines of a run, by path; a file is governed by at most one.
#[derive(Debug, Default)]
pub(super) struct Ledgers {
    ledgers: BTreeMap<PathBuf, Ledger>,
    /// Those that cannot be used, which was told.
    failed: BTreeSet<PathBuf>,
}

impl Ledgers {
    /// Reads the baselines that settings name, and returns what is wrong with those that were not
    /// read before. One that cannot be used accepts
    /// nothing. `folder` is the current one.
    pub(super) fn load<'r>(&mut self, settings: impl Iterator<Item = &'r Resolved>, folder: &Path) -> Vec<Problem> {
        let mut problems = Vec::new();
        for path in settings.filter_map(Resolved::baseline) {
            if self.ledgers.contains_key(path) || self.failed.contains(path) {
                continue;
            }
            match read(path, &discover::name(folder, path)) {
                Ok((baseline, _)) => {
                    self.ledgers.insert(path.to_owned(), Ledger::new(baseline));
                }
                Err(problem) => {
                    self.failed.insert(path.to_owned());
                    problems.push(problem);
                }
            }
        }
        problems
    }

    /// Whether the baseline of files under `resolved` accepts one more such finding.
    pub(super) fn accept(&mut self, resolved: &Resolved, identity: &Identity) -> bool {
        let ledger = resolved.baseline().and_then(|path| self.ledgers.get_mut(path));
        ledger.is_some_and(|ledger| ledger.accept(identity))
    }
}

/// A baseline and the bytes of its file.
fn read(path: &Path, name: &str) -> Result<(Baseline, Vec<u8>), Problem> {
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            let message = "没有这份基线；请用 shenjiao baseline create 新建，或改正路径";
            Problem::new(name, ProblemKind::Config, message)
        }
        _ => io_problem(name.to_owned(), &error),
    })?;
    let text = str::from_utf8(&bytes).map_err(|error| {
        let line = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', line).count() + 1;
        let message = "这一行不是 UTF-8；基线由程序生成，请重新取得文件";
        Problem::new(format!("{name}:{line}"), ProblemKind::Config, message)
    })?;
    Ok((Baseline::parse(text, name)?, bytes))
}

pub(super) fn run(command: &BaselineCommand, out: &mut dyn io::Write) -> Result<Status, Failure> {
    match command {
        BaselineCommand::Create { paths, common } => create(paths, common, out),
        BaselineCommand::Update { allow_growth, common } => update(*allow_growth, common, out),
        BaselineCommand::Status { common } => status(common, out),
    }
}

/// Where the baseline is, and what it is compared with.
struct Place {
    /// The current folder; absolute.
    current: PathBuf,
    /// The file; absolute.
    path: PathBuf,
    /// The file as people know it.
    name: String,
    /// Whether the configuration names it.
    is_configured: bool,
}

impl Place {
    fn of(common: &BaselineCommonArguments) -> Result<Self, Failure> {
        let current = current_dir()?;
        let rules = rules_here(&common.settings)?;
        let configured = rules.resolved.baseline();
        let path = match (&common.baseline, configured) {
            (Some(path), _) => normalize(&current, path),
            (None, Some(path)) => path.to_owned(),
            (None, None) => current.join(FILE_NAME),
        };
        Ok(Self {
            name: discover::name(&current, &path),
            is_configured: configured == Some(path.as_path()),
            path,
            current,
        })
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    fn problem(&self, message: impl Into<String>) -> Failure {
        Problem::new(self.name.clone(), ProblemKind::Config, message).into()
    }
}

/// Everything found under `paths`.
fn find(paths: Vec<PathBuf>, common: &BaselineCommonArguments) -> Result<Gathered, Failure> {
    let check = CheckArguments::of(paths, common.settings.clone(), &common.walk);
    let gathered = check::gather(&check, Accepting::Identities)?;
    check::tell(ColorArgument::Auto, |err, styles| {
        write_problems(&gathered.report.problems, styles, err)
    });
    Ok(gathered)
}

fn create(paths: &[PathBuf], common: &BaselineCommonArguments, out: &mut dyn io::Write) -> Result<Status, Failure> {
    let place = Place::of(common)?;
    if place.path.exists() {
        let message = "基线已经有了，没有改动它；用 shenjiao baseline update 更新，要重新开始请先删去它";
        return Err(place.problem(message));
    }
    let paths = match paths {
        [] => vec![PathBuf::from(".")],
        paths => paths.to_vec(),
    };
    let mut recorded = Vec::with_capacity(paths.len());
    for path in &paths {
        // The same names must mean the same files on every machine.
        if path.to_str().is_none() {
            let message = "路径里有不能写进基线的字；请改用上一级文件夹";
            return Err(Problem::new(path.display().to_string(), ProblemKind::Config, message).into());
        }
        recorded.push(written_way(place.folder(), &normalize(&place.current, path)));
    }
    let gathered = find(paths, common)?;
    if !gathered.report.problems.is_empty() {
        writeln!(out, "有文件没有查成，基线没有写")?;
        return Ok(Status::Failure);
    }
    let baseline = Baseline::of(recorded, gathered.identities.into_iter().map(|(identity, _)| identity));
    atomic_file::create(&place.path, baseline.to_text().as_bytes())?;
    let (name, files) = (&place.name, gathered.report.files);
    writeln!(out, "已写入 {name}：{files} 个文件，{} 处", baseline.total())?;
    if !place.is_configured {
        writeln!(out, "在 shenjiao.toml 里写 baseline = \"{name}\"，以后就只报新的问题")?;
    }
    Ok(Status::Success)
}

/// The baseline at `place`, the bytes of its file, and what is found now where it was made.
fn both(place: &Place, common: &BaselineCommonArguments) -> Result<(Baseline, Vec<u8>, Gathered), Failure> {
    let (baseline, bytes) = read(&place.path, &place.name)?;
    if baseline.paths.is_empty() {
        return Err(place.problem("没有 paths 一行，不知道查哪些稿件；请重新取得文件，或删去后重新建立"));
    }
    let paths = baseline.paths.iter().map(|path| {
        let path = normalize(place.folder(), Path::new(path));
        PathBuf::from(written_way(&place.current, &path))
    });
    let gathered = find(paths.collect(), common)?;
    Ok((baseline, bytes, gathered))
}

fn update(allow_growth: bool, common: &BaselineCommonArguments, out: &mut dyn io::Write) -> Result<Status, Failure> {
    let place = Place::of(common)?;
    let (baseline, bytes, gathered) = both(&place, common)?;
    if !gathered.report.problems.is_empty() {
        writeln!(out, "有文件没有查成，基线没有改动")?;
        return Ok(Status::Failure);
    }
    let found = Baseline::of(
        baseline.paths.clone(),
        gathered.identities.into_iter().map(|(identity, _)| identity),
    );
    let comparison = baseline.compare(&found);
    let updated = if allow_growth {
        found
    } else {
        Baseline {
            paths: baseline.paths,
            counts: comparison.kept.clone(),
        }
    };
    let text = updated.to_text();
    if text.as_bytes() != bytes {
        atomic_file::replace(&place.path, &bytes, text.as_bytes())?;
    }
    let (removed, new) = (total(&comparison.removable), total(&comparison.new));
    writeln!(out, "{}：删去 {removed} 处，现有 {} 处", place.name, updated.total())?;
    match new {
        0 => {}
        _ if allow_growth => writeln!(out, "其中新记 {new} 处")?,
        _ => writeln!(
            out,
            "新的问题 {new} 处没有记入；用 shenjiao check 查看，确要记入用 --allow-growth"
        )?,
    }
    Ok(Status::Success)
}

fn status(common: &BaselineCommonArguments, out: &mut dyn io::Write) -> Result<Status, Failure> {
    let place = Place::of(common)?;
    let (baseline, _, gathered) = both(&place, common)?;
    let complete = gathered.report.problems.is_empty();
    let found = gathered.identities.iter().map(|(identity, _)| identity.clone());
    let comparison = baseline.compare(&Baseline::of(Vec::new(), found));
    let (kept, new) = (total(&comparison.kept), total(&comparison.new));
    writeln!(out, "{}：{} 处", place.name, baseline.total())?;
    writeln!(out, "  还在　{kept} 处")?;
    if complete {
        let removable = total(&comparison.removable);
        writeln!(out, "  已经改正，可以删去　{removable} 处")?;
        write_list(&comparison.removable, out)?;
    } else {
        writeln!(out, "  有文件没有查成，不知道改正了多少")?;
    }
    writeln!(out, "  新的　{new} 处")?;
    write_list(&comparison.new, out)?;
    if complete && !comparison.removable.is_empty() {
        writeln!(out, "用 shenjiao baseline update 删去已经改正的")?;
    }
    let mut found = gathered.identities.iter();
    let fails = found.any(|(identity, fails)| *fails && comparison.new.contains_key(identity));
    Ok(if !complete {
        Status::Failure
    } else if fails {
        Status::Findings
    } else {
        Status::Success
    })
}

fn write_list(identities: &BTreeMap<Identity, usize>, out: &mut dyn io::Write) -> io::Result<()> {
    for (identity, count) in identities {
        let rule = printable::escape(identity.rule.as_str());
        let text = printable::one_line(&identity.text);
        writeln!(out, "    {rule}　「{text}」　{count} 处")?;
    }
    Ok(())
}

fn total(identities: &BTreeMap<Identity, usize>) -> usize {
    identities.values().sum()
}
