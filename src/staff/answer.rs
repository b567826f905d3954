//! Answering: a coordinator's own words to a person, handing back, and putting to rest.
//!
//! A coordinator's words go out once and are never sent again on a doubt (P31); the first line says who writes, and shows nothing else on a lock screen.

use chrono::TimeDelta;
use serde::Deserialize;
use uuid::Uuid;

use super::guard::{openable, record, somebody, theirs};
use super::{Parts, Staff, StaffError};
use crate::buttons::{Button, Constant, Press};
use crate::locale::Value;
use crate::referral::Status;
use crate::store::audit::Done;
use crate::store::coordinators::CoordinatorRow;
use crate::store::outbox::{self, Class, Kind, NewOutgoing};
use crate::store::outgoing::Outgoing;
use crate::store::referrals::{self, ReferralRow};
use crate::store::talk::{self, FromCoordinator};
use crate::store::{Group, places};
use crate::store::{approvals, begun, heard, people, readers};
use crate::story::{Content, Words};
use crate::vault::{self, Key, Sealed};

/// Characters in an answer at most: with its first line it fits into one message.
pub(super) const LONGEST: usize = 3_900;

impl Staff {
    /// Writes to the person, in the coordinator's name. They stay the one who has the conversation.
    pub async fn reply(&self, name: &str, reference: &str, text: &str) -> Result<(), StaffError> {
        let length = text.trim().encode_utf16().count();
        if length == 0 || length > LONGEST {
            return Err(StaffError::Length { length, most: LONGEST });
        }
        let parts = self.parts();
        // The id is made here: should the group's commit be tried again after it had gone through unseen, the words are not said twice.
        let reply = Reply {
            id: parts.chance.uuid()?,
            name: name.to_owned(),
            reference: reference.to_owned(),
            text: text.trim().to_owned(),
        };
        self.write("reply", reply, |parts, group, reply| Box::pin(reply.write(parts, group))).await?;
        parts.outbox_grew.notify_one();
        Ok(())
    }

    /// Hands a referral back unanswered: it waits again, in its old place.
    pub async fn hand_back(&self, name: &str, reference: &str) -> Result<(), StaffError> {
        self.end(name, reference, End::HandBack).await
    }

    /// Puts a referral to rest; the person can write again whenever they like.
    pub async fn rest(&self, name: &str, reference: &str) -> Result<(), StaffError> {
        self.end(name, reference, End::Rest).await?;
        self.parts().outbox_grew.notify_one();
        Ok(())
    }

    async fn end(&self, name: &str, reference: &str, how: End) -> Result<(), StaffError> {
        let asked = (name.to_owned(), reference.to_owned(), how);
        self.write("end", asked, |parts, group, (name, reference, how)| {
            Box::pin(end(parts, group, name, reference, *how))
        })
        .await
    }
}

#[derive(Clone, Copy)]
enum End {
    HandBack,
    Rest,
}

/// A coordinator's words to a person.
pub(super) struct Reply {
    pub id: Uuid,
    pub name: String,
    pub reference: String,
    pub text: String,
}

impl Reply {
    pub(super) async fn write(&self, parts: &Parts, group: &mut Group) -> Result<(), StaffError> {
        let who = somebody(&mut group.main, &self.name).await?;
        let row = openable(parts, group, &who, &self.reference).await?;
        if talk::get(&mut group.main, self.id).await?.is_some() {
            return Ok(());
        }
        may_write(group, &row, &who).await?;
        let now = parts.clock.now();
        if !referrals::in_touch(&mut group.main, row.id, who.id, now).await? {
            return Err(StaffError::NoSuchStep(row.status.as_str()));
        }
        people::hold(&mut group.main, row.person, Some(who.id)).await?;
        let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
        let lang = language_of(parts, group, &row).await?;
        let straight = writes_straight(group, &key, row.person, &who.name).await?;
        let (text, rows) = bubble(parts, &lang, (&who.name, straight), &self.text);
        let bubble = Outgoing::Bubble { text, rows };
        let outbox = post(parts, group, &key, &row, (bubble, Class::Bubble, Kind::Coordinator)).await?;
        let words = self.sealed(parts, &key, row.person)?;
        let said = FromCoordinator {
            id: self.id,
            referral: row.id,
            person: row.person,
            coordinator: who.id,
            words,
            at: now,
            outbox,
        };
        talk::from_coordinator(&mut group.main, &said).await?;
        begun::remove(&mut group.main, row.id, who.id).await?;
        heard::answered(&mut group.main, parts.chance.uuid()?, row.id, now).await?;
        record(parts, group, Some(who.id), Done::Wrote, Some(row.id), now).await
    }

    fn sealed(&self, parts: &Parts, key: &Key, person: Uuid) -> Result<Sealed<Content>, StaffError> {
        let place = self.id.to_string();
        let content = Content::Text(Words::new(self.text.as_str()));
        Ok(vault::seal(key, &places::talk(person, &place), &content, parts.chance.bytes()?)?)
    }
}

/// Refuses unless it is theirs, and the person wants it and can be reached.
pub(super) async fn may_write(group: &mut Group, row: &ReferralRow, who: &CoordinatorRow) -> Result<(), StaffError> {
    if let (Err(refused), Some(with)) = (theirs(row, who), &row.coordinator_name) {
        let along = readers::reads(&mut group.main, row.id, who.id).await?;
        return Err(if along { StaffError::ReadsAlong { with: with.clone() } } else { refused });
    }
    theirs(row, who)?;
    if !row.contact_welcome {
        return Err(StaffError::NotWelcome);
    }
    let person = people::load::<()>(&mut group.main, row.person).await?.ok_or(StaffError::Forgotten)?;
    if person.reachable { Ok(()) } else { Err(StaffError::Unreachable) }
}

/// Of a conversation, all that an answer has to know: whom the person has chosen to write straight to.
#[derive(Deserialize)]
struct Straight {
    #[serde(default)]
    direct: Option<String>,
}

/// Whether what the person writes goes straight to this coordinator already: then the way back stands under the answer, not the way there.
pub(super) async fn writes_straight(
    group: &mut Group,
    key: &Key,
    person: Uuid,
    name: &str,
) -> Result<bool, StaffError> {
    let Some(row) = people::load::<Straight>(&mut group.main, person).await? else { return Ok(false) };
    Ok(vault::open(key, &places::state(person), &row.state)?.direct.as_deref() == Some(name))
}

async fn end(parts: &Parts, group: &mut Group, name: &str, reference: &str, how: End) -> Result<(), StaffError> {
    let who = somebody(&mut group.main, name).await?;
    let row = openable(parts, group, &who, reference).await?;
    theirs(&row, &who)?;
    let now = parts.clock.now();
    let (moved, act) = match how {
        End::HandBack => (referrals::hand_back(&mut group.main, row.id, who.id, now).await?, Done::HandedBack),
        End::Rest => (referrals::rest(&mut group.main, row.id, who.id, now).await?, Done::PutToRest),
    };
    if !moved {
        return Err(StaffError::NoSuchStep(row.status.as_str()));
    }
    people::release(&mut group.main, row.person, who.id).await?;
    if matches!(how, End::Rest) {
        // From here on their date counts again, and it may have passed while this stood open: the person can still write.
        people::keep_on_until(&mut group.main, row.person, now + TimeDelta::days(i64::from(parts.keep_days))).await?;
    }
    if matches!(how, End::Rest) && row.status == Status::InTouch && row.contact_welcome {
        let not_yet = Constant::NotYet;
        tell(parts, group, &row, ("resting", &[("name", Value::Fact(who.name.clone()))]), Some(not_yet)).await?;
    }
    record(parts, group, Some(who.id), act, Some(row.id), now).await
}

/// Tells the person something in reviewed words, with the constant ways under it.
pub(super) async fn tell(
    parts: &Parts,
    group: &mut Group,
    row: &ReferralRow,
    (key, args): (&str, &[(&str, Value)]),
    way: Option<Constant>,
) -> Result<(), StaffError> {
    let persons = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    let lang = language_of(parts, group, row).await?;
    let mut args = args.to_vec();
    args.push(("service", Value::Fact(parts.service.clone())));
    let text = parts.locales.text(&lang, key, &args);
    let mut rows: Vec<_> = way.into_iter().map(|way| vec![button(parts, &lang, way)]).collect();
    rows.extend(ways(parts, &lang));
    let bubble = Outgoing::Bubble { text, rows };
    post(parts, group, &persons, row, (bubble, Class::Bubble, Kind::Scripted)).await.map(drop)
}

/// The language that the person last sent something in (P35); the base language if nothing of theirs stands.
pub(super) async fn language_of(parts: &Parts, group: &mut Group, row: &ReferralRow) -> Result<String, StaffError> {
    let sent = approvals::of_referral(&mut group.main, row.id).await?;
    Ok(sent.into_iter().next_back().map_or_else(|| parts.lang.clone(), |last| last.locale))
}

/// What stands in the chat: who writes, their words, and the way to them or back.
pub(super) fn bubble(
    parts: &Parts,
    lang: &str,
    (name, straight): (&str, bool),
    text: &str,
) -> (String, Vec<Vec<Button>>) {
    let args = [("name", Value::Fact(name.to_owned())), ("service", Value::Fact(parts.service.clone()))];
    let first = parts.locales.text(lang, "from-coordinator", &args);
    let name = [("name", Value::Fact(name.to_owned()))];
    let (label, way) = if straight {
        (parts.locales.text(lang, "way-end-writing", &[]), Constant::EndWriting)
    } else {
        (parts.locales.text(lang, "way-write-to", &name), Constant::WriteTo)
    };
    let mut rows = vec![vec![Button { label, press: Press::Constant(way) }]];
    rows.extend(ways(parts, lang));
    (format!("{first}\n\n{text}"), rows)
}

fn ways(parts: &Parts, lang: &str) -> Vec<Vec<Button>> {
    let way = |way| button(parts, lang, way);
    vec![vec![way(Constant::Stop)], vec![way(Constant::Person), way(Constant::Help)]]
}

fn button(parts: &Parts, lang: &str, way: Constant) -> Button {
    let label = parts.locales.text(lang, &format!("way-{}", way.as_str()), &[]);
    Button { label, press: Press::Constant(way) }
}

/// Puts something into the outbox, sealed.
pub(super) async fn post(
    parts: &Parts,
    group: &mut Group,
    key: &Key,
    row: &ReferralRow,
    (outgoing, class, kind): (Outgoing, Class, Kind),
) -> Result<Uuid, StaffError> {
    let id = parts.chance.uuid()?;
    let place = id.to_string();
    let sealed = vault::seal(key, &places::outgoing(row.person, &place), &outgoing, parts.chance.bytes()?)?;
    let new = NewOutgoing {
        id,
        person: row.person,
        class,
        kind,
        urgent: false,
        expires_at: None,
        has_buttons: matches!(&outgoing, Outgoing::Bubble { .. }),
        outgoing: sealed,
        at: parts.clock.now(),
    };
    outbox::put(&mut group.main, new);
    Ok(id)
}
