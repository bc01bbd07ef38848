//! `shenjiao config show`: the settings in force, and where each comes from.

use std::io::Write;

use super::{
    args::ConfigShowArguments,
    session::{Failure, Status, rules_at, shipped_rules},
};
use crate::config::show::show;

pub(super) fn run(arguments: &ConfigShowArguments, out: &mut dyn Write) -> Result<Status, Failure> {
    let rules = rules_at(&arguments.settings, &arguments.path)?;
    let subject = arguments.path.display().to_string();
    out.write_all(show(&rules.resolved, &subject, &shipped_rules()?).as_bytes())?;
    Ok(Status::Success)
}
