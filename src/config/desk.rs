//! The desk: where the coordinators' pages listen, and by which address browsers reach them.
//!
//! Not here: listening (`http`), the pages (`desk`).

use std::net::SocketAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Config;

/// The desk: the coordinators' web pages. Leave the section out, and there are none. See docs/operating.md.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The address by which browsers reach it: https:// and a host of its own, as the reverse proxy has it. (http:// is for
    /// this machine only, to try it.)
    pub address: String,
    /// Where Ajar listens for what the reverse proxy passes on.
    #[serde(default = "beside")]
    #[schemars(with = "String", default = "beside")]
    pub listen: SocketAddr,
    /// Whether `listen` may be an address that other machines can reach.
    #[serde(default)]
    pub exposed: bool,
}

pub(super) fn beside() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8091))
}

/// (section, field, what is wrong and what to do): of this section.
pub(super) fn mistakes(config: &Config) -> Vec<(&'static str, &'static str, String)> {
    let Some(desk) = &config.desk else { return Vec::new() };
    let mut found = Vec::new();
    if !desk.exposed && !desk.listen.ip().is_loopback() {
        let near = "other machines could reach this address; say `exposed = true` if they are to";
        found.push(("desk", "listen", near.to_owned()));
    }
    if config.places().iter().any(|place| place.listen == desk.listen) {
        let says = "the webhook, or health and metrics, listen there already; give the desk a port of its own";
        found.push(("desk", "listen", says.to_owned()));
    }
    if !is_origin(&desk.address) {
        let says = "this has to be https://HOST, with no path and in small letters (http:// is for 127.0.0.1 and localhost only)";
        found.push(("desk", "address", says.to_owned()));
    }
    found
}

/// Scheme and host as a browser writes them, and nothing more.
fn is_origin(address: &str) -> bool {
    let plain = |host: &str| {
        !host.is_empty()
            && host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]".contains(&byte))
    };
    if let Some(host) = address.strip_prefix("https://") {
        return plain(host) && !host.ends_with(":443");
    }
    let near = address.strip_prefix("http://").map(|host| (host, host.rsplit_once(':').map_or(host, |(name, _)| name)));
    near.is_some_and(|(host, name)| plain(host) && ["127.0.0.1", "localhost", "[::1]"].contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_a_browser_would_write() {
        for good in ["https://desk.example.org", "https://a.b:8443", "http://127.0.0.1:8091", "http://localhost:1"] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "",
            "desk.example.org",
            "https://",
            "https://a.org/",
            "https://A.org",
            "http://a.org",
            "https://a.org:443",
            "http://127.0.0.1.evil.org:1",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }

    #[test]
    fn the_desk_has_a_port_of_its_own() {
        let mut config = Config::sample();
        config.desk = Some(Desk { address: "https://desk.example.org".to_owned(), listen: beside(), exposed: false });
        assert!(mistakes(&config).is_empty());
        config.http = Some(super::super::Http { listen: beside(), exposed: false });
        assert_eq!(mistakes(&config).len(), 1);
    }
}
