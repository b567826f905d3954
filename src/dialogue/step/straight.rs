//! Writing straight to the coordinator who is in touch (P13): its beginning and end, what is said while they are away (P34), and asking that what
//! was put to rest does not.
//!
//! Not here: passing the words on (`keep` orders it, `turn` does it).

use super::super::{Arg, Choice, Effect, Holder, Message, Say, Text};
use super::movement::{Move, line, msg};
use super::press::stale;
use crate::buttons::{Constant, Press};
use crate::referral::{Queue, Status};

/// *Write to NAME*: from here on words go straight to the coordinator, and it says so (P13).
pub(super) fn begin(m: &mut Move<'_>) {
    let Some(name) = m.in_touch().map(str::to_owned) else { return stale(m) };
    m.state.direct = Some(name.clone());
    m.state.overlay = None;
    m.offer_anew();
    m.say(Say { text: vec![named("direct-on", "name", name)], ..Say::default() });
}

/// Back to the program.
pub(super) fn end(m: &mut Move<'_>) {
    m.state.direct = None;
    m.lift_after(Some(line("direct-off")));
}

/// Words have gone to somebody who is away: it is said once, with who covers and a way to somebody else (P34).
pub(super) fn tell_of_absence(m: &mut Move<'_>) {
    let (Some(away), Some(name)) = (m.situation.away.clone(), m.in_touch().map(str::to_owned)) else { return };
    if m.state.away_told == Some(away.back) {
        return;
    }
    m.state.away_told = Some(away.back);
    let said = msg("away").with("name", Arg::Fact(name)).with("day", Arg::Day(away.back));
    let cover = away.cover.map(|cover| named("away-cover", "name", cover));
    let text = [Text::Message(said)].into_iter().chain(cover).collect();
    let choice = Choice { label: msg("way-somebody-else"), press: Press::Constant(Constant::SomebodyElse) };
    m.say(Say { text, choices: vec![choice], ..Say::default() });
}

/// *Ask for somebody else*: whoever covers has it from now on, or it waits for whoever takes it on.
pub(super) fn somebody_else(m: &mut Move<'_>) {
    let Holder::Coordinator { name, .. } = m.situation.holder.clone() else { return stale(m) };
    let cover = m.situation.away.take().and_then(|away| away.cover);
    m.effects.push(Effect::SomebodyElse);
    m.state.direct = None;
    m.situation.holder = Holder::Bot;
    for referral in m.situation.referrals.iter_mut().filter(|referral| referral.opened_by.as_ref() == Some(&name)) {
        (referral.status, referral.opened_by, referral.opened) = (Status::Waiting, None, false);
    }
    let said = match cover {
        Some(cover) => msg("asked-cover").with("name", Arg::Fact(cover)),
        None => msg("asked-somebody-else").with("reading", Arg::ReadingDays),
    };
    m.lift_after(Some(Text::Message(said)));
}

/// *Not yet*: what rests is with whoever had it, who is told.
pub(super) fn not_yet(m: &mut Move<'_>) {
    let Some((queue, name)) = resting(m) else { return stale(m) };
    m.effects.push(Effect::NotYet { queue });
    // Whoever put it to rest ended that: it begins with a choice again (P13).
    m.state.direct = None;
    for referral in m.situation.referrals.iter_mut().filter(|referral| referral.queue == queue) {
        referral.status = Status::InTouch;
    }
    if m.situation.holder == Holder::Bot {
        m.situation.holder = Holder::Coordinator { name: name.clone(), in_touch: true };
    }
    m.lift_after(Some(named("not-resting", "name", name)));
}

/// What rests, and who had it.
fn resting(m: &Move<'_>) -> Option<(Queue, String)> {
    let rests = Queue::ALL.into_iter().filter_map(|queue| m.situation.referral(queue));
    let rests = rests.into_iter().find(|referral| referral.status == Status::Closed && referral.contact_welcome)?;
    Some((rests.queue, rests.opened_by.clone()?))
}

fn named(key: &str, arg: &'static str, name: String) -> Text {
    Text::Message(Message::new(key).with(arg, Arg::Fact(name)))
}
