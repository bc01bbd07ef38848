//! Regular expressions that someone wrote, with limits: a mistake must not fill the memory.

use std::{fmt, sync::OnceLock};

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind, literal::Extractor};
use serde::{Deserialize, Serialize};

/// Bytes that a compiled expression may take.
const SIZE_LIMIT: usize = 1 << 20;

/// More texts than this cost more to look for than the expression itself.
const MOST_LITERALS: usize = 64;

/// An expression that can be compiled. It is compiled when it is first tried: most texts hold nothing that it could match.
#[derive(Clone, Serialize, Deserialize)]
pub struct Expression {
    text: String,
    literals: Option<Vec<String>>,
    #[serde(skip)]
    regex: OnceLock<Option<Regex>>,
}

impl Expression {
    /// The expression `text`, in the syntax of the crate `regex`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in Chinese.
    pub fn new(text: impl Into<String>) -> Result<Self, String> {
        let text = text.into();
        let regex = compile(&text)?;
        Ok(Self {
            literals: regex_syntax::parse(&text).ok().and_then(|hir| required(&hir)),
            regex: OnceLock::from(Some(regex)),
            text,
        })
    }

    /// The expression as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Texts of two characters or more of which one stands in every match; `None` if there are none that help.
    #[must_use]
    pub fn literals(&self) -> Option<&[String]> {
        self.literals.as_deref()
    }

    /// The compiled expression; `None` only if it was damaged after it had been compiled by [`new`](Self::new).
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(&self.text).ok()).as_ref()
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Expression {}

/// Compiles an expression that someone wrote.
///
/// # Errors
///
/// What is wrong with it, in Chinese.
fn compile(expression: &str) -> Result<Regex, String> {
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

/// Texts of two characters or more of which one stands in every match; `None` if there are none that help.
fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(required(branch)?);
            }
            (all.len() <= MOST_LITERALS).then_some(all)
        }
        HirKind::Concat(parts) => {
            let starts = (0..parts.len()).map(|start| Hir::concat(parts[start..].to_vec()));
            starts
                .filter_map(|rest| prefixes(&rest))
                .chain(parts.iter().filter_map(required))
                .max_by_key(|texts| {
                    let shortest = texts.iter().map(|text| text.chars().count()).min();
                    (shortest, std::cmp::Reverse(texts.len()))
                })
        }
        _ => prefixes(hir),
    }
}

/// The texts with one of which every match begins.
fn prefixes(hir: &Hir) -> Option<Vec<String>> {
    let sequence = Extractor::new().limit_total(MOST_LITERALS).extract(hir);
    let texts: Option<Vec<String>> = sequence
        .literals()?
        .iter()
        .map(|literal| String::from_utf8(literal.as_bytes().to_vec()).ok())
        .collect();
    texts.filter(|texts| !texts.is_empty() && texts.iter().all(|text| text.chars().nth(1).is_some()))
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

    #[test]
    fn every_match_holds_a_required_text() {
        for (expression, expected) in [
            ("约[0-9]+人左右", Some(vec!["人左右"])),
            ("(?:大约|大概).{0,9}(?:左右|上下)", Some(vec!["左右", "上下"])),
            ("[0-9]+年", None),
            ("(?P<x>登陆)(?:网站|系统)", Some(vec!["登陆网站", "登陆系统"])),
        ] {
            let found = required(&regex_syntax::parse(expression).unwrap());
            let found: Option<Vec<&str>> = found.as_ref().map(|texts| texts.iter().map(String::as_str).collect());
            assert_eq!(found, expected, "{expression}");
        }
    }
}
