//! How long people wait, in working days, and the figure that is told: nine in ten hear within so many. Pure.
//!
//! Not here: who waited (`store::heard` keeps two times, and no more).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Hours, london};

/// Those who asked within so long are looked at.
pub const LOOKED_AT: TimeDelta = TimeDelta::days(90);
/// Fewer than these tell nothing yet.
pub const ENOUGH: usize = 20;
/// Nobody is told that they wait for longer: then it is not known.
const LONGEST: u16 = 60;

/// Nine in ten of those who asked heard within so many working days. `heard` asked and were answered; `not_yet` asked, and wait. Nothing, if
/// they are too few, or if more than one in ten wait for ever so long.
pub fn nine_in_ten(
    hours: &Hours,
    heard: &[(DateTime<Utc>, DateTime<Utc>)],
    not_yet: &[DateTime<Utc>],
    now: DateTime<Utc>,
) -> Option<u16> {
    let mut waits: Vec<u16> = heard.iter().map(|(asked, answered)| waited(hours, *asked, *answered)).collect();
    if waits.len() < ENOUGH {
        return None;
    }
    waits.sort_unstable();
    let figure = ninth_tenth(&waits)?;
    // Whoever has waited for longer than that already counts: leaving them out would make the figure better than it is.
    let longer = not_yet.iter().map(|asked| waited(hours, *asked, now)).filter(|days| *days > figure).count();
    waits.extend(std::iter::repeat_n(u16::MAX, longer));
    ninth_tenth(&waits).filter(|days| *days <= LONGEST)
}

/// How many working days after the one on which they asked: one at least, for nobody is promised an hour.
pub fn waited(hours: &Hours, asked: DateTime<Utc>, answered: DateTime<Utc>) -> u16 {
    let (from, until) = (london(asked).0, london(answered).0);
    let days = from.iter_days().skip(1).take_while(|day| *day <= until).take(400);
    let worked = days.filter(|day: &NaiveDate| hours.works_on(*day)).count();
    u16::try_from(worked.max(1)).unwrap_or(u16::MAX)
}

/// The smallest that nine in ten do not exceed.
fn ninth_tenth(sorted: &[u16]) -> Option<u16> {
    sorted.get((sorted.len() * 9).div_ceil(10).checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
    }

    fn week() -> Hours {
        use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};
        Hours::parse(&[Mon, Tue, Wed, Thu, Fri].map(|day| (day, "09:30-16:30"))).unwrap()
    }

    #[test]
    fn p18_a_wait_is_counted_in_working_days() {
        for (asked, answered, days) in [
            ("2026-11-23T10:00:00Z", "2026-11-23T12:00:00Z", 1),
            ("2026-11-21T03:00:00Z", "2026-11-23T12:00:00Z", 1),
            ("2026-11-20T12:00:00Z", "2026-11-24T12:00:00Z", 2),
            ("2026-11-23T12:00:00Z", "2026-11-30T12:00:00Z", 5),
        ] {
            assert_eq!(waited(&week(), at(asked), at(answered)), days, "{asked}");
        }
        let closed = week().closed_on(["2026-11-24".parse().unwrap()]);
        assert_eq!(waited(&closed, at("2026-11-23T10:00:00Z"), at("2026-11-25T10:00:00Z")), 1);
    }

    #[test]
    fn p18_the_figure_is_told_once_there_are_enough_and_those_who_wait_for_longer_count() {
        let (monday, tuesday, friday) =
            (at("2026-11-02T10:00:00Z"), at("2026-11-03T10:00:00Z"), at("2026-11-06T10:00:00Z"));
        let now = at("2026-11-30T10:00:00Z");
        let mut heard = vec![(monday, tuesday); 18];
        heard.push((monday, friday));
        assert_eq!(nine_in_ten(&week(), &heard, &[], now), None, "too few");
        heard.push((monday, friday));
        assert_eq!(nine_in_ten(&week(), &heard, &[], now), Some(1));
        assert_eq!(nine_in_ten(&week(), &heard, &[monday], now), Some(4), "one waits still");
        assert_eq!(nine_in_ten(&week(), &heard, &[now], now), Some(1), "who has only just asked says nothing");
        assert_eq!(nine_in_ten(&week(), &heard, &[monday; 9], now), None, "too many wait for ever so long");
    }
}
