//! To come.
use std::process::ExitCode;

use super::CliError;
use super::args::{Args, BookArgs};
use crate::config::Environment;

/// To come.
pub fn run(_: &Args, _: &BookArgs, _: &Environment) -> Result<ExitCode, CliError> {
    Ok(ExitCode::SUCCESS)
}
