//! Regular expressions that someone wrote, with limits: a mistake must not fill the memory.

use regex::{Regex, RegexBuilder};

/// Bytes that a compiled expression may take.
const SIZE_LIMIT: usize = 1 << 20;

/// Compiles an expression that someone wrote.
///
/// # Errors
///
/// What is wrong with it, in Chinese.
pub(crate) fn compile(expression: &str) -> Result<Regex, String> {
    let regex = RegexBuilder::new(expression)
        .size_limit(SIZE_LIMIT)
        .dfa_size_limit(SIZE_LIMIT)
        .build();
    match regex {
        Ok(regex) if regex.is_match("") => Err("正则表达式连空白也能匹配；请写明至少要有的字".to_owned()),
        Ok(regex) => Ok(regex),
        Err(regex::Error::CompiledTooBig(_)) => Err("正则表达式太大；请减少重复次数或拆成几条".to_owned()),
        Err(error) => {
            let cause = error.to_string();
            let cause = cause.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Err(format!("正则表达式不合语法（不支持前后查找和反向引用）：{cause}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_that_cannot_serve_are_refused() {
        assert!(compile("(?<=约)").is_err());
        assert!(compile("人{0,3}").is_err_and(|message| message.contains("空白")));
        assert!(compile("(?:[一-龥]{1,1000}){1,1000}").is_err_and(|message| message.contains("太大")));
    }
}
