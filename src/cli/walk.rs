//! `ajar walk`: every state that the dialogues can come to, and random ways from there; what is broken is shown as the shortest story.
//!
//! Not here: walking (`rehearsal::walk`).

use std::process::ExitCode;
use std::sync::Arc;

use serde_json::json;

use super::args::{Args, WalkArgs};
use super::rehearse::service;
use super::{CliError, FINDINGS};
use crate::chance::Chance;
use crate::config::Environment;
use crate::dialogue::{Contact, Facts};
use crate::locale::Locales;
use crate::rehearsal::walk::{Broken, Walked, sequences, tell, walk};

/// Walks. Ends with 1 if something was found that must not be.
pub fn run(args: &Args, asked: &WalkArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    let (edition, service) = service(args, environment)?;
    let content = Arc::new(edition.content);
    let mut found = false;
    for (name, facts) in services(&service.facts) {
        let walked = walk(&content, &Arc::new(facts));
        told(name, &walked, args.json);
        found |= shown(walked.broken.as_ref(), &edition.locales);
        // What cannot be walked whole is walked at random, and so is everything if that is asked for.
        let many = asked.sequences.unwrap_or(if walked.too_many { 100_000 } else { 0 });
        if many > 0 && walked.broken.is_none() {
            found |= at_random(&walked, asked, many, &edition.locales, args.json)?;
        }
    }
    Ok(if found { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

/// The service as it is, and one that has what only some have.
fn services(facts: &Facts) -> [(&'static str, Facts); 2] {
    let somebody = |name: &str| Some(Contact { name: name.to_owned(), phone: None, email: None });
    let link = Some("https://t.me/OpenDoorBot".to_owned());
    let more = Facts { young: somebody("Jo"), complaints: somebody("Ann"), link, ..facts.clone() };
    [("this service", facts.clone()), ("a service with a route for people under 18, complaints and a link", more)]
}

fn at_random(walked: &Walked, asked: &WalkArgs, many: u64, locales: &Locales, json: bool) -> Result<bool, CliError> {
    let seed = match asked.seed {
        Some(seed) => seed,
        None => u64::from_le_bytes(Chance::system().bytes()?),
    };
    let done = sequences(walked, seed, many)?;
    if json {
        println!(
            "{}",
            json!({ "seed": seed, "sequences": done.count, "deeds": done.deeds, "broken": done.broken.is_some() })
        );
    } else {
        println!("  {} sequences at random ({} deeds), with the seed {seed}", done.count, done.deeds);
    }
    Ok(shown(done.broken.as_ref().map(|(_, broken)| broken), locales))
}

fn told(name: &str, walked: &Walked, json: bool) {
    if json {
        let broken = walked.broken.as_ref().map(|broken| broken.what.clone());
        println!(
            "{}",
            json!({ "of": name, "states": walked.states(), "tried": walked.tried, "whole": !walked.too_many, "broken": broken })
        );
        return;
    }
    let whole =
        if walked.too_many { "not all of them, there are more than are walked" } else { "all that can be reached" };
    println!("Of {name}: {} states, {whole}; {} deeds tried.", walked.states(), walked.tried);
}

/// Shows what is broken; true if something is.
fn shown(broken: Option<&Broken>, locales: &Locales) -> bool {
    let Some(Broken { what, way }) = broken else { return false };
    let language = locales.languages().first().map(|(code, _)| code.clone()).unwrap_or_default();
    println!("\n{what}. The shortest way there, as a story:\n\n{}", tell(way, locales, &language));
    true
}
