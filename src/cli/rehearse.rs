//! `ajar rehearse`: plays stories over the real house, in every way there is, and says where they and the bot disagree.
//!
//! Not here: finding them (`stories`), understanding and playing them (`rehearsal`).

use std::fs;
use std::process::ExitCode;
use std::sync::Arc;

use miette::GraphicalReportHandler;
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::args::{Args, RehearseArgs};
use super::{CliError, FINDINGS, house, log, stories};
use crate::config::{Config, Environment};
use crate::content::Edition;
use crate::dialogue::ParseError;
use crate::rehearsal::{Rehearsed, Service, Story, Theatre, accepted, difference, shown};

/// Plays them. Ends with 1 if a story cannot be read or does not pass.
pub async fn run(args: &Args, asked: &RehearseArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    // Failures that a rehearsal orders itself would fill the log.
    if environment.get("AJAR_LOG").is_some() {
        log::start(environment, false);
    }
    let (stories, broken) = stories::read(&asked.stories)?;
    broken.iter().for_each(|error| eprint!("{}", drawn(error)));
    let theatre = Arc::new(theatre(args, environment).await?);
    let played = play_all(&theatre, stories, asked.plain || asked.accept).await?;
    let mut wrong = !broken.is_empty();
    for (story, done) in &played {
        wrong |= !told(story, done, args.json);
        if asked.accept {
            accept(story, done)?;
        }
    }
    summary(&played, broken.len(), args.json);
    Ok(if wrong { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

/// A theatre for the service of the config that was named, or for the sample's.
async fn theatre(args: &Args, environment: &Environment) -> Result<Theatre, CliError> {
    let (edition, service) = service(args, environment)?;
    Ok(Theatre::open(edition, service).await?)
}

/// The edition and the service that stories are about.
pub(super) fn service(args: &Args, environment: &Environment) -> Result<(Edition, Service), CliError> {
    // Stories are about the sample service, so a config that happens to lie here is none of theirs.
    let config = match &args.config {
        Some(path) => Config::load(path, environment)?,
        None => Config::sample(),
    };
    let service = Service { facts: config.facts(), named: house::named(&config), lead: config.team.lead.clone() };
    let mut edition = house::edition(args, args.config.as_ref().map(|_| &config))?;
    house::only_enabled(&mut edition, &config)?;
    Ok((edition, service))
}

/// How many stories are played at once.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Plays all of them, as many at once as the machine has cores.
async fn play_all(
    theatre: &Arc<Theatre>,
    stories: Vec<Story>,
    plain: bool,
) -> Result<Vec<(Story, Rehearsed)>, CliError> {
    let room = Arc::new(Semaphore::new(cores()));
    let mut tasks = JoinSet::new();
    for (place, story) in stories.into_iter().enumerate() {
        let (theatre, room) = (theatre.clone(), room.clone());
        tasks.spawn(async move {
            let _turn = room.acquire_owned().await;
            let done = match plain {
                true => {
                    theatre.plain(&story, None).await.map(|plain| Rehearsed { plain, plays: 1, faults: Vec::new() })
                }
                false => theatre.all(&story).await,
            };
            (place, story, done)
        });
    }
    let mut played = Vec::new();
    while let Some(task) = tasks.join_next().await {
        let (place, story, done) = task.map_err(|_| CliError::BrokeOff)?;
        played.push((place, story, done?));
    }
    played.sort_by_key(|(place, ..)| *place);
    Ok(played.into_iter().map(|(_, story, done)| (story, done)).collect())
}

/// Says what is wrong with a story; false if something is.
fn told(story: &Story, done: &Rehearsed, json: bool) -> bool {
    let passes = done.plain.faults.is_empty() && done.faults.is_empty();
    if json {
        let fault = |variant: Option<String>, fault: &crate::rehearsal::Fault| {
            let line = story.lines.get(fault.line).map(|line| story.number(line));
            json!({ "line": line, "message": fault.message, "expected": fault.expected, "got": fault.got, "played": variant })
        };
        let plain = done.plain.faults.iter().map(|found| fault(None, found));
        let faults: Vec<_> =
            plain.chain(done.faults.iter().map(|(variant, found)| fault(Some(variant.to_string()), found))).collect();
        println!(
            "{}",
            json!({ "story": story.file, "title": story.head.title, "plays": done.plays, "faults": faults })
        );
        return passes;
    }
    for fault in &done.plain.faults {
        println!("{}", shown(story, fault));
    }
    for (variant, fault) in &done.faults {
        println!("Played {variant}:\n{}", shown(story, fault));
    }
    passes
}

/// Writes what came into the story, once its difference was shown.
fn accept(story: &Story, done: &Rehearsed) -> Result<(), CliError> {
    let text = accepted(story, &done.plain);
    if text == story.text {
        return Ok(());
    }
    println!("{} is written anew:", story.file);
    for (sign, line) in difference(&story.text, &text).into_iter().filter(|(sign, _)| *sign != ' ') {
        println!("  {sign} {line}");
    }
    fs::write(&story.file, text).map_err(CliError::file(&story.file, "written"))
}

fn summary(played: &[(Story, Rehearsed)], broken: usize, json: bool) {
    if json {
        return;
    }
    let plays: usize = played.iter().map(|(_, done)| done.plays).sum();
    let failing = played.iter().filter(|(_, done)| !done.plain.faults.is_empty() || !done.faults.is_empty()).count();
    let unread = if broken > 0 { format!(", {broken} could not be read") } else { String::new() };
    println!(
        "{} stories, played {plays} times: {} pass, {failing} do not{unread}.",
        played.len(),
        played.len() - failing
    );
}

pub(super) fn drawn(error: &ParseError) -> String {
    let mut out = String::new();
    match GraphicalReportHandler::new().render_report(&mut out, error) {
        Ok(()) => out,
        Err(_) => format!("{error}\n"),
    }
}
