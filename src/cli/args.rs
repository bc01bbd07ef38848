//! What may be written on the command line.

#[cfg(feature = "office")]
mod audit;
mod baseline;
mod check;
mod fix;

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, builder::PossibleValue};
use jiff::civil::Date;

#[cfg(feature = "office")]
pub(super) use self::audit::{AuditArguments, AuditCommand, AuditRunArguments};
pub(super) use self::{
    baseline::{BaselineArguments, BaselineCommand, BaselineCommonArguments},
    check::CheckArguments,
    fix::{FixArguments, IncludeArgument},
};
use crate::{config::choices::CommandLine, diagnostic::Severity};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

const EXIT_STATUS: &str = "退出状态：
  0  没有达到 --fail-level 的问题
  1  有这样的问题
  2  有文件无法检查，或用法、配置、词典有误";

/// 审校：公文与公众号文章的离线表述检查
#[derive(Debug, Parser)]
#[command(
    name = "shenjiao",
    version = concat!(env!("CARGO_PKG_VERSION"), "（内置词典 ", env!("SHENJIAO_DICTIONARIES"), "）"),
    help_template = TEMPLATE,
    override_usage = "shenjiao <命令>",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = "其他")]
    help: Option<bool>,

    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "其他")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 检查文件、文件夹或标准输入
    Check(Box<CheckArguments>),
    /// 说明一段文字里每个候选为什么报告、为什么放行
    Trace(TraceArguments),
    /// 显示一条规则的规范写法、依据和例子
    Explain(ExplainArguments),
    /// 列出规则
    Rules(RulesArguments),
    /// 统计每条规则每 10 万汉字报多少处
    Stats(StatsArguments),
    /// 改正只有一种正确写法的错误
    Fix(FixArguments),
    /// 记下现有的问题，以后只报新的
    Baseline(BaselineArguments),
    /// 审核一年的稿件，写成一份报告
    #[cfg(feature = "office")]
    Audit(Box<AuditArguments>),
    /// 从本单位的文稿里学用字习惯，少报误报
    Learn(LearnArguments),
    /// 新建、转换、核对自己的词典
    Dict(DictArguments),
    /// 查看配置
    Config(ConfigArguments),
    /// 新建配置文件，适合这个文件夹
    Init(InitArguments),
    /// 让 git 在每次提交之前检查稿件
    #[command(
        help_template = TEMPLATE,
        override_usage = "shenjiao hook <命令>",
        subcommand_help_heading = "命令",
        subcommand_value_name = "命令",
        arg_required_else_help = true
    )]
    Hook {
        #[command(subcommand)]
        command: HookCommand,
    },
    /// 显示 JSON 报告的格式定义（JSON Schema）
    #[command(help_template = TEMPLATE, override_usage = "shenjiao schema")]
    Schema,
}

/// How files are found and checked, for the commands that check without a report.
#[derive(Debug, Clone, Args, Default)]
pub(super) struct WalkArguments {
    /// 遍历文件夹时不理会 .gitignore 等忽略文件
    #[arg(long, help_heading = "输入")]
    pub(super) no_ignore: bool,

    /// 同时检查几个文件，默认与处理器数相同
    #[arg(short, long, value_name = "数目", value_parser = parse_jobs, help_heading = "其他")]
    pub(super) jobs: Option<NonZeroUsize>,
}

/// What decides which rules are in force.
#[derive(Debug, Clone, Args, Default)]
pub(super) struct SettingsArguments {
    /// 用这个配置文件，不再寻找 shenjiao.toml
    #[arg(long, value_name = "文件", conflicts_with = "isolated", help_heading = "规则")]
    pub(super) config: Option<PathBuf>,

    /// 不用任何配置文件
    #[arg(long, help_heading = "规则")]
    pub(super) isolated: bool,

    /// 加用一部自己的词典（可多次）
    #[arg(long, value_name = "文件", help_heading = "规则")]
    pub(super) dictionary: Vec<PathBuf>,

    /// 只用这些规则：规则名或其开头，以逗号分隔
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "规则")]
    pub(super) select: Vec<String>,

    /// 另外启用这些规则
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "规则")]
    pub(super) extend_select: Vec<String>,

    /// 停用这些规则
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "规则")]
    pub(super) ignore: Vec<String>,

    /// 判断期限时以这一天为今天，例如 2026-07-01
    #[arg(long, value_name = "日期", value_parser = parse_date, help_heading = "规则")]
    pub(super) today: Option<Date>,

    /// 全部稿件都按这一天发布来判断；不写时看稿件自己的发布日期
    #[arg(long, value_name = "日期", value_parser = parse_date, help_heading = "规则")]
    pub(super) as_of: Option<Date>,
}

/// How texts are read and judged, for the commands that report on them.
#[derive(Debug, Args)]
pub(super) struct JudgingArguments {
    /// 按这个编码读取，不再判断，例如 gb18030、big5
    #[arg(long, value_name = "编码", help_heading = "输入")]
    pub(super) encoding: Option<String>,

    #[command(flatten)]
    pub(super) settings: SettingsArguments,

    /// 达到这个级别的问题使退出状态为 1：error（默认）、warning 或 info
    #[arg(long, value_name = "级别", hide_possible_values = true, help_heading = "规则")]
    pub(super) fail_level: Option<SeverityArgument>,
}

impl JudgingArguments {
    /// What they decide over `others`.
    pub(super) fn over(&self, others: CommandLine) -> CommandLine {
        CommandLine {
            fail_level: self.fail_level.map(|level| level.0),
            encoding: self.encoding.clone(),
            ..others
        }
    }
}

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, override_usage = "shenjiao stats [选项] [路径]…")]
pub(super) struct StatsArguments {
    /// 要统计的文件或文件夹，各占一列，默认当前文件夹
    #[arg(value_name = "路径", help_heading = "输入")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) settings: SettingsArguments,

    /// 按词典和规则类合计
    #[arg(long, help_heading = "输出")]
    pub(super) by_dictionary: bool,

    /// 结果的格式：human（默认）或 json
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(super) format: ListFormat,

    #[command(flatten)]
    pub(super) walk: WalkArguments,
}

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, override_usage = "shenjiao learn [选项] <路径>…")]
pub(super) struct LearnArguments {
    /// 已经发布的文稿或存放它们的文件夹；至少两篇里都有的写法才学
    #[arg(value_name = "路径", required = true, help_heading = "输入")]
    pub(super) paths: Vec<PathBuf>,

    /// 遍历文件夹时不理会 .gitignore 等忽略文件
    #[arg(long, help_heading = "输入")]
    pub(super) no_ignore: bool,

    #[command(flatten)]
    pub(super) settings: SettingsArguments,

    /// 写到这个文件，默认 shenjiao-learned.bin；以前学的由新的代替
    #[arg(
        short,
        long,
        value_name = "文件",
        default_value = "shenjiao-learned.bin",
        hide_default_value = true,
        help_heading = "输出"
    )]
    pub(super) out: PathBuf,
}

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, override_usage = "shenjiao trace [选项] <文字>")]
pub(super) struct TraceArguments {
    /// 一段文字；“-”表示标准输入
    #[arg(value_name = "文字", help_heading = "输入")]
    pub(super) text: String,

    #[command(flatten)]
    pub(super) settings: SettingsArguments,
}

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, override_usage = "shenjiao explain [选项] <规则>")]
pub(super) struct ExplainArguments {
    /// 规则名（例如 typo/布署）、词典名或错误写法
    #[arg(value_name = "规则", help_heading = "输入")]
    pub(super) rule: String,

    #[command(flatten)]
    pub(super) settings: SettingsArguments,
}

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, override_usage = "shenjiao rules [选项] [规则]…")]
pub(super) struct RulesArguments {
    /// 只列出这些：规则名或其开头
    #[arg(value_name = "规则", help_heading = "输入")]
    pub(super) only: Vec<String>,

    /// 输出的格式：human（默认，每条一行）或 json
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(super) format: ListFormat,

    #[command(flatten)]
    pub(super) settings: SettingsArguments,
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "shenjiao config <命令>",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令"
)]
pub(super) struct ConfigArguments {
    #[command(subcommand)]
    pub(super) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// 显示对一个文件或文件夹生效的配置，以及每一项来自哪里
    Show(ConfigShowArguments),
}

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, override_usage = "shenjiao config show [选项] [路径]")]
pub(super) struct ConfigShowArguments {
    /// 文件或文件夹，默认当前文件夹
    #[arg(
        value_name = "路径",
        default_value = ".",
        hide_default_value = true,
        help_heading = "输入"
    )]
    pub(super) path: PathBuf,

    #[command(flatten)]
    pub(super) settings: SettingsArguments,
}

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, override_usage = "shenjiao init [文件夹]")]
pub(super) struct InitArguments {
    /// 在这个文件夹里新建 shenjiao.toml，默认当前文件夹；已经有了就不改动
    #[arg(
        value_name = "文件夹",
        default_value = ".",
        hide_default_value = true,
        help_heading = "输入"
    )]
    pub(super) folder: PathBuf,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum HookCommand {
    /// 装上提交之前的检查；已有别的钩子时不改动，说明怎样加
    #[command(help_template = TEMPLATE, override_usage = "shenjiao hook install")]
    Install,
    /// 卸下提交之前的检查
    #[command(help_template = TEMPLATE, override_usage = "shenjiao hook uninstall")]
    Uninstall,
    /// 显示装了没有；没有装时退出状态是 1
    #[command(help_template = TEMPLATE, override_usage = "shenjiao hook status")]
    Status,
}

/// The form of records on the standard input.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RecordFormat {
    /// 每行一个 JSON 对象
    Jsonl,
}

/// The form of a list of rules.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ListFormat {
    /// 每条一行
    Human,
    /// 一个 JSON 数组
    Json,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ColorArgument {
    /// 输出到终端时用
    Auto,
    /// 总是用
    Always,
    /// 从不用
    Never,
}

/// A severity as written on the command line.
#[derive(Debug, Clone, Copy)]
pub(super) struct SeverityArgument(pub(super) Severity);

impl ValueEnum for SeverityArgument {
    fn value_variants<'a>() -> &'a [Self] {
        const { &[Self(Severity::ALL[0]), Self(Severity::ALL[1]), Self(Severity::ALL[2])] }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.id()).help(self.0.label()))
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "日期写成 2026-07-01 这样".to_owned())
}

fn parse_jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "要写大于 0 的整数".to_owned())
}

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "shenjiao dict <命令>",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    arg_required_else_help = true
)]
pub(super) struct DictArguments {
    #[command(subcommand)]
    pub(super) command: DictCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum DictCommand {
    /// 新建一部词典
    #[command(help_template = TEMPLATE, override_usage = "shenjiao dict new <文件>")]
    New {
        /// 要新建的文件，例如 我的词典.toml
        #[arg(value_name = "文件", help_heading = "输入")]
        file: PathBuf,
    },
    /// 把 CSV、XLSX 表格或词表转成 TOML
    #[command(help_template = TEMPLATE, override_usage = "shenjiao dict import [选项] <文件>")]
    Import {
        /// 表格或词表：.csv、.tsv、.xlsx、.txt
        #[arg(value_name = "文件", help_heading = "输入")]
        file: PathBuf,

        /// 写到这个新文件；不写时输出到屏幕
        #[arg(short, long, value_name = "文件", help_heading = "输出")]
        out: Option<PathBuf>,
    },
    /// 核对词典：写法、重复、互相矛盾、例句
    #[command(help_template = TEMPLATE, override_usage = "shenjiao dict check [选项] <文件>…")]
    Check {
        /// 词典
        #[arg(value_name = "文件", required = true, help_heading = "输入")]
        files: Vec<PathBuf>,

        /// 拿这些没有错误的稿子试：报了就是误报（可多次）
        #[arg(long, value_name = "路径", help_heading = "输入")]
        against: Vec<PathBuf>,
    },
    /// 列出词典里的词条
    #[command(help_template = TEMPLATE, override_usage = "shenjiao dict list <文件>…")]
    List {
        /// 词典
        #[arg(value_name = "文件", required = true, help_heading = "输入")]
        files: Vec<PathBuf>,
    },
    /// 比较两部词典：增加、删去、改动了哪些词条
    #[command(help_template = TEMPLATE, override_usage = "shenjiao dict diff <旧> <新>")]
    Diff {
        /// 旧词典
        #[arg(value_name = "旧", help_heading = "输入")]
        old: PathBuf,

        /// 新词典
        #[arg(value_name = "新", help_heading = "输入")]
        new: PathBuf,
    },
}
