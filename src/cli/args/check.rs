//! What may be written after `shenjiao check`.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::Args;

use super::{
    ColorArgument, EXIT_STATUS, JudgingArguments, RecordFormat, SettingsArguments, TEMPLATE, WalkArguments, parse_jobs,
};
use crate::{
    cli::output::{self, Output},
    report::OutputFormat,
};

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, after_help = EXIT_STATUS, override_usage = "shenjiao check [选项] [路径]…")]
pub(in crate::cli) struct CheckArguments {
    /// 要检查的文件或文件夹，默认当前文件夹；“-”表示标准输入
    #[arg(value_name = "路径", help_heading = "输入")]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// 从文件读取要检查的路径，一行一个或以 NUL 分隔；“-”表示标准输入
    #[arg(long, value_name = "文件", help_heading = "输入")]
    pub(in crate::cli) files_from: Option<PathBuf>,

    /// 标准输入的内容当作这个文件来检查：决定格式、配置和报告里的名字
    #[arg(long, value_name = "文件名", help_heading = "输入")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,

    /// 检查 git 暂存区里新增和改动的文件，不看工作区；写了路径就只查其中的
    #[arg(long, group = "changes", conflicts_with = "stdin_filename", help_heading = "输入")]
    pub(in crate::cli) staged: bool,

    /// 检查与这个版本分开以后改动过的文件，例如 origin/main；没有 git add 过的新文件不算
    #[arg(
        long,
        value_name = "版本",
        group = "changes",
        conflicts_with = "stdin_filename",
        help_heading = "输入"
    )]
    pub(in crate::cli) since: Option<String>,

    /// 只报新增和改动的行里的问题，与 --staged 或 --since 同用
    #[arg(long, help_heading = "输入")]
    pub(in crate::cli) changed_lines: bool,

    /// 标准输入每行是一条记录，逐行写出结果；只能写 jsonl
    #[arg(
        long,
        value_name = "格式",
        hide_possible_values = true,
        conflicts_with_all = ["paths", "files_from", "stdin_filename", "changes", "changed_lines", "baseline", "include", "exclude", "no_ignore", "encoding", "format", "output"],
        help_heading = "输入"
    )]
    pub(in crate::cli) records: Option<RecordFormat>,

    /// 只检查符合的文件，写法同 .gitignore；对直接写明的文件也有效
    #[arg(long, value_name = "模式", help_heading = "输入")]
    pub(in crate::cli) include: Vec<String>,

    /// 不检查符合的文件，写法同 .gitignore；对直接写明的文件也有效
    #[arg(long, value_name = "模式", help_heading = "输入")]
    pub(in crate::cli) exclude: Vec<String>,

    /// 遍历文件夹时不理会 .gitignore 等忽略文件
    #[arg(long, help_heading = "输入")]
    pub(in crate::cli) no_ignore: bool,

    #[command(flatten)]
    pub(in crate::cli) judging: JudgingArguments,

    /// 稿件里的放行指令不起作用，显示全部问题
    #[arg(long, help_heading = "规则")]
    pub(in crate::cli) no_suppressions: bool,

    /// 用这份基线：里面的问题不算；以此代替配置里的 baseline
    #[arg(long, value_name = "文件", conflicts_with = "no_baseline", help_heading = "规则")]
    pub(in crate::cli) baseline: Option<PathBuf>,

    /// 不用基线，显示全部问题
    #[arg(long, help_heading = "规则")]
    pub(in crate::cli) no_baseline: bool,

    /// 报告的格式：human（默认）、concise、json、jsonl、sarif、github、gitlab、checkstyle、junit、rdjsonl 或 csv
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(in crate::cli) format: OutputFormat,

    /// 何时用颜色：auto（默认，输出到终端时用）、always 或 never
    #[arg(
        long,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(in crate::cli) color: ColorArgument,

    /// 另外把报告写进文件（可多次）：由 .html、.sarif、.json、.jsonl、.csv 定格式，或写成 格式=文件
    #[arg(long, value_name = "文件", value_parser = output::parse, help_heading = "输出")]
    pub(in crate::cli) output: Vec<Output>,

    /// 报告里遮盖个人信息和保密关的词语，便于把报告发给别人
    #[arg(long, help_heading = "输出")]
    pub(in crate::cli) redact: bool,

    /// 流水线的日志里也不遮盖
    #[arg(long, conflicts_with = "redact", help_heading = "输出")]
    pub(in crate::cli) no_redact: bool,

    /// 不显示进度和提醒
    #[arg(short, long, help_heading = "输出")]
    pub(in crate::cli) quiet: bool,

    /// 同时检查几个文件，默认与处理器数相同
    #[arg(short, long, value_name = "数目", value_parser = parse_jobs, help_heading = "其他")]
    pub(in crate::cli) jobs: Option<NonZeroUsize>,
}

impl CheckArguments {
    /// A check of `paths` by another command, which reports in a way of its own.
    pub(in crate::cli) fn of(paths: Vec<PathBuf>, settings: SettingsArguments, walk: &WalkArguments) -> Self {
        Self {
            paths,
            files_from: None,
            stdin_filename: None,
            records: None,
            staged: false,
            since: None,
            changed_lines: false,
            include: Vec::new(),
            exclude: Vec::new(),
            no_ignore: walk.no_ignore,
            judging: JudgingArguments {
                encoding: None,
                settings,
                fail_level: None,
            },
            no_suppressions: false,
            baseline: None,
            no_baseline: false,
            format: OutputFormat::Concise,
            color: ColorArgument::Auto,
            output: Vec::new(),
            redact: false,
            no_redact: true,
            quiet: false,
            jobs: walk.jobs,
        }
    }
}
