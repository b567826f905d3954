//! Where `ajar serve` can be called, and how updates come: what the config says, put together.
//!
//! Not here: the routes (`http`), telling Telegram (`telegram::run`).

use axum::Router;
use tokio::net::TcpListener;

use super::CliError;
use super::house::House;
use crate::chance::Chance;
use crate::config::{Config, Place, Secret};
use crate::http::{self, Health};
use crate::telegram::run::{POLL, Reached, Way};
use crate::telegram::webhook::{Address, Hook};
use crate::turn::Turns;

/// Takes every address that the config names. It is done first: nothing has to be undone if one is not free.
pub(super) async fn listeners(config: &Config) -> Result<Vec<(Place, TcpListener)>, CliError> {
    let mut taken = Vec::new();
    for place in config.places() {
        taken.push((place, http::listen(place.listen).await?));
    }
    Ok(taken)
}

/// How updates come: by webhook if the config has one, by polling if not.
pub(super) fn way(config: &Config, chance: &Chance) -> Result<Way<Turns>, CliError> {
    let Some(webhook) = &config.webhook else { return Ok(Way::Polling(POLL)) };
    let secret = match &webhook.secret {
        Some(secret) => secret.reveal().to_owned(),
        None => fresh(chance)?.reveal().to_owned(),
    };
    let hook = Hook::new(&secret);
    let (url, max_connections) = (webhook.url.clone(), webhook.max_connections);
    Ok(Way::Webhook(hook, Address { url, secret, max_connections }))
}

/// What is to be found at a place.
pub(super) fn routes(place: Place, house: &House, way: &Way<Turns>, reached: &Reached) -> Router {
    let mut routes = Router::new();
    if let (true, Some(webhook), Way::Webhook(hook, _)) = (place.webhook, &house.config.webhook, way) {
        routes = routes.merge(http::webhook(webhook.path(), hook.clone(), house.kept.metrics.clone()));
    }
    if place.health {
        routes = routes.merge(health(house, reached).routes());
    }
    routes
}

/// What readiness and the metrics are made of.
pub(super) fn health(house: &House, reached: &Reached) -> Health {
    Health {
        store: house.kept.store.clone(),
        keystore: house.kept.keystore.clone(),
        clock: house.kept.clock.clone(),
        metrics: house.kept.metrics.clone(),
        reached: reached.clone(),
    }
}

/// A secret for this start: 32 random bytes, in hex.
fn fresh(chance: &Chance) -> Result<Secret, CliError> {
    let bytes: [u8; 32] = chance.bytes()?;
    Ok(Secret::new(&bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_is_made_is_long_and_new_each_time() {
        let (one, two) = (fresh(&Chance::system()).unwrap(), fresh(&Chance::system()).unwrap());
        assert_eq!(one.reveal().len(), 64);
        assert!(one.reveal().bytes().all(|byte| byte.is_ascii_hexdigit()) && one != two);
    }
}
