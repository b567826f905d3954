//! `ajar doctor`: looks whether everything that Ajar needs is there, and says what to do. Opening the databases brings them up to date;
//! nothing else is changed.
//!
//! In this order: `facts`, `keeping` (root key, databases), `reach` (Telegram) with `webhook` (how updates come), `words` (content, helplines). Not here: mending.

mod facts;
mod keeping;
mod reach;
mod webhook;
mod words;

use std::process::ExitCode;

use serde::Serialize;

use super::args::Args;
use super::{BROKEN, CliError};
use crate::clock::Clock;
use crate::config::{Config, Environment};

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum How {
    /// As it should be.
    Ok,
    /// It works, and somebody should look at it.
    Look,
    /// It does not work.
    Broken,
}

/// One line of the doctor's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Finding {
    /// What was looked at.
    what: &'static str,
    /// How it is.
    how: How,
    /// In a sentence, with what to do if there is something to do.
    says: String,
}

fn ok(what: &'static str, says: impl Into<String>) -> Finding {
    Finding { what, how: How::Ok, says: says.into() }
}

fn look(what: &'static str, says: impl Into<String>) -> Finding {
    Finding { what, how: How::Look, says: says.into() }
}

fn broken(what: &'static str, says: impl Into<String>) -> Finding {
    Finding { what, how: How::Broken, says: says.into() }
}

/// Looks at everything. Ends with 2 if something is broken.
pub async fn run(args: &Args, environment: &Environment) -> Result<ExitCode, CliError> {
    let config = Config::load(args.config_path(), environment)?;
    let now = Clock::system().now();
    let mut found = vec![ok("config", format!("{} can be read", args.config_path().display()))];
    found.extend(facts::look_at(&config, environment, now));
    found.extend(keeping::look_at(&config, environment).await);
    found.extend(reach::look_at(&config, now).await);
    found.extend(words::look_at(args, &config, now).await);
    if args.json {
        println!("{}", serde_json::json!({ "findings": found }));
    } else {
        found.iter().for_each(|finding| println!("{}", line(finding)));
    }
    let sick = found.iter().any(|finding| finding.how == How::Broken);
    Ok(if sick { ExitCode::from(BROKEN) } else { ExitCode::SUCCESS })
}

fn line(finding: &Finding) -> String {
    let how = match finding.how {
        How::Ok => "ok",
        How::Look => "look at this",
        How::Broken => "broken",
    };
    format!("{how:<14}{:<15}{}", finding.what, finding.says)
}
