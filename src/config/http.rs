//! Where Ajar can be called: the webhook's address, and the places where it listens.
//!
//! Not here: listening (`http`), telling Telegram of it (`telegram`).

use std::net::SocketAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Config, Secret};

/// Paths that are taken.
const OURS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// The webhook: Telegram brings updates to an address of yours, in place of Ajar fetching them. Leave the section out to
/// fetch them, which needs no address. See docs/operating.md.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// The address that Telegram calls: https://, with a path, which the reverse proxy passes on unchanged.
    pub url: String,
    /// Where Ajar listens for what the reverse proxy passes on.
    #[serde(default = "nearby")]
    #[schemars(with = "String", default = "nearby")]
    pub listen: SocketAddr,
    /// Whether `listen` may be an address that other machines can reach.
    #[serde(default)]
    pub exposed: bool,
    /// What Telegram has to say to be let in: 16 to 256 letters, digits, "_" or "-". Leave it out, and a new one is made at
    /// each start. Two instances behind one address need one in common.
    pub secret: Option<Secret>,
    /// How many updates Telegram may bring at the same time. From 1 to 100.
    #[serde(default = "forty")]
    pub max_connections: u8,
}

/// Health (/healthz, /readyz) and metrics (/metrics). Without this section they are where the webhook listens, and nowhere
/// if there is no webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Where to listen for them.
    #[serde(default = "nearby")]
    #[schemars(with = "String", default = "nearby")]
    pub listen: SocketAddr,
    /// Whether `listen` may be an address that other machines can reach.
    #[serde(default)]
    pub exposed: bool,
}

/// A place to listen at, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub listen: SocketAddr,
    /// For the webhook.
    pub webhook: bool,
    /// For health and metrics.
    pub health: bool,
}

pub(super) fn nearby() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8090))
}

fn forty() -> u8 {
    40
}

impl Webhook {
    /// The address's path, which begins with "/".
    pub fn path(&self) -> &str {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
    }
}

impl Config {
    /// Where to listen, and for what.
    pub fn places(&self) -> Vec<Place> {
        let health = self.http.as_ref().map(|http| http.listen);
        let Some(webhook) = &self.webhook else {
            return health.map(|listen| Place { listen, webhook: false, health: true }).into_iter().collect();
        };
        let apart = health.filter(|listen| *listen != webhook.listen);
        let own = Place { listen: webhook.listen, webhook: true, health: apart.is_none() };
        let other = apart.map(|listen| Place { listen, webhook: false, health: true });
        [own].into_iter().chain(other).collect()
    }
}

/// (section, field, what is wrong and what to do): of these two sections.
pub(super) fn mistakes(config: &Config) -> Vec<(&'static str, &'static str, String)> {
    let mut found = Vec::new();
    let mut say = |section, field, says: &str| found.push((section, field, says.to_owned()));
    let near = "other machines could reach this address; say `exposed = true` if they are to";
    if config.http.as_ref().is_some_and(|http| !http.exposed && !http.listen.ip().is_loopback()) {
        say("http", "listen", near);
    }
    let Some(webhook) = &config.webhook else { return found };
    if !webhook.exposed && !webhook.listen.ip().is_loopback() {
        say("webhook", "listen", near);
    }
    if !is_callable(&webhook.url, config.is_loopback()) {
        let says = "this has to be https://HOST/PATH, with a path of its own and of plain letters (not /healthz, /readyz or \
                    /metrics)";
        say("webhook", "url", says);
    }
    if webhook.secret.as_ref().is_some_and(|secret| !is_secret(secret.reveal())) {
        say("webhook", "secret", "this has to be 16 to 256 letters, digits, \"_\" or \"-\"; or leave it out");
    }
    if !(1..=100).contains(&webhook.max_connections) {
        say("webhook", "max_connections", "this has to lie between 1 and 100");
    }
    found
}

/// Telegram calls https only; a stand-in on this machine may be told of http.
fn is_callable(url: &str, loopback: bool) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://").filter(|_| loopback));
    let Some((host, path)) = rest.and_then(|rest| rest.split_once('/')) else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/_-.~".contains(&byte);
    !host.is_empty() && !path.is_empty() && path.bytes().all(plain) && !OURS.contains(&format!("/{path}").as_str())
}

fn is_secret(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    (16..=256).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn webhook(url: &str) -> Webhook {
        let url = url.to_owned();
        Webhook { url, listen: nearby(), exposed: false, secret: None, max_connections: forty() }
    }

    fn wrong(change: impl FnOnce(&mut Webhook)) -> Vec<&'static str> {
        let mut config = Config::sample();
        let mut webhook = webhook("https://bot.example.org/telegram");
        change(&mut webhook);
        config.webhook = Some(webhook);
        mistakes(&config).into_iter().map(|(_, field, _)| field).collect()
    }

    #[test]
    fn only_this_machine_is_listened_to_unless_it_is_said() {
        assert!(wrong(|_| {}).is_empty());
        assert_eq!(wrong(|webhook| webhook.listen = SocketAddr::from(([0, 0, 0, 0], 80))), ["listen"]);
        let open =
            |webhook: &mut Webhook| (webhook.listen, webhook.exposed) = (SocketAddr::from(([0, 0, 0, 0], 80)), true);
        assert!(wrong(open).is_empty());
    }

    #[test]
    fn what_telegram_would_not_call_is_refused() {
        for url in [
            "",
            "http://example.org/t",
            "https:///t",
            "https://a.org",
            "https://a.org/",
            "https://a.org/metrics",
            "https://a.org/t?x=1",
            "https://a.org/{t}",
        ] {
            assert_eq!(wrong(|webhook| webhook.url = url.to_owned()), ["url"], "{url}");
        }
        for (secret, good) in [("short", false), ("0123456789abcdef", true), ("0123456789abcde ", false)] {
            assert_eq!(wrong(|webhook| webhook.secret = Some(Secret::new(secret))).is_empty(), good, "{secret}");
        }
        assert_eq!(wrong(|webhook| webhook.max_connections = 101), ["max_connections"]);
        assert_eq!(webhook("https://bot.example.org:8443/a/b").path(), "/a/b");
    }

    #[test]
    fn health_is_beside_the_webhook_unless_it_has_a_place_of_its_own() {
        let mut config = Config::sample();
        assert!(config.places().is_empty());
        config.http = Some(Http { listen: nearby(), exposed: false });
        let place = Place { listen: nearby(), webhook: false, health: true };
        assert_eq!(config.places(), [place]);
        config.webhook = Some(webhook("https://a.org/t"));
        assert_eq!(config.places(), [Place { webhook: true, ..place }]);
        config.http = Some(Http { listen: SocketAddr::from(([127, 0, 0, 1], 9000)), exposed: false });
        let apart: Vec<_> = config.places().iter().map(|place| (place.webhook, place.health)).collect();
        assert_eq!(apart, [(true, false), (false, true)]);
    }
}
