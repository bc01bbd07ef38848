//! Any text, read in every format, is checked.
#![no_main]

#[path = "../../invariants/checking.rs"]
mod checking;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shenjiao::{checker::Checker, config::Settings};

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(&Settings::default()).unwrap());

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for format in checking::FORMATS {
        checking::assert_sound(&CHECKER, &text, format);
    }
});
