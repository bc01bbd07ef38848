//! What may be written after `shenjiao fix`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{SettingsArguments, TEMPLATE, WalkArguments};

#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, after_help = FIX_STATUS, override_usage = "shenjiao fix [选项] <路径>…")]
pub(in crate::cli) struct FixArguments {
    /// 要改的文件或文件夹；用 --staged-diff 时可以不写，表示暂存的全部稿件
    #[arg(value_name = "路径", required_unless_present = "staged_diff", help_heading = "输入")]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// 按这个编码读写，不再判断，例如 gb18030、big5
    #[arg(long, value_name = "编码", help_heading = "输入")]
    pub(in crate::cli) encoding: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) settings: SettingsArguments,

    /// 另外改哪些：suggested 表示有把握但要人看过的
    #[arg(long, value_name = "哪些", hide_possible_values = true, help_heading = "规则")]
    pub(in crate::cli) include: Option<IncludeArgument>,

    /// 不写文件，显示要改的地方（统一差异格式）
    #[arg(long, help_heading = "输出")]
    pub(in crate::cli) diff: bool,

    /// 显示暂存的稿件要改的地方，可以交给 git apply --cached
    #[arg(long, conflicts_with = "diff", help_heading = "输出")]
    pub(in crate::cli) staged_diff: bool,

    #[command(flatten)]
    pub(in crate::cli) walk: WalkArguments,
}

const FIX_STATUS: &str = "退出状态：
  0  能改的都改了，没有剩下达到 fail-level 的问题
  1  还有这样的问题；用 --diff、--staged-diff 时，有要改的地方也是 1
  2  有文件没有查成或没有写成，或用法、配置、词典有误";

impl FixArguments {
    /// Whether changes are only shown.
    pub(in crate::cli) fn shows_only(&self) -> bool {
        self.diff || self.staged_diff
    }
}

/// What is fixed besides the safe fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum IncludeArgument {
    /// 有把握但要人看过的
    Suggested,
}
