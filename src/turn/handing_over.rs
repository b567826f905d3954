//! Handing over: what a person has seen and sent goes into its queue, is added to, is taken back (P12–P15).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::carry_out::{Hands, of_draft};
use super::drafts;
use super::person::Person;
use super::{Inner, TurnError, glance};
use crate::referral::{Glance, Queue, Status};
use crate::store::approvals::{self, ApprovalRow};
use crate::store::referrals::{self, NewReferral, ReferralRow};
use crate::store::{Group, people, places, talk};
use crate::story::{Approved, Draft, Fragment, Piece, Purpose, Section, Words};
use crate::vault::{self, Sealed};

/// Letters and digits of a reference that are not mistaken for one another on the phone.
const REFERENCE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// The draft of `purpose` as it is now.
pub(super) async fn draft_of(
    inner: &Inner,
    group: &mut Group,
    person: &Person,
    purpose: Purpose,
) -> Result<Draft, TurnError> {
    let fragments = of_draft(group, person, purpose).await?;
    let renderer = inner.renderer(&person.state.locale).with_former(person.former_words());
    let known = person.known(&inner.parts.content, purpose);
    Ok(drafts::draft(&known, &renderer, &person.state.draft(purpose), &fragments))
}

/// The person's act of sending, checked against what they were shown. `None`: it is stale.
pub(super) async fn approve(
    inner: &Inner,
    group: &mut Group,
    person: &Person,
    purpose: Purpose,
    revision: u64,
) -> Result<Option<Approved>, TurnError> {
    let Some(shown) = person.state.draft(purpose).shown else { return Ok(None) };
    Ok(draft_of(inner, group, person, purpose).await?.approve(&shown, revision).ok())
}

/// Puts an approval into its queue: a new referral, or one more approval of the one that stands there.
pub(super) async fn refer(
    hands: &mut Hands<'_>,
    purpose: Purpose,
    revision: u64,
    queue: Queue,
) -> Result<(), TurnError> {
    let Some(approved) = approve(hands.inner, hands.group, hands.person, purpose, revision).await? else {
        return Ok(());
    };
    if hands.person.referrals.is_empty() && !referrals::has_added_first(&hands.group.main, hands.person.id) {
        let mut new = new_referral(hands, queue)?;
        new.glance = Some(glance::sealed(hands, (purpose, &approved), new.id, None)?);
        let row = approval(hands, (purpose, &approved), new.id, 1)?;
        referrals::add_first(&mut hands.group.main, new, row);
        return glance::keep_apart(hands, purpose, &approved, true).await;
    }
    let (referral, before) = stand_in(hands, queue).await?;
    let glance = glance::sealed(hands, (purpose, &approved), referral, before.as_ref())?;
    let told = told_days(hands);
    referrals::put_glance(&mut hands.group.main, referral, &glance, told).await?;
    glance::keep_apart(hands, purpose, &approved, false).await?;
    if matches!(purpose, Purpose::Note | Purpose::Visit | Purpose::Young) {
        // Who asks to be written to is glad to be contacted, whatever was said before.
        let now = hands.now();
        referrals::set_contact(&mut hands.group.main, hands.person.id, true, now).await?;
    }
    let number = approvals::next_number(&mut hands.group.main, referral).await?;
    let row = approval(hands, (purpose, &approved), referral, number)?;
    Ok(approvals::add(&mut hands.group.main, &row).await?)
}

/// What was seen and sent, as the row that keeps it (P14).
fn approval(
    hands: &Hands<'_>,
    (purpose, approved): (Purpose, &Approved),
    referral: Uuid,
    number: i64,
) -> Result<ApprovalRow, TurnError> {
    let (parts, person) = (&hands.inner.parts, &hands.person);
    let place = approvals::place(referral, number);
    let place = places::sections(person.id, &place);
    let sections = vault::seal(&person.key, &place, &approved.sections().to_vec(), parts.chance.bytes()?)?;
    Ok(ApprovalRow {
        referral,
        number,
        purpose,
        revision: i64::try_from(approved.revision()).unwrap_or_default(),
        locale: person.state.locale.clone(),
        content_hash: person.state.content.clone(),
        approved_at: hands.now(),
        sections,
    })
}

/// The referral in `queue`: the one that stands there (waiting anew if it rested), or a new one; and what was told of it before.
async fn stand_in(hands: &mut Hands<'_>, queue: Queue) -> Result<(Uuid, Option<Sealed<Glance>>), TurnError> {
    let (person, now) = (hands.person.id, hands.now());
    if let Some(standing) = referrals::standing(&mut hands.group.main, person, queue).await? {
        if standing.status == Status::Closed {
            referrals::reopen(&mut hands.group.main, standing.id, Status::Closed, now).await?;
            let_go(hands.group, &standing).await?;
        } else {
            referrals::added_to(&mut hands.group.main, standing.id, now).await?;
        }
        return Ok((standing.id, standing.glance));
    }
    let new = new_referral(hands, queue)?;
    referrals::add(&mut hands.group.main, &new).await?;
    Ok((new.id, None))
}

/// What the person is told about how long it takes (P18).
fn told_days(hands: &Hands<'_>) -> Option<i64> {
    hands.inner.parts.facts.heard_within_days.map(i64::from)
}

/// One that is to wait in `queue`, with a reference of its own.
fn new_referral(hands: &Hands<'_>, queue: Queue) -> Result<NewReferral, TurnError> {
    let chance = &hands.inner.parts.chance;
    let letters: [u8; 7] = chance.bytes()?;
    let reference =
        letters.iter().filter_map(|byte| REFERENCE_LETTERS.get(usize::from(byte % 32))).map(|byte| char::from(*byte));
    Ok(NewReferral {
        id: hands.inner.ids.referrals.uuid(chance)?,
        person: hands.person.id,
        queue,
        reference: reference.collect(),
        contact_welcome: true,
        glance: None,
        told_days: told_days(hands),
        at: hands.now(),
    })
}

/// Takes back what stands in `queue`: the words go, what a coordinator wrote and was not sent yet is not sent, and one who has it is told (P15).
pub(super) async fn withdraw(hands: &mut Hands<'_>, queue: Queue) -> Result<(), TurnError> {
    let (person, now) = (hands.person.id, hands.now());
    let Some(standing) = referrals::standing(&mut hands.group.main, person, queue).await? else { return Ok(()) };
    referrals::withdraw(&mut hands.group.main, standing.id, now, true).await?;
    let_go(hands.group, &standing).await
}

/// The coordinator who has this referral does not have the conversation any more; one of another queue may.
async fn let_go(group: &mut Group, row: &ReferralRow) -> Result<(), TurnError> {
    if let Some(coordinator) = row.coordinator {
        people::release(&mut group.main, row.person, coordinator).await?;
    }
    Ok(())
}

/// A message goes straight to the coordinator who is in touch (P13).
pub(super) async fn pass_on(hands: &mut Hands<'_>, fragment: Fragment) -> Result<(), TurnError> {
    let Some(referral) = hands.person.in_touch().map(|row| row.id) else { return Ok(()) };
    let (person, chance) = (&hands.person, &hands.inner.parts.chance);
    let id = chance.uuid()?;
    let place = id.to_string();
    let words = vault::seal(&person.key, &places::talk(person.id, &place), &fragment.content, chance.bytes()?)?;
    let at = hands.inner.parts.clock.now();
    let new = talk::FromPerson { id, referral, person: person.id, words, at, message: fragment.message };
    Ok(talk::from_person(&mut hands.group.main, &new).await?)
}

/// An edit of a message that went straight to a coordinator changes the words there (P11).
pub(super) async fn amend(
    hands: &mut Hands<'_>,
    message: i64,
    words: &Words,
    edited_at: DateTime<Utc>,
) -> Result<(), TurnError> {
    let (person, key) = (hands.person.id, &hands.person.key);
    let Some(row) = talk::find(&mut hands.group.main, person, message).await? else { return Ok(()) };
    let id = row.id.to_string();
    let place = places::talk(person, &id);
    let content = vault::open(key, &place, &row.words)?.with_words(words.clone());
    let sealed = vault::seal(key, &place, &content, hands.inner.parts.chance.bytes()?)?;
    Ok(talk::replace(&mut hands.group.main, row.id, &sealed, edited_at).await.map(drop)?)
}

/// Takes a part out of everything that was approved before, and leaves "removed by the person" (P12).
pub(super) async fn remove_part(hands: &mut Hands<'_>, purpose: Purpose, part: &str) -> Result<(), TurnError> {
    let said = hands.renderer().key("part-removed");
    for referral in hands.person.referrals.iter().map(|row| row.id).collect::<Vec<_>>() {
        for row in approvals::of_referral(&mut hands.group.main, referral).await? {
            if row.purpose == purpose {
                remove_from(hands, &row, part, &said).await?;
            }
        }
    }
    glance::without(hands, purpose, part).await
}

async fn remove_from(hands: &mut Hands<'_>, row: &ApprovalRow, part: &str, said: &str) -> Result<(), TurnError> {
    let person = &hands.person;
    let number = approvals::place(row.referral, row.number);
    let place = places::sections(person.id, &number);
    let mut sections: Vec<Section> = vault::open(&person.key, &place, &row.sections)?;
    // What was sent under an earlier id of the part is that part's too.
    let content = person.content(&hands.inner.parts.content);
    let is_it = |section: &Section| section.part == part || content.part_now(&section.part) == Some(part);
    if !sections.iter().any(is_it) {
        return Ok(());
    }
    for section in sections.iter_mut().filter(|section| is_it(section)) {
        section.pieces = vec![Piece::Words(Words::new(said))];
    }
    let sealed = vault::seal(&person.key, &place, &sections, hands.inner.parts.chance.bytes()?)?;
    Ok(approvals::replace(&mut hands.group.main, row.referral, row.number, &sealed).await.map(drop)?)
}
