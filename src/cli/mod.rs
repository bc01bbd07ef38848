//! The command line: the only place that prints or exits.

mod args;
mod atomic_file;
#[cfg(feature = "office")]
mod audit;
mod baseline;
mod changes;
mod check;
mod config_show;
mod dict;
mod explain;
mod fix;
mod hook;
mod init;
mod inputs;
mod learn;
mod output;
#[cfg(feature = "office")]
mod output_file;
#[cfg(feature = "office")]
mod page;
pub mod progress;
mod records;
mod redaction;
mod rule_infos;
mod rules;
mod session;
mod stats;
mod trace;
mod usage;

use std::{
    ffi::OsString,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use clap::Parser;

use self::{
    args::{Arguments, Command, ConfigCommand},
    session::{Failure, Status},
};
use crate::report::{json::JSON_SCHEMA, problems::write_problems};

/// Runs the program with the words of a command line, its own name first.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let status = match Arguments::try_parse_from(words) {
        Ok(arguments) => execute(&arguments.command),
        Err(error) => refuse(&error),
    };
    ExitCode::from(status as u8)
}

fn execute(command: &Command) -> Status {
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match command {
        // It writes by itself, since it also decides on colours and the moment of writing.
        Command::Check(arguments) => {
            drop(out);
            return check::run(arguments).unwrap_or_else(fail);
        }
        Command::Trace(arguments) => trace::run(arguments, &mut out),
        Command::Explain(arguments) => explain::run(arguments, &mut out),
        Command::Rules(arguments) => rules::run(arguments, &mut out),
        Command::Stats(arguments) => stats::run(arguments, &mut out),
        Command::Fix(arguments) => fix::run(arguments, &mut out),
        Command::Baseline(arguments) => baseline::run(&arguments.command, &mut out),
        #[cfg(feature = "office")]
        Command::Audit(arguments) => audit::run(arguments, &mut out),
        Command::Learn(arguments) => learn::run(arguments, &mut out),
        Command::Dict(arguments) => dict::run(&arguments.command, &mut out),
        Command::Config(arguments) => match &arguments.command {
            ConfigCommand::Show(arguments) => config_show::run(arguments, &mut out),
        },
        Command::Init(arguments) => init::run(arguments, &mut out),
        Command::Hook { command } => hook::run(command, &mut out),
        Command::Schema => out
            .write_all(JSON_SCHEMA.as_bytes())
            .map(|()| Status::Success)
            .map_err(Failure::from),
    };
    let flushed = done.and_then(|status| out.flush().map(|()| status).map_err(Failure::from));
    flushed.unwrap_or_else(fail)
}

/// Tells why a command could not go on. Whoever closes a pipe has read enough, which is no failure.
fn fail(failure: Failure) -> Status {
    match failure {
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Status::Success,
        Failure::Output(error) => warn(&format!("无法写出结果：{error}")),
        Failure::Problems(problems) => check::tell(args::ColorArgument::Auto, |err, styles| {
            write_problems(&problems, styles, err)
        }),
    }
    Status::Failure
}

fn refuse(error: &clap::Error) -> Status {
    let Some(message) = usage::describe(error) else {
        // Help and version; if they cannot be written there is no one to tell.
        let _ = error.print();
        return if error.use_stderr() {
            Status::Failure
        } else {
            Status::Success
        };
    };
    warn(&format!("用法有误：{message}用 shenjiao --help 查看用法"));
    Status::Failure
}

/// A line on the error stream; if nobody can read it, the exit status still tells.
fn warn(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
