//! `ajar serve`: receiving, delivering, the clockwork and whatever is listened at side by side, until SIGTERM or Ctrl-C.
//!
//! Not here: polling, the webhook and sending (`telegram`, `http`), what an update leads to (`turn`).

use std::process::ExitCode;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::args::Args;
use super::house::{House, Kept, content_dir, only_known};
use super::notify::{self, Systemd};
use super::reload::{Hangup, Reload};
use super::stop::{GRACE, Stop};
use super::{CliError, deploy, desk, listen, log};
use crate::config::{Config, Environment, Pace, Place};
use crate::content::Edition;
use crate::http;
use crate::staff::Staff;
use crate::telegram::client::{Client, Token};
use crate::telegram::deliver::pace::Rates;
use crate::telegram::deliver::{self, Deliver};
use crate::telegram::profile::Page;
use crate::telegram::run::{Reached, Receive, RunError, Way};
use crate::turn::{Renderer, Turns};

/// How often stored times are looked for.
const SECOND: Duration = Duration::from_secs(1);
/// How long to wait before Telegram is asked again whether it knows the token.
const ASK_AGAIN: Duration = Duration::from_secs(60);
/// How often the house is kept in order.
const HOUSEKEEPING: Duration = Duration::from_secs(600);

/// Serves until it is told to stop.
pub async fn run(args: &Args, environment: &Environment) -> Result<ExitCode, CliError> {
    log::start(environment, args.json);
    let stop = Stop::on_signal()?;
    let config = Config::load(args.config_path(), environment)?;
    let (hangup, dir) = (Hangup::on_signal()?, content_dir(args, Some(&config)));
    let edition = deploy::read(dir.as_deref(), &config.clock(environment)?)?;
    only_known(&edition, &config)?;
    if config.is_sample() && !config.is_loopback() {
        return Err(CliError::StillTheSample);
    }
    let client = client(&config)?;
    let listeners = listen::listeners(&config).await?;
    let desk = desk::listener(&config).await?;
    let kept = Kept::open(&config, environment).await?;
    let house = put_together(kept, config, edition).await?;
    let (client, systemd) = (client.measured(house.kept.metrics.clone()), Systemd::of(environment));
    let profile = watch::Sender::new(pages(&house.turns));
    let reload = Reload { house: house.clone(), dir, profile };
    let served = serve(&house, client, (listeners, desk), systemd, (reload, hangup), &stop).await;
    house.close().await;
    served?;
    tracing::info!("stopped; everything that was begun is kept");
    Ok(ExitCode::SUCCESS)
}

/// Puts the house together, with an edition that may go live.
async fn put_together(kept: Kept, config: Config, edition: Edition) -> Result<House, CliError> {
    if let Err(error) = deploy::deploy(&kept, &edition).await {
        kept.close().await;
        return Err(error);
    }
    House::over(kept, config, edition, None)
}

/// The way to Telegram that the config describes.
pub(super) fn client(config: &Config) -> Result<Client, CliError> {
    let token = Token::new(config.token()?.reveal())?;
    Ok(Client::new(&config.telegram.api, &token)?)
}

async fn serve(
    house: &House,
    client: Client,
    (listeners, desk): (Vec<(Place, TcpListener)>, Option<desk::Door>),
    systemd: Systemd,
    (reload, hangup): (Reload, Hangup),
    stop: &Stop,
) -> Result<(), CliError> {
    house.turns.opening().await?;
    let (way, reached) = (listen::way(&house.config, &house.kept.chance)?, Reached::default());
    let mut tasks = JoinSet::new();
    for (place, listener) in listeners {
        let (routes, stopping) = (listen::routes(place, house, &way, &reached), stop.watch());
        tasks.spawn(async move { http::serve(listener, routes, stopping).await.map_err(CliError::from) });
        tracing::info!(address = %place.listen, webhook = place.webhook, health = place.health, "listening");
    }
    if let Some((config, listener)) = desk {
        desk::invite_first(house, &config).await?;
        let (routes, stopping) =
            (crate::desk::router(desk::parts(house, &config, client.clone(), stop.watch())), stop.watch());
        tasks.spawn(async move { http::serve(listener, routes, stopping).await.map_err(CliError::from) });
        tracing::info!(address = %config.listen, "the desk is open");
    }
    let health = listen::health(house, &reached);
    let receive = receive(house, client.clone(), way, reached, (reload.profile.subscribe(), stop.watch()));
    tasks.spawn(received(receive, stop.clone()));
    let (deliver, stopping) = (deliver(house, client), stop.watch());
    tasks.spawn(async move {
        deliver.run(stopping).await;
        Ok(())
    });
    tasks.spawn(clockwork((house.turns.clone(), house.staff.clone()), stop.clone()));
    systemd.started();
    let watched = notify::watch(health, systemd, stop.clone());
    tasks.spawn(async move {
        watched.await;
        Ok(())
    });
    tasks.spawn(housekeeping(house.turns.clone(), stop.clone()));
    tasks.spawn(reloading(reload, hangup, stop.clone()));
    end(tasks, stop).await
}

/// Whichever ends first, by the signal or by itself, ends the others.
async fn end(mut tasks: JoinSet<Result<(), CliError>>, stop: &Stop) -> Result<(), CliError> {
    let first = tasks.join_next().await;
    stop.now();
    let rest = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, rest).await.is_err() {
        tracing::warn!("something took too long to finish, and was broken off; it is done again at the next start");
    }
    match first {
        Some(Ok(result)) => result,
        Some(Err(_)) => Err(CliError::BrokeOff),
        None => Ok(()),
    }
}

/// Receives until the program is to stop. A token that Telegram does not know is told at once; the end comes a minute later, so that whoever
/// starts the program again and again asks Telegram no more often than that.
async fn received(receive: Receive<Turns>, stop: Stop) -> Result<(), CliError> {
    let done = receive.run().await;
    if let Err(error @ RunError::Token) = &done {
        tracing::error!(%error, "nothing can be received");
        // Whichever comes first, the end is the same.
        let _ = tokio::time::timeout(ASK_AGAIN, stop.wait()).await;
    }
    Ok(done?)
}

/// Stored times, once a second.
async fn clockwork((turns, staff): (Turns, Staff), stop: Stop) -> Result<(), CliError> {
    let mut second = tokio::time::interval(SECOND);
    second.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = second.tick() => {}
            () = stop.wait() => return Ok(()),
        }
        if let Err(error) = turns.due().await {
            tracing::warn!(%error, "stored times could not be looked at; they are kept, and looked at again in a second");
        }
        if let Err(error) = staff.due().await {
            tracing::warn!(%error, "answers for later could not be looked at; they are kept, and looked at again in a second");
        }
    }
}

/// The rest of what has to be looked after: once serving has begun, and then every ten minutes.
async fn housekeeping(turns: Turns, stop: Stop) -> Result<(), CliError> {
    let mut round = tokio::time::interval(HOUSEKEEPING);
    loop {
        tokio::select! {
            _ = round.tick() => {}
            () = stop.wait() => return Ok(()),
        }
        if let Err(error) = turns.housekeeping().await {
            tracing::warn!(%error, "the house could not be kept in order; it is tried again in ten minutes");
        }
    }
}

/// The content is read anew whenever somebody asks for it.
async fn reloading(reload: Reload, hangup: Hangup, stop: Stop) -> Result<(), CliError> {
    reload.run(hangup, stop).await;
    Ok(())
}

fn receive(
    house: &House,
    client: Client,
    way: Way<Turns>,
    reached: Reached,
    (profile, stop): (watch::Receiver<Vec<Page>>, watch::Receiver<bool>),
) -> Receive<Turns> {
    Receive {
        client,
        intake: house.turns.clone(),
        groups: house.config.telegram.groups.iter().copied().collect(),
        profile,
        way,
        reached,
        metrics: house.kept.metrics.clone(),
        chance: house.kept.chance.clone(),
        stop,
    }
}

/// What people see before they press Start, in each language that they can choose.
pub(super) fn pages(turns: &Turns) -> Vec<Page> {
    let today = turns.today();
    today.languages().iter().map(|(code, _)| page(&today.renderer(code), code)).collect()
}

fn page(renderer: &Renderer<'_>, code: &str) -> Page {
    let command = |name: &&str| ((*name).to_owned(), renderer.key(&format!("command-{name}")));
    Page {
        locale: code.to_owned(),
        description: renderer.key("description"),
        short: renderer.key("short-description"),
        commands: crate::locale::MENU.iter().map(command).collect(),
    }
}

fn deliver(house: &House, client: Client) -> Deliver {
    Deliver::new(deliver::Parts {
        client,
        store: house.kept.store.clone(),
        keystore: house.kept.keystore.clone(),
        writer: house.kept.writer.clone(),
        clock: house.kept.clock.clone(),
        chance: house.kept.chance.clone(),
        rates: rates(&house.config.pace),
        calls: house.config.pace.in_flight,
        grew: house.turns.outbox_grew(),
        waits: deliver::Waits::REAL,
    })
}

/// The config's pace, as the telegram room counts it.
fn rates(pace: &Pace) -> Rates {
    let chat_every_ms = (1_000.0 / pace.per_chat).clamp(1.0, 3_600_000.0) as u32;
    Rates { total: pace.total, chat_every_ms, chat_burst: pace.burst, ..Rates::default() }
}
