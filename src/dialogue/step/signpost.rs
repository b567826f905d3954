//! A signpost: what stands there when words suggest danger. Up to four ways, open ones first, one without speaking; then room, and the choice
//! whether a person here may know. Nothing is sent by it, and the conversation goes on exactly where it was (P13, P21, P23).
//!
//! Not here: which signpost it is and whether it is shown (`screening`), the general screen of urgent help (`help`).

use super::super::register::PAGE;
use super::super::{
    Arg, Choice, Chose, Effect, Helpline, Offer, Overlay, OwnStep, Part, Say, Shape, Signpost, Step, Text,
};
use super::help::{listed, numbers};
use super::movement::{Move, line, msg};
use super::person;
use super::press::stale;
use super::review;
use super::view::View;
use crate::story::Purpose;

/// Lays it over the place, and shows it before anything else that waits for this person.
pub(super) fn lay(m: &mut Move<'_>, id: String) {
    m.state.overlay = Some(Overlay::Signpost { id, page: 0 });
    m.offer_anew();
    for (text, choices) in super::view::view(m).bubbles() {
        m.say(Say { text, choices, urgent: true, ..Say::default() });
    }
}

/// Takes note in one line, with a way or two under it and no alarm: what stood there stays, and the line comes before it.
pub(super) fn gently(m: &mut Move<'_>, signpost: &Signpost) {
    let text = listed(m, line(&signpost.say), &rows(m, signpost));
    let first = m.effects.iter_mut().find_map(|effect| if let Effect::Say(say) = effect { Some(say) } else { None });
    match first {
        Some(say) => drop(say.text.splice(0..0, text)),
        None => {
            let choices = review::seen_choices(m);
            m.say(Say { text, choices, ..Say::default() });
        }
    }
}

pub(super) fn view(m: &Move<'_>, id: &str, page: usize) -> View {
    let Some(signpost) = m.content.signposts.signpost.get(id) else { return super::help::view(m, page) };
    match page {
        0 => first_page(m, signpost),
        more => more_ways(m, signpost, more),
    }
}

fn first_page(m: &Move<'_>, signpost: &Signpost) -> View {
    let rows = rows(m, signpost);
    let (ways, numbers) = (listed(m, line(&signpost.say), &rows), numbers(&rows));
    match signpost.shape {
        Shape::Now => {
            let (text, choices) = (may_know(m), under_now(m, signpost));
            View { before: ways, text, choices, numbers, ..View::default() }
        }
        Shape::Pair | Shape::Somebody | Shape::Gently => {
            let room = if signpost.shape == Shape::Somebody { "signpost-for-somebody" } else { "signpost-room" };
            let text = ways.into_iter().chain([line(room)]).collect();
            View { text, choices: under_others(m, signpost), numbers, ..View::default() }
        }
    }
}

/// The rows that are shown: of a pair, the first by voice and the first in writing.
fn rows<'a>(m: &Move<'a>, signpost: &Signpost) -> Vec<&'a Helpline> {
    let mut all = of(m, &signpost.rows);
    if signpost.shape != Shape::Gently {
        all.sort_by_key(|row| !row.is_open(m.now, m.situation.facts));
    }
    match signpost.shape {
        Shape::Now | Shape::Somebody | Shape::Gently => all.into_iter().take(PAGE).collect(),
        Shape::Pair => {
            let one = |speech: bool| all.iter().copied().find(|row| row.speech == speech);
            one(true).into_iter().chain(one(false)).collect()
        }
    }
}

fn of<'a>(m: &Move<'a>, ids: &[String]) -> Vec<&'a Helpline> {
    m.content.signposts.rows(ids, m.situation.facts.nation, &m.content.helplines)
}

/// All others, four at a time: what belongs to the signpost first.
fn more_ways(m: &Move<'_>, signpost: &Signpost, page: usize) -> View {
    let rows = others(m, signpost);
    let shown = rows.chunks(PAGE).nth(page - 1).unwrap_or_default();
    let text = listed(m, line("help-more"), shown);
    let choices = vec![m.choice("keep", msg("choice-keep-writing")), m.choice("more", msg("choice-more-ways"))];
    View { text, choices, numbers: numbers(shown), ..View::default() }
}

fn others<'a>(m: &Move<'a>, signpost: &Signpost) -> Vec<&'a Helpline> {
    let mut seen: Vec<&str> = rows(m, signpost).into_iter().map(|row| row.id.as_str()).collect();
    let mut own = of(m, &signpost.more);
    own.sort_by_key(|row| !row.is_open(m.now, m.situation.facts));
    let own = own.into_iter().chain(of(m, &signpost.rows));
    let all = m.content.helplines.now(m.now, m.state.under_18, m.situation.facts);
    own.chain(all)
        .filter(|row| {
            let new = !seen.contains(&row.id.as_str());
            seen.push(&row.id);
            new
        })
        .collect()
}

/// How many pages there are behind it.
fn pages(m: &Move<'_>, id: &str) -> usize {
    let signpost = m.content.signposts.signpost.get(id);
    signpost.map_or(0, |signpost| others(m, signpost).len().div_ceil(PAGE)) + 1
}

/// That this is a program, when somebody reads, and the question whether a person may know then.
fn may_know(m: &Move<'_>) -> Vec<Text> {
    let program = line("signpost-program");
    if let Some(name) = m.in_touch().filter(|_| m.is_direct()) {
        return vec![program, Text::Message(msg("signpost-straight").with("name", Arg::Fact(name.to_owned())))];
    }
    if m.state.under_18 && m.situation.facts.young.is_none() {
        return vec![program, line("young-not-sent-here")];
    }
    let hours = &m.situation.facts.hours;
    let ask = match hours.next_opening(m.now) {
        _ if hours.is_open(m.now) => msg("signpost-ask-open"),
        Some(at) => msg("signpost-ask").with("moment", Arg::Moment(at)),
        None => msg("signpost-ask-unknown"),
    };
    let young = m.state.under_18.then(|| line("young-route"));
    std::iter::once(program).chain(young).chain([Text::Message(ask)]).collect()
}

/// Whether a person here may be told: not where the words go to one already, and not where there is nobody for somebody of that age (P25).
fn can_know(m: &Move<'_>) -> bool {
    !m.is_direct() && (!m.state.under_18 || m.situation.facts.young.is_some())
}

fn under_now(m: &Move<'_>, signpost: &Signpost) -> Vec<Choice> {
    let mut choices = Vec::new();
    if can_know(m) {
        choices.push(m.choice("yes", msg("choice-show-first")));
        if signpost.offer.is_none() {
            choices.push(m.choice("no", msg("choice-no")));
        }
    }
    choices.extend(always(m, signpost));
    choices
}

fn under_others(m: &Move<'_>, signpost: &Signpost) -> Vec<Choice> {
    let somebody = signpost.shape == Shape::Somebody && m.content.step(&somebody(m)).is_some();
    let somebody = somebody.then(|| m.choice("somebody", msg("choice-for-somebody")));
    somebody.into_iter().chain(always(m, signpost)).collect()
}

fn always(m: &Move<'_>, signpost: &Signpost) -> Vec<Choice> {
    // Where somebody else may be looking, the services for it are named on a tap.
    let more = if signpost.offer == Some(Offer::Clear) { "choice-named-ways" } else { "choice-more-ways" };
    let mut choices = vec![m.choice("keep", msg("choice-keep-writing")), m.choice("more", msg(more))];
    match signpost.offer {
        Some(Offer::Clear) => choices.push(m.choice("clear", msg("choice-clear"))),
        Some(Offer::Young) if !m.state.under_18 => choices.push(m.choice("young", msg("choice-say-young"))),
        Some(Offer::Young) | None => {}
    }
    if m.state.under_18 && (!can_know(m) || signpost.shape != Shape::Now) {
        choices.push(m.choice("adult", msg("choice-say-adult")));
    }
    choices
}

fn somebody(m: &Move<'_>) -> super::super::Place {
    m.content.own(OwnStep::Somebody)
}

pub(super) fn chosen(m: &mut Move<'_>, id: &str, page: usize, choice: &str) {
    match choice {
        "keep" => {
            m.state.episode.choose(Chose::KeepWriting);
            m.lift();
        }
        "more" => {
            m.state.episode.choose(Chose::MoreWays);
            let page = (page + 1) % pages(m, id);
            m.lay(Overlay::Signpost { id: id.to_owned(), page });
        }
        "no" => {
            m.state.episode.choose(Chose::No);
            m.lift_after(Some(line("signpost-no")));
        }
        "yes" if can_know(m) => {
            m.state.episode.choose(Chose::ShowFirst);
            show_first(m);
        }
        "somebody" => {
            m.state.episode.choose(Chose::Somebody);
            let place = somebody(m);
            m.go_aside(place);
        }
        "clear" => m.lay(Overlay::Clear),
        "young" => young(m),
        "adult" => {
            m.state.under_18 = false;
            m.lift();
        }
        _ => stale(m),
    }
}

fn young(m: &mut Move<'_>) {
    m.state.under_18 = true;
    let place = m.content.own(OwnStep::Young);
    if m.content.step(&place).is_some() { m.go_aside(place) } else { m.lift() }
}

/// Their words so far, as they would be sent; where there are none, "Please write to me".
fn show_first(m: &mut Move<'_>) {
    let here = match m.step() {
        Some(Step::Review(review)) => Some(review.purpose),
        Some(Step::Listen(listen)) => m.content.part(&listen.part).map(|part: &Part| part.purpose),
        Some(Step::Menu(_) | Step::Invite(_) | Step::Sent(_) | Step::Listings(_)) | None => None,
    };
    let stands = |purpose: &Purpose| m.state.draft(*purpose).would_send();
    match here.filter(stands).or(Some(Purpose::Story).filter(stands)) {
        Some(purpose) => review::open(m, purpose),
        None => person::write(m),
    }
}

/// The ways that stay in sight where their words are shown and sent, once they have asked for that; nothing else, and nothing later.
pub(super) fn in_sight(m: &Move<'_>) -> Vec<Text> {
    let last = m.state.episode.current(m.now).last().filter(|shown| shown.chose == Some(Chose::ShowFirst));
    let Some(signpost) = last.and_then(|shown| m.content.signposts.signpost.get(&shown.signpost)) else {
        return Vec::new();
    };
    let open: Vec<_> = rows(m, signpost).into_iter().filter(|row| row.is_open(m.now, m.situation.facts)).collect();
    listed(m, line("signpost-in-sight"), &open)
}
