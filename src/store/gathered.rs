//! Writes that are gathered while jobs run and made together, each kind by one call for many rows: before the commit, or before anything is
//! asked of the database that they may matter to.
//!
//! Whoever gathers a write does not learn from the database what came of it. What must hold is checked when it is made, and if it does not, the
//! whole group is undone and its jobs are tried one by one.
//!
//! Not here: the texts (`statements::many`), what each row means (the file of each thing kept).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::approvals::ApprovalRow;
use super::bubbles::Bubble;
use super::fragments::FragmentRow;
use super::handed::NewLine;
use super::outbox::{Class, Kind, NewOutgoing};
use super::outgoing::Outgoing;
use super::people::{NewPerson, Save};
use super::referrals::NewReferral;
use super::statements::many;
use super::work::{many, many_rows};
use super::{StoreError, Work};
use crate::story::Purpose;
use crate::vault::Sealed;

/// Stored times by person and reason: each with its mark, or none any more.
type Dues = BTreeMap<(Uuid, String), Option<(DateTime<Utc>, i64)>>;

/// What is gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// About whom there is something.
    about: HashSet<Uuid>,
    job: Job,
    people: Vec<NewPerson<()>>,
    saves: BTreeMap<Uuid, Save>,
    dropped: BTreeSet<(Uuid, Purpose)>,
    fragments: Vec<FragmentRow>,
    referrals: Vec<NewReferral>,
    approvals: Vec<ApprovalRow>,
    bubbles: Vec<Bubble>,
    dues: Dues,
    outgoing: Vec<NewOutgoing>,
    lines: BTreeMap<(Uuid, Class), NewLine>,
    sent: Vec<Sent>,
    given_back: BTreeMap<(Uuid, Class), DateTime<Utc>>,
    stripped: Vec<Stripped>,
}

/// What is asked of the database while it runs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Job {
    /// About anybody.
    #[default]
    Anybody,
    /// About this person, and nobody else.
    One(Uuid),
    /// Nothing that a note writes: reading ahead, before any turn has run.
    Ahead,
}

/// A draft that goes.
struct Dropped {
    person: Uuid,
    purpose: Purpose,
}

/// Something that does not wait any more.
#[derive(Debug)]
struct Sent {
    id: Uuid,
}

/// A message without buttons.
#[derive(Debug)]
struct Stripped {
    person: Uuid,
    message: i64,
}

/// A line, and when it may be looked at.
struct Line {
    person: Uuid,
    class: Class,
    ready_at: DateTime<Utc>,
    /// Who has it in hand until then, or had it.
    owner: Option<Uuid>,
}

/// Something to send, with its place among those of the same person.
struct Nth<'a> {
    id: Uuid,
    person: Uuid,
    nth: i64,
    class: Class,
    urgent: bool,
    kind: Kind,
    expires_at: Option<DateTime<Utc>>,
    has_buttons: bool,
    outgoing: &'a Sealed<Outgoing>,
    put_at: DateTime<Utc>,
}

/// A stored time, or that there is to be none, as its text wants it.
struct Due<'a> {
    person: Uuid,
    what: &'a str,
    at: DateTime<Utc>,
    mark: i64,
}

impl Gathered {
    /// From now on this is asked about.
    pub fn begin_job(&mut self, job: Job) {
        self.job = job;
    }

    /// Whether what the job asks next may depend on something gathered.
    pub fn matters(&self) -> bool {
        match self.job {
            Job::One(person) => self.about.contains(&person),
            Job::Anybody => !self.about.is_empty(),
            Job::Ahead => false,
        }
    }

    /// Whether a save of this person's is gathered already.
    pub fn saves(&self, person: Uuid) -> bool {
        self.saves.contains_key(&person)
    }

    pub fn add(&mut self, person: NewPerson<()>) {
        self.about.insert(person.id);
        self.people.push(person);
    }

    pub fn save(&mut self, save: Save) {
        self.about.insert(save.person);
        self.saves.insert(save.person, save);
    }

    pub fn fragment(&mut self, row: FragmentRow) {
        self.about.insert(row.person);
        self.fragments.push(row);
    }

    /// A draft goes, with what is gathered of it; what is kept afterwards stays.
    pub fn drop_draft(&mut self, person: Uuid, purpose: Purpose) {
        self.about.insert(person);
        self.fragments.retain(|row| row.person != person || row.purpose != purpose);
        self.dropped.insert((person, purpose));
    }

    /// The first thing that a person has sent.
    pub fn first_referral(&mut self, referral: NewReferral, approval: ApprovalRow) {
        self.about.insert(referral.person);
        self.referrals.push(referral);
        self.approvals.push(approval);
    }

    /// Whether something that this person has sent is gathered.
    pub fn refers(&self, person: Uuid) -> bool {
        self.referrals.iter().any(|referral| referral.person == person)
    }

    /// The fragments of this person's that are to be kept.
    pub fn fragments_of(&self, person: Uuid) -> impl Iterator<Item = &FragmentRow> {
        self.fragments.iter().filter(move |row| row.person == person)
    }

    pub fn bubble(&mut self, bubble: Bubble) {
        self.about.insert(bubble.person);
        self.bubbles.push(bubble);
    }

    /// A stored time, or none; the last one counts.
    pub fn due(&mut self, person: Uuid, what: &str, due: Option<(DateTime<Utc>, i64)>) {
        self.about.insert(person);
        self.dues.insert((person, what.to_owned()), due);
    }

    pub fn outgoing(&mut self, new: NewOutgoing) {
        self.about.insert(new.person);
        self.outgoing.push(new);
    }

    /// A line that is to be there. If one is gathered already, that one stays as it is.
    pub fn line(&mut self, person: Uuid, class: Class, line: NewLine) {
        self.about.insert(person);
        self.lines.entry((person, class)).or_insert(line);
    }

    pub fn line_of(&mut self, person: Uuid, class: Class) -> Option<&mut NewLine> {
        self.lines.get_mut(&(person, class))
    }

    /// What is to be handed over for this person is not.
    pub fn keep_back(&mut self, person: Uuid) {
        self.lines.iter_mut().filter(|((of, _), _)| *of == person).for_each(|(_, line)| line.handed = None);
    }

    pub fn drop_outgoing(&mut self, person: Uuid, id: Uuid) {
        self.about.insert(person);
        self.sent.push(Sent { id });
    }

    pub fn give_back(&mut self, person: Uuid, class: Class, next: DateTime<Utc>) {
        self.about.insert(person);
        self.given_back.insert((person, class), next);
    }

    pub fn stripped(&mut self, person: Uuid, message: i64) {
        self.about.insert(person);
        self.stripped.push(Stripped { person, message });
    }

    /// What was sent first, and what is to be sent last: as if every note had come before every turn.
    async fn write(self, work: &mut Work) -> Result<(), StoreError> {
        many!(work, many::OUTGOING_DROP, &self.sent, [id])?;
        give_back(work, self.given_back).await?;
        many!(work, many::BUBBLES_STRIPPED, &self.stripped, [person, message])?;
        many!(work, many::PEOPLE_PUT, &self.people, [id, chat, state, keep_until, created_at])?;
        let saves: Vec<Save> = self.saves.into_values().collect();
        let saved = many!(work, many::PEOPLE_SAVE, &saves, [person, state, keep_until, turns])?;
        // Another turn came between: people are locked, so this is a fault.
        if saved != saves.len() as u64 {
            return Err(StoreError::BrokeOff);
        }
        drop_drafts(work, &self.dropped).await?;
        self.fragments.iter().for_each(|row| work.ahead.drop_drafts(row.person));
        let columns = &self.fragments;
        many!(work, many::FRAGMENTS_PUT, columns, [person, message, purpose, part, position, fragment, edited_at])?;
        write_referrals(work, &self.referrals, &self.approvals).await?;
        many!(work, many::BUBBLES_PUT, &self.bubbles, [person, message, from_us, at, live])?;
        write_dues(work, &self.dues).await?;
        write_outgoing(work, &self.outgoing).await?;
        write_lines(work, self.lines).await
    }
}

async fn drop_drafts(work: &mut Work, dropped: &BTreeSet<(Uuid, Purpose)>) -> Result<(), StoreError> {
    let rows: Vec<Dropped> =
        dropped.iter().map(|(person, purpose)| Dropped { person: *person, purpose: *purpose }).collect();
    many!(work, many::DRAFTS_DROP, &rows, [person, purpose]).map(drop)
}

async fn write_referrals(work: &mut Work, new: &[NewReferral], approvals: &[ApprovalRow]) -> Result<(), StoreError> {
    let put =
        many!(work, many::REFERRALS_PUT, new, [id, person, queue, reference, contact_welcome, at, glance, told_days])?;
    // A reference that is in use: the turn is taken again, with another.
    if put != new.len() as u64 {
        return Err(StoreError::BrokeOff);
    }
    let columns = approvals;
    many!(
        work,
        many::APPROVALS_PUT,
        columns,
        [referral, number, purpose, revision, locale, content_hash, approved_at, sections]
    )
    .map(drop)
}

/// Lines are ready again, or go, if nothing is left in them.
async fn give_back(work: &mut Work, lines: BTreeMap<(Uuid, Class), DateTime<Utc>>) -> Result<(), StoreError> {
    let owner = work.tray.owner();
    let lines: Vec<Line> =
        lines.into_iter().map(|((person, class), ready_at)| Line { person, class, ready_at, owner }).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let (rest, drop) = (rest_lines(work, &lines).await?, drop_lines(work, &lines).await?);
    // Elsewhere somebody may have been putting something into such a line: the first waited for them, so that the second saw it. SQLite has one
    // writer: there, only what is left needs another time.
    let left = match rest {
        Some(rest) => rest > drop,
        None if drop < lines.len() as u64 => {
            many!(work, many::LINES_REST, &lines, [person, class, ready_at, owner])? > 0
        }
        None => false,
    };
    if left {
        work.tray.is_left();
    }
    Ok(())
}

/// On PostgreSQL: how many of the lines are there, now with another time.
async fn rest_lines(work: &mut Work, lines: &[Line]) -> Result<Option<u64>, StoreError> {
    if !work.is_shared() {
        return Ok(None);
    }
    many!(work, many::LINES_REST, lines, [person, class, ready_at, owner]).map(Some)
}

/// How many of them were empty, and went.
async fn drop_lines(work: &mut Work, lines: &[Line]) -> Result<u64, StoreError> {
    many!(work, many::LINES_DROP, lines, [person, class])
}

async fn write_outgoing(work: &mut Work, outgoing: &[NewOutgoing]) -> Result<(), StoreError> {
    let mut so_far: BTreeMap<Uuid, i64> = BTreeMap::new();
    let mut rows = Vec::with_capacity(outgoing.len());
    for new in outgoing {
        let nth = so_far.entry(new.person).or_default();
        *nth += 1;
        rows.push(Nth {
            id: new.id,
            person: new.person,
            nth: *nth,
            class: new.class,
            urgent: new.urgent,
            kind: new.kind,
            expires_at: new.expires_at,
            has_buttons: new.has_buttons,
            outgoing: &new.outgoing,
            put_at: new.at,
        });
    }
    let columns = &rows;
    many!(
        work,
        many::OUTGOING_PUT,
        columns,
        [id, person, nth, class, urgent, kind, expires_at, has_buttons, outgoing, put_at]
    )
    .map(drop)
}

/// What stands in a line that is new is handed over; the others are in somebody's hand, or wait.
async fn write_lines(work: &mut Work, mut lines: BTreeMap<(Uuid, Class), NewLine>) -> Result<(), StoreError> {
    let line = |((person, class), line): (&(Uuid, Class), &NewLine)| Line {
        person: *person,
        class: *class,
        ready_at: line.ready_at,
        owner: line.handed.as_ref().and_then(|(_, line)| line.owner),
    };
    let rows: Vec<Line> = lines.iter().map(line).collect();
    let put: Vec<(Uuid, Class, bool)> = many_rows!(work, many::LINES_PUT, &rows, [person, class, ready_at, owner])?;
    for (person, class, fresh) in put {
        let handed = lines.remove(&(person, class)).and_then(|line| line.handed).filter(|_| fresh);
        handed.into_iter().for_each(|(room, line)| work.tray.hand(room, line));
    }
    Ok(())
}

async fn write_dues(work: &mut Work, dues: &Dues) -> Result<(), StoreError> {
    let due = |((person, what), (at, mark))| Due { person, what, at, mark };
    let all = || dues.iter().map(|((person, what), due)| ((*person, what.as_str()), due));
    let none: Vec<Due<'_>> =
        all().filter(|(_, kept)| kept.is_none()).map(|(key, _)| due((key, (DateTime::UNIX_EPOCH, 0)))).collect();
    let some: Vec<Due<'_>> = all().filter_map(|(key, kept)| kept.map(|kept| due((key, kept)))).collect();
    many!(work, many::DUES_CANCEL, &none, [person, what])?;
    many!(work, many::DUES_PUT, &some, [person, what, at, mark]).map(drop)
}

impl Work {
    /// Makes every gathered write.
    pub(super) async fn write_gathered(&mut self) -> Result<(), StoreError> {
        let job = self.gathered.job;
        let gathered = std::mem::take(&mut self.gathered);
        self.gathered.begin_job(job);
        // Boxed: a call that makes gathered writes is itself made through here.
        Box::pin(gathered.write(self)).await
    }
}
