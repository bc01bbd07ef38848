//! Reports in files, beside the one on the standard output: what `--output` may say, and writing them whole or not at
//! all.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ValueEnum;

use super::{
    atomic_file::{self, folder_of},
    session::{Failure, Rules},
};
use crate::{
    problem::{Problem, ProblemKind},
    report::{OutputFormat, Report, reporter, style::Styles},
};

/// The formats that the end of a file name tells. Of `.xml` there are two.
const EXTENSIONS: &[(&str, FileFormat)] = &[
    (".sarif.json", FileFormat::Report(OutputFormat::Sarif)),
    (".sarif", FileFormat::Report(OutputFormat::Sarif)),
    (".json", FileFormat::Report(OutputFormat::Json)),
    (".jsonl", FileFormat::Report(OutputFormat::Jsonl)),
    (".ndjson", FileFormat::Report(OutputFormat::Jsonl)),
    (".csv", FileFormat::Report(OutputFormat::Csv)),
    #[cfg(feature = "office")]
    (".html", FileFormat::Page),
    #[cfg(feature = "office")]
    (".htm", FileFormat::Page),
];

/// How a report in a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileFormat {
    /// As on the standard output.
    Report(OutputFormat),
    /// As a page for people.
    #[cfg(feature = "office")]
    Page,
}

impl FileFormat {
    fn from_name(name: &str) -> Option<Self> {
        #[cfg(feature = "office")]
        if name == PAGE {
            return Some(Self::Page);
        }
        OutputFormat::from_str(name, false).ok().map(Self::Report)
    }

    /// The names that may be written.
    fn names() -> Vec<String> {
        let values = OutputFormat::value_variants().iter();
        let names = values.filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()));
        #[cfg(feature = "office")]
        let names = names.chain([PAGE.to_owned()]);
        names.collect()
    }
}

#[cfg(feature = "office")]
const PAGE: &str = "html";

/// A report in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) format: FileFormat,
    pub(super) file: PathBuf,
}

/// Reads `FILE` or `FORMAT=FILE`. With a sign of equality a format is always meant, lest a misspelt one become a name.
pub(super) fn parse(text: &str) -> Result<Output, String> {
    let (format, file) = match text.split_once('=') {
        Some((name, file)) => {
            let format = FileFormat::from_name(name)
                .ok_or_else(|| format!("没有“{name}”这个格式，可以写 {}", FileFormat::names().join("、")))?;
            (format, file)
        }
        None => (format_of(text)?, text),
    };
    if file.is_empty() {
        return Err("要写文件名".to_owned());
    }
    Ok(Output {
        format,
        file: PathBuf::from(file),
    })
}

fn format_of(file: &str) -> Result<FileFormat, String> {
    let name = file.to_ascii_lowercase();
    if name.ends_with(".xml") {
        return Err("XML 的格式有两种，写成 checkstyle=文件 或 junit=文件".to_owned());
    }
    let known = EXTENSIONS.iter().find(|(extension, _)| name.ends_with(extension));
    known
        .map(|&(_, format)| format)
        .ok_or_else(|| "从文件名看不出格式，写成 格式=文件，例如 gitlab=报告.json".to_owned())
}

/// Refuses what cannot end well before anything is checked: two reports in one file, a folder that is not there.
pub(super) fn check_places(outputs: &[Output]) -> Result<(), Failure> {
    let mut seen: Vec<PathBuf> = Vec::new();
    for Output { file, .. } in outputs {
        if !folder_of(file).is_dir() {
            return Err(refusal(file, "要写报告的文件夹不存在；请先新建，或换一个位置").into());
        }
        let identity = identity(file);
        if seen.contains(&identity) {
            return Err(refusal(file, "两份报告不能写进同一个文件；请换一个文件名").into());
        }
        seen.push(identity);
    }
    Ok(())
}

/// Refuses to write a report over what it is about, or over a dictionary that it was made with.
pub(super) fn protect<'p>(
    outputs: &[Output],
    inputs: impl Iterator<Item = &'p Path>,
    rules: &'p [Arc<Rules>],
) -> Result<(), Failure> {
    let existing: Vec<(&Path, PathBuf)> = outputs
        .iter()
        .filter_map(|output| Some((output.file.as_path(), fs::canonicalize(&output.file).ok()?)))
        .collect();
    if existing.is_empty() {
        return Ok(());
    }
    let dictionaries = rules.iter().flat_map(|rules| &rules.resolved.settings.dictionaries);
    let dictionaries = dictionaries.map(|dictionary| Path::new(&dictionary.path));
    for input in inputs.chain(dictionaries) {
        let Ok(identity) = fs::canonicalize(input) else {
            continue;
        };
        if let Some((file, _)) = existing.iter().find(|(_, output)| *output == identity) {
            let message = "报告会覆盖要检查的稿件或词典，没有写；请换一个文件名，或用 --exclude 排除它";
            return Err(refusal(file, message).into());
        }
    }
    Ok(())
}

/// Writes each report to its file with `write`; returns what could not be written.
pub(super) fn write(outputs: &[Output], mut write: impl FnMut(&Output) -> io::Result<()>) -> Vec<Problem> {
    let failed = outputs.iter().filter_map(|output| {
        let error = write(output).err()?;
        let message = format!("报告无法写入，原来的文件没有改动（{error}）；请检查权限和磁盘空间");
        Some(refusal(&output.file, message))
    });
    failed.collect()
}

/// Writes a report to a file.
pub(super) fn write_report(report: &Report, format: OutputFormat, file: &Path) -> io::Result<()> {
    atomic_file::put(file, |file| {
        let mut out = BufWriter::new(file);
        reporter(format, Styles::plain()).write(report, &mut out)?;
        out.flush()
    })
}

/// The same for every name of one file, also of one that is not there yet.
fn identity(file: &Path) -> PathBuf {
    fs::canonicalize(file).unwrap_or_else(|_| {
        let folder = fs::canonicalize(folder_of(file)).unwrap_or_default();
        folder.join(file.file_name().unwrap_or_default())
    })
}

fn refusal(file: &Path, message: impl Into<String>) -> Problem {
    Problem::new(file.display().to_string(), ProblemKind::Output, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_named_or_told_by_the_end_of_the_name() {
        let output = |format: OutputFormat, file: &str| {
            let format = FileFormat::Report(format);
            let file = PathBuf::from(file);
            Ok(Output { format, file })
        };
        assert_eq!(parse("报告.sarif"), output(OutputFormat::Sarif, "报告.sarif"));
        assert_eq!(parse("a.SARIF.json"), output(OutputFormat::Sarif, "a.SARIF.json"));
        assert_eq!(parse("a/b.json"), output(OutputFormat::Json, "a/b.json"));
        assert_eq!(parse("a.jsonl"), output(OutputFormat::Jsonl, "a.jsonl"));
        assert_eq!(parse("gitlab=a=b.json"), output(OutputFormat::Gitlab, "a=b.json"));
        assert_eq!(parse("human=a"), output(OutputFormat::Human, "a"));
        #[cfg(feature = "office")]
        for text in ["页.HTML", "html=页"] {
            assert_eq!(parse(text).unwrap().format, FileFormat::Page);
        }
        for (text, part) in [
            ("a.xml", "checkstyle=文件"),
            ("a.txt", "格式=文件"),
            ("sarf=a.json", "没有“sarf”"),
            ("json=", "文件名"),
        ] {
            assert!(parse(text).unwrap_err().contains(part), "{text}");
        }
    }
}
