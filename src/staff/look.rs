//! A second look before an answer goes out: whether it comes at a time that suits the person, as far as they have chosen one. Words that they wrote
//! about it are not judged by a program: the coordinator reads them.
//!
//! Not here: sending (`answer`).

use chrono::{DateTime, Days, NaiveTime, Utc};

use super::guard::{openable, somebody};
use super::open::reads;
use super::{Parts, Staff, StaffError};
use crate::hours;
use crate::referral::{self, Glance};
use crate::store::referrals::ReferralRow;
use crate::store::{Group, places};
use crate::vault;

/// What there is to look at before an answer goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing.
    Fine,
    /// They chose other times.
    Outside {
        /// What they chose, as it stands on its button in the team's language.
        chose: String,
        /// When that is next.
        next: DateTime<Utc>,
    },
    /// They wrote about good and bad times: it stands in what they sent.
    TheyWrote,
}

/// The closed choices of times (dialogues/reach.toml), in hours of London's day.
const TIMES: [(&str, u32, u32); 3] =
    [("answer-mornings", 8, 12), ("answer-afternoons", 12, 17), ("answer-evenings", 17, 21)];

impl Staff {
    /// Whether an answer now comes at a time that suits the person.
    pub async fn second_look(&self, name: &str, reference: &str) -> Result<Look, StaffError> {
        let asked = (name.to_owned(), reference.to_owned());
        self.write("second look", asked, |parts, group, (name, reference)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                let row = openable(parts, group, &who, reference).await?;
                reads(group, &row, &who).await?;
                look(parts, group, &row).await
            })
        })
        .await
    }
}

async fn look(parts: &Parts, group: &mut Group, row: &ReferralRow) -> Result<Look, StaffError> {
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    let place = row.id.to_string();
    let glance: Glance = match &row.glance {
        Some(sealed) => vault::open(&key, &places::glance(row.person, &place), sealed)?,
        None => Glance::default(),
    };
    Ok(match glance.times {
        None => Look::Fine,
        Some(referral::Given::Words) => Look::TheyWrote,
        Some(referral::Given::Chosen(key)) => match next(&key, parts.clock.now()) {
            Some(next) => Look::Outside { chose: parts.locales.text(&parts.lang, &key, &[]), next },
            None => Look::Fine,
        },
    })
}

/// When the chosen times are next; nothing if they are now, or are any.
fn next(chosen: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let (_, from, until) = TIMES.into_iter().find(|(key, ..)| *key == chosen)?;
    let (from, until) = (NaiveTime::from_hms_opt(from, 0, 0)?, NaiveTime::from_hms_opt(until, 0, 0)?);
    let (today, time) = hours::london(now);
    if time < from {
        Some(hours::moment(today, from))
    } else if time < until {
        None
    } else {
        Some(hours::moment(today.checked_add_days(Days::new(1))?, from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_times_are_in_londons_day() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc);
        // In July London is an hour ahead.
        for (chosen, now, expected) in [
            ("answer-mornings", "2026-07-06T07:30:00Z", None),
            ("answer-mornings", "2026-07-06T11:30:00Z", Some("2026-07-07T07:00:00Z")),
            ("answer-evenings", "2026-11-23T09:00:00Z", Some("2026-11-23T17:00:00Z")),
            ("answer-afternoons", "2026-11-23T12:00:00Z", None),
            ("answer-any-time", "2026-11-23T03:00:00Z", None),
        ] {
            assert_eq!(next(chosen, at(now)), expected.map(at), "{chosen} {now}");
        }
    }
}
