//! A move under way: what may be looked at, the state as it becomes, and the effects gathered so far.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::{
    Arg, Asked, Choice, Content, Due, Effect, Holder, Message, Overlay, Place, Say, Situation, State, Step, Text, Told,
    Turn, Ways,
};
use super::view::{View, view};
use super::{MOST_MOVES, invite, pasted, review, shown};
use crate::buttons::{Constant, Press};
use crate::referral::Queue;
use crate::story::Purpose;

/// A move under way.
pub(super) struct Move<'a> {
    pub content: &'a Content,
    /// What is true around the conversation, kept up with what this turn changes.
    pub situation: Situation<'a>,
    pub now: DateTime<Utc>,
    pub state: State,
    pub effects: Vec<Effect>,
}

/// A reviewed message with no arguments.
pub(super) fn msg(key: &str) -> Message {
    Message::new(key)
}

/// A paragraph of one reviewed message.
pub(super) fn line(key: &str) -> Text {
    Text::Message(msg(key))
}

impl<'a> Move<'a> {
    pub(super) fn new(content: &'a Content, situation: &Situation<'a>, state: State, now: DateTime<Utc>) -> Self {
        Self { content, situation: situation.clone(), now, state, effects: Vec::new() }
    }

    /// The step where the conversation stands.
    pub(super) fn step(&self) -> Option<&'a Step> {
        self.content.step(&self.state.place)
    }

    /// What the offered choices belong to: the overlay's name, or the place.
    pub(super) fn label(&self) -> String {
        match &self.state.overlay {
            Some(overlay) => overlay.name().to_owned(),
            None => format!("{}/{}", self.state.place.dialogue, self.state.place.step),
        }
    }

    /// The queue where something of this purpose goes, for this person.
    pub(super) fn queue(&self, purpose: Purpose) -> Queue {
        Queue::of(purpose, self.state.under_18)
    }

    /// A choice that belongs to what is offered now.
    pub(super) fn choice(&self, id: impl Into<String>, label: Message) -> Choice {
        Choice { label, press: Press::Choice { nonce: self.state.nonce, place: self.label(), choice: id.into() } }
    }

    /// Goes to a step and shows it. Where there is nothing to show (all invitations are used up), it goes on.
    pub(super) fn go(&mut self, place: Place) {
        self.arrive_at(place);
        self.present();
    }

    /// Goes to where `to` leads from here, and shows it.
    pub(super) fn go_to(&mut self, to: &str) {
        let place = self.content.target(&self.state.place.dialogue, to);
        self.go(place);
    }

    /// Goes to a side way (a page, a note) from which *Go back* leads here.
    pub(super) fn go_aside(&mut self, place: Place) {
        self.stand_aside(place);
        self.present();
    }

    /// Stands at a side way without showing it: words have just come for it.
    pub(super) fn stand_aside(&mut self, place: Place) {
        if self.state.back.is_none() {
            self.state.back = Some(self.state.place.clone());
        }
        self.arrive_at(place);
    }

    /// Goes back from a side way.
    pub(super) fn go_back(&mut self) {
        let place = self.state.back.take().unwrap_or_else(|| self.content.start());
        self.go(place);
    }

    /// Stands at a step without showing it.
    pub(super) fn stand_at(&mut self, place: Place) {
        self.arrive_at(place);
    }

    fn arrive_at(&mut self, place: Place) {
        self.state.overlay = None;
        self.state.nonce = self.state.nonce.wrapping_add(1);
        self.state.place = place;
        for _ in 0..MOST_MOVES {
            let Some(step) = self.step() else {
                self.effects.push(Effect::Odd("a step that does not exist"));
                self.state.place = self.content.start();
                self.state.asked = Asked::Idle { telling: false };
                return;
            };
            self.state.asked = Asked::first_at(step);
            // A question of the program's is open now: the answer is not for a coordinator's eyes unseen.
            if matches!(step, Step::Listen(_)) {
                self.state.direct = None;
            }
            match step {
                Step::Invite(invite) if invite::left(self, invite).is_empty() => {
                    self.state.place = self.content.target(&self.state.place.dialogue, &invite.done);
                }
                Step::Invite(_)
                | Step::Menu(_)
                | Step::Listen(_)
                | Step::Review(_)
                | Step::Sent(_)
                | Step::Listings(_) => return,
            }
        }
    }

    /// Lays an overlay over the place and shows it.
    pub(super) fn lay(&mut self, overlay: Overlay) {
        if overlay.ends_writing_straight() {
            self.state.direct = None;
        }
        self.state.overlay = Some(overlay);
        self.offer_anew();
        self.present();
    }

    /// Takes the overlay away and shows where the conversation stands.
    pub(super) fn lift(&mut self) {
        self.lift_after(None);
    }

    /// The same, with a line said first. Of two bubbles only the last is shown again: the first was read already.
    pub(super) fn lift_after(&mut self, first: Option<Text>) {
        self.state.overlay = pasted::waits(self);
        self.offer_anew();
        shown::put_in(self);
        let View { mut text, choices, .. } = view(self);
        text.splice(0..0, first);
        self.say(Say { text, choices, ..Say::default() });
    }

    /// Other choices are offered from here on: buttons of earlier offers are stale.
    pub(super) fn offer_anew(&mut self) {
        self.state.nonce = self.state.nonce.wrapping_add(1);
    }

    /// Shows where the conversation stands.
    pub(super) fn present(&mut self) {
        self.present_after(None);
    }

    /// Says one line, and shows where the conversation stands: in the same bubble, so that there are never three.
    pub(super) fn present_after(&mut self, first: Option<Text>) {
        shown::put_in(self);
        let mut shown = view(self);
        let opening = if shown.before.is_empty() { &mut shown.text } else { &mut shown.before };
        opening.splice(0..0, first);
        for (text, choices) in shown.bubbles() {
            self.say(Say { text, choices, ..Say::default() });
        }
    }

    /// Says one line, with the present choices under it: nothing is lost from sight when it becomes the newest message.
    ///
    /// What would be sent is shown anew beside it if it is not on their screen as it is now: no button to send stands without it (P13).
    pub(super) fn remark(&mut self, text: Text) {
        if review::is_unseen(self) {
            return self.present_after(Some(text));
        }
        let choices = view(self).choices;
        self.say(Say { text: vec![text], choices, ..Say::default() });
    }

    pub(super) fn say(&mut self, say: Say) {
        self.effects.push(Effect::Say(say));
    }

    pub(super) fn notice(&mut self, message: Message) {
        self.effects.push(Effect::Ack(Some(message)));
    }

    /// A message has come: a quiet moment after it becomes an event.
    pub(super) fn await_quiet(&mut self) {
        self.state.mark = self.state.mark.wrapping_add(1);
        let at = self.now + TimeDelta::seconds(i64::from(self.situation.facts.quiet_seconds));
        self.effects.push(Effect::Schedule { what: Due::Quiet, at, mark: self.state.mark });
    }

    /// Somebody who never pressed Start meets the welcome and its limits with the first words of theirs that are kept (P17, P20).
    /// An answer about danger goes first; then they meet them in the next turn.
    fn meet_once(&mut self) {
        if self.state.told.contains(&Told::Limits) {
            return;
        }
        let Some(Step::Menu(welcome)) = self.content.step(&self.content.start()) else { return };
        let text: Vec<Text> = welcome.say.iter().map(|key| line(key)).collect();
        let says: Vec<&Say> = self.effects.iter().filter_map(said).collect();
        let shown = says.iter().flat_map(|say| &say.text).any(|known| text.contains(known));
        let keeps = self.state.held.is_some() || self.state.drafts.values().any(|draft| !draft.is_empty());
        if !shown && (!keeps || says.iter().any(|say| say.urgent)) {
            return;
        }
        let count = says.len();
        self.state.told.insert(Told::Limits);
        if !shown {
            self.say_first(text, count);
        }
    }

    /// The dialogue has changed under the person: one calm sentence above the next thing that is said, if it is not about danger (P32).
    fn say_what_changed(&mut self) {
        if !self.state.moved_on || self.effects.iter().filter_map(said).any(|say| say.urgent) {
            return;
        }
        let first =
            self.effects.iter_mut().find_map(|effect| if let Effect::Say(say) = effect { Some(say) } else { None });
        if let Some(say) = first {
            say.text.insert(0, line("moved-on"));
            self.state.moved_on = false;
        }
    }

    /// Puts paragraphs before what is said in this turn: in a bubble of their own, or above the first of two.
    fn say_first(&mut self, text: Vec<Text>, bubbles: usize) {
        let first =
            self.effects.iter_mut().find_map(|effect| if let Effect::Say(say) = effect { Some(say) } else { None });
        match first {
            Some(say) if bubbles > 1 => drop(say.text.splice(0..0, text)),
            Some(_) => self.effects.insert(0, Effect::Say(Say { text, ..Say::default() })),
            None => {
                let choices = review::seen_choices(self);
                self.say(Say { text, choices, ..Say::default() });
            }
        }
    }

    /// The turn, with the constant ways under its last bubble.
    pub(super) fn finish(mut self) -> Turn {
        self.state.content.clone_from(&self.content.hash);
        pasted::let_go(&mut self);
        self.meet_once();
        self.say_what_changed();
        let skip = view(&self).skip;
        let writing = self.writing();
        let last = self
            .effects
            .iter_mut()
            .rev()
            .find_map(|effect| if let Effect::Say(say) = effect { Some(say) } else { None });
        if let Some(say) = last {
            say.ways = if skip { Ways::WithSkip } else { Ways::Constant };
            say.choices.extend(writing);
        }
        Turn { state: self.state, effects: self.effects }
    }
}

impl Move<'_> {
    /// Which page of choices is shown, from 0.
    pub(super) fn page(&self) -> usize {
        if let Asked::Page { page } = self.state.asked { page } else { 0 }
    }

    /// The coordinator who is in touch, if one is.
    pub(super) fn in_touch(&self) -> Option<&str> {
        match &self.situation.holder {
            Holder::Coordinator { name, in_touch: true } => Some(name),
            Holder::Coordinator { in_touch: false, .. } | Holder::Bot => None,
        }
    }

    /// Whether what the person writes goes straight to the coordinator who is in touch: the one whom they chose, and no other.
    pub(super) fn is_direct(&self) -> bool {
        self.in_touch().is_some_and(|name| self.state.direct.as_deref() == Some(name))
    }

    /// While a coordinator is in touch, the way to them, or back from them, stands under every newest bubble.
    fn writing(&self) -> Option<Choice> {
        let name = self.in_touch()?;
        Some(if self.is_direct() {
            Choice { label: msg("way-end-writing"), press: Press::Constant(Constant::EndWriting) }
        } else {
            let label = msg("way-write-to").with("name", Arg::Fact(name.to_owned()));
            Choice { label, press: Press::Constant(Constant::WriteTo) }
        })
    }
}

fn said(effect: &Effect) -> Option<&Say> {
    if let Effect::Say(say) = effect { Some(say) } else { None }
}
