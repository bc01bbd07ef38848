//! The command line program. Everything that it does is in [`shenjiao::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    shenjiao::cli::run(std::env::args_os())
}
