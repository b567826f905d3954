//! A menu: something is said, and choices are offered. No question is open, so words that come are kept as the story.

use super::super::{Act, Asked, Condition, Menu, MenuChoice, Overlay, OwnStep, Text};
use super::movement::{Move, line, msg};
use super::press::stale;
use super::view::View;
use super::{person, review};
use crate::referral::Queue;
use crate::story::Purpose;

pub(super) fn view(m: &Move<'_>, menu: &Menu) -> View {
    let mut texts: Vec<Text> = menu.say.iter().map(|key| Text::Message(msg(key))).collect();
    // "Nothing is shared yet" is not so any more: the welcome is for whoever has sent nothing.
    if m.state.place == m.content.start() && m.state.drafts.values().any(|draft| draft.sent.is_some()) {
        texts = vec![line("first-page-sent")];
    }
    let last = texts.pop().unwrap_or_else(|| line("hello"));
    let mut choices: Vec<_> = menu
        .choice
        .iter()
        .filter(|choice| offered(m, choice))
        .map(|choice| m.choice(&choice.id, msg(&choice.label)))
        .collect();
    if m.state.asked == (Asked::Idle { telling: true }) && !menu.unkept {
        // Room is made by the first choice: at the welcome that is to begin telling, which has begun.
        if choices.len() > 3 {
            choices.remove(0);
        }
        choices.insert(0, m.choice("that-is-all", msg("choice-done")));
    }
    View { before: texts, text: vec![last], choices, ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, menu: &Menu, id: &str) {
    if id == "that-is-all" {
        return review::open(m, Purpose::Story);
    }
    let Some(choice) = menu.choice.iter().find(|choice| choice.id == id && offered(m, choice)) else {
        return stale(m);
    };
    match (&choice.to, choice.act) {
        (_, Some(act)) => do_it(m, act),
        (Some(to), None) => {
            let place = m.content.target(&m.state.place.dialogue, to);
            if menu_is_under_18(m, &place) {
                m.state.under_18 = true;
            }
            m.go(place);
        }
        (None, None) => stale(m),
    }
}

fn menu_is_under_18(m: &Move<'_>, place: &super::super::Place) -> bool {
    matches!(m.content.step(place), Some(super::super::Step::Menu(menu)) if menu.under_18)
}

fn do_it(m: &mut Move<'_>, act: Act) {
    match act {
        Act::Help => m.lay(Overlay::Help { page: 0 }),
        Act::Person => person::open(m),
        Act::Stop => m.lay(Overlay::Stopped),
        Act::MyWords => m.lay(Overlay::MyWords),
        Act::Language => m.lay(Overlay::Language { page: 0 }),
        Act::Clear => m.lay(Overlay::Clear),
        Act::Forget => m.lay(Overlay::Forget),
        Act::Complain => m.go_aside(m.content.own(OwnStep::Complaint)),
        Act::Back => m.go_back(),
        Act::Adult => {
            m.state.under_18 = false;
            m.go(m.content.start());
        }
    }
}

fn offered(m: &Move<'_>, choice: &MenuChoice) -> bool {
    choice.when.as_ref().is_none_or(|condition| holds(m, condition))
}

fn holds(m: &Move<'_>, condition: &Condition) -> bool {
    let is = |wanted: Option<bool>, really: bool| wanted.is_none_or(|wanted| wanted == really);
    is(condition.words, m.state.draft(Purpose::Story).would_send())
        && is(condition.sent, m.situation.referral(Queue::Main).is_some())
        && is(condition.young_route, m.situation.facts.young.is_some())
        && is(condition.link, m.situation.facts.link.is_some())
        && is(condition.complaints, m.situation.facts.complaints.is_some())
}
