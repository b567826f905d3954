//! Config: the facts of one service and where its things are kept, from `ajar.toml` and the environment. The only reader of the
//! environment.
//!
//! Not here: sentences (`locales/`), dialogues, and what is done with any of it.

mod check;
mod desk;
mod environment;
mod error;
mod example;
mod facts;
mod http;
mod read;
mod root_key;
mod secret;
mod sections;

pub use desk::Desk;
pub use environment::Environment;
pub use error::{ConfigError, Mistake};
pub use example::example;
pub use http::{Http, Place, Webhook};
pub use root_key::{KeySource, RootKeyError};
pub use secret::Secret;
pub use sections::*;

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;

/// The config of one service. Every field has its comment in `ajar.example.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The service: who people are writing to.
    pub service: Service,
    /// The team.
    #[serde(default)]
    pub team: Team,
    /// Who reads complaints. Leave the section out if nobody is named.
    pub complaints: Option<Named>,
    /// The route for people under 18. Leave the section out if there is none; they are then told of other places only.
    pub young: Option<Named>,
    /// How long things are kept.
    #[serde(default)]
    pub keep: Keep,
    /// Listening: many short messages are one turn.
    #[serde(default)]
    pub listening: Listening,
    /// Telegram.
    #[serde(default)]
    pub telegram: Telegram,
    /// The webhook: Telegram brings updates to an address of yours, in place of Ajar fetching them. Leave the section out to
    /// fetch them, which needs no address. See docs/operating.md.
    pub webhook: Option<Webhook>,
    /// Health (/healthz, /readyz) and metrics (/metrics). Without this section they are where the webhook listens, and nowhere
    /// if there is no webhook.
    pub http: Option<Http>,
    /// The desk: the coordinators' web pages. Leave the section out, and there are none. See docs/operating.md.
    pub desk: Option<Desk>,
    /// How fast messages are sent. Telegram refuses what is much faster than this.
    #[serde(default)]
    pub pace: Pace,
    /// Where things are kept: "sqlite:FILE", or "postgres://USER@HOST/NAME".
    #[serde(default)]
    pub database: Database,
    /// The root key, which opens the keystore. `ajar init` makes it.
    #[serde(default)]
    pub keys: Keys,
    /// Languages.
    #[serde(default)]
    pub languages: Languages,
    /// The reviewed words and dialogues.
    #[serde(default)]
    pub content: ContentDir,
    /// The folder that the config was read from: relative paths in it start there.
    #[serde(skip)]
    base: PathBuf,
}

impl Config {
    /// Reads the config from `path`, with what the environment says over it. Everything that is wrong is said at once.
    pub fn load(path: &Path, environment: &Environment) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        let mut config = read::config(&path.display().to_string(), &text, environment)?;
        config.base = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(config)
    }

    /// `path` of the config's, seen from where Ajar was started.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.base.join(path)
    }

    /// The addresses of the database and of the keystore, files seen from where Ajar was started.
    pub fn databases(&self) -> (String, String) {
        (self.address(&self.database.url), self.address(&self.database.keystore))
    }

    fn address(&self, url: &str) -> String {
        match url.strip_prefix("sqlite:").map(|file| file.trim_start_matches("//")) {
            Some(file) => format!("sqlite:{}", self.path(Path::new(file)).display()),
            None => url.to_owned(),
        }
    }

    /// The bot's token, from the config or from the file that it names.
    pub fn token(&self) -> Result<Secret, ConfigError> {
        if let Some(token) = &self.telegram.token {
            return Ok(token.clone());
        }
        let file = self.telegram.token_file.as_ref().ok_or(ConfigError::NoToken)?;
        let path = self.path(file);
        let text = std::fs::read_to_string(&path).map_err(|error| ConfigError::unreadable(&path, &error))?;
        let token = Secret::new(&text);
        if token.reveal().is_empty() { Err(ConfigError::NoToken) } else { Ok(token) }
    }

    /// Whether Telegram's address is this machine, so that nobody real can be written to.
    pub fn is_loopback(&self) -> bool {
        let host = self.telegram.api.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default();
        let name = host.strip_prefix('[').map_or_else(|| host.split(':').next(), |six| six.split(']').next());
        let name = name.unwrap_or_default();
        name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// The clock: the system's, or moved by the file that AJAR_CLOCK_FILE names. Call it inside a tokio runtime.
    pub fn clock(&self, environment: &Environment) -> Result<Clock, ConfigError> {
        match environment.get("AJAR_CLOCK_FILE") {
            None => Ok(Clock::system()),
            Some(file) if self.is_loopback() => Ok(Clock::from_file(PathBuf::from(file))),
            Some(_) => Err(ConfigError::ClockInEarnest),
        }
    }

    /// Whether this is still the sample's service, which does not exist.
    pub fn is_sample(&self) -> bool {
        let sample = Self::sample();
        self.service.name == sample.service.name || self.service.phone == sample.service.phone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_api(api: &str) -> Config {
        let mut config = Config::sample();
        config.telegram.api = api.to_owned();
        config
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for here in ["http://127.0.0.1:8081", "http://localhost:1", "http://[::1]:80/x", "http://127.9.0.1"] {
            assert!(with_api(here).is_loopback(), "{here}");
        }
        for elsewhere in
            ["https://api.telegram.org", "http://127.0.0.1.example", "http://localhost@example.com", "", "x"]
        {
            assert!(!with_api(elsewhere).is_loopback(), "{elsewhere}");
        }
    }

    #[test]
    fn a_moved_clock_is_refused_in_earnest() {
        let moved = Environment::of([("AJAR_CLOCK_FILE", "/nowhere")]);
        let refused = with_api("https://api.telegram.org").clock(&moved);
        assert!(matches!(refused, Err(ConfigError::ClockInEarnest)));
        assert!(Config::sample().clock(&Environment::default()).is_ok());
    }

    #[test]
    fn p28_debug_holds_no_token_and_no_address_of_a_database() {
        let mut config = Config::sample();
        config.telegram.token = Some(Secret::new("12345:hidden"));
        config.database.url = "postgres://ajar:hidden@db/ajar".to_owned();
        assert!(!format!("{config:?}").contains("hidden"));
    }

    #[test]
    fn files_are_looked_for_beside_the_config() {
        let mut config = Config::sample();
        config.base = PathBuf::from("/etc/ajar");
        assert_eq!(config.databases().0, "sqlite:/etc/ajar/ajar.db");
        config.database.url = "sqlite:///var/lib/ajar.db".to_owned();
        assert_eq!(config.databases().0, "sqlite:/var/lib/ajar.db");
        config.database.url = "postgres://db/ajar".to_owned();
        assert_eq!(config.databases().0, "postgres://db/ajar");
    }
}
