//! What may be written after `shenjiao audit`.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, Subcommand};

use super::{EXIT_STATUS, JudgingArguments, ListFormat, TEMPLATE, parse_jobs};

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    after_help = EXIT_STATUS,
    override_usage = "shenjiao audit [选项] <输入>… --out 报告.html\n      shenjiao audit diff <旧.json> <新.json>",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(in crate::cli) struct AuditArguments {
    #[command(subcommand)]
    pub(in crate::cli) command: Option<AuditCommand>,

    #[command(flatten)]
    pub(in crate::cli) run: AuditRunArguments,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AuditCommand {
    /// 比较两次审核：新增、已整改、仍存在
    #[command(help_template = TEMPLATE, override_usage = "shenjiao audit diff [选项] <旧.json> <新.json>")]
    Diff {
        /// 上次 audit --json 写出的报告
        #[arg(value_name = "旧.json", help_heading = "输入")]
        old: PathBuf,

        /// 这次 audit --json 写出的报告
        #[arg(value_name = "新.json", help_heading = "输入")]
        new: PathBuf,

        /// 输出的格式：human（默认）或 json
        #[arg(
            long,
            value_name = "格式",
            default_value = "human",
            hide_default_value = true,
            hide_possible_values = true,
            help_heading = "输出"
        )]
        format: ListFormat,
    },
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AuditRunArguments {
    /// 稿件文件夹，或导出的文件：网页、公众号已发布列表（JSON）、WordPress 导出、RSS、CSV、XLSX、JSONL、SQLite、zip
    #[arg(value_name = "输入", required = true, help_heading = "输入")]
    pub(in crate::cli) inputs: Vec<PathBuf>,

    /// 表格里哪一列是什么，例如 --map 正文=main_text,标题=name；认得出的列不用写
    #[arg(long, value_name = "项=列名", help_heading = "输入")]
    pub(in crate::cli) map: Vec<String>,

    /// 从 SQLite 文件里取稿件的查询，例如 'SELECT title, content FROM posts'
    #[arg(long, value_name = "SQL", help_heading = "输入")]
    pub(in crate::cli) query: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) judging: JudgingArguments,

    /// 写出网页报告，双击即可打开
    #[arg(short, long, value_name = "文件", help_heading = "输出")]
    pub(in crate::cli) out: Option<PathBuf>,

    /// 写出整改台账（XLSX）
    #[arg(long, value_name = "文件", help_heading = "输出")]
    pub(in crate::cli) xlsx: Option<PathBuf>,

    /// 写出整改台账（CSV）
    #[arg(long, value_name = "文件", help_heading = "输出")]
    pub(in crate::cli) csv: Option<PathBuf>,

    /// 写出给程序用、供下次比较的报告（JSON）
    #[arg(long, value_name = "文件", help_heading = "输出")]
    pub(in crate::cli) json: Option<PathBuf>,

    /// 屏幕上只输出一段可以写进年度报告的数字
    #[arg(long, help_heading = "输出")]
    pub(in crate::cli) summary_text: bool,

    /// 和上次 --json 写出的报告比较
    #[arg(long, value_name = "旧.json", help_heading = "输出")]
    pub(in crate::cli) compare: Option<PathBuf>,

    /// 报告里遮盖个人信息和保密关的词语，便于把报告发给别人
    #[arg(long, help_heading = "输出")]
    pub(in crate::cli) redact: bool,

    /// 不显示进度和提醒
    #[arg(short, long, help_heading = "输出")]
    pub(in crate::cli) quiet: bool,

    /// 同时检查几篇，默认与处理器数相同
    #[arg(short, long, value_name = "数目", value_parser = parse_jobs, help_heading = "其他")]
    pub(in crate::cli) jobs: Option<NonZeroUsize>,
}
