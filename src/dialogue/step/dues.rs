//! Stored times that have come. A time whose mark has moved on is void. Only a quiet moment after the person's own words,
//! a reminder that they set, and a notice that they asked for ever speak first (P5).

use super::super::{Arg, Asked, Content, Due, Overlay, Say, Step, Text};
use super::movement::{Move, msg};
use super::{listen, pasted, review, sent, watched};
use crate::referral::{Queue, Status};
use crate::story::Purpose;

pub(super) fn due(m: &mut Move<'_>, what: Due, mark: u64) {
    match what {
        Due::Quiet if mark == m.state.mark && !m.is_direct() => match m.state.overlay {
            None => quiet(m),
            Some(Overlay::Pasted { prompted }) => pasted::quiet(m, prompted),
            Some(_) => {}
        },
        Due::Quiet => {}
        Due::Reminder => reminder(m),
        Due::Unopened => unopened(m),
    }
}

pub(super) fn quiet(m: &mut Move<'_>) {
    if watched::quiet(m) {
        return;
    }
    match m.step() {
        Some(Step::Listen(_)) => listen::quiet(m),
        Some(Step::Review(step)) => review::quiet(m, step.purpose),
        Some(Step::Sent(_)) if m.state.asked == (Asked::Idle { telling: true }) => sent::quiet(m),
        Some(Step::Menu(menu)) if menu.unkept => {}
        Some(Step::Menu(_) | Step::Invite(_) | Step::Listings(_) | Step::Sent(_)) | None => {
            if m.state.asked == (Asked::Idle { telling: true }) && m.state.draft(Purpose::Story).unsent() {
                keep_way_back(m);
                review::open(m, Purpose::Story);
            }
        }
    }
}

/// Who was only looking can go back to where they were.
pub(super) fn keep_way_back(m: &mut Move<'_>) {
    if m.state.place.dialogue != Content::FIRST && m.state.back.is_none() {
        m.state.back = Some(m.state.place.clone());
    }
}

fn reminder(m: &mut Move<'_>) {
    if m.state.reminder.take().is_some() {
        m.lay(Overlay::Returned);
    }
}

fn unopened(m: &mut Move<'_>) {
    let waiting = m.situation.referral(Queue::Main).is_some_and(|referral| referral.status == Status::Waiting);
    if waiting {
        let text = vec![Text::Message(msg("still-unopened").with("reading", Arg::ReadingDays))];
        let choices = super::review::seen_choices(m);
        m.say(Say { text, choices, ..Say::default() });
    }
}
