//! To come.
use std::process::ExitCode;

use super::CliError;
use super::args::{Args, DrawArgs};
use crate::config::Environment;

/// To come.
pub fn run(_: &Args, _: &DrawArgs, _: &Environment) -> Result<ExitCode, CliError> {
    Ok(ExitCode::SUCCESS)
}
