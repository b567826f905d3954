//! The log: to stderr, `ajar=info` unless `AJAR_LOG` says otherwise. Other crates' targets stay silent, whatever is asked for,
//! because they would print updates, addresses with tokens, and statements (P28).

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::config::Environment;

/// Targets that may be heard. Everything else is silent but for errors of the database's pool.
const DEFAULT: &str = "ajar=info";

/// Starts the log. `json` is one object a line.
pub fn start(environment: &Environment, json: bool) {
    let log = tracing_subscriber::fmt().with_env_filter(filter(environment)).with_writer(std::io::stderr);
    // In a journal or a file, colours are noise in every line.
    let log = log.with_ansi(std::io::stderr().is_terminal());
    // A log that was started before (in a test) is good enough.
    let _ = if json { log.json().try_init() } else { log.with_target(false).try_init() };
}

/// `AJAR_LOG` is a level for our own rooms: error, warn, info, debug or trace.
fn filter(environment: &Environment) -> EnvFilter {
    let known = |level: &&str| ["error", "warn", "info", "debug", "trace"].contains(level);
    let level = environment.get("AJAR_LOG").filter(known);
    EnvFilter::new(level.map_or(DEFAULT.to_owned(), |level| format!("ajar={level}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p28_no_other_crate_can_be_made_to_speak() {
        assert_eq!(filter(&Environment::default()).to_string(), "ajar=info");
        assert_eq!(filter(&Environment::of([("AJAR_LOG", "trace")])).to_string(), "ajar=trace");
        assert_eq!(filter(&Environment::of([("AJAR_LOG", "teloxide=trace")])).to_string(), "ajar=info");
    }
}
