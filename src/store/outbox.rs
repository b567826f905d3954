//! The outbox: what is to be sent, sealed, in a line for each person and class.
//!
//! A *line* is one row for each (person, class) that has something waiting, with the time at which it may be looked at next. Taking a line
//! moves that time on by a while, so that nobody else takes it; [`done`] says when it is next ready. If the process dies, the line comes
//! back: at its next start, once others see that it is dead (`instances`), or when the while has passed. So taking costs the number of lines taken, not of rows waiting, and one person's flood holds up nobody.
//!
//! Not here: what goes to delivery in memory (`handed`), opening and sending (`telegram`), the words that a coordinator wrote (`talk`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::handed::NewLine;
use super::outgoing::Outgoing;
use super::statements::acts;
use super::talk::{self, Delivery};
use super::work::{all, run, values};
use super::{StoreError, Work, bubbles, people, statements};
use crate::vault::Sealed;

/// How one kind of thing is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A message: in order for each chat, paced.
    Bubble,
    /// Taking buttons off, deleting: whenever there is room.
    Tidy,
}

/// Whose words it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ours: if in doubt, it is sent once more.
    Scripted,
    /// A coordinator's: if in doubt, it is not (P31).
    Coordinator,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 2] = [Self::Bubble, Self::Tidy];

    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bubble => "bubble",
            Self::Tidy => "tidy",
        }
    }

    /// The class of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }
}

impl Kind {
    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scripted => "scripted",
            Self::Coordinator => "coordinator",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Scripted, Self::Coordinator].into_iter().find(|known| known.as_str() == name)
    }
}

/// Something to send.
#[derive(Clone, Debug)]
pub struct NewOutgoing {
    /// Its id, to which it is sealed.
    pub id: Uuid,
    /// To whom.
    pub person: Uuid,
    /// How.
    pub class: Class,
    /// Whose words.
    pub kind: Kind,
    /// Before anything else that waits for this person.
    pub urgent: bool,
    /// When it is of no use any more.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether buttons stand under it.
    pub has_buttons: bool,
    /// What it is, sealed at `places::outgoing`.
    pub outgoing: Sealed<Outgoing>,
    /// Now.
    pub at: DateTime<Utc>,
}

/// What is known of something to send without opening it.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub person: Uuid,
    /// How.
    pub class: Class,
    /// Before anything else.
    pub urgent: bool,
    /// Whose words.
    pub kind: Kind,
    /// How often it was tried in vain.
    pub attempts: i64,
    /// Whether buttons stand under it.
    pub has_buttons: bool,
}

/// Something that was taken to be sent.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OutboxRow {
    /// What is known of it.
    #[sqlx(flatten)]
    pub item: Item,
    /// Telegram's id of the person's chat.
    pub chat: Sealed<i64>,
    /// What it is.
    pub outgoing: Sealed<Outgoing>,
    state: String,
}

impl NewOutgoing {
    /// What is known of it once it is put.
    pub(super) fn item(&self) -> Item {
        let Self { id, person, class, urgent, kind, has_buttons, .. } = *self;
        Item { id, person, class, urgent, kind, attempts: 0, has_buttons }
    }
}

/// One person's line of one class, taken. Send the rows in their order, tell of each, then call [`done`].
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose.
    pub person: Uuid,
    /// Of what.
    pub class: Class,
    /// The first rows. A coordinator's words come alone.
    pub rows: Vec<OutboxRow>,
    /// To which instance it is lent.
    pub owner: Option<Uuid>,
}

/// How much is taken, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Take {
    /// Lines at most.
    pub lines: i64,
    /// Rows of each line at most.
    pub rows: i64,
    /// Until when they belong to the taker: long enough to send them all, however slow Telegram is.
    pub until: DateTime<Utc>,
}

/// Puts something into the outbox, behind what waits for the same person (before it, if it is urgent). Delivery is to be told. (Gathered.)
pub fn put(work: &mut Work, new: NewOutgoing) {
    let (person, class, at) = (new.person, new.class, new.at);
    work.gathered.outgoing(new);
    work.gathered.line(person, class, NewLine { ready_at: at, handed: None });
}

/// Takes the lines that are ready, the longest waiting first. What a dead process left half sent is settled on the way: a coordinator's words
/// become *unsure*, our own are among the rows again.
pub async fn take(work: &mut Work, now: DateTime<Utc>, take: Take) -> Result<Vec<Line>, StoreError> {
    run!(work, statements::OUTBOX_EXPIRE, now)?;
    let sql = if work.is_shared() { statements::LINES_TAKE_POSTGRES } else { statements::LINES_TAKE_SQLITE };
    let owner = work.tray.owner();
    let taken: Vec<(Uuid, Class)> = all!(work, sql, now, take.until, take.lines, owner)?;
    let mut lines = Vec::with_capacity(taken.len());
    for (person, class) in taken {
        let rows = first_rows(work, person, class, take.rows).await?;
        if rows.is_empty() {
            done(work, person, class, now);
        } else {
            lines.push(Line { person, class, rows, owner });
        }
    }
    Ok(lines)
}

/// Telegram took it, and gave its `messages` these ids (none for what is not a message). Answers the earlier messages whose buttons are to
/// go now: they stay on record as live until `bubbles::stripped` says that they have gone, so that a crash between forgets none.
pub async fn sent(work: &mut Work, item: &Item, messages: &[i64], at: DateTime<Utc>) -> Result<Vec<i64>, StoreError> {
    if item.kind == Kind::Coordinator {
        talk::arrived(work, item.id, messages.last().copied()).await?;
    }
    work.gathered.drop_outgoing(item.person, item.id);
    let strip = if item.has_buttons { bubbles::live(work, item.person).await? } else { Vec::new() };
    for (place, message) in messages.iter().enumerate() {
        // A long text is split, and the buttons stand under its last piece.
        let live = item.has_buttons && place + 1 == messages.len();
        bubbles::put(work, bubbles::Bubble { person: item.person, message: *message, from_us: true, at, live });
    }
    Ok(strip)
}

/// It was surely not taken (429, no connection): it stays first in its line, to be tried again. Give the time to [`done`].
pub async fn later(work: &mut Work, item: &Item) -> Result<(), StoreError> {
    run!(work, statements::OUTBOX_LATER, item.id).map(drop)
}

/// It is given up, because Telegram will never take it. A coordinator's words are shown as refused.
pub async fn give_up(work: &mut Work, item: &Item) -> Result<(), StoreError> {
    if item.kind == Kind::Coordinator {
        talk::set_delivery(work, item.id, Delivery::Refused).await?;
    }
    work.gathered.drop_outgoing(item.person, item.id);
    Ok(())
}

/// A coordinator's words may or may not have arrived: they are not sent again.
pub async fn unsure(work: &mut Work, item: &Item) -> Result<(), StoreError> {
    talk::set_delivery(work, item.id, Delivery::Unsure).await?;
    work.gathered.drop_outgoing(item.person, item.id);
    Ok(())
}

/// The taker is done with a line for now: it is ready again at `next`, or goes, if nothing is left in it. Nothing happens to one that
/// another instance has in hand by now. (Gathered.)
pub fn done(work: &mut Work, person: Uuid, class: Class, next: DateTime<Utc>) {
    work.gathered.give_back(person, class, next);
}

/// The person has blocked the bot, or the chat is gone: nothing more is sent, what waits is dropped, everything else is kept.
pub async fn unreachable(work: &mut Work, person: Uuid) -> Result<(), StoreError> {
    people::set_reachable(work, person, false).await?;
    talk::refuse_waiting(work, person).await?;
    run!(work, statements::OUTBOX_CLEAR, person)?;
    run!(work, statements::LINE_CLEAR, person).map(drop)
}

/// At the start of a process that has the database to itself (`!Store::is_shared()`): lines that the last one had taken are ready now.
pub async fn wake_all(work: &mut Work, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(work, statements::LINE_WAKE, now)
}

/// When the next line is ready, if anything waits.
pub async fn next_ready(work: &mut Work) -> Result<Option<DateTime<Utc>>, StoreError> {
    values!(work, statements::LINE_NEXT).map(|found: Vec<DateTime<Utc>>| found.first().copied())
}

/// How much waits.
pub async fn count(work: &mut Work) -> Result<i64, StoreError> {
    values!(work, statements::OUTBOX_COUNT).map(|found: Vec<i64>| found.first().copied().unwrap_or(0))
}

/// How much waits for one person.
pub async fn count_of(work: &mut Work, person: Uuid) -> Result<i64, StoreError> {
    values!(work, acts::OUTBOX_OF, person).map(|found: Vec<i64>| found.first().copied().unwrap_or(0))
}

/// Since when the oldest of what waits has waited.
pub async fn oldest(work: &mut Work) -> Result<Option<DateTime<Utc>>, StoreError> {
    values!(work, statements::OUTBOX_OLDEST).map(|found: Vec<DateTime<Utc>>| found.first().copied())
}

/// The first rows of a line that is ours now. A coordinator's row that is being sent was left behind by its sender.
async fn first_rows(work: &mut Work, person: Uuid, class: Class, limit: i64) -> Result<Vec<OutboxRow>, StoreError> {
    loop {
        let mut rows: Vec<OutboxRow> = all!(work, statements::OUTBOX_FIRST, person, class, limit)?;
        match rows.first() {
            Some(left) if left.state == "sending" => unsure(work, &left.item).await?,
            Some(first) if first.item.kind == Kind::Coordinator => {
                run!(work, statements::OUTBOX_SENDING, first.item.id)?;
                rows.truncate(1);
                return Ok(rows);
            }
            Some(_) | None => {
                let ours = rows.iter().take_while(|row| row.item.kind == Kind::Scripted).count();
                rows.truncate(ours);
                return Ok(rows);
            }
        }
    }
}
