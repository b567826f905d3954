//! The mover: what becomes of a conversation whose dialogues have changed under it (P32). In this order: the same question is there, and it
//! goes on; a `[moved]` entry leads on; the section's anchor does; else the conversation stays in the version that it knows, until it comes to
//! a step that is there today. No answer is lost, nobody begins anew, nobody is locked out.
//!
//! Not here: where earlier versions are kept (`turn` finds them), what is written in the files (`moved`), what an offered choice means (`offer`).

use super::offer::changes_meaning;
use super::step::{arrive, step};
use super::{Asked, Content, Effect, Event, FormerPart, Menu, Place, Situation, State, Step, Turn};
use crate::buttons::Press;
use crate::story::{PartId, Purpose};
use chrono::{DateTime, Utc};

/// Where whoever stood at a step of an earlier version goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// The same question is here; they notice nothing.
    Here(Place),
    /// Another step stands for it.
    There {
        /// Which.
        place: Place,
        /// Nobody said where exactly they were to go, so one calm sentence says that something has changed.
        calm: bool,
    },
    /// In the version that they know.
    Former,
}

/// A part whose kept words belong to another part now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// In which draft.
    pub purpose: Purpose,
    /// Its earlier id.
    pub from: PartId,
    /// Its id now.
    pub to: PartId,
}

/// A conversation that has met today's dialogues.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Where it stands; its `content` says in which version.
    pub state: State,
    /// Words to be renamed with it, before anything else is done.
    pub renamed: Vec<Renamed>,
}

/// Where whoever stands at `place` of `former` goes on in today's dialogues. `former` is `None` if that version is not to be had any more.
pub fn stand(today: &Content, former: Option<&Content>, place: &Place) -> Stand {
    let known = former.and_then(|former| Some((former, former.step(place)?)));
    let same = |now: &Place| {
        let step = today.step(now)?;
        Some(known.is_none_or(|(former, old)| signature(today, former, old) == signature(today, today, step)))
    };
    if same(place) == Some(true) {
        return Stand::Here(place.clone());
    }
    if let Some(moved) = today.moved_place(place) {
        let same = same(&moved) == Some(true);
        return if same { Stand::Here(moved) } else { Stand::There { place: moved, calm: false } };
    }
    let urgent = || is_urgent(today, place).then(|| beginning(today, place));
    let lost = || former.is_none().then(|| beginning(today, place));
    match today.anchor_of(former, place).or_else(urgent).or_else(lost) {
        Some(place) => Stand::There { place, calm: true },
        None => Stand::Former,
    }
}

/// Lets a conversation meet today's dialogues, before anything else happens in it. It notices nothing: it either goes on at the same question,
/// or stays in the version that it knows. Only where that version is not to be had any more is it led elsewhere at once.
pub fn settle(today: &Content, former: Option<&Content>, state: State) -> Settled {
    if state.content == today.hash {
        return Settled { state, renamed: Vec::new() };
    }
    match (stand(today, former, &state.place), former) {
        (Stand::Here(place), _) => carried(today, former, state, place),
        (Stand::There { place, calm }, None) => {
            let mut settled = carried(today, None, state, place);
            let fresh = today.step(&settled.state.place).map_or(Asked::Idle { telling: false }, Asked::first_at);
            settled.state.asked = fresh;
            settled.state.moved_on = calm;
            settled.state.nonce = settled.state.nonce.wrapping_add(1);
            settled
        }
        (Stand::There { .. } | Stand::Former, _) => Settled { state, renamed: Vec::new() },
    }
}

/// Moves a settled conversation by one event, in the version of the dialogues in which it stands. Whoever is in the middle of writing finishes
/// there; once they have, the next step is one of today's dialogues where there is one for it.
pub fn step_on(
    today: &Content,
    former: Option<&Content>,
    situation: &Situation<'_>,
    state: State,
    event: Event,
    now: DateTime<Utc>,
) -> Turn {
    let Some(former) = former.filter(|former| state.content == former.hash && former.hash != today.hash) else {
        return step(today, situation, state, event, now);
    };
    let moves = may_move(&event);
    let taken = step(former, situation, state, event, now);
    if !moves || is_under_way(&taken) {
        return taken;
    }
    let Stand::There { place, calm } = stand(today, Some(former), &taken.state.place) else { return taken };
    let settled = carried(today, Some(former), taken.state, place);
    let mut state = settled.state;
    state.moved_on = calm;
    let kept = taken.effects.into_iter().filter(|effect| !matches!(effect, Effect::Say(_) | Effect::Ack(_)));
    let renamed = settled.renamed.into_iter().map(Effect::Rename);
    let arrived = arrive(today, situation, state, now);
    Turn { state: arrived.state, effects: kept.chain(renamed).chain(arrived.effects).collect() }
}

/// Whether an act ends what somebody was at, so that they can be led elsewhere. What they write is an answer to the question that they saw.
fn may_move(event: &Event) -> bool {
    match event {
        Event::Pressed { press, .. } => match press {
            Press::Choice { .. } | Press::Constant(_) | Press::Copy(_) | Press::Unknown => true,
        },
        Event::Start { .. } | Event::Said { .. } => true,
        Event::OtherKind { .. }
        | Event::Edited { .. }
        | Event::Blocked
        | Event::Unblocked
        | Event::Due { .. }
        | Event::Stale { .. } => false,
    }
}

/// Whether something is going on that must not be broken off: writing, an overlay, an act whose answer the person has to see.
fn is_under_way(taken: &Turn) -> bool {
    let writing = match taken.state.asked {
        Asked::Idle { telling } => telling,
        Asked::Listening { said, .. } => said,
        Asked::Changing { .. } => true,
        Asked::Page { .. } | Asked::Whole | Asked::OnePart { .. } => false,
    };
    writing || taken.state.overlay.is_some() || taken.effects.iter().any(matters) || !taken.effects.iter().any(says)
}

fn says(effect: &Effect) -> bool {
    matches!(effect, Effect::Say(_))
}

/// An order whose answer is not to be taken away.
fn matters(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Refer { .. }
            | Effect::Withdraw { .. }
            | Effect::Contact { .. }
            | Effect::PassOn(_)
            | Effect::SomebodyElse
            | Effect::NotYet { .. }
            | Effect::ClearChat
            | Effect::Forget { .. }
            | Effect::Mark
    )
}

/// The conversation at `place` of today's dialogues, with everything that it holds.
fn carried(today: &Content, former: Option<&Content>, mut state: State, place: Place) -> Settled {
    let renamed = rename_parts(today, &mut state);
    keep_former_parts(today, former, &mut state);
    let steps = former.map(|former| (former, former.step(&state.place), today.step(&place)));
    let as_offered = match steps {
        Some((former, Some(old), Some(new))) => !changes_meaning(today, (former, &state.place, old), (&place, new)),
        Some(_) | None => false,
    };
    if !as_offered {
        // What stands in the chat was offered for something else.
        state.nonce = state.nonce.wrapping_add(1);
    }
    state.back = state.back.take().and_then(|back| match stand(today, former, &back) {
        Stand::Here(place) | Stand::There { place, .. } => Some(place),
        Stand::Former => today.dialogues.contains_key(&back.dialogue).then(|| beginning(today, &back)),
    });
    state.place = place;
    state.content.clone_from(&today.hash);
    Settled { state, renamed }
}

/// Gives parts their ids of today, in everything that the state knows of them.
fn rename_parts(today: &Content, state: &mut State) -> Vec<Renamed> {
    let now = |part: &PartId| today.part_now(part).filter(|now| now != part).map(str::to_owned);
    let mut renamed = Vec::new();
    for (purpose, draft) in &mut state.drafts {
        let ids: Vec<PartId> = draft.parts.iter().map(|part| part.part.clone()).collect();
        for from in ids {
            // Words never change the draft that they were written for: somebody else would read them.
            let to = now(&from).filter(|to| today.part(to).is_some_and(|part| part.purpose == *purpose));
            if let Some(to) = to {
                draft.rename(&from, &to);
                renamed.push(Renamed { purpose: *purpose, from, to });
            }
        }
    }
    state.met = state.met.iter().map(|part| now(part).unwrap_or_else(|| part.clone())).collect();
    if let Asked::OnePart { part } | Asked::Changing { part, .. } = &mut state.asked
        && let Some(to) = renamed.iter().find(|renamed| renamed.from == *part)
    {
        part.clone_from(&to.to);
    }
    renamed
}

/// Notes what parts were, if they hold words and are gone now, or are another kind of answer.
fn keep_former_parts(today: &Content, former: Option<&Content>, state: &mut State) {
    let held: Vec<(Purpose, PartId)> = state
        .drafts
        .iter()
        .flat_map(|(purpose, draft)| draft.parts.iter().map(|part| (*purpose, part.part.clone())))
        .collect();
    state.former.retain(|part, _| held.iter().any(|(_, held)| held == part));
    for (purpose, id) in held {
        let same = |part: &&super::Part| part.purpose == purpose;
        if today.part(&id).filter(same).is_some() {
            state.former.remove(&id);
        } else if let Some((former, part)) = former.and_then(|former| Some((former, former.part(&id).filter(same)?))) {
            state.former.insert(id, FormerPart { content: former.hash.clone(), part: part.clone() });
        }
    }
}

fn is_urgent(today: &Content, place: &Place) -> bool {
    let dialogue = today.dialogues.get(&place.dialogue).or_else(|| today.dialogues.get(Content::FIRST));
    dialogue.is_some_and(|dialogue| dialogue.urgent)
}

/// Where the dialogue of `place` begins, or where everybody does.
fn beginning(today: &Content, place: &Place) -> Place {
    let own = today.dialogues.get(&place.dialogue);
    let own = own.map(|dialogue| Place { dialogue: dialogue.id.clone(), step: dialogue.start.clone() });
    own.filter(|place| today.step(place).is_some()).unwrap_or_else(|| today.start())
}

/// What makes two steps the same question: what a person's words mean there.
#[derive(PartialEq, Eq)]
enum Signature<'a> {
    Menu { unkept: bool, under_18: bool },
    Listen { part: &'a str, purpose: Option<Purpose> },
    Invite,
    Review(Purpose),
    Sent(Purpose),
    Listings,
}

/// The signature of a step of `content`, its part by today's name.
fn signature<'a>(today: &'a Content, content: &Content, step: &'a Step) -> Signature<'a> {
    match step {
        Step::Menu(Menu { unkept, under_18, .. }) => Signature::Menu { unkept: *unkept, under_18: *under_18 },
        Step::Listen(listen) => {
            let purpose = content.part(&listen.part).map(|part| part.purpose);
            Signature::Listen { part: today.part_now(&listen.part).unwrap_or(&listen.part), purpose }
        }
        Step::Invite(_) => Signature::Invite,
        Step::Review(review) => Signature::Review(review.purpose),
        Step::Sent(sent) => Signature::Sent(sent.purpose),
        Step::Listings(_) => Signature::Listings,
    }
}

/// Whether two steps ask the same question.
pub(super) fn same_question(today: &Content, (former, old): (&Content, &Step), new: &Step) -> bool {
    signature(today, former, old) == signature(today, today, new)
}
