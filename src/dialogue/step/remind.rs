//! A reminder, only if the person sets one: one at most, between 09:00 and 20:00 in London, cancelled in one tap (P5).

use chrono::{Datelike, Duration, NaiveDate, NaiveTime};

use super::super::{Arg, Due, Effect, Message, Overlay, Text};
use super::movement::{Move, line, msg};
use super::press::stale;
use super::view::View;
use crate::hours;
use crate::story::Fragment;

/// The hour of day at which a reminder comes.
const HOUR: u32 = 10;
/// No reminder is set further on than this.
const FURTHEST_DAYS: i64 = 366;

pub(super) fn view(m: &Move<'_>, asked: u8) -> View {
    if asked > 0 {
        return View {
            text: vec![line("remind-date")],
            choices: vec![m.choice("back", msg("choice-back"))],
            ..View::default()
        };
    }
    let choices = [
        ("days-1", "choice-tomorrow"),
        ("days-3", "choice-three-days"),
        ("days-7", "choice-next-week"),
        ("date", "choice-a-date"),
    ]
    .map(|(id, label)| m.choice(id, msg(label)));
    View { text: vec![line("remind-ask")], choices: choices.to_vec(), ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, id: &str) {
    let today = hours::london(m.now).0;
    match id {
        "days-1" => set(m, today + Duration::days(1)),
        "days-3" => set(m, today + Duration::days(3)),
        "days-7" => set(m, today + Duration::days(7)),
        "date" => m.lay(Overlay::Remind { asked: 1 }),
        "cancel" => cancel(m),
        _ => stale(m),
    }
}

fn set(m: &mut Move<'_>, day: NaiveDate) {
    let at = hours::moment(day, NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default());
    m.state.reminder = Some(at);
    m.effects.push(Effect::Schedule { what: Due::Reminder, at, mark: 0 });
    m.state.overlay = Some(Overlay::Stopped);
    m.offer_anew();
    m.remark(Text::Message(Message::new("remind-set").with("moment", Arg::Moment(at))));
}

/// Cancelled in one tap.
pub(super) fn cancel(m: &mut Move<'_>) {
    m.state.reminder = None;
    m.effects.push(Effect::Cancel(Due::Reminder));
    m.state.overlay = Some(Overlay::Stopped);
    m.offer_anew();
    m.remark(line("remind-cancelled"));
}

/// A date was typed. If it cannot be read, that is said once; after that there is no reminder, and the words are kept as words.
pub(super) fn typed(m: &mut Move<'_>, asked: u8, fragment: &Fragment) {
    let today = hours::london(m.now).0;
    let day = fragment.content.words().and_then(|words| read_day(words.as_str(), today));
    match day {
        Some(day) => set(m, day),
        None if asked < 2 => {
            m.state.overlay = Some(Overlay::Remind { asked: 2 });
            // Perhaps they were no date at all: they can still be kept as words.
            m.state.typed = Some(fragment.clone());
            m.offer_anew();
            m.remark(line("remind-unread"));
        }
        None => {
            m.state.overlay = None;
            m.offer_anew();
            super::keep::here(m, fragment.clone());
        }
    }
}

/// Reads "3/12", "3.12.2026", "2026-12-03": a day after today and within a year.
fn read_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let numbers: Vec<i32> = text.trim().split(['/', '.', '-', ' ']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let day = match numbers.as_slice() {
        [year, month, day] if *year > 31 => on(*year, *month, *day),
        [day, month, year] => on(if *year < 100 { year + 2000 } else { *year }, *month, *day),
        [day, month] => {
            on(today.year(), *month, *day).filter(|found| *found > today).or_else(|| on(today.year() + 1, *month, *day))
        }
        _ => None,
    }?;
    (day > today && day <= today + Duration::days(FURTHEST_DAYS)).then_some(day)
}

fn on(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them_in_numbers() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let third = NaiveDate::from_ymd_opt(2026, 12, 3);
        for text in ["3/12", " 03.12.2026", "2026-12-03", "3 12 26"] {
            assert_eq!(read_day(text, today), third, "{text}");
        }
        assert_eq!(read_day("1/2", today), NaiveDate::from_ymd_opt(2027, 2, 1));
        for text in ["", "soon", "31/2", "1/1/2020", "1/1/2030", "5"] {
            assert_eq!(read_day(text, today), None, "{text}");
        }
    }
}
