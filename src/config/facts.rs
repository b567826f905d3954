//! The facts that the engine may know, and the sample service that `ajar talk` uses where there is no config.

use std::path::PathBuf;

use super::{Config, Named, Service};
use crate::dialogue::{Contact, Facts, Nation};
use crate::hours::Hours;

impl Config {
    /// The facts of the service for the engine.
    pub fn facts(&self) -> Facts {
        let service = &self.service;
        Facts {
            name: service.name.clone(),
            phone: service.phone.clone(),
            email: service.email.clone(),
            address: service.address.clone(),
            link: self.telegram.username.as_ref().map(|name| format!("https://t.me/{}", name.trim_start_matches('@'))),
            nation: service.nation,
            website: service.website.clone(),
            hours: service.hours.clone().closed_on(service.bank_holidays.iter().copied()),
            heard_within_days: service.heard_within_days,
            keep_draft_days: self.keep.draft_days,
            quiet_seconds: self.listening.quiet_seconds,
            young: self.young.as_ref().map(contact),
            complaints: self.complaints.as_ref().map(contact),
            team: self.team.names.clone(),
        }
    }

    /// A service that does not exist, with a phone number that is kept for stories and rings nowhere.
    pub fn sample() -> Self {
        Self {
            service: sample_service(),
            team: super::Team::default(),
            complaints: None,
            young: None,
            keep: super::Keep::default(),
            listening: super::Listening::default(),
            telegram: super::Telegram::default(),
            webhook: None,
            http: None,
            desk: None,
            pace: super::Pace::default(),
            database: super::Database::default(),
            keys: super::Keys::default(),
            languages: super::Languages::default(),
            content: super::ContentDir::default(),
            base: PathBuf::new(),
        }
    }
}

fn contact(named: &Named) -> Contact {
    Contact { name: named.name.clone(), phone: named.phone.clone(), email: named.email.clone() }
}

fn sample_service() -> Service {
    Service {
        name: "The Open Door".to_owned(),
        phone: "01632 960 123".to_owned(),
        email: None,
        address: None,
        website: None,
        nation: Nation::England,
        heard_within_days: None,
        bank_holidays: Vec::new(),
        hours: sample_hours(),
    }
}

/// Monday to Friday, 09:30 to 16:30.
fn sample_hours() -> Hours {
    use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};
    Hours::parse(&[Mon, Tue, Wed, Thu, Fri].map(|day| (day, "09:30-16:30"))).unwrap_or_default()
}
