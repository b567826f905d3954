//! Opening: taking a referral on and reading it. Opening is an act: it is written down in the same transaction (P28), and the person can ask who it was (P18).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::guard::{record, somebody, standing, theirs};
use super::queue::{QueueLine, line};
use super::{Parts, Staff, StaffError};
use crate::referral::Status;
use crate::store::approvals::ApprovalRow;
use crate::store::coordinators::CoordinatorRow;
use crate::store::referrals::{self, Claim, ReferralRow};
use crate::store::talk::{Author, Delivery, TalkRow};
use crate::store::{Group, approvals, people, places, talk};
use crate::story::{Content, Purpose, Section};
use crate::vault::{self, Key};

/// A referral, opened. Its `Debug` holds no words.
#[derive(Clone, Debug)]
pub struct OpenedReferral {
    /// Where it stands.
    pub line: QueueLine,
    /// What was sent, each approval as it was seen, the first first.
    pub sent: Vec<Sent>,
    /// What was written since, both sides'.
    pub talk: Vec<Talk>,
}

/// One approval.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its number, from 1.
    pub number: i64,
    /// What it was for.
    pub purpose: Purpose,
    /// When.
    pub at: DateTime<Utc>,
    /// In which language the headings were shown.
    pub locale: String,
    /// What the person saw and sent, in order.
    pub sections: Vec<Section>,
}

/// One message between the person and a coordinator.
#[derive(Clone, Debug)]
pub struct Talk {
    /// Who wrote: a coordinator's name, or the person.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// When the person last changed it.
    pub edited_at: Option<DateTime<Utc>>,
    /// What.
    pub content: Content,
    /// Whether a coordinator's words have arrived.
    pub delivery: Option<Delivery>,
}

impl Staff {
    /// Takes a waiting referral on. One coordinator wins; the other is told who.
    pub async fn claim(&self, name: &str, reference: &str) -> Result<(), StaffError> {
        let (parts, name, reference) = (self.parts(), name.to_owned(), reference.to_owned());
        let writer = parts.writer.clone();
        let written = writer.write("claim", move |group| {
            let (parts, name, reference) = (parts.clone(), name.clone(), reference.clone());
            Box::pin(async move {
                let who = somebody(&mut group.main, &name).await?;
                let row = standing(&parts, group, &who, &reference).await?;
                take_on(&parts, group, &who, &row).await
            })
        });
        written.await
    }

    /// Opens a referral: takes it on if nobody has, and reads it.
    pub async fn show(&self, name: &str, reference: &str) -> Result<OpenedReferral, StaffError> {
        let (parts, name, reference) = (self.parts(), name.to_owned(), reference.to_owned());
        let writer = parts.writer.clone();
        let written = writer.write("open", move |group| {
            let (parts, name, reference) = (parts.clone(), name.clone(), reference.clone());
            Box::pin(async move { open(&parts, group, &name, &reference).await })
        });
        written.await
    }
}

/// Takes it on, if it waits; it is nothing new if it is theirs already.
async fn take_on(parts: &Parts, group: &mut Group, who: &CoordinatorRow, row: &ReferralRow) -> Result<(), StaffError> {
    if row.coordinator == Some(who.id) {
        return Ok(());
    }
    let now = parts.clock.now();
    match referrals::claim(&mut group.main, row.id, who.id, now).await? {
        Claim::Won => {
            // Somebody of another queue who is in touch stays so until they rest.
            people::take_up(&mut group.main, row.person, who.id).await?;
            record(parts, group, Some(who.id), "took on", Some(row.id), now).await
        }
        Claim::Lost { by: Some(by), .. } => Err(StaffError::TakenOn { by }),
        Claim::Lost { by: None, status } => Err(StaffError::NoSuchStep(status.as_str())),
        Claim::Unknown => Err(StaffError::NoSuchReference(row.reference.clone())),
    }
}

async fn open(parts: &Parts, group: &mut Group, name: &str, reference: &str) -> Result<OpenedReferral, StaffError> {
    let who = somebody(&mut group.main, name).await?;
    let row = standing(parts, group, &who, reference).await?;
    if row.status == Status::Waiting {
        take_on(parts, group, &who, &row).await?;
    } else {
        theirs(&row, &who)?;
    }
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    let sent = approvals::of_referral(&mut group.main, row.id).await?;
    let talk = talk::of_referral(&mut group.main, row.id).await?;
    record(parts, group, Some(who.id), "opened", Some(row.id), parts.clock.now()).await?;
    let row = referrals::get(&mut group.main, row.id).await?.ok_or(StaffError::Forgotten)?;
    let person = row.person;
    Ok(OpenedReferral {
        sent: sent.into_iter().map(|row| opened_sent(&key, person, row)).collect::<Result<_, _>>()?,
        talk: talk.into_iter().map(|row| opened_talk(&key, person, row)).collect::<Result<_, _>>()?,
        line: line(row),
    })
}

fn opened_sent(key: &Key, person: Uuid, row: ApprovalRow) -> Result<Sent, StaffError> {
    let place = approvals::place(row.referral, row.number);
    let sections = vault::open(key, &places::sections(person, &place), &row.sections)?;
    Ok(Sent { number: row.number, purpose: row.purpose, at: row.approved_at, locale: row.locale, sections })
}

fn opened_talk(key: &Key, person: Uuid, row: TalkRow) -> Result<Talk, StaffError> {
    let place = row.id.to_string();
    let content = vault::open(key, &places::talk(person, &place), &row.words)?;
    let by = match row.author {
        Author::Coordinator => row.coordinator_name,
        Author::Person => None,
    };
    Ok(Talk { by, at: row.at, edited_at: row.edited_at, content, delivery: row.delivery })
}
