//! What the config says of the service, and the clock.

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

use super::{Finding, How, broken, look, ok};
use crate::config::{Config, Environment};
use crate::hours::london;

/// Bank holidays should be known for this long.
const KNOWN_AHEAD: TimeDelta = TimeDelta::days(60);
/// No clock that is right shows an earlier year.
const FIRST_YEAR: i32 = 2026;

/// Looks at the facts of the service.
pub(super) fn look_at(config: &Config, environment: &Environment, now: DateTime<Utc>) -> Vec<Finding> {
    vec![
        service(config),
        routes(config),
        hours(config),
        bank_holidays(config, now),
        desk(config),
        clock(environment, now),
    ]
}

fn service(config: &Config) -> Finding {
    let service = &config.service;
    if config.is_sample() {
        return look(
            "service",
            "the name or the phone number is still the example's, which does not exist; put in your own",
        );
    }
    ok("service", format!("{}, {}", service.name, service.phone))
}

fn routes(config: &Config) -> Finding {
    let missing: Vec<_> = [("[complaints]", config.complaints.is_none()), ("[young]", config.young.is_none())]
        .into_iter()
        .filter_map(|(section, missing)| missing.then_some(section))
        .collect();
    match missing.is_empty() {
        true => ok("routes", "somebody is named for complaints, and for people under 18"),
        false => look(
            "routes",
            format!("nobody is named in {}; people are then told of other places only", missing.join(" and ")),
        ),
    }
}

fn hours(config: &Config) -> Finding {
    match config.service.hours.weekdays().len() {
        0 => look("hours", "there are no hours, so people are told that nobody reads; put them into [service.hours]"),
        days => ok("hours", format!("somebody reads on {days} days of the week")),
    }
}

fn bank_holidays(config: &Config, now: DateTime<Utc>) -> Finding {
    let (today, _) = london(now);
    let last = config.service.bank_holidays.iter().max();
    match last {
        Some(last) if *last >= today + KNOWN_AHEAD => ok("bank holidays", format!("known until {last}")),
        Some(last) => {
            look("bank holidays", format!("known until {last} only; add the next ones (gov.uk/bank-holidays)"))
        }
        None => look("bank holidays", "none are known, so people may be told that somebody reads on one; add them"),
    }
}

fn desk(config: &Config) -> Finding {
    match &config.desk {
        None => ok("desk", "there is none; coordinators answer at a terminal ([desk] gives them pages)"),
        Some(desk) if desk.address.starts_with("http://") => {
            look("desk", format!("{} is for this machine only; colleagues need an https address", desk.address))
        }
        Some(desk) if desk.exposed => look(
            "desk",
            format!(
                "{} can be reached by other machines, past the reverse proxy; let a firewall see to that",
                desk.listen
            ),
        ),
        Some(desk) => ok("desk", format!("{}, listening on {}", desk.address, desk.listen)),
    }
}

fn clock(environment: &Environment, now: DateTime<Utc>) -> Finding {
    if environment.get("AJAR_CLOCK_FILE").is_some() {
        return look("clock", "AJAR_CLOCK_FILE is set: the clock is moved, for trying things out");
    }
    match now.year() {
        year if year < FIRST_YEAR => broken("clock", format!("it shows the year {year}; set this machine's clock")),
        _ => Finding { what: "clock", how: How::Ok, says: format!("{} UTC", now.format("%Y-%m-%d %H:%M")) },
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn bank_holidays_that_run_out_are_told_in_time() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut config = Config::sample();
        assert_eq!(bank_holidays(&config, now).how, How::Look);
        config.service.bank_holidays = vec![now.date_naive() + TimeDelta::days(30)];
        assert_eq!(bank_holidays(&config, now).how, How::Look);
        config.service.bank_holidays.push(NaiveDate::from_ymd_opt(2028, 1, 3).unwrap());
        assert_eq!(bank_holidays(&config, now).how, How::Ok);
    }

    #[test]
    fn a_desk_that_colleagues_cannot_reach_or_strangers_can_is_told() {
        let mut config = Config::sample();
        assert_eq!(desk(&config).how, How::Ok);
        for (address, exposed, how) in [
            ("https://desk.example.org", false, How::Ok),
            ("https://desk.example.org", true, How::Look),
            ("http://localhost:8091", false, How::Look),
        ] {
            let listen = "127.0.0.1:8091".parse().unwrap();
            config.desk = Some(crate::config::Desk { address: address.to_owned(), listen, exposed });
            assert_eq!(desk(&config).how, how, "{address}");
        }
    }

    #[test]
    fn a_clock_that_was_never_set_is_broken() {
        let unset = DateTime::from_timestamp(0, 0).unwrap();
        assert_eq!(clock(&Environment::default(), unset).how, How::Broken);
        let moved = Environment::of([("AJAR_CLOCK_FILE", "/tmp/clock")]);
        assert_eq!(clock(&moved, DateTime::from_timestamp(1_800_000_000, 0).unwrap()).how, How::Look);
    }
}
