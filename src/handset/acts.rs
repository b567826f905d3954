//! What can be done on the page, read from a form. What is not understood is nothing done: the page comes back as it was.
//!
//! Not here: doing it (`table`).

use chrono::{DateTime, Datelike as _, Days, NaiveTime, Utc, Weekday};

use crate::hours;

/// The most that a form may hold, in bytes: a wall of text of several messages.
pub(super) const MOST: usize = 64 * 1024;
/// The longest voice note, in seconds.
const LONGEST_VOICE: u32 = 3_600;
/// In seconds.
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// One thing done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Start is pressed, behind a poster's link with this code if there is one.
    Start(Option<String>),
    /// Words are sent.
    Say(String),
    /// The last message is changed.
    Edit(String),
    /// A button is pressed: of this message, the button at this place, from 0.
    Press(i64, usize),
    /// A voice note of so many seconds.
    Voice(u32),
    /// A picture, perhaps with words.
    Picture(Option<String>),
    /// A sticker.
    Sticker,
    /// A moment in which nobody writes.
    Quiet,
    /// So many seconds pass.
    Later(i64),
    /// The next weekday comes, at half past nine.
    Morning,
}

/// A form: names and values.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a body.
    pub fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Words, with the line breaks that a phone would send.
    fn words(&self, name: &str) -> Option<String> {
        let words = self.get(name)?.replace("\r\n", "\n");
        (!words.trim().is_empty()).then_some(words)
    }

    /// What was done on the phone. `None`: nothing that there is.
    pub fn act(&self) -> Option<Act> {
        if let Some(button) = self.get("button") {
            let (message, place) = button.split_once('.')?;
            return Some(Act::Press(message.parse().ok()?, place.parse().ok()?));
        }
        match self.get("do")? {
            "start" => Some(Act::Start(self.words("code").map(|code| code.trim().to_owned()))),
            "say" => self.words("words").map(Act::Say),
            "edit" => self.words("words").map(Act::Edit),
            "voice" => {
                let seconds = self.get("seconds")?.trim().parse::<u32>().ok()?;
                (1..=LONGEST_VOICE).contains(&seconds).then_some(Act::Voice(seconds))
            }
            "picture" => Some(Act::Picture(self.words("words"))),
            "sticker" => Some(Act::Sticker),
            "quiet" => Some(Act::Quiet),
            "hour" => Some(Act::Later(HOUR)),
            "morning" => Some(Act::Morning),
            "days" => Some(Act::Later(3 * DAY)),
            "weeks" => Some(Act::Later(21 * DAY)),
            _ => None,
        }
    }
}

/// How many seconds there are until the next weekday at half past nine in London.
pub(super) fn until_morning(now: DateTime<Utc>) -> i64 {
    let (today, _) = hours::london(now);
    let half_past_nine = NaiveTime::from_hms_opt(9, 30, 0).unwrap_or_default();
    let days = (0..8).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
    let weekdays = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let next = weekdays.map(|day| hours::moment(day, half_past_nine)).find(|at| *at > now);
    next.map_or(DAY, |at| (at - now).num_seconds() + 1)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn act(body: &str) -> Option<Act> {
        Form::read(body.as_bytes()).act()
    }

    #[test]
    fn p11_words_come_as_they_were_typed() {
        assert_eq!(act("do=say&words=+aye%2C+reet%0D%0A+%D9%85%D8%B1"), Some(Act::Say(" aye, reet\n مر".into())));
        assert_eq!(act("do=say&words=+%0D%0A"), None, "nothing is not sent");
    }

    #[test]
    fn what_is_not_understood_is_nothing_done() {
        for body in ["", "do=fly", "do=voice&seconds=x", "do=voice&seconds=99999", "button=1", "button=a.b", "do"] {
            assert_eq!(act(body), None, "{body}");
        }
        assert_eq!(act("button=12.3"), Some(Act::Press(12, 3)));
        assert_eq!(act("do=start&code=+library-1+"), Some(Act::Start(Some("library-1".into()))));
        assert_eq!(act("do=start&code="), Some(Act::Start(None)));
    }

    #[test]
    fn the_next_morning_is_a_weekday_at_half_past_nine_in_london() {
        let after = |now: &str| {
            let now: DateTime<Utc> = now.parse().unwrap();
            (now + TimeDelta::seconds(until_morning(now))).to_rfc3339()
        };
        assert_eq!(after("2026-11-27T20:00:00Z"), "2026-11-30T09:30:01+00:00", "a Friday evening");
        assert_eq!(after("2026-06-29T08:31:00Z"), "2026-06-30T08:30:01+00:00", "summer time, and today's is past");
    }
}
