//! Opening: taking a referral on and reading it. Opening is an act: it is written down in the same transaction (P28), and the person can ask who it was (P18).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::aside::{begun_by, promised};
use super::change::may_change;
use super::guard::{openable, record, somebody, theirs};
use super::later::{self, Later};
use super::line::{PersonLine, line as facts};
use super::mine::Promise;
use super::notes::{self, Note};
use super::queue::{QueueLine, line};
use super::{Parts, Staff, StaffError, posters};
use crate::referral::Status;
use crate::store::approvals::ApprovalRow;
use crate::store::audit::Done;
use crate::store::audit::{self, ActRow};
use crate::store::coordinators::CoordinatorRow;
use crate::store::referrals::{self, Claim, ReferralRow};
use crate::store::talk::{Author, Delivery, TalkRow};
use crate::store::{Group, approvals, lists, looks, people, places, readers, talk};
use crate::story::{Content, Purpose, Section};
use crate::vault::{self, Key};

/// For how long looking at something again is the same opening.
const SITTING: TimeDelta = TimeDelta::minutes(10);

/// A referral, opened. Its `Debug` holds no words.
#[derive(Clone, Debug)]
pub struct OpenedReferral {
    /// Where it stands.
    pub line: QueueLine,
    /// What was sent, each approval as it was seen, the first first.
    pub sent: Vec<Sent>,
    /// What was written since, both sides'.
    pub talk: Vec<Talk>,
    /// What can be told of it without opening it.
    pub facts: PersonLine,
    /// What coordinators have noted. The person can ask to read it.
    pub notes: Vec<Note>,
    /// What was done about it, the first first.
    pub history: Vec<Happened>,
    /// Who reads along.
    pub readers: Vec<String>,
    /// What this coordinator has begun to write.
    pub draft: Option<String>,
    /// Answers that are to be sent later.
    pub later: Vec<Later>,
    /// What is promised.
    pub promise: Option<Promise>,
    /// Put aside until that day.
    pub quiet_until: Option<NaiveDate>,
    /// Whether this coordinator may write to the person.
    pub may_write: MayWrite,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<String>,
    /// What, as the audit has it.
    pub what: String,
    /// Whom else it is about.
    pub with: Option<String>,
}

/// Whether a coordinator may write to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayWrite {
    /// They may.
    Yes,
    /// They read along.
    ReadsAlong,
    /// It rests: the person can write again whenever they like.
    Rests,
    /// The person asked not to be contacted.
    NotWelcome,
    /// The person has stopped the bot.
    Unreachable,
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
    /// Its id.
    pub id: Uuid,
    /// Who wrote: a coordinator's name, or the person.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// When whoever wrote it last changed it.
    pub edited_at: Option<DateTime<Utc>>,
    /// When the coordinator took it back: nothing is left of the words.
    pub deleted_at: Option<DateTime<Utc>>,
    /// Whether it is this coordinator's, has arrived, and can still be changed or taken back.
    pub may_change: bool,
    /// What.
    pub content: Content,
    /// Whether a coordinator's words have arrived.
    pub delivery: Option<Delivery>,
}

impl Staff {
    /// Takes a waiting referral on. One coordinator wins; the other is told who.
    pub async fn claim(&self, name: &str, reference: &str) -> Result<(), StaffError> {
        let asked = (name.to_owned(), reference.to_owned());
        self.write("claim", asked, |parts, group, (name, reference)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                let row = openable(parts, group, &who, reference).await?;
                take_on(parts, group, &who, &row).await
            })
        })
        .await
    }

    /// Opens a referral: takes it on if nobody has, and reads it.
    pub async fn show(&self, name: &str, reference: &str) -> Result<OpenedReferral, StaffError> {
        let asked = (name.to_owned(), reference.to_owned());
        self.write("open", asked, |parts, group, (name, reference)| Box::pin(open(parts, group, name, reference))).await
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
            record(parts, group, Some(who.id), Done::TookOn, Some(row.id), now).await
        }
        Claim::Lost { by: Some(by), .. } => Err(StaffError::TakenOn { by }),
        Claim::Lost { by: None, status } => Err(StaffError::NoSuchStep(status.as_str())),
        Claim::Unknown => Err(StaffError::NoSuchReference(row.reference.clone())),
    }
}

async fn open(parts: &Parts, group: &mut Group, name: &str, reference: &str) -> Result<OpenedReferral, StaffError> {
    let who = somebody(&mut group.main, name).await?;
    let row = openable(parts, group, &who, reference).await?;
    if row.status == Status::Waiting {
        take_on(parts, group, &who, &row).await?;
    } else {
        reads(group, &row, &who).await?;
    }
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    look(parts, group, &who, &row).await?;
    whole(parts, group, &who, (&key, row.id)).await
}

/// Refuses unless it is theirs, or they read along.
pub(super) async fn reads(group: &mut Group, row: &ReferralRow, who: &CoordinatorRow) -> Result<(), StaffError> {
    if readers::reads(&mut group.main, row.id, who.id).await? { Ok(()) } else { theirs(row, who) }
}

/// Writes the opening down. Looked at again within a sitting, it is the same opening.
pub(super) async fn look(
    parts: &Parts,
    group: &mut Group,
    who: &CoordinatorRow,
    row: &ReferralRow,
) -> Result<(), StaffError> {
    let now = parts.clock.now();
    referrals::opened(&mut group.main, row.id, who.id, now).await?;
    let last = looks::opened_at(&mut group.main, row.id, who.id).await?;
    let same = last.filter(|last| now - SITTING < *last && *last <= now);
    if same.is_none() {
        record(parts, group, Some(who.id), Done::Opened, Some(row.id), now).await?;
    }
    Ok(looks::put(&mut group.main, (row.id, who.id), now, same.unwrap_or(now)).await?)
}

/// Everything about one referral, for somebody who may read it.
pub(super) async fn whole(
    parts: &Parts,
    group: &mut Group,
    who: &CoordinatorRow,
    (key, referral): (&Key, Uuid),
) -> Result<OpenedReferral, StaffError> {
    let (main, now) = (&mut group.main, parts.clock.now());
    let list = lists::one(main, who.id, referral).await?.ok_or(StaffError::Forgotten)?;
    let row = list.referral.clone();
    let person = row.person;
    let sent = approvals::of_referral(main, referral).await?;
    let talk = talk::of_referral(main, referral).await?;
    let history = audit::of_referral(main, referral).await?;
    let readers = readers::names(main, referral).await?;
    let posters = posters::labels(main).await?;
    let aside = lists::aside(main, referral).await?.ok_or(StaffError::Forgotten)?;
    let reachable = people::load::<()>(main, person).await?.ok_or(StaffError::Forgotten)?.reachable;
    Ok(OpenedReferral {
        sent: sent.into_iter().map(|row| opened_sent(key, person, row)).collect::<Result<_, _>>()?,
        talk: talk.into_iter().map(|row| opened_talk(key, person, (row, who.id, now))).collect::<Result<_, _>>()?,
        facts: facts(parts, &posters, Some(key), list),
        notes: notes::all(group, key, referral).await?,
        history: history.into_iter().map(happened).collect(),
        readers,
        later: later::all(group, key, referral).await?,
        draft: begun_by(group, key, who, &row).await?,
        quiet_until: aside.quiet_until,
        promise: promised(key, &row, aside)?,
        may_write: may_write(&row, who, reachable),
        line: line(row),
    })
}

fn happened(row: ActRow) -> Happened {
    Happened { at: row.at, by: row.coordinator_name, what: row.act, with: row.detail }
}

fn may_write(row: &ReferralRow, who: &CoordinatorRow, reachable: bool) -> MayWrite {
    match row.status {
        _ if row.coordinator != Some(who.id) => MayWrite::ReadsAlong,
        _ if !row.contact_welcome => MayWrite::NotWelcome,
        _ if !reachable => MayWrite::Unreachable,
        Status::Closed => MayWrite::Rests,
        Status::Waiting | Status::Claimed | Status::InTouch | Status::Withdrawn => MayWrite::Yes,
    }
}

fn opened_sent(key: &Key, person: Uuid, row: ApprovalRow) -> Result<Sent, StaffError> {
    let place = approvals::place(row.referral, row.number);
    let sections = vault::open(key, &places::sections(person, &place), &row.sections)?;
    Ok(Sent { number: row.number, purpose: row.purpose, at: row.approved_at, locale: row.locale, sections })
}

fn opened_talk(key: &Key, person: Uuid, (row, who, now): (TalkRow, Uuid, DateTime<Utc>)) -> Result<Talk, StaffError> {
    let may_change = may_change(&row, who, now);
    let place = row.id.to_string();
    let content = vault::open(key, &places::talk(person, &place), &row.words)?;
    let by = match row.author {
        Author::Coordinator => row.coordinator_name,
        Author::Person => None,
    };
    let (edited_at, deleted_at) = (row.edited_at, row.deleted_at);
    Ok(Talk { id: row.id, by, at: row.at, edited_at, deleted_at, may_change, content, delivery: row.delivery })
}
