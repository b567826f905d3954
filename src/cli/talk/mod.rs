//! `ajar talk`: a phone in the terminal over the real house, on a throw-away database with a key of its own.
//!
//! In reading order: `line` (what is typed), `frame` (how the chat is drawn), `session`. Not here: the phone and the wire to the house
//! (`rehearsal`), any rule of the conversation's.

mod frame;
mod line;
mod session;

use std::io::{BufRead as _, IsTerminal as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

use super::args::{Args, TalkArgs};
use super::house::{self, House, Kept};
use super::{CliError, log};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::rehearsal::{Scratch, Why};
use crate::vault::Key;
use session::{COORDINATOR, Session};

/// Talks until the person has enough, then throws everything away.
pub async fn run(args: &Args, talk: &TalkArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    log::start(environment, false);
    let piped = !std::io::stdin().is_terminal();
    let (clock, hand) = Clock::movable();
    let chance = Chance::system();
    let scratch = Scratch::make(&chance)?;
    let config = config(args, environment, &scratch)?;
    let name = config.service.name.clone();
    let edition = house::edition(args, Some(&config))?;
    let (why, is_sample) = (Why::default(), config.is_sample());
    let witness = why.witness(Arc::new(edition.content.clone()));
    let kept = Kept::rehearsed(&config, Key::new(chance.bytes()?), (clock, chance)).await?;
    let house = House::over(kept, config, edition, Some(witness))?;
    house.staff.add_coordinator(COORDINATOR).await?;
    if !piped {
        println!(
            "  A phone in your terminal, talking to \"{name}\". Nothing leaves this machine. :help says what there is.\n"
        );
    }
    let mut session = Session::new(house.clone(), hand, why, std::io::stdout(), piped);
    if !is_sample {
        session.remark("The service is that of a config: play it with `ajar --config FILE rehearse`.");
    }
    if args.content.is_some() {
        session.remark("The dialogues are those of a folder: play it with `ajar --content DIR rehearse`.");
    }
    session.start(talk.code.clone()).await?;
    let talked = converse(&mut session, piped).await;
    house.close().await;
    talked?;
    if !piped {
        println!("  Everything is thrown away.");
    }
    Ok(ExitCode::SUCCESS)
}

async fn converse(session: &mut Session<std::io::Stdout>, piped: bool) -> Result<(), CliError> {
    let mut lines = lines();
    let mut second = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            line = lines.recv() => match line {
                Some(text) => if !session.line(&text).await? { return Ok(()) },
                None => return session.end().await,
            },
            _ = second.tick(), if !piped => session.tick().await?,
            _ = tokio::signal::ctrl_c() => return Ok(()),
        }
    }
}

/// The lines of stdin, read in a thread of their own, because nothing else can wait for a terminal.
fn lines() -> mpsc::Receiver<String> {
    let (send, lines) = mpsc::channel(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if send.blocking_send(line).is_err() {
                break;
            }
        }
    });
    lines
}

/// The config's facts where there is a config, the sample's where there is none; and never its databases.
pub(super) fn config(args: &Args, environment: &Environment, scratch: &Scratch) -> Result<Config, CliError> {
    let named = args.config.is_some() || args.config_path().exists();
    let mut config = if named { Config::load(args.config_path(), environment)? } else { Config::sample() };
    let at = |file: &str| format!("sqlite:{}", scratch.path().join(file).display());
    (config.database.url, config.database.keystore) = (at("ajar.db"), at("ajar-keys.db"));
    Ok(config)
}
