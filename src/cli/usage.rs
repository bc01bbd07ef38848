//! Mistakes on the command line, told in Chinese.

use std::error::Error as _;

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// What is wrong and what to do, as whole sentences; `None` where clap's message is not a mistake but help or a
/// version.
pub(super) fn describe(error: &Error) -> Option<String> {
    let of = |kind| error.get(kind).map(text).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let mut message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => format!("没有“{argument}”这个选项"),
        ErrorKind::UnknownArgument => format!("这里不能再写“{argument}”"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            prior if prior == argument => format!("“{argument}”只能写一次"),
            prior => format!("“{argument}”不能与“{prior}”同用"),
        },
        ErrorKind::TooManyValues => format!("“{argument}”后面不能写值“{}”", of(ContextKind::InvalidValue)),
        ErrorKind::InvalidValue if of(ContextKind::InvalidValue).is_empty() => format!("“{argument}”后面要写一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("“{argument}”的值“{}”无效", of(ContextKind::InvalidValue))
        }
        ErrorKind::InvalidUtf8 => "选项的值不是有效的 UTF-8".to_owned(),
        _ => format!("命令行写法有误（原文：{}）", error.to_string().trim_end()),
    };
    // Only our own value parsers leave a source, and they speak Chinese.
    if let Some(reason) = error.source() {
        message.push_str(&format!("，{reason}"));
    }
    if let Some(possible) = error
        .get(ContextKind::ValidValue)
        .filter(|value| !text(value).is_empty())
    {
        message.push_str(&format!("，可以写 {}", text(possible)));
    }
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|kind| error.get(kind).and_then(likeliest));
    message.push_str(&suggested.map_or_else(|| "。".to_owned(), |name| format!("；是不是“{name}”？")));
    Some(message)
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.join("、"),
        other => other.to_string(),
    }
}

/// One suggestion of several: clap puts the likeliest last.
fn likeliest(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::Strings(texts) => texts.last().cloned(),
        ContextValue::String(text) => Some(text.clone()),
        _ => None,
    }
}
