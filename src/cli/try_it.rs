//! `ajar try`: both sides on one page of this machine. At the left a phone, at the right the desk with a sample coordinator; the real house on a
//! throw-away database, with a clock that can be moved on.
//!
//! Not here: the phone (`handset`), the desk (`desk`), the same in a terminal (`talk`).

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::args::{Args, TryArgs};
use super::house::{self, House, Kept};
use super::stop::Stop;
use super::{CliError, log, talk};
use crate::chance::Chance;
use crate::clock::{Clock, Hand};
use crate::config::Environment;
use crate::desk::{self, FetchMedia, NoMedia, Rehearsal};
use crate::handset::{self, Handset};
use crate::http;
use crate::rehearsal::{Scratch, Sitting};
use crate::staff::accounts::Token;
use crate::story::FileRef;
use crate::vault::Key;

/// Who answers on the desk.
const COORDINATOR: &str = "Sample";

/// Serves the page until it is told to stop, then throws everything away.
pub async fn run(args: &Args, what: &TryArgs, environment: &Environment) -> Result<ExitCode, CliError> {
    log::start(environment, args.json);
    let stop = Stop::on_signal()?;
    let listener = http::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, what.port))).await?;
    let address = listener.local_addr().map_err(CliError::Runtime)?.to_string();
    let ((clock, hand), chance) = (Clock::movable(), Chance::system());
    let scratch = Scratch::make(&chance)?;
    let config = talk::config(args, environment, &scratch)?;
    let edition = house::edition(args, Some(&config))?;
    let kept = Kept::rehearsed(&config, Key::new(chance.bytes()?), (clock, chance)).await?;
    let house = House::over(kept, config, edition, None)?;
    house.staff.add_coordinator(COORDINATOR).await?;
    let rehearsal = Rehearsal { key: Token::new(&house.kept.chance)?, name: COORDINATOR.to_owned() };
    let enter = format!("/enter/{}", rehearsal.key.reveal());
    let handset = Handset::new(parts(&house, hand, &address, enter));
    let desk = desk::router(beside(&house, rehearsal, &address, &stop));
    let routes = handset::router(handset.clone(), stop.watch()).merge(desk);
    tell(&address, args.json);
    let stopping = stop.clone();
    let served = tokio::spawn(http::serve(listener, routes, stop.watch()));
    let lived = handset.run(stop.watch()).await;
    stopping.now();
    let ended = served.await.map_err(|_| CliError::BrokeOff);
    house.close().await;
    lived?;
    ended??;
    if !args.json {
        println!("  Everything is thrown away.");
    }
    Ok(ExitCode::SUCCESS)
}

fn parts(house: &House, hand: Hand, address: &str, enter: String) -> handset::Parts {
    let quiet = house.config.listening.quiet_seconds;
    let lang = house.config.languages.enabled.first().cloned().unwrap_or_default();
    let today = house.turns.today();
    handset::Parts {
        sitting: Sitting::new(house.rooms(), hand, quiet.into(), COORDINATOR),
        description: today.renderer(&lang).key("description"),
        locales: house.desk_words.borrow().clone(),
        lang,
        service: house.config.service.name.clone(),
        desk: enter,
        address: address.to_owned(),
    }
}

/// The desk beside it.
fn beside(house: &House, rehearsal: Rehearsal, address: &str, stop: &Stop) -> desk::Parts {
    desk::Parts {
        staff: house.staff.clone(),
        words: house.desk_words.subscribe(),
        address: format!("http://{address}"),
        service: house.config.service.name.clone(),
        phone: house.config.service.phone.clone(),
        bot: house.config.telegram.username.clone(),
        reviewed: house.reviewed.subscribe(),
        media: Arc::new(NothingRecorded),
        facts: Vec::new(),
        rehearsal: Some(rehearsal),
        stop: stop.watch(),
    }
}

/// In a rehearsal a voice note is a line that says so: there is nothing to hear.
struct NothingRecorded;

impl FetchMedia for NothingRecorded {
    fn fetch<'a>(&'a self, _: &'a FileRef) -> BoxFuture<'a, Result<Vec<u8>, NoMedia>> {
        Box::pin(async { Err(NoMedia::Gone) })
    }
}

fn tell(address: &str, json: bool) {
    if json {
        println!("{}", serde_json::json!({ "page": format!("http://{address}/try") }));
        return;
    }
    println!("  A phone and the desk, side by side:  http://{address}/try");
    println!("  Everything there is made up, stays on this machine, and is thrown away at the end (Ctrl-C).");
}
