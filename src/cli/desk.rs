//! The desk of `ajar serve`: what it is made of, and the first invitation, printed where whoever starts Ajar can see it.
//!
//! Not here: the pages (`desk`), inviting others (`coordinator`).

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;

use super::CliError;
use super::house::House;
use super::media::FromTelegram;
use crate::config::{Config, Desk};
use crate::desk::{Fact, Parts};
use crate::http;
use crate::staff::accounts::{INVITED_FOR, Invitation};
use crate::telegram::client::Client;

/// What the config says of the desk, and its address, taken.
pub(super) type Door = (Desk, TcpListener);

/// Takes the desk's address, if there is a desk.
pub(super) async fn listener(config: &Config) -> Result<Option<Door>, CliError> {
    let Some(desk) = &config.desk else { return Ok(None) };
    Ok(Some((desk.clone(), http::listen(desk.listen).await?)))
}

/// What the desk is made from.
pub(super) fn parts(house: &House, desk: &Desk, client: Client, stop: watch::Receiver<bool>) -> Parts {
    Parts {
        staff: house.staff.clone(),
        words: house.desk_words.subscribe(),
        address: desk.address.clone(),
        service: house.config.service.name.clone(),
        phone: house.config.service.phone.clone(),
        bot: house.config.telegram.username.clone(),
        reviewed: house.reviewed.subscribe(),
        media: Arc::new(FromTelegram(client)),
        facts: facts(&house.config, desk),
        rehearsal: None,
        stop,
    }
}

/// Where nobody can sign in yet, a link for the first who may. It is printed, and stands in no log.
pub(super) async fn invite_first(house: &House, desk: &Desk) -> Result<(), CliError> {
    let name = house.config.team.names.first().map_or("Lead", String::as_str);
    if let Some(invitation) = house.staff.first_invitation(name).await? {
        eprintln!("Nobody can sign in at the desk yet. {}", told(&invitation, &desk.address));
    }
    Ok(())
}

/// An invitation as it is printed.
pub(super) fn told(invitation: &Invitation, address: &str) -> String {
    let (name, token) = (&invitation.name, invitation.token.reveal());
    let days = INVITED_FOR.num_days();
    format!(
        "This link is for {name}, works once, and holds for {days} days:\n\n  {address}/invited/{token}\n\n\
         For another name: ajar coordinator invite NAME --role lead"
    )
}

fn facts(config: &Config, desk: &Desk) -> Vec<Fact> {
    let kind = if config.database.url.starts_with("sqlite:") { "SQLite" } else { "PostgreSQL" };
    let named =
        |named: &Option<crate::config::Named>| named.as_ref().map_or_else(|| "–".to_owned(), |it| it.name.clone());
    [
        ("service", config.service.name.clone()),
        ("address", desk.address.clone()),
        ("database", kind.to_owned()),
        ("languages", config.languages.enabled.join(", ")),
        ("keep", config.keep.draft_days.to_string()),
        ("complaints", named(&config.complaints)),
        ("young", named(&config.young)),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
    ]
    .map(|(which, value)| Fact { which, value })
    .to_vec()
}
