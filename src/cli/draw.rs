//! `ajar draw`: the dialogues as a picture, with what is wrong in red. It needs no config and no database.
//!
//! Not here: drawing (`drawing`), checking (`check`).

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use super::args::{Args, DrawArgs};
use super::{CliError, check, house};
use crate::check::{Finding, Severity};
use crate::config::{Config, Environment};
use crate::content::Edition;
use crate::drawing::{Marks, mermaid, picture, svg};
use crate::locale::BASE;

/// Draws.
pub fn run(args: &Args, draw: &DrawArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let edition = edition(args, environment)?;
    if let Some(unknown) = draw.dialogue.as_ref().filter(|id| !edition.content.dialogues.contains_key(*id)) {
        return Err(CliError::NoDialogue(unknown.clone()));
    }
    let coverage = draw.coverage.as_deref().map(coverage).transpose()?;
    let marks = Marks { errors: errors(&edition, &check::of(&edition)), coverage };
    let picture = picture(&edition.content, &edition.locales, BASE, draw.dialogue.as_deref(), &marks);
    put(draw.out.as_deref(), &if draw.mermaid { mermaid(&picture) } else { svg(&picture) })?;
    Ok(ExitCode::SUCCESS)
}

/// The content that the command line or the config names, or the built-in one.
pub(super) fn edition(args: &Args, environment: &Environment) -> Result<Edition, CliError> {
    let config = match args.config_path().exists() {
        true => Some(Config::load(args.config_path(), environment)?),
        false => None,
    };
    house::edition(args, config.as_ref())
}

/// Writes a file, or prints.
pub(super) fn put(out: Option<&Path>, text: &str) -> Result<(), CliError> {
    match out {
        Some(path) => std::fs::write(path, text).map_err(CliError::file(path, "written")),
        None => {
            print!("{text}");
            Ok(())
        }
    }
}

/// What is wrong, by the step that it stands in: the last one that begins before it in its file.
fn errors(edition: &Edition, found: &[Finding]) -> BTreeMap<String, Vec<String>> {
    let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in found.iter().filter(|finding| finding.severity == Severity::Error) {
        let Some((_, text)) = edition.files.iter().find(|(path, _)| *path == finding.file) else { continue };
        let Some(dialogue) = finding.file.strip_prefix("dialogues/").and_then(|file| file.strip_suffix(".toml")) else {
            continue;
        };
        let before = text
            .lines()
            .take(finding.line)
            .filter_map(|line| line.trim().trim_matches(['[', ']']).strip_prefix("step."));
        if let Some(step) = before.last().and_then(|path| path.split('.').next()) {
            errors
                .entry(format!("{dialogue}/{step}"))
                .or_default()
                .push(format!("{}: {}", finding.code, finding.message));
        }
    }
    errors
}

/// A file of counts: a line for each step or choice, its name and how often.
fn coverage(path: &Path) -> Result<BTreeMap<String, u64>, CliError> {
    let text = std::fs::read_to_string(path).map_err(CliError::file(path, "read"))?;
    let count = |line: &str| {
        let (name, count) = line.trim().rsplit_once(char::is_whitespace)?;
        Some((name.trim().to_owned(), count.parse().ok()?))
    };
    Ok(text.lines().filter_map(count).collect())
}
