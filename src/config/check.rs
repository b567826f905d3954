//! What the types of the config cannot hold: ranges, addresses, things that go together.

use super::{Config, Named, desk, http};

/// (section, field, what is wrong and what to do).
type Finding = (&'static str, &'static str, String);

/// Everything that is wrong with the facts.
pub(super) fn facts(config: &Config) -> Vec<Finding> {
    let mut found = Vec::new();
    service(config, &mut found);
    numbers(config, &mut found);
    telegram(config, &mut found);
    addresses(config, &mut found);
    found.extend(http::mistakes(config));
    found.extend(desk::mistakes(config));
    for (section, named) in [("complaints", &config.complaints), ("young", &config.young)] {
        if let Some(named) = named {
            contact(section, named, &mut found);
        }
    }
    found
}

fn service(config: &Config, found: &mut Vec<Finding>) {
    if config.service.name.trim().is_empty() {
        found.push(("service", "name", "the service has no name; people are told it first".to_owned()));
    }
    if config.service.phone.chars().filter(char::is_ascii_digit).count() < 3 {
        found.push(("service", "phone", "this is no phone number; people are told to ring it".to_owned()));
    }
    if config.languages.enabled.is_empty() {
        found.push(("languages", "enabled", "name one language at least, such as \"en-GB\"".to_owned()));
    }
}

fn numbers(config: &Config, found: &mut Vec<Finding>) {
    if !(5..=45).contains(&config.listening.quiet_seconds) {
        found.push(("listening", "quiet_seconds", "this has to lie between 5 and 45".to_owned()));
    }
    if !(7..=365).contains(&config.keep.draft_days) {
        found.push(("keep", "draft_days", "this has to lie between 7 and 365".to_owned()));
    }
    let pace = &config.pace;
    if !(pace.per_chat.is_finite() && pace.per_chat > 0.0) {
        found.push(("pace", "per_chat", "this has to be more than 0".to_owned()));
    }
    for (field, number) in
        [("burst", pace.burst as usize), ("total", pace.total as usize), ("in_flight", pace.in_flight)]
    {
        if number == 0 {
            found.push(("pace", field, "this has to be 1 or more".to_owned()));
        }
    }
}

fn telegram(config: &Config, found: &mut Vec<Finding>) {
    if config.telegram.token.is_some() && config.telegram.token_file.is_some() {
        found.push(("telegram", "token", "there is a token_file too; keep one of the two".to_owned()));
    }
    let api = &config.telegram.api;
    let is_safe = api.starts_with("https://") || (config.is_loopback() && api.starts_with("http://"));
    if !is_safe {
        found.push((
            "telegram",
            "api",
            "this has to begin with https:// (http:// is for this machine only)".to_owned(),
        ));
    }
}

fn addresses(config: &Config, found: &mut Vec<Finding>) {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    for (field, url) in [("url", &config.database.url), ("keystore", &config.database.keystore)] {
        if !known.iter().any(|start| url.starts_with(start)) {
            found.push(("database", field, "this has to begin with sqlite: or postgres://".to_owned()));
        }
    }
    if config.database.url == config.database.keystore {
        let says = "the keystore needs a place of its own; beside the words, its keys would guard nothing";
        found.push(("database", "keystore", says.to_owned()));
    }
}

fn contact(section: &'static str, named: &Named, found: &mut Vec<Finding>) {
    if named.name.trim().is_empty() {
        found.push((section, "name", "a name has to stand here; people are told it".to_owned()));
    }
    if named.phone.is_none() && named.email.is_none() {
        found.push((section, "phone", "give a phone number or an email; people are told how to reach them".to_owned()));
    }
}
