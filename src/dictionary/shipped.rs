//! The dictionaries that are part of the program.
//!
//! The TOML files in `dictionaries/` are their only source. The build script reads them with the very code that reads an
//! organisation's own, and a fault in one fails the build; at run time they are taken as they were read, since parsing
//! TOML takes longer than checking a post.

use std::sync::{Arc, LazyLock};

use super::Dictionary;
use crate::problem::{Problem, ProblemKind};

/// A list of [`Dictionary`] in the format of the crate `postcard`, written by `dictionaries/build/main.rs`.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dictionaries.bin"));

/// The version of the shipped dictionaries as a whole.
pub const VERSION: &str = env!("SHENJIAO_DICTIONARIES");

/// The dictionaries that are part of the program, in the order of their files' names. They are read on first use and
/// never change.
///
/// # Errors
///
/// If the program itself is damaged.
pub fn shipped() -> Result<&'static [Arc<Dictionary>], Problem> {
    static READ: LazyLock<Result<Vec<Arc<Dictionary>>, Problem>> = LazyLock::new(|| {
        let dictionaries: Vec<Dictionary> = postcard::from_bytes(COMPILED).map_err(|error| {
            let message = format!("程序内的词典已损坏，请重新安装（原文：{error}）");
            Problem::new("shenjiao", ProblemKind::Dictionary, message)
        })?;
        Ok(dictionaries.into_iter().map(Arc::new).collect())
    });
    READ.as_deref().map_err(Clone::clone)
}
