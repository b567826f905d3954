//! Carrying out: each effect of a step, in order, within the turn's transaction.

use chrono::{DateTime, Utc};

use super::drafts::{self, InPart};
use super::person::Person;
use super::render::Renderer;
use super::{Inner, TurnError, colleagues, forget, handing_over};
use crate::dialogue::{Due, Effect, Event, Message, Renamed, Say, State, Text};
use crate::store::bubbles;
use crate::store::dues::{self, DueRow};
use crate::store::fragments::{self, FragmentRow};
use crate::store::handed;
use crate::store::outbox::{self, Class, Kind, NewOutgoing};
use crate::store::outgoing::Outgoing;
use crate::store::{Group, notes, places, referrals};
use crate::story::{Content, Fragment, Purpose, Words};
use crate::vault;

/// Telegram deletes at most so many messages in one call.
const DELETE_AT_ONCE: usize = 100;

/// What effects are carried out with.
pub(super) struct Hands<'a> {
    pub inner: &'a Inner,
    pub group: &'a mut Group,
    pub person: &'a mut Person,
    /// The state before this turn.
    pub before: &'a State,
    pub event: &'a Event,
    /// Whether something waits in the outbox that delivery is to be told of.
    pub waits: bool,
}

impl Hands<'_> {
    /// Carries out all of them.
    pub(super) async fn carry_out(&mut self, effects: Vec<Effect>) -> Result<(), TurnError> {
        self.answer_press(&effects);
        for effect in effects {
            self.one(effect).await?;
        }
        Ok(())
    }

    /// A press is always answered, so that the button stops spinning: with the step's notice, or with nothing.
    fn answer_press(&mut self, effects: &[Effect]) {
        let Event::Pressed { query, .. } = self.event else { return };
        let notice =
            effects.iter().find_map(|effect| if let Effect::Ack(notice) = effect { notice.clone() } else { None });
        let notice = notice.map(|notice| self.renderer().message(&notice));
        self.pass(Outgoing::Ack { query: query.clone(), notice });
    }

    async fn one(&mut self, effect: Effect) -> Result<(), TurnError> {
        match effect {
            Effect::Say(say) => self.say(&say).await,
            // Answered before everything else.
            Effect::Ack(_) => Ok(()),
            Effect::Mark => {
                self.mark();
                Ok(())
            }
            Effect::Keep { purpose, part, fragment } => self.keep(purpose, part, &fragment).await,
            Effect::KeepChoice { purpose, part, label } => self.keep_choice(purpose, part, &label).await,
            Effect::Amend => self.amend().await,
            Effect::RemovePart { purpose, part, everywhere } => self.remove_part(purpose, &part, everywhere).await,
            Effect::Rename(Renamed { purpose, from, to }) => {
                Ok(fragments::rename_part(&mut self.group.main, self.person.id, purpose, (&from, &to)).await?)
            }
            Effect::DropDraft { purpose } => {
                fragments::remove_draft(&mut self.group.main, self.person.id, purpose);
                Ok(())
            }
            Effect::Refer { purpose, revision, queue } => handing_over::refer(self, purpose, revision, queue).await,
            Effect::Withdraw { queue } => handing_over::withdraw(self, queue).await,
            Effect::Contact { welcome } => {
                let now = self.now();
                Ok(referrals::set_contact(&mut self.group.main, self.person.id, welcome, now).await.map(drop)?)
            }
            Effect::PassOn(fragment) => handing_over::pass_on(self, fragment).await,
            Effect::SomebodyElse => colleagues::somebody_else(self).await,
            Effect::NotYet { queue } => colleagues::not_yet(self, queue).await,
            Effect::Schedule { what, at, mark } => self.schedule(what, at, mark).await,
            Effect::Cancel(what) => {
                dues::cancel(&mut self.group.main, self.person.id, what.as_str());
                Ok(())
            }
            Effect::ClearChat => self.clear_chat().await,
            Effect::Forget { clear } => forget::begin(self, clear).await,
            Effect::Reachable(true) => Ok(self.person.reached(self.group).await?),
            Effect::Reachable(false) => {
                self.group.take_back(self.person.id);
                Ok(outbox::unreachable(&mut self.group.main, self.person.id).await?)
            }
            Effect::Odd(what) => {
                tracing::error!(
                    what,
                    "the dialogues and a conversation do not fit together; it was led back to a safe place"
                );
                Ok(())
            }
        }
    }

    /// Whether whoever has the conversation does not read now.
    pub(super) fn away(&self) -> Option<crate::dialogue::AwayView> {
        self.person.away(self.now())
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.inner.parts.clock.now()
    }

    pub(super) fn renderer(&self) -> Renderer<'_> {
        self.inner.renderer(&self.person.state.locale).with_former(self.person.former_words())
    }

    async fn say(&mut self, say: &Say) -> Result<(), TurnError> {
        let mut paragraphs = Vec::with_capacity(say.text.len());
        for text in &say.text {
            paragraphs.push(self.paragraph(text).await?);
        }
        // Where nothing is noted, nothing is said of it.
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let bubble = self.renderer().bubble(say, &paragraphs);
        self.post(bubble, Class::Bubble, say.urgent).await
    }

    async fn paragraph(&mut self, text: &Text) -> Result<String, TurnError> {
        match text {
            Text::Message(message) => Ok(self.renderer().message(message)),
            Text::Part(purpose, part) => {
                let fragments = of_draft(self.group, self.person, *purpose).await?;
                let renderer = self.renderer();
                let known = self.person.known(&self.inner.parts.content, *purpose);
                Ok(renderer.section(&drafts::section(&known, &renderer, part, &fragments)))
            }
            Text::Whole(purpose) => self.whole(*purpose).await,
            Text::Notes => Ok(match notes::any_of(&mut self.group.main, self.person.id).await? {
                true => self.renderer().key("my-words-notes"),
                false => String::new(),
            }),
            Text::Everything => {
                let mut all = Vec::new();
                for purpose in Purpose::ALL {
                    all.extend(self.sections(purpose).await?);
                }
                Ok(all.join("\n\n"))
            }
        }
    }

    /// Everything that would be sent, marked as shown.
    async fn whole(&mut self, purpose: Purpose) -> Result<String, TurnError> {
        let draft = handing_over::draft_of(self.inner, self.group, self.person, purpose).await?;
        let renderer = self.renderer();
        let text: Vec<String> = draft.sections().iter().map(|section| renderer.section(section)).collect();
        self.person.state.draft_mut(purpose).shown = Some(draft.show());
        Ok(text.join("\n\n"))
    }

    async fn sections(&mut self, purpose: Purpose) -> Result<Vec<String>, TurnError> {
        let fragments = of_draft(self.group, self.person, purpose).await?;
        let renderer = self.renderer();
        let parts = self.person.state.draft(purpose).parts;
        let known = self.person.known(&self.inner.parts.content, purpose);
        Ok(parts
            .iter()
            .map(|part| renderer.section(&drafts::section(&known, &renderer, &part.part, &fragments)))
            .collect())
    }

    fn mark(&mut self) {
        if let (Event::Said { message, .. }, Some(chat)) = (self.event, self.chat()) {
            self.group.mark(self.person.id, chat, *message);
        }
    }

    async fn keep(&mut self, purpose: Purpose, part: String, fragment: &Fragment) -> Result<(), TurnError> {
        let (id, key) = (self.person.id, &self.person.key);
        let row = FragmentRow {
            person: id,
            message: fragment.message,
            purpose,
            part,
            position: fragment.message,
            fragment: vault::seal(
                key,
                &places::fragment(id, &fragment.message.to_string()),
                fragment,
                self.inner.parts.chance.bytes()?,
            )?,
            edited_at: fragment.edited_at,
        };
        fragments::put(&mut self.group.main, row);
        Ok(())
    }

    /// A choice's label, as it stood on the button, becomes a fragment. Its number is below zero, where no message of Telegram's is.
    async fn keep_choice(&mut self, purpose: Purpose, part: String, label: &Message) -> Result<(), TurnError> {
        let revision = i64::try_from(self.person.state.draft(purpose).revision).unwrap_or_default();
        let place = Purpose::ALL.iter().position(|known| *known == purpose).and_then(|place| i64::try_from(place).ok());
        let message = -(revision * 8 + place.unwrap_or_default() + 1);
        let content = Content::Text(Words::new(self.renderer().stored(label)));
        let fragment = Fragment { message, sent_at: self.now(), edited_at: None, content };
        self.keep(purpose, part, &fragment).await
    }

    async fn amend(&mut self) -> Result<(), TurnError> {
        let Event::Edited { message, edited_at, words, .. } = self.event else { return Ok(()) };
        let id = self.person.id;
        let Some(row) = fragments::find(&mut self.group.main, id, *message).await? else {
            return handing_over::amend(self, *message, words, *edited_at).await;
        };
        let number = message.to_string();
        let place = places::fragment(id, &number);
        let mut fragment: Fragment = vault::open(&self.person.key, &place, &row.fragment)?;
        fragment.content = fragment.content.with_words(words.clone());
        fragment.edited_at = Some(*edited_at);
        let sealed = vault::seal(&self.person.key, &place, &fragment, self.inner.parts.chance.bytes()?)?;
        Ok(fragments::replace(&mut self.group.main, id, *message, &sealed, *edited_at).await.map(drop)?)
    }

    async fn remove_part(&mut self, purpose: Purpose, part: &str, everywhere: bool) -> Result<(), TurnError> {
        fragments::remove_part(&mut self.group.main, self.person.id, purpose, part).await?;
        if everywhere { handing_over::remove_part(self, purpose, part).await } else { Ok(()) }
    }

    async fn schedule(&mut self, what: Due, at: DateTime<Utc>, mark: u64) -> Result<(), TurnError> {
        let mark = i64::try_from(mark).unwrap_or_default();
        let row = DueRow { person: self.person.id, what: what.as_str().to_owned(), at, mark };
        dues::put(&mut self.group.main, &row);
        Ok(())
    }

    /// Both sides' messages of the last two days, the newest first, a hundred a call; what is under way survives a restart.
    async fn clear_chat(&mut self) -> Result<(), TurnError> {
        let now = self.now();
        let live = bubbles::strip(&mut self.group.main, self.person.id).await?;
        let messages = bubbles::deletable(&mut self.group.main, self.person.id, now).await?;
        for message in live.into_iter().filter(|message| !messages.contains(message)) {
            self.post(Outgoing::Strip { message }, Class::Tidy, false).await?;
        }
        for messages in messages.chunks(DELETE_AT_ONCE) {
            self.post(Outgoing::Delete { messages: messages.to_vec() }, Class::Tidy, false).await?;
        }
        Ok(())
    }

    /// Puts something into the outbox, sealed; a bubble is handed to delivery as well, if it can be.
    pub(super) async fn post(&mut self, outgoing: Outgoing, class: Class, urgent: bool) -> Result<(), TurnError> {
        let (chance, person) = (&self.inner.parts.chance, self.person.id);
        let id = chance.uuid()?;
        let has_buttons = matches!(&outgoing, Outgoing::Bubble { rows, .. } if !rows.is_empty());
        let sealed =
            vault::seal(&self.person.key, &places::outgoing(person, &id.to_string()), &outgoing, chance.bytes()?)?;
        let (at, kind, expires_at) = (self.now(), Kind::Scripted, None);
        let new = NewOutgoing { id, person, class, kind, urgent, expires_at, has_buttons, outgoing: sealed, at };
        match self.chat() {
            Some(chat) => self.waits |= handed::put(self.group, new, chat, outgoing),
            None => {
                outbox::put(&mut self.group.main, new);
                self.waits = true;
            }
        }
        Ok(())
    }

    /// Hands something to delivery that is not stored.
    fn pass(&mut self, outgoing: Outgoing) {
        if let Some(chat) = self.chat() {
            self.group.pass(chat, outgoing);
        }
    }

    /// The person's chat. (Should it not open, delivery says so.)
    fn chat(&self) -> Option<i64> {
        vault::open(&self.person.key, &places::chat(self.person.id), &self.person.row.chat).ok()
    }
}

/// The fragments of a draft, opened, each with its part.
pub(super) async fn of_draft(group: &mut Group, person: &Person, purpose: Purpose) -> Result<Vec<InPart>, TurnError> {
    let rows = fragments::of_draft(&mut group.main, person.id, purpose).await?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let number = row.message.to_string();
        out.push((row.part, vault::open(&person.key, &places::fragment(person.id, &number), &row.fragment)?));
    }
    Ok(out)
}
