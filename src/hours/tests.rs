//! Hours across weekdays, bank holidays and both clock changes.

use chrono::TimeDelta;

use super::*;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read(toml: &str) -> Result<Hours, String> {
    #[derive(Deserialize)]
    struct File {
        hours: Hours,
    }
    toml::from_str::<File>(toml).map(|file| file.hours).map_err(|error| error.message().to_owned())
}

fn office() -> Hours {
    read(r#"hours = { mon = "09:30-16:30", tue = "09:30-12:00, 13:00-16:30", thu = "09:30-16:30" }"#).unwrap()
}

#[test]
fn a_span_holds_its_first_minute_and_not_its_end() {
    // 2 March 2026 is a Monday; London is at UTC.
    assert!(!office().is_open(utc("2026-03-02T09:29:59Z")));
    assert!(office().is_open(utc("2026-03-02T09:30:00Z")));
    assert!(office().is_open(utc("2026-03-02T16:29:59Z")));
    assert!(!office().is_open(utc("2026-03-02T16:30:00Z")));
    assert!(!office().is_open(utc("2026-03-03T12:30:00Z")), "between two spans");
}

#[test]
fn summer_hours_are_an_hour_earlier_in_utc() {
    assert!(office().is_open(utc("2026-06-01T08:30:00Z")));
    assert!(!office().is_open(utc("2026-06-01T15:30:00Z")));
}

#[test]
fn the_next_opening_passes_over_nights_weekends_and_bank_holidays() {
    let friday = utc("2026-04-03T10:00:00Z");
    assert_eq!(office().next_opening(friday), Some(utc("2026-04-06T08:30:00Z")));
    let easter = office().closed_on([date("2026-04-06")]);
    assert_eq!(easter.next_opening(friday), Some(utc("2026-04-07T08:30:00Z")));
    assert!(!easter.is_open(utc("2026-04-06T10:00:00Z")));
}

#[test]
fn an_open_moment_is_its_own_next_opening_and_never_has_none() {
    let at = utc("2026-03-02T10:00:00Z");
    assert_eq!(office().next_opening(at), Some(at));
    assert_eq!(Hours::always().closed_on([date("2026-03-02")]).next_opening(at), Some(at));
    assert_eq!(Hours::never().next_opening(at), None);
    assert!(Hours::default().is_never());
}

#[test]
fn every_minute_around_both_clock_changes_agrees_with_the_next_opening() {
    for spans in ["00:30-01:30", "01:15-01:45", "01:00-02:00", "02:00-02:10", "00:00-24:00", "23:00-24:00"] {
        let hours = read(&format!("hours = {{ sun = \"{spans}\" }}")).unwrap();
        for start in ["2026-03-28T22:00:00Z", "2026-10-24T22:00:00Z"] {
            agrees(&hours, utc(start));
        }
    }
}

/// From each minute, the next opening is the first open minute that a walk finds.
fn agrees(hours: &Hours, start: DateTime<Utc>) {
    let minutes: Vec<_> = (0..30 * 60).map(|minute| start + TimeDelta::minutes(minute)).collect();
    let mut next = None;
    for at in minutes.into_iter().rev() {
        if hours.is_open(at) {
            next = Some(at);
        }
        if next.is_some() {
            assert_eq!(hours.next_opening(at), next, "{hours:?} from {at}");
        }
    }
}

#[test]
fn a_moment_in_the_missing_hour_is_the_change_and_in_the_double_hour_the_first() {
    let half_past_one = NaiveTime::from_hms_opt(1, 30, 0).unwrap();
    assert_eq!(moment(date("2026-03-29"), half_past_one), utc("2026-03-29T01:00:00Z"));
    assert_eq!(moment(date("2026-10-25"), half_past_one), utc("2026-10-25T00:30:00Z"));
    assert_eq!(london(utc("2026-10-25T01:30:00Z")), (date("2026-10-25"), half_past_one));
    assert_eq!(london(utc("2026-06-30T23:10:00Z")).0, date("2026-07-01"));
}

#[test]
fn working_days_do_not_count_their_first_nor_closed_ones() {
    let monday = date("2026-03-02");
    assert_eq!(office().add_working_days(monday, 0), Some(monday));
    assert_eq!(office().add_working_days(monday, 2), Some(date("2026-03-05")));
    assert_eq!(office().closed_on([date("2026-03-03")]).add_working_days(monday, 2), Some(date("2026-03-09")));
    assert_eq!(Hours::never().add_working_days(monday, 1), None);
}

#[test]
fn hours_are_read_as_written_and_written_as_read() {
    assert_eq!(office().weekdays(), [Weekday::Mon, Weekday::Tue, Weekday::Thu]);
    assert_eq!(office().day(Weekday::Tue).len(), 2);
    let pairs =
        [(Weekday::Mon, "09:30-16:30"), (Weekday::Tue, "13:00-16:30, 09:30-12:00"), (Weekday::Thu, "09:30-16:30")];
    assert_eq!(Hours::parse(&pairs).unwrap(), office());
    for hours in [office(), Hours::always(), Hours::never()] {
        let json = serde_json::to_string(&hours).unwrap();
        assert_eq!(serde_json::from_str::<Hours>(&json).unwrap(), hours, "{json}");
    }
    let evenings = read(r#"hours = { daily = "17:00-24:00", sun = "" }"#).unwrap();
    assert_eq!(evenings.weekdays().len(), 6);
    assert_eq!(evenings.day(Weekday::Mon).first().unwrap().until(), None);
}

#[test]
fn a_mistake_says_what_to_write() {
    for (wrong, says) in [
        (r#"hours = "sometimes""#, "always"),
        (r#"hours = { mon = "9:30-16:30" }"#, "\"9:30\" is no time of day"),
        (r#"hours = { mon = "09:30" }"#, "is no span of hours"),
        (r#"hours = { mon = "09:30-24:30" }"#, "\"24:30\" is no time of day"),
        (r#"hours = { mon = "22:00-02:00" }"#, "end it at \"24:00\""),
        (r#"hours = { mon = "09:00-12:00, 11:00-13:00" }"#, "overlaps"),
        (r#"hours = { monday = "09:00-12:00" }"#, "monday"),
    ] {
        let message = read(wrong).unwrap_err();
        assert!(message.contains(says), "{wrong}: {message}");
    }
}
