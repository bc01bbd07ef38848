//! Mistakes on the command line, told in Chinese.

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// What is wrong and what to do; `None` where clap's message is not a mistake but help or a version.
pub(super) fn describe(error: &Error) -> Option<String> {
    let of = |kind| error.get(kind).map(text).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let mut message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => format!("“{argument}”不能与“{}”同用", of(ContextKind::PriorArg)),
        ErrorKind::InvalidValue if of(ContextKind::InvalidValue).is_empty() => format!("“{argument}”后面要写一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("“{argument}”的值“{}”无效", of(ContextKind::InvalidValue))
        }
        ErrorKind::InvalidUtf8 => "选项的值不是有效的 UTF-8".to_owned(),
        _ => format!("命令行写法有误（原文：{}）", error.to_string().trim_end()),
    };
    for kind in [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ] {
        if let Some(suggested) = error.get(kind) {
            message.push_str(&format!("；是不是“{}”？", text(suggested)));
            break;
        }
    }
    if let Some(possible) = error
        .get(ContextKind::ValidValue)
        .filter(|value| !text(value).is_empty())
    {
        message.push_str(&format!("；可以是 {}", text(possible)));
    }
    Some(message)
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.join("、"),
        other => other.to_string(),
    }
}
