//! One conversation and what is around it, without a database: what `turn` and `staff` would do with the engine's effects, as far as the
//! engine can see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::deed::Deed;
use crate::buttons::Press;
use crate::dialogue::{
    Asked, Content, Due, Effect, Facts, Holder, Overlay, ReferralView, Say, Situation, State, Step, Text, step,
};
use crate::referral::{Queue, Status};
use crate::story::{Draft, Purpose};

/// The walk's time: a Monday morning, with somebody there. It stands still, but for quiet moments.
const BEGINS: i64 = 1_795_428_000;
/// The only coordinator there is.
const NAME: &str = "Sam";

/// One conversation and what is around it.
#[derive(Clone)]
pub struct World {
    pub(super) content: Arc<Content>,
    facts: Arc<Facts>,
    holder: Holder,
    pub(super) referrals: Vec<ReferralView>,
    pub(super) state: State,
    now: DateTime<Utc>,
    /// The newest bubble that has buttons.
    pub(super) newest: Option<Say>,
    /// The revision of each draft that stands on the screen, and nothing of it has changed since.
    pub(super) shown: BTreeMap<Purpose, u64>,
    pub(super) blocked: bool,
    message: i64,
}

impl World {
    /// A conversation that has not begun.
    pub fn new(content: Arc<Content>, facts: Arc<Facts>) -> Self {
        let locale = content.locales.first().map(|(code, _)| code.clone()).unwrap_or_default();
        let state = State::new(content.hash.clone(), content.start(), locale);
        let now = DateTime::from_timestamp(BEGINS, 0).unwrap_or_default();
        let (referrals, shown, newest) = (Vec::new(), BTreeMap::new(), None);
        Self { content, facts, holder: Holder::Bot, referrals, state, now, newest, shown, blocked: false, message: 100 }
    }

    /// Does it, and gives what the engine ordered.
    pub fn take(&mut self, deed: &Deed) -> Vec<Effect> {
        self.message += 1;
        let Some(event) = deed.event(self.message, self.now, self.state.mark) else {
            self.coordinator(deed);
            return Vec::new();
        };
        let situation = Situation {
            facts: &self.facts,
            holder: self.holder.clone(),
            away: None,
            referrals: self.referrals.clone(),
        };
        let turn = step(&self.content, &situation, self.state.clone(), event, self.now);
        self.state = turn.state;
        if let Deed::Edits { kept: Some(kept) } = deed {
            self.shown.remove(&kept.purpose);
        }
        turn.effects.iter().for_each(|effect| self.carry_out(effect));
        turn.effects
    }

    /// Time passes.
    pub(super) fn wait(&mut self, seconds: i64) {
        self.now += TimeDelta::seconds(seconds);
    }

    fn carry_out(&mut self, effect: &Effect) {
        match effect {
            Effect::Say(say) => {
                self.note_what_is_shown(say);
                self.newest = Some(say.clone());
            }
            Effect::Keep { purpose, .. }
            | Effect::KeepChoice { purpose, .. }
            | Effect::RemovePart { purpose, .. }
            | Effect::DropDraft { purpose } => drop(self.shown.remove(purpose)),
            Effect::Refer { queue, .. } => self.refer(*queue),
            Effect::Withdraw { queue } => {
                self.referrals.retain(|referral| referral.queue != *queue);
                self.holder = Holder::Bot;
            }
            Effect::SomebodyElse => {
                let theirs = |status| matches!(status, Status::Claimed | Status::InTouch);
                for referral in self.referrals.iter_mut().filter(|referral| theirs(referral.status)) {
                    (referral.status, referral.opened_by, referral.opened) = (Status::Waiting, None, false);
                }
                self.holder = Holder::Bot;
            }
            Effect::NotYet { queue } => {
                let rests =
                    |referral: &&mut ReferralView| referral.queue == *queue && referral.status == Status::Closed;
                for referral in self.referrals.iter_mut().filter(rests) {
                    referral.status = Status::InTouch;
                    self.holder = Holder::Coordinator { name: NAME.to_owned(), in_touch: true };
                }
            }
            Effect::Contact { welcome } => {
                self.referrals.iter_mut().for_each(|referral| referral.contact_welcome = *welcome);
            }
            Effect::ClearChat => self.newest = None,
            Effect::Forget { .. } => {
                self.referrals.clear();
                self.holder = Holder::Bot;
                self.newest = None;
                self.shown.clear();
            }
            Effect::Reachable(reachable) => self.blocked = !reachable,
            // Whose words it changes stands in the deed.
            Effect::Amend
            | Effect::Rename(_)
            | Effect::Ack(_)
            | Effect::Mark
            | Effect::PassOn(_)
            | Effect::Schedule { .. }
            | Effect::Cancel(_)
            | Effect::Odd(_) => {}
        }
    }

    /// What `turn` does when it renders the whole: it marks the revision as shown.
    fn note_what_is_shown(&mut self, say: &Say) {
        for text in &say.text {
            if let Text::Whole(purpose) = text {
                let revision = self.state.draft(*purpose).revision;
                self.state.draft_mut(*purpose).shown = Some(Draft::new(*purpose, revision, Vec::new()).show());
                self.shown.insert(*purpose, revision);
            }
        }
    }

    fn refer(&mut self, queue: Queue) {
        match self.referrals.iter_mut().find(|referral| referral.queue == queue) {
            Some(standing) if standing.status == Status::Closed => standing.status = Status::Waiting,
            Some(_) => {}
            None => self.referrals.push(ReferralView {
                queue,
                status: Status::Waiting,
                opened_by: None,
                opened: false,
                contact_welcome: true,
                sent_at: self.now,
            }),
        }
    }

    /// What a coordinator may do now.
    pub(super) fn coordinators(&self) -> Option<Deed> {
        match self.referrals.first().map(|referral| referral.status)? {
            Status::Waiting => Some(Deed::Opens),
            Status::Claimed => Some(Deed::Writes),
            Status::InTouch => Some(Deed::Rests),
            Status::Closed | Status::Withdrawn => None,
        }
    }

    fn coordinator(&mut self, deed: &Deed) {
        let Some(referral) = self.referrals.first_mut() else { return };
        let (status, in_touch) = match deed {
            Deed::Writes => (Status::InTouch, Some(true)),
            Deed::Rests => (Status::Closed, None),
            Deed::Opens | Deed::Press { .. } | Deed::Says(_) | Deed::Voice | Deed::Picture | Deed::Other(_) => {
                (Status::Claimed, Some(false))
            }
            Deed::Quiet | Deed::Comes(_) | Deed::Starts(_) | Deed::Edits { .. } | Deed::Blocks(_) | Deed::Stale(_) => {
                return;
            }
        };
        referral.status = status;
        referral.opened_by = Some(NAME.to_owned());
        referral.opened = true;
        self.holder = match in_touch {
            Some(in_touch) => Holder::Coordinator { name: NAME.to_owned(), in_touch },
            None => Holder::Bot,
        };
    }

    /// The choices under the newest bubble.
    pub(super) fn presses(&self) -> Vec<(Press, String)> {
        let choices = self.newest.iter().flat_map(|say| &say.choices);
        let told = choices.filter(|choice| !matches!(choice.press, Press::Copy(_)));
        told.map(|choice| (choice.press.clone(), choice.label.key.clone())).collect()
    }

    /// What is offered now: by whom, and the choices' ids, without the numbers in them.
    pub(super) fn offered(&self) -> Vec<(String, String)> {
        let choice = |(press, _): (Press, String)| match press {
            Press::Choice { place, choice, .. } => Some((place, plain(&choice))),
            Press::Constant(_) | Press::Copy(_) | Press::Unknown => None,
        };
        self.presses().into_iter().filter_map(choice).collect()
    }

    /// Whether a stored time of this kind would be heard.
    pub(super) fn awaits(&self, due: Due) -> bool {
        match due {
            Due::Quiet => matches!(
                self.state.asked,
                Asked::Idle { telling: true }
                    | Asked::Listening { said: true, .. }
                    | Asked::Changing { begun: true, .. }
            ),
            Due::Reminder => self.state.reminder.is_some(),
            Due::Unopened => !self.referrals.is_empty(),
        }
    }

    /// The first page is shown, or would be for whoever presses Start.
    pub(super) fn is_at_start(&self) -> bool {
        self.state.overlay.is_none() && self.state.place == self.content.start()
    }

    /// Stopped.
    pub(super) fn is_stopped(&self) -> bool {
        self.state.overlay == Some(Overlay::Stopped)
    }

    /// Something was sent; or there is nowhere to send it for somebody of this age, which they were told.
    pub(super) fn has_sent_or_cannot(&self) -> bool {
        !self.referrals.is_empty() || (self.state.under_18 && self.facts.young.is_none())
    }

    /// Whether a question is open that can be skipped.
    pub(super) fn asks(&self) -> bool {
        self.state.overlay.is_none() && matches!(self.content.step(&self.state.place), Some(Step::Listen(_)))
    }
}

/// A choice's id without the revision in it.
pub(in crate::rehearsal) fn plain(choice: &str) -> String {
    match choice.strip_prefix("send-") {
        Some(_) => "send".to_owned(),
        None => choice.to_owned(),
    }
}
