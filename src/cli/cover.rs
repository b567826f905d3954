//! `ajar cover`: which steps, edges, buttons and messages the stories exercise, and the lines that none of them does.
//!
//! Not here: playing them (`rehearse`), counting (`rehearsal::cover`).

use std::process::ExitCode;
use std::sync::Arc;

use serde_json::json;

use super::args::{Args, CoverArgs};
use super::rehearse::{drawn, service};
use super::{CliError, FINDINGS, stories};
use crate::check::{Finding, Severity};
use crate::clock::Clock;
use crate::config::Environment;
use crate::content::Edition;
use crate::dialogue::KEYS;
use crate::rehearsal::cover::{Report, Row, There, Watcher, findings, report};
use crate::rehearsal::{Service, Story, Theatre};

/// Plays the stories and counts. Ends with 1 if a story does not pass, or something is not exercised that has to be.
pub async fn run(args: &Args, asked: &CoverArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let (stories, broken) = stories::read(&asked.stories)?;
    broken.iter().for_each(|error| eprint!("{}", drawn(error)));
    let (mut edition, service) = service(args, environment)?;
    let (report, failing) = covered(&mut edition, service, &stories).await?;
    let found = findings(&report, &edition.subject(KEYS, Clock::system().now()));
    if asked.steps {
        report.stood.iter().for_each(|(place, often)| println!("{}/{} {often}", place.dialogue, place.step));
    } else if args.json {
        println!("{}", in_json(&report, &found));
    } else {
        print!("{}", table(&report));
        found.iter().filter(|_| !asked.brief).for_each(|finding| println!("{finding}"));
    }
    for story in &failing {
        eprintln!(
            "{story} does not pass, so what it exercises counts only as far as it got; `ajar rehearse {story}` says why"
        );
    }
    let wrong = found.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if wrong || !failing.is_empty() || !broken.is_empty() { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

/// Plays stories as they are written, and holds what they exercise against what there is. Also the files of those that do not pass.
pub(super) async fn covered(
    edition: &mut Edition,
    service: Service,
    stories: &[Story],
) -> Result<(Report, Vec<String>), CliError> {
    let content = Arc::new(edition.content.clone());
    let there = There::of(&content, &edition.locales, &service.facts);
    let watcher = Watcher::default();
    let mut watched = Edition::of(edition.files.iter().cloned().collect())?;
    watched.locales = watched.locales.noting(watcher.noted());
    watched.content = edition.content.clone();
    let theatre = Theatre::open(watched, service).await?;
    let mut failing = Vec::new();
    for story in stories {
        let played = theatre.plain(story, Some(watcher.witness(content.clone()))).await?;
        if !played.faults.is_empty() {
            failing.push(story.file.clone());
        }
    }
    Ok((report(&watcher.seen(), &there), failing))
}

fn table(report: &Report) -> String {
    let row = |row: &Row| {
        let counts: Vec<_> = row.counts.iter().map(|(what, done, all)| format!("{done} of {all} {what}")).collect();
        format!("{:>4} %  {:<14} {}\n", row.percent(), row.name, counts.join(", "))
    };
    report.rows.iter().map(row).collect()
}

fn in_json(report: &Report, found: &[Finding]) -> serde_json::Value {
    let row = |row: &Row| {
        let counts: serde_json::Map<_, _> =
            row.counts.iter().map(|(what, done, all)| ((*what).to_owned(), json!([done, all]))).collect();
        json!({ "name": row.name, "percent": row.percent(), "counts": counts })
    };
    json!({ "rows": report.rows.iter().map(row).collect::<Vec<_>>(), "findings": found })
}
