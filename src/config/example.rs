//! `ajar.example.toml`, written from the types: their doc comments, and a made-up service. A test compares it with the file.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::{Config, Desk, Http, Named, Secret, Webhook, desk, http, read};

const HEAD: &str = "\
# Ajar's config: facts only. What people read is in locales/, and what they are asked is in dialogues/.
#
# The service in this file does not exist, and its number rings nowhere: put your own facts in their place. `ajar serve`
# will not start before that. Lines that begin with \"# \" and a name show what may be set, or what holds if nothing is.
#
# Every line can be given from outside as AJAR_SECTION__FIELD: AJAR_TELEGRAM__TOKEN, say, or AJAR_KEEP__DRAFT_DAYS.
# What is neither text nor a path is written there as it is here. Relative paths start at this file's folder.
";

/// The documented example: what `ajar init` writes.
pub fn example() -> Result<String, toml::ser::Error> {
    let schema = read::schema();
    let mut out = HEAD.to_owned();
    let mut section = String::new();
    for line in toml::to_string(&illustrated())?.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(name) => {
                section = name.to_owned();
                out.push_str(&heading(&schema, name));
            }
            None => out.push_str(&setting(&schema, &section, line)),
        }
    }
    Ok(out)
}

/// The sample with something in every place, so that every setting has its line.
fn illustrated() -> Config {
    let named = |name: &str, phone: &str| {
        let (name, phone, email) = (name.to_owned(), Some(phone.to_owned()), Some("name@example.org".to_owned()));
        Some(Named { name, phone, email })
    };
    let mut config = Config::sample();
    config.service.email = Some("hello@example.org".to_owned());
    config.service.address = Some("1 Harbour Street, Sampleton".to_owned());
    config.service.website = Some("https://example.org".to_owned());
    config.service.heard_within_days = Some(5);
    config.service.bank_holidays = [(2026, 12, 25), (2026, 12, 28), (2027, 1, 1)]
        .into_iter()
        .filter_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day))
        .collect();
    config.team.names = vec!["Sam".to_owned(), "Priya".to_owned()];
    config.team.lead = Some("Priya".to_owned());
    config.complaints = named("Alex Sample", "01632 960 124");
    config.young = named("Jo Sample", "01632 960 125");
    config.telegram.token = Some(Secret::new(".."));
    config.telegram.token_file = Some(PathBuf::from("telegram-token"));
    config.telegram.username = Some("OpenDoorBot".to_owned());
    config.webhook = Some(webhook());
    config.http = Some(Http { listen: http::nearby(), exposed: false });
    config.desk = Some(Desk { address: "https://desk.example.org".to_owned(), listen: desk::beside(), exposed: false });
    config.content.dir = Some(PathBuf::from("content"));
    config
}

fn webhook() -> Webhook {
    Webhook {
        url: "https://bot.example.org/telegram".to_owned(),
        listen: http::nearby(),
        exposed: false,
        secret: Some(Secret::new("................")),
        max_connections: 40,
    }
}

fn heading(schema: &Json, name: &str) -> String {
    let found = name.split('.').try_fold(schema, |here, key| read::properties(here)?.get(key));
    let off = if found.is_some_and(is_optional) { "# " } else { "" };
    format!("\n{}{off}[{name}]\n", comment(found))
}

fn setting(schema: &Json, section: &str, line: &str) -> String {
    let key = line.split(' ').next().unwrap_or_default();
    if section.contains('.') {
        // A table inside a section (the hours) is one setting: its comment stands above it.
        return format!("{line}\n");
    }
    let here = read::properties(schema).and_then(|sections| sections.get(section));
    let found = here.and_then(read::properties).and_then(|fields| fields.get(key));
    // A section that may be left out is commented out whole, and so is everything that has a value of its own.
    let has_default = found.is_some_and(|field| field.get("default").is_some() || is_optional(field));
    let off = if here.is_some_and(is_optional) || has_default { "# " } else { "" };
    format!("{}{off}{line}\n", comment(found))
}

fn comment(schema: Option<&Json>) -> String {
    let text = schema.and_then(|schema| schema.get("description")).and_then(Json::as_str).unwrap_or_default();
    text.lines().map(|line| format!("# {line}\n")).collect()
}

/// Whether nothing may stand there.
fn is_optional(schema: &Json) -> bool {
    let kind = schema.get("type");
    let among = |list: &Json| list.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "null"));
    let either = schema.get("anyOf").and_then(Json::as_array).into_iter().flatten();
    kind.is_some_and(|kind| kind == "null" || among(kind)) || either.into_iter().any(is_optional)
}

#[cfg(test)]
mod tests {
    use super::super::Environment;
    use super::*;

    #[test]
    fn the_example_is_the_one_in_the_repository() {
        let written = example().unwrap();
        let kept = include_str!("../../ajar.example.toml");
        assert!(written == kept, "write it anew: cargo run -- config-example > ajar.example.toml\n{written}");
    }

    #[test]
    fn the_example_can_be_read_as_it_is_and_with_every_line_switched_on() {
        let written = example().unwrap();
        let config = read::config("ajar.example.toml", &written, &Environment::default()).unwrap();
        assert!(config.is_sample());
        let is_setting = |line: &&str| line.starts_with("# [") || line.contains(" = ");
        let on: Vec<_> =
            written.lines().map(|line| line.strip_prefix("# ").filter(|_| is_setting(&line)).unwrap_or(line)).collect();
        let without_token: Vec<_> =
            on.into_iter().filter(|line| !line.starts_with("token = ") && !line.starts_with("secret = ")).collect();
        let all = read::config("ajar.example.toml", &without_token.join("\n"), &Environment::default()).unwrap();
        assert_eq!(all.facts().team.len(), 2);
        assert_eq!(all.facts().young.unwrap().name, "Jo Sample");
    }
}
