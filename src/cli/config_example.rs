//! `ajar config-example`: prints what `ajar.example.toml` holds.

use std::process::ExitCode;

use super::CliError;
use crate::config;

/// Prints the documented example of a config.
pub fn run() -> Result<ExitCode, CliError> {
    print!("{}", config::example()?);
    Ok(ExitCode::SUCCESS)
}
