//! What may be written after `shenjiao baseline`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{SettingsArguments, TEMPLATE, WalkArguments};

#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "shenjiao baseline <命令>",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    arg_required_else_help = true
)]
pub(in crate::cli) struct BaselineArguments {
    #[command(subcommand)]
    pub(in crate::cli) command: BaselineCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum BaselineCommand {
    /// 检查稿件，把现有的问题全部记进一份新的基线
    #[command(help_template = TEMPLATE, override_usage = "shenjiao baseline create [选项] [路径]…")]
    Create {
        /// 要检查的文件或文件夹，默认当前文件夹
        #[arg(value_name = "路径", help_heading = "输入")]
        paths: Vec<PathBuf>,

        #[command(flatten)]
        common: BaselineCommonArguments,
    },
    /// 从基线里删去已经改正的问题
    #[command(help_template = TEMPLATE, override_usage = "shenjiao baseline update [选项]")]
    Update {
        /// 也把新的问题记进去
        #[arg(long, help_heading = "输出")]
        allow_growth: bool,

        #[command(flatten)]
        common: BaselineCommonArguments,
    },
    /// 比较基线和现在的稿件：哪些已经改正，有没有新的问题
    #[command(help_template = TEMPLATE, override_usage = "shenjiao baseline status [选项]", after_help = BASELINE_STATUS)]
    Status {
        #[command(flatten)]
        common: BaselineCommonArguments,
    },
}

const BASELINE_STATUS: &str = "退出状态：
  0  没有达到 fail-level 的新问题
  1  有这样的问题
  2  有文件无法检查，或用法、配置、词典、基线有误";

#[derive(Debug, Args)]
pub(in crate::cli) struct BaselineCommonArguments {
    /// 基线文件，默认是配置里的 baseline，没有配置时是 shenjiao-baseline.tsv
    #[arg(long, value_name = "文件", help_heading = "输入")]
    pub(in crate::cli) baseline: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) settings: SettingsArguments,

    #[command(flatten)]
    pub(in crate::cli) walk: WalkArguments,
}
