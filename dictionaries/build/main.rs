//! The build script: compiles the word list of the segmenter and the dictionaries, so that nothing is parsed when the
//! program starts. The text files beside it remain their only source.

#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    reason = "the modules of the program are shared as they are; the script needs a part of each"
)]

use std::{env, error::Error, path::Path};

#[path = "../../src/diagnostic.rs"]
mod diagnostic;
#[path = "dictionary.rs"]
mod dictionary;
#[path = "../near-miss/compile.rs"]
mod near_miss;
#[path = "../../src/problem.rs"]
mod problem;
#[path = "../segmentation/build.rs"]
mod segmentation;
#[path = "text.rs"]
mod text;

fn main() -> Result<(), Box<dyn Error>> {
    // The sources that the script shares with the program are inputs of it.
    for path in [
        "dictionaries",
        "src/dictionary",
        "src/text",
        "src/matching",
        "src/diagnostic.rs",
        "src/problem.rs",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    let target = env::var("OUT_DIR")?;
    let target = Path::new(&target);
    text::folded::compile(target)?;
    segmentation::compile(target)?;
    near_miss::compile(target)?;
    dictionary::compile(target)
}
