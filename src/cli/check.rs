//! `ajar check`: what is wrong, or not as kind as it could be, in dialogues, registers and words. It needs no config and no database,
//! and writes nothing.
//!
//! Not here: the rules (`check`), what a code means (`explain`).

use std::process::ExitCode;

use miette::{Diagnostic, GraphicalReportHandler};
use serde_json::json;

use super::args::{Args, CheckArgs};
use super::{CliError, FINDINGS, house};
use crate::check::{Finding, Severity, drawn, may_go_live, seen_now};
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::content::Edition;

/// Checks everything. Ends with 1 if there is an error; warnings are told and stop nothing.
pub fn run(args: &Args, check: &CheckArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let config = match args.config_path().exists() {
        true => Some(Config::load(args.config_path(), environment)?),
        false => None,
    };
    let (found, files) = match Edition::load(house::content_dir(args, config.as_ref()).as_deref()) {
        Ok(edition) => match &check.seen {
            Some(language) => return seen(&edition, language),
            None => (of(&edition), edition.files),
        },
        Err(error) => {
            let (found, files) = (error.findings(), error.files());
            if found.is_empty() {
                return Err(error.into());
            }
            (found, files)
        }
    };
    if args.json {
        println!("{}", json!({ "findings": found }));
    } else {
        print!("{}{}", told(&found, &files), summary(&found));
    }
    Ok(if may_go_live(&found) { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
}

/// What is found in an edition.
pub(super) fn of(edition: &Edition) -> Vec<Finding> {
    edition.findings(Clock::system().now())
}

/// Findings as they are shown at a terminal, what matters most at the end, where somebody looks first. What must be mended stands there with
/// its file, its line, a caret and what to do; so does the first of each sort to look at. The others, and what is waived, have a line each.
fn told(found: &[Finding], files: &[(String, String)]) -> String {
    let of = |severity| found.iter().filter(move |finding| finding.severity == severity);
    let waived = of(Severity::Waived).map(|it| format!("{it} ({})\n", it.help.as_deref().unwrap_or_default()));
    let mut looks: Vec<&Finding> = of(Severity::Warning).collect();
    looks.sort_by_key(|finding| finding.code);
    let looks = looks.chunk_by(|one, other| one.code == other.code).map(|same| {
        let rest = same.iter().skip(1).map(|finding| format!("{finding}\n"));
        same.first().map(|first| shown(&[(*first).clone()], files)).into_iter().chain(rest).collect::<String>()
    });
    let errors: Vec<Finding> = of(Severity::Error).cloned().collect();
    waived.chain(looks).chain([shown(&errors, files)]).collect()
}

fn shown(found: &[Finding], files: &[(String, String)]) -> String {
    drawn(found, files).iter().map(|report| draw(report.as_ref())).collect()
}

/// Prints the hashes of the base texts that a language's translations would be noted with.
fn seen(edition: &Edition, language: &str) -> Result<ExitCode, CliError> {
    if edition.locales.keys(language).is_empty() {
        return Err(CliError::Language(language.to_owned()));
    }
    print!("{}", seen_now(&edition.locales, language));
    Ok(ExitCode::SUCCESS)
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
    match found.first() {
        None => "Nothing was found.\n".to_owned(),
        Some(first) => format!(
            "{errors} that must be mended, {warnings} to look at, {waived} waived. `ajar explain {}` says what that is.\n",
            first.code
        ),
    }
}
