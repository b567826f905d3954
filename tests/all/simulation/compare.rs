//! Holding what the store has of somebody against the model, after each act.
//!
//! Not here: what the act was to do (`expect`).

use std::collections::BTreeMap;

use ajar::referral::Status;
use ajar::turn::Turns;
use uuid::Uuid;

use super::broken::{Broken, Held, must};
use super::expect::Expected;
use super::look::{Approval, Look, words};
use super::model::{Approved, Said, Somebody, Standing};

/// What a person's words, and what they sent, must be after an act; the model moves with it.
pub fn after_act(turns: &Turns, who: &mut Somebody, expected: &Expected, before: Option<&Look>, after: &Look) -> Held {
    must(who.id.is_none_or(|id| id == after.id), || "they are somebody else than before".into())?;
    must(!who.former.contains(&after.id), || "P6: their date had passed, and this is no new beginning".into())?;
    who.id = Some(after.id);
    stand(who, expected, before, after)?;
    kept_words(who, after)?;
    approvals(turns, who, expected, after)?;
    standing_once(after)?;
    promised(who, after)
}

/// Moves each message's standing as the act was to, and holds it against what is kept.
fn stand(who: &mut Somebody, expected: &Expected, before: Option<&Look>, after: &Look) -> Held {
    let there = where_kept(after)?;
    let went = |message: &i64| {
        let kept = before.and_then(|before| before.kept.get(message));
        let talked = before.is_some_and(|before| before.talk.iter().any(|talk| talk.message == Some(*message)));
        let part = kept.is_some_and(|kept| expected.gone.contains(&(kept.purpose, kept.part.clone())));
        part || (talked && expected.moves)
    };
    for (message, said) in &mut who.said {
        let is_there = there.contains_key(message);
        said.standing = match said.standing {
            Standing::New if expected.kept.contains(message) => Standing::Kept,
            Standing::New if expected.not_kept.contains(message) => Standing::NotKept,
            Standing::New => continue,
            Standing::NotKept if expected.typed == Some(*message) && is_there => Standing::Kept,
            Standing::Kept if !is_there && went(message) => Standing::Gone,
            Standing::Kept | Standing::NotKept | Standing::Gone => said.standing,
        };
        match (said.standing, is_there) {
            (Standing::Kept, false) => return Err(Broken(format!("P31: message {message} is lost"))),
            (Standing::NotKept | Standing::Gone, true) => {
                return Err(Broken(format!("message {message} is kept, though it was {:?}", said.standing)));
            }
            (Standing::New | Standing::Kept | Standing::NotKept | Standing::Gone, _) => {}
        }
    }
    match there.keys().find(|message| !who.said.contains_key(message)) {
        Some(message) => Err(Broken(format!("message {message} is kept, and they never sent it"))),
        None => Ok(()),
    }
}

/// Where each message is kept. Twice is broken (P31).
fn where_kept(after: &Look) -> Held<BTreeMap<i64, &ajar::story::Content>> {
    let drafts = after.kept.iter().map(|(message, kept)| (*message, &kept.fragment.content));
    let talk = after.talk.iter().filter_map(|talk| Some((talk.message?, &talk.content)));
    let mut there = BTreeMap::new();
    for (message, content) in drafts.chain(talk) {
        must(there.insert(message, content).is_none(), || format!("P31: message {message} is kept twice"))?;
    }
    Ok(there)
}

/// Byte for byte, with the last edit (P11).
fn kept_words(who: &Somebody, after: &Look) -> Held {
    for (message, content) in where_kept(after)? {
        let known = who.said.get(&message).map(|said: &Said| said.text.as_str());
        must(known == Some(words(content)), || {
            format!("P11: the words of message {message} are not what they wrote last")
        })?;
    }
    Ok(())
}

/// What stands as sent is what they saw and sent, and nothing else (P13, P14, P15).
fn approvals(turns: &Turns, who: &mut Somebody, expected: &Expected, after: &Look) -> Held {
    who.approved.retain(|known| after.sent.iter().any(|sent| sent.row.id == known.referral && stands(sent.row.status)));
    remove_parts(turns, who, expected);
    let mut new = None;
    for sent in &after.sent {
        must(stands(sent.row.status) || sent.approvals.is_empty(), || {
            "P15: it was taken back, and its words are there".into()
        })?;
        for approval in &sent.approvals {
            match who.approved.iter().find(|known| (known.referral, known.number) == (sent.row.id, approval.number)) {
                Some(known) => must(known.sections == approval.sections, || {
                    format!("P14: approval {} is not what it was", approval.number)
                })?,
                None => {
                    must(new.is_none(), || "P31: one act of sending came to two approvals".into())?;
                    new = Some((sent.row.id, approval));
                }
            }
        }
    }
    match (new, &expected.sends) {
        (Some(new), Some(_)) => sent(who, expected, after, new),
        (Some(_), None) => Err(Broken("P13: something is sent without an act".into())),
        (None, Some(_)) => must(!expected.surely, || "P13: what they saw and sent was not taken".into()),
        (None, None) => Ok(()),
    }
}

/// A new approval is what they saw beside the button, in full, and their words stand in it in order (P11, P13).
fn sent(who: &mut Somebody, expected: &Expected, after: &Look, (referral, approval): (Uuid, &Approval)) -> Held {
    let press = expected.sends.as_ref().ok_or_else(|| Broken("no press".into()))?;
    let text = approval.text();
    let seen = who.phone.whole_with(press, LEAD);
    let seen =
        seen.ok_or_else(|| Broken("P13: sent, and its words were never on their screen with that button".into()))?;
    let rest = seen.text.split_once(LEAD).and_then(|(_, rest)| rest.strip_prefix(&format!("\n\n{text}\n\n")));
    let exactly = rest.is_some_and(|after| TAILS.iter().any(|tail| after.starts_with(tail)));
    must(exactly, || "P13: what was sent is not what was on their screen".into())?;
    for (part, section) in &approval.sections {
        let mut rest = section.as_str();
        let own = after.kept.iter().filter(|(_, kept)| kept.purpose == approval.purpose && &kept.part == part);
        for (message, _) in own {
            let text = who.said.get(message).map_or("", |said| said.text.as_str());
            let found = rest.find(text).map(|at| at + text.len());
            let at = found.ok_or_else(|| {
                Broken(format!("P11: message {message} is not in what was sent, or not in its place"))
            })?;
            rest = &rest[at..];
        }
    }
    let (number, purpose, sections) = (approval.number, approval.purpose, approval.sections.clone());
    who.approved.push(Approved { referral, number, purpose, sections });
    Ok(())
}

/// What stands before a whole draft, and what may follow it. A changed sentence in `locales/` is a change here.
pub const LEAD: &str = "if you choose to send it. Nothing else would go:";
const TAILS: [&str; 3] = ["Nobody here reads before", "They answer here", "They answer in the way"];

fn stands(status: Status) -> bool {
    status != Status::Withdrawn
}

/// A part that was removed after sending is gone from every approval, which says so (P12).
fn remove_parts(turns: &Turns, who: &mut Somebody, expected: &Expected) {
    let said = turns.today().renderer("en-GB").key("part-removed");
    for known in &mut who.approved {
        let purpose = known.purpose;
        for (part, section) in &mut known.sections {
            if expected.removed.contains(&(purpose, part.clone())) {
                let heading = section.split(":\n").next().unwrap_or_default().to_owned();
                *section = format!("{heading}:\n{said}");
            }
        }
    }
}

/// At most one stands in each queue, and whoever has one is one person (P34).
fn standing_once(after: &Look) -> Held {
    let mut queues: Vec<_> =
        after.sent.iter().filter(|sent| stands(sent.row.status)).map(|sent| sent.row.queue.as_str()).collect();
    let count = queues.len();
    queues.sort_unstable();
    queues.dedup();
    must(queues.len() == count, || "two referrals of one person stand in one queue".into())?;
    let owned = |sent: &&super::look::Sent| matches!(sent.row.status, Status::Claimed | Status::InTouch);
    let orphan = after.sent.iter().filter(owned).any(|sent| sent.row.coordinator.is_none());
    must(!orphan, || "P34: something is taken on by nobody".into())
}

/// Nothing will speak to them first that they did not set (P5).
fn promised(who: &Somebody, after: &Look) -> Held {
    for due in &after.dues {
        let set = match due.what.as_str() {
            "quiet" => !who.said.is_empty(),
            "reminder" => who.reminder,
            "unopened" => who.tell_me,
            _ => false,
        };
        must(set, || format!("P5: a time for {:?} is stored, and they never asked", due.what))?;
    }
    Ok(())
}
