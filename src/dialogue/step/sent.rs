//! After sending: who reads it and when (P18), and what can be done meanwhile: add, take back, ask where it is, ask to be told, ask not to be contacted (P15).

use chrono::{Duration, NaiveTime};

use super::super::{Arg, Asked, Choice, Due, Effect, Holder, Message, Role, Sent, Text};
use super::movement::{Move, line, msg};
use super::press::stale;
use super::review;
use super::view::View;
use crate::hours;
use crate::referral::{Queue, Status};
use crate::story::Purpose;

/// "Nobody has opened it by then": this many working days on.
const TELL_AFTER_WORKING_DAYS: u16 = 3;

pub(super) fn view(m: &Move<'_>, sent: &Sent) -> View {
    if m.state.draft(sent.purpose).sent.is_none() {
        return View {
            text: vec![Text::Message(until(m, msg("taken-back-now")))],
            choices: after_taking_back(m),
            ..View::default()
        };
    }
    let who = match m.in_touch().filter(|_| sent.purpose == Purpose::Story) {
        Some(name) => vec![Text::Message(msg("sent-to-name").with("name", Arg::Fact(name.to_owned())))],
        None if m.queue(sent.purpose) == Queue::Young => vec![line("sent-young"), Text::Message(when(m))],
        None => vec![line(&sent.say), Text::Message(when(m))],
    };
    let how = if another_way(m, sent.purpose) { "answered-your-way" } else { "answered-here" };
    let text = who.into_iter().chain([line(how)]).chain(super::signpost::in_sight(m)).collect();
    View { text, choices: choices(m, sent), ..View::default() }
}

/// Whether the person has said another way than this chat for the answer.
pub(super) fn another_way(m: &Move<'_>, purpose: Purpose) -> bool {
    m.content.part_with(Role::ContactWay).is_some_and(|(part, _)| m.state.draft(purpose).has(part))
}

fn after_taking_back(m: &Move<'_>) -> Vec<Choice> {
    let mut choices =
        vec![m.choice("again", msg("choice-look-again")), m.choice("start", msg("choice-something-else"))];
    if m.state.back.is_some() {
        choices.push(m.choice("return", msg("choice-back")));
    }
    choices
}

/// The days on which somebody reads, and how long it takes: the real figure, or that it is not known yet (P18).
fn when(m: &Move<'_>) -> Message {
    let message = match m.situation.facts.heard_within_days {
        Some(days) => msg("heard-within").with("days", Arg::Number(i64::from(days))),
        None => msg("heard-unknown"),
    };
    message.with("reading", Arg::ReadingDays)
}

/// A page of what can be done meanwhile.
fn choices(m: &Move<'_>, sent: &Sent) -> Vec<Choice> {
    let mut all = Vec::new();
    if sent.reach.is_some() {
        all.push(m.choice("reach", msg("choice-another-way")));
    }
    if sent.add.is_some() {
        all.push(m.choice("add", msg("choice-add")));
    }
    all.push(m.choice("where", msg("choice-where")));
    all.push(m.choice("take-back", msg("choice-take-back")));
    if sent.purpose == Purpose::Story {
        all.push(m.choice("tell-me", msg("choice-tell-me")));
        let welcome = m.situation.referral(Queue::Main).is_none_or(|referral| referral.contact_welcome);
        all.push(if welcome {
            m.choice("no-contact", msg("choice-no-contact"))
        } else {
            m.choice("contact", msg("choice-contact"))
        });
    }
    all.push(if m.state.back.is_some() {
        m.choice("return", msg("choice-back"))
    } else {
        m.choice("start", msg("choice-something-else"))
    });
    let (from, to) = three_a_page(all.len(), m.page());
    let more = all.len() > 4;
    let mut out: Vec<Choice> = all.get(from..to).unwrap_or_default().to_vec();
    if more {
        out.push(m.choice("more", msg("choice-more")));
    }
    out
}

fn three_a_page(count: usize, page: usize) -> (usize, usize) {
    if count <= 4 {
        return (0, count);
    }
    let from = (page % count.div_ceil(3)) * 3;
    (from, (from + 3).min(count))
}

pub(super) fn chosen(m: &mut Move<'_>, sent: &Sent, id: &str) {
    match id {
        "more" => {
            m.state.asked = Asked::Page { page: m.page() + 1 };
            m.offer_anew();
            m.remark(line("sent-more"));
        }
        "where" => m.remark(Text::Message(whereabouts(m, sent.purpose))),
        "take-back" => take_back(m, sent.purpose),
        "tell-me" => tell_me(m),
        "no-contact" | "contact" => contact(m, id == "contact"),
        "again" => review::open(m, sent.purpose),
        "start" => m.go(m.content.start()),
        "return" => m.go_back(),
        "reach" => onward(m, sent.reach.as_deref()),
        "add" => onward(m, sent.add.as_deref()),
        _ => stale(m),
    }
}

fn onward(m: &mut Move<'_>, to: Option<&str>) {
    match to {
        Some(to) => m.go_to(to),
        None => stale(m),
    }
}

/// Where the words are: waiting, opened by somebody, or taken back (P18).
fn whereabouts(m: &Move<'_>, purpose: Purpose) -> Message {
    let found = queues(purpose).into_iter().find_map(|queue| m.situation.referral(queue));
    let Some(referral) = found else { return msg("where-nowhere") };
    match (referral.status, &referral.opened_by) {
        (Status::Claimed | Status::InTouch | Status::Closed, Some(name)) => {
            msg(if referral.opened { "where-opened" } else { "where-with" }).with("name", Arg::Fact(name.clone()))
        }
        (Status::Waiting | Status::Claimed | Status::InTouch | Status::Closed | Status::Withdrawn, _) => {
            msg("where-waiting").with("reading", Arg::ReadingDays)
        }
    }
}

/// Taking it back works before and after somebody has opened it (P15).
fn take_back(m: &mut Move<'_>, purpose: Purpose) {
    let mut standing = queues(purpose);
    standing.retain(|queue| m.situation.referral(*queue).is_some() || *queue == m.queue(purpose));
    let opened =
        standing.iter().filter_map(|queue| m.situation.referral(*queue)).any(|referral| referral.status.is_opened());
    for (known, draft) in &mut m.state.drafts {
        if queues(*known).iter().any(|queue| standing.contains(queue)) {
            draft.sent = None;
        }
    }
    m.state.direct = None;
    m.effects.extend(standing.into_iter().map(|queue| Effect::Withdraw { queue }));
    m.effects.push(Effect::Cancel(Due::Unopened));
    m.situation.referrals.clear();
    m.situation.holder = Holder::Bot;
    m.offer_anew();
    m.state.asked = Asked::Idle { telling: false };
    m.present_after(Some(line(if opened { "taken-back-opened" } else { "taken-back-unopened" })));
}

/// Every queue where something of this purpose may stand: the person may have said since that they are under 18, or are not.
fn queues(purpose: Purpose) -> Vec<Queue> {
    let mut queues = vec![Queue::of(purpose, false), Queue::of(purpose, true)];
    queues.dedup();
    queues
}

fn tell_me(m: &mut Move<'_>) {
    let facts = m.situation.facts;
    let today = hours::london(m.now).0;
    let day = facts.hours.add_working_days(today, TELL_AFTER_WORKING_DAYS).unwrap_or(today + Duration::days(7));
    let at = hours::moment(day, NaiveTime::from_hms_opt(16, 0, 0).unwrap_or_default());
    m.effects.push(Effect::Schedule { what: Due::Unopened, at: at.max(m.now + Duration::hours(1)), mark: 0 });
    m.remark(Text::Message(msg("tell-me-set").with("day", Arg::Day(day))));
}

fn contact(m: &mut Move<'_>, welcome: bool) {
    m.effects.push(Effect::Contact { welcome });
    m.situation.referrals.iter_mut().for_each(|referral| referral.contact_welcome = welcome);
    m.remark(line(if welcome { "contact-welcome" } else { "contact-not-now" }));
}

/// "Kept here until …".
pub(super) fn until(m: &Move<'_>, message: Message) -> Message {
    let day = hours::london(m.now).0 + Duration::days(i64::from(m.situation.facts.keep_draft_days));
    message.with("until", Arg::Day(day))
}

/// A quiet moment after words that came when something had been sent: they are shown as they would be added.
pub(super) fn quiet(m: &mut Move<'_>) {
    if m.state.draft(Purpose::Story).unsent() {
        review::open(m, Purpose::Story);
    }
}
