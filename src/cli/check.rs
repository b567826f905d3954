//! `ajar check`: what is wrong, or not as kind as it could be, in dialogues, registers and words. It needs no config and no database.
//!
//! Not here: the checks (`check`).

use std::process::ExitCode;

use miette::{Diagnostic, GraphicalReportHandler};
use serde_json::json;

use super::args::Args;
use super::{CliError, FINDINGS, house};
use crate::check::{Finding, Severity, check, drawn};
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::content::{ContentError, Edition};
use crate::dialogue::KEYS;

/// Checks everything. Ends with 1 if there is an error; warnings are told and stop nothing.
pub fn run(args: &Args, environment: &Environment) -> Result<ExitCode, CliError> {
    let config = match args.config_path().exists() {
        true => Some(Config::load(args.config_path(), environment)?),
        false => None,
    };
    let (found, text) = match Edition::load(house::content_dir(args, config.as_ref()).as_deref()) {
        Ok(edition) => checked(&edition),
        Err(error) => {
            let found = error.findings();
            let ContentError::Broken(errors) = error else { return Err(error.into()) };
            (found, errors.iter().map(|error| draw(error)).collect())
        }
    };
    if args.json {
        println!("{}", json!({ "findings": found }));
    } else {
        print!("{text}{}", summary(&found));
    }
    let wrong = found.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if wrong { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

/// What is found in an edition.
pub(super) fn of(edition: &Edition) -> Vec<Finding> {
    check(&edition.subject(KEYS, Clock::system().now()))
}

fn checked(edition: &Edition) -> (Vec<Finding>, String) {
    let found = of(edition);
    let text = drawn(&found, &edition.files).iter().map(|report| draw(report.as_ref())).collect();
    (found, text)
}

/// A report as it is printed.
pub(super) fn draw(report: &dyn Diagnostic) -> String {
    let mut out = String::new();
    match GraphicalReportHandler::new().render_report(&mut out, report) {
        Ok(()) => out,
        Err(_) => format!("{report}\n"),
    }
}

fn summary(found: &[Finding]) -> String {
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, waived) = (count(Severity::Error), count(Severity::Warning), count(Severity::Waived));
    match found.is_empty() {
        true => "Nothing was found.\n".to_owned(),
        false => format!("{errors} that must be mended, {warnings} to look at, {waived} waived.\n"),
    }
}
