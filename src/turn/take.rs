//! Taking a turn: one job of the writer.

use std::sync::Arc;

use chrono::TimeDelta;
use uuid::Uuid;

use super::carry_out::Hands;
use super::person::{self, Found, Person};
use super::{Incoming, Inner, Taken, TurnError, Turns};
use crate::dialogue::{Due, Effect, Event, Kept, Turn};
use crate::store::StoreError;
use crate::store::dues::DueRow;
use crate::store::outgoing::Outgoing;
use crate::store::{About, Group, bubbles, dues, errands, fragments, places, updates};
use crate::story::{Fragment, Words};
use crate::vault;

/// Stored times looked at in one round.
const DUES_AT_ONCE: i64 = 500;
/// For how long one is put off that cannot be acted on.
const PUT_OFF: TimeDelta = TimeDelta::minutes(10);

/// What came of an attempt.
pub(super) enum Outcome {
    Taken {
        taken: Taken,
        /// Something waits in the outbox that delivery is to be told of.
        waits: bool,
    },
    /// It is committed, and this person's erasure is to be finished now.
    Forget(Uuid),
    /// Their erasure had begun before; once it is finished, the turn is taken anew.
    ForgetFirst(Uuid),
}

impl Turns {
    /// Takes one turn. Returns only after the commit, which it may share with turns of others.
    pub async fn take(&self, incoming: Incoming) -> Result<Taken, TurnError> {
        let incoming = Arc::new(incoming);
        loop {
            let (inner, asked) = (self.inner(), incoming.clone());
            let update = incoming.update.map(|update| (update, inner.parts.clock.now()));
            let draft = matches!(incoming.event, Event::Pressed { .. });
            let about = About::Turn { chat: incoming.chat, update, draft };
            let writer = inner.parts.writer.clone();
            let taken = writer.write_about(about, "turn", move |group| {
                let (inner, asked) = (inner.clone(), asked.clone());
                Box::pin(async move { attempt(&inner, group, &asked).await })
            });
            match taken.await? {
                Outcome::Taken { taken, waits } => {
                    self.tell(waits);
                    return Ok(taken);
                }
                Outcome::Forget(person) => {
                    Box::pin(self.finish_forgetting(person)).await?;
                    return Ok(Taken::Done);
                }
                Outcome::ForgetFirst(person) => Box::pin(self.finish_forgetting(person)).await?,
            }
        }
    }

    /// Remembers an update that could not be taken, without anything that was in it.
    pub async fn set_aside(&self, update: i64, kind: &str, length: usize, hash: &str) -> Result<(), TurnError> {
        let inner = self.inner();
        let now = inner.parts.clock.now();
        let aside = Arc::new((kind.to_owned(), i64::try_from(length).unwrap_or(i64::MAX), hash.to_owned()));
        let written = inner.parts.writer.write("set aside", move |group| {
            let aside = aside.clone();
            Box::pin(async move {
                let aside = updates::Aside { kind: &aside.0, length: aside.1, hash: &aside.2 };
                Ok::<_, TurnError>(updates::set_aside(&mut group.main, update, now, aside).await?)
            })
        });
        written.await.map(drop)
    }

    /// Makes events of the stored times that have come. Says how many.
    pub async fn due(&self) -> Result<usize, TurnError> {
        self.bring_near().await?;
        let inner = self.inner();
        let now = inner.parts.clock.now();
        let mut reading = inner.parts.store.reading().await?;
        let come = dues::come(&mut reading, now, DUES_AT_ONCE).await?;
        let over = errands::any_over(&mut reading, now).await?;
        drop(reading);
        if over {
            self.expire_errands(now).await?;
        }
        let turns = come.iter().map(|row| self.due_or_later(row.clone()));
        let done = futures_util::future::join_all(turns).await;
        let count = done.len();
        done.into_iter().collect::<Result<Vec<()>, TurnError>>().map(|_| count)
    }

    /// Takes one, or puts it off if it fails while the store works: it would fail again, and stand before everybody else's.
    async fn due_or_later(&self, row: DueRow) -> Result<(), TurnError> {
        let Err(error) = self.take_due(row.clone()).await else { return Ok(()) };
        if matches!(&error, TurnError::Store(store) if store.is_passing() || matches!(store, StoreError::Closed)) {
            return Err(error);
        }
        tracing::error!(person = %row.person, what = row.what, %error, "a stored time could not be acted on; it is tried again later");
        let inner = self.inner();
        let now = inner.parts.clock.now();
        let written = inner.parts.writer.write_for(row.person, "put off", move |group| {
            let row = row.clone();
            Box::pin(async move { Ok::<_, TurnError>(dues::put_off(&mut group.main, &row, now, now + PUT_OFF).await?) })
        });
        written.await
    }

    async fn take_due(&self, row: DueRow) -> Result<(), TurnError> {
        let inner = self.inner();
        let writer = inner.parts.writer.clone();
        // The person is locked before the row is: another instance may be taking a turn of theirs, which stores the same time anew.
        let written = writer.write_for(row.person, "due", move |group| {
            let (inner, row) = (inner.clone(), row.clone());
            Box::pin(async move { attempt_due(&inner, group, &row).await })
        });
        self.tell(written.await?);
        Ok(())
    }

    /// Delivery is told of what waits; what was handed to it needs no telling.
    fn tell(&self, waits: bool) {
        if waits {
            self.inner().outbox_grew.notify_one();
        }
    }
}

async fn attempt(inner: &Inner, group: &mut Group, incoming: &Incoming) -> Result<Outcome, TurnError> {
    let now = inner.parts.clock.now();
    let found = person::find(group, incoming.chat, inner.erase_by()).await?;
    // The update is not remembered: it is taken once the erasure is finished.
    if let Found::Forgetting(id) = found {
        if let Some(update) = incoming.update
            && updates::remember(&mut group.main, update, now).await?
        {
            updates::put_back(&mut group.main, update).await?;
        }
        return Ok(Outcome::ForgetFirst(id));
    }
    if let Some(update) = incoming.update
        && !updates::remember(&mut group.main, update, now).await?
    {
        answer_again(group, incoming);
        return Ok(Outcome::Taken { taken: Taken::Again, waits: false });
    }
    let mut person = match found {
        Found::Person(person) => *person,
        Found::Nobody if begins(&incoming.event) => {
            person::make(inner, group, incoming.chat, incoming.language.as_deref()).await?
        }
        // An edit from somebody unknown creates nothing.
        Found::Nobody | Found::Forgetting(_) => {
            return Ok(Outcome::Taken { taken: Taken::Done, waits: false });
        }
    };
    if !person.row.reachable {
        // What was on its way was dropped when they could not be reached: it counts as not shown until it is shown again (P13).
        person.state.drafts.values_mut().for_each(|draft| draft.shown = None);
    }
    // Whoever writes can be reached, whatever an earlier call to Telegram came to.
    if begins(&incoming.event) {
        person.reached(group).await?;
    }
    let event = look_up(group, &person, incoming.event.clone()).await?;
    move_by(inner, group, person, event, Cause::Act(incoming.message)).await
}

/// A press that had its effect before is answered again: the answer is not stored, and a kill may have come before it.
fn answer_again(group: &mut Group, incoming: &Incoming) {
    if let Event::Pressed { query, .. } = &incoming.event {
        group.pass(incoming.chat, Outgoing::Ack { query: query.clone(), notice: None });
    }
}

/// True if something waits in the outbox that delivery is to be told of.
async fn attempt_due(inner: &Inner, group: &mut Group, row: &DueRow) -> Result<bool, TurnError> {
    if !dues::take(&mut group.main, row, inner.parts.clock.now()).await? {
        return Ok(false);
    }
    let (Some(what), Found::Person(person)) =
        (Due::from_name(&row.what), person::by_id(group, row.person, inner.erase_by()).await?)
    else {
        return Ok(false);
    };
    let event = Event::Due { what, mark: u64::try_from(row.mark).unwrap_or_default() };
    let outcome = move_by(inner, group, *person, event, Cause::Time).await?;
    Ok(matches!(outcome, Outcome::Taken { waits: true, .. }))
}

/// Whether an event can be a first one.
fn begins(event: &Event) -> bool {
    match event {
        Event::Start { .. } | Event::Said { .. } | Event::OtherKind { .. } | Event::Pressed { .. } => true,
        Event::Edited { .. } | Event::Blocked | Event::Unblocked | Event::Due { .. } | Event::Stale { .. } => false,
    }
}

/// An edit is told where its message's words are kept.
async fn look_up(group: &mut Group, person: &Person, event: Event) -> Result<Event, TurnError> {
    let Event::Edited { message, edited_at, words, .. } = event else { return Ok(event) };
    let Some(row) = fragments::find(&mut group.main, person.id, message).await? else {
        return Ok(Event::Edited { message, edited_at, words, kept: None });
    };
    let fragment: Fragment =
        vault::open(&person.key, &places::fragment(person.id, &message.to_string()), &row.fragment)?;
    let newer = row.edited_at.is_none_or(|known| known <= edited_at);
    // A caption that was taken away comes as no words, and so does one that never was.
    let known = fragment.content.words().map_or("", Words::as_str);
    let changes = newer && known != words.as_str();
    let kept = Some(Kept { purpose: row.purpose, part: row.part, changes });
    Ok(Event::Edited { message, edited_at, words, kept })
}

/// Why a move is made.
#[derive(Clone, Copy)]
enum Cause {
    /// The person did something, perhaps with this message.
    Act(Option<i64>),
    /// A stored time has come.
    Time,
}

/// Notes the person's message. If it is to be marked it is live until it was: a crash must not leave it without its mark.
fn note_message(inner: &Inner, group: &mut Group, person: &Person, event: &Event, (message, turn): (i64, &Turn)) {
    let is_said = matches!(event, Event::Said { message: said, .. } if *said == message);
    let live = is_said && turn.effects.contains(&Effect::Mark);
    let at = inner.parts.clock.now();
    bubbles::put(&mut group.main, bubbles::Bubble { person: person.id, message, from_us: false, at, live });
}

/// One move: the step, its effects, the state saved.
async fn move_by(
    inner: &Inner,
    group: &mut Group,
    mut person: Person,
    event: Event,
    cause: Cause,
) -> Result<Outcome, TurnError> {
    inner.settle(group, &mut person).await?;
    let mut turn = inner.step(&person, event.clone());
    if let Some(purpose) = stale(inner, group, &person, &turn).await? {
        turn = inner.step(&person, Event::Stale { purpose });
    }
    if let Some(witness) = &inner.witness {
        witness(&super::Moved { before: &person.state, event: &event, turn: &turn });
    }
    if let Cause::Act(Some(message)) = cause {
        note_message(inner, group, &person, &event, (message, &turn));
    }
    let before = std::mem::replace(&mut person.state, turn.state);
    let forgets = turn.effects.iter().any(|effect| matches!(effect, Effect::Forget { .. }));
    let mut hands = Hands { inner, group, person: &mut person, before: &before, event: &event, waits: false };
    hands.carry_out(turn.effects).await?;
    let waits = hands.waits;
    if forgets {
        return Ok(Outcome::Forget(person.id));
    }
    person.save(inner, group, matches!(cause, Cause::Act(_))).await?;
    Ok(Outcome::Taken { taken: Taken::Done, waits })
}

/// Whether what would be sent is no longer what was shown: the draft itself decides (P13).
async fn stale(
    inner: &Inner,
    group: &mut Group,
    person: &Person,
    turn: &Turn,
) -> Result<Option<crate::story::Purpose>, TurnError> {
    for effect in &turn.effects {
        if let Effect::Refer { purpose, revision, .. } = effect
            && super::handing_over::approve(inner, group, person, *purpose, *revision).await?.is_none()
        {
            return Ok(Some(*purpose));
        }
    }
    Ok(None)
}
