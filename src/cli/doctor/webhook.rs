//! How updates come, as Telegram sees it: by which webhook, if any, what waits there, and what went wrong when it last brought something.
//!
//! Not here: asking (`reach`).

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::{Finding, broken, look, ok};
use crate::config::Config;

/// What went wrong longer ago than this is over.
const RECENT: TimeDelta = TimeDelta::hours(1);
/// From so many waiting updates on, somebody should look.
const MANY: i64 = 100;

/// What Telegram's words about a failed delivery point to, found by a part of them.
const HINTS: [(&str, &str); 9] = [
    ("401", "the secret is another one: is a second program with this token running? A restart sets it anew"),
    ("403", "the reverse proxy lets nobody in from Telegram's networks: look at its allow lines"),
    ("404", "the reverse proxy passes on another path than the one in [webhook] url"),
    ("405", "the reverse proxy passes on another path than the one in [webhook] url"),
    ("50", "the reverse proxy does not reach Ajar, or Ajar cannot write: `systemctl status ajar`"),
    ("efused", "nothing listens at the address: is the reverse proxy running, and its port open to the internet?"),
    ("imed out", "no answer comes: is the port open to the internet, and does `systemctl status ajar` say ready?"),
    ("resolve", "the name of the host is not known: look at its DNS entry"),
    (
        "ertificate",
        "the reverse proxy's certificate is not accepted: is it of a known authority, whole, and not out of date?",
    ),
];

/// Judges what Telegram says of the webhook (`getWebhookInfo`).
pub(super) fn judge(config: &Config, info: &Value, now: DateTime<Utc>) -> Vec<Finding> {
    let told = info.get("url").and_then(Value::as_str).unwrap_or_default();
    let wanted = config.webhook.as_ref().map_or("", |webhook| webhook.url.as_str());
    let mut found = vec![way(told, wanted)];
    found.extend((!wanted.is_empty() && told == wanted).then(|| failures(info, now)).flatten());
    found.push(waiting(info));
    found
}

fn way(told: &str, wanted: &str) -> Finding {
    match (told.is_empty(), wanted.is_empty()) {
        (true, true) => ok("updates", "Telegram has no webhook, so Ajar can fetch them, as the config says"),
        (true, false) => look(
            "updates",
            "Telegram knows of no webhook yet, and the config has one: `ajar serve` tells it at the start. Is it running?",
        ),
        (false, true) => look(
            "updates",
            format!(
                "Telegram brings them to {}, and the config has no webhook: `ajar serve` takes it away at the start. If it runs already, \
                 another program has this token",
                host(told)
            ),
        ),
        (false, false) if told == wanted => {
            ok("updates", format!("Telegram brings them to {}, as the config says", host(told)))
        }
        (false, false) => broken(
            "updates",
            format!(
                "Telegram brings them to {}, which is not the url in [webhook]: restart, and Ajar tells it the right one. If that does not \
                 last, another program has this token",
                host(told)
            ),
        ),
    }
}

/// The path stays unsaid: there are people who put secrets there.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

fn failures(info: &Value, now: DateTime<Utc>) -> Option<Finding> {
    let when = DateTime::from_timestamp(info.get("last_error_date")?.as_i64()?, 0)?;
    let says = info.get("last_error_message")?.as_str()?;
    let when_said = when.format("%Y-%m-%d %H:%M UTC");
    if now - when > RECENT {
        return Some(ok(
            "webhook",
            format!("Telegram last could not bring something at {when_said}; it is over since"),
        ));
    }
    let hint = HINTS
        .iter()
        .find(|(part, _)| says.contains(part))
        .map_or("the reverse proxy's log may say more", |(_, hint)| hint);
    Some(look(
        "webhook",
        format!("Telegram could not bring something at {when_said}, and tries again. It says \"{says}\": {hint}"),
    ))
}

fn waiting(info: &Value) -> Finding {
    match info.get("pending_update_count").and_then(Value::as_i64).unwrap_or_default() {
        0 => ok("waiting", "nothing waits at Telegram"),
        many if many < MANY => ok("waiting", format!("{many} updates wait at Telegram, to be fetched or brought")),
        many => look(
            "waiting",
            format!(
                "{many} updates wait at Telegram, which keeps them for 24 hours: is `ajar serve` running and ready?"
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::cli::doctor::How;
    use crate::config::Webhook;

    const URL: &str = "https://bot.example.org/telegram";

    fn found(wanted: Option<&str>, info: &Value) -> Vec<(&'static str, How, String)> {
        let mut config = Config::sample();
        config.webhook = wanted.map(|url| serde_json::from_value::<Webhook>(json!({ "url": url })).unwrap());
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        judge(&config, info, now).into_iter().map(|finding| (finding.what, finding.how, finding.says)).collect()
    }

    #[test]
    fn the_address_that_telegram_knows_is_held_against_the_config_and_its_path_stays_unsaid() {
        for (wanted, told, how) in [
            (None, "", How::Ok),
            (Some(URL), URL, How::Ok),
            (Some(URL), "", How::Look),
            (None, "https://other.example.org/12:hidden", How::Look),
            (Some(URL), "https://other.example.org/12:hidden", How::Broken),
        ] {
            let found = found(wanted, &json!({ "url": told, "pending_update_count": 0 }));
            assert_eq!((found[0].0, found[0].1), ("updates", how), "{wanted:?} {told}");
            assert!(!found[0].2.contains("hidden"));
        }
    }

    #[test]
    fn a_failure_is_told_in_telegrams_words_with_what_to_do_and_not_for_ever() {
        let at = |date: i64| {
            let says = "Wrong response from the webhook: 401 Unauthorized";
            found(
                Some(URL),
                &json!({ "url": URL, "last_error_date": date, "last_error_message": says, "pending_update_count": 3 }),
            )
        };
        let (what, how, says) = at(1_800_000_000 - 60)[1].clone();
        assert_eq!((what, how), ("webhook", How::Look));
        assert!(says.contains("401 Unauthorized") && says.contains("A restart sets it anew"), "{says}");
        assert_eq!(at(1_800_000_000 - 7_200)[1].1, How::Ok);
    }

    #[test]
    fn many_that_wait_are_pointed_out() {
        for (waiting, how) in [(0, How::Ok), (99, How::Ok), (100, How::Look)] {
            let found = found(None, &json!({ "url": "", "pending_update_count": waiting }));
            assert_eq!((found[1].0, found[1].1), ("waiting", how), "{waiting}");
        }
    }
}
