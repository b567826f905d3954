//! What a turn hands to delivery in memory once its group is committed: answers to presses, which are never stored; marks, of which is
//! stored only that they are owed (`bubbles`); and bubbles, which stand in the outbox as well, in a line that is lent to this process from the moment it is made.
//!
//! A group that is not committed hands over nothing. Where nobody takes things, or there is no room, answers are dropped, marks are looked
//! for later, and bubbles wait in the outbox to be taken.
//!
//! Not here: sending (`telegram::deliver`), rows and lines (`outbox`).

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;
use tokio::sync::mpsc::{self, OwnedPermit, Receiver, Sender};
use tokio::time::Instant;
use uuid::Uuid;

use super::Group;
use super::outbox::{self, Class, Item, Kind, NewOutgoing};
use super::outgoing::Outgoing;

/// For how long a line belongs to who took it or was handed it: longer than the longest wait within one sending and its slowest calls.
pub const LENT: Duration = Duration::from_secs(180);
/// How long an answer to a press is worth sending (Telegram takes none to an older one), and a mark is tried before it is looked for anew.
const PASSES: Duration = Duration::from_secs(60);

/// The answer to a press, which is never stored, or a mark.
#[derive(Clone, PartialEq, Eq)]
pub struct Passing {
    /// In which chat.
    pub chat: i64,
    /// What.
    pub outgoing: Outgoing,
    /// When it is of no use any more, or is to be looked for anew.
    pub until: Instant,
    /// Of a mark that is stored as owed: who is waiting for it.
    pub owed: Option<Uuid>,
}

/// One person's line of bubbles, in plain. Its rows stand in the outbox too; it is to be settled and given back like one that was taken.
pub struct HandedLine {
    /// Whose.
    pub person: Uuid,
    /// Their chat.
    pub chat: i64,
    /// What is in it, in order; never empty.
    pub rows: Vec<HandedRow>,
    /// Until when it belongs to this process.
    pub lent_until: Instant,
    /// To which instance it is lent.
    pub owner: Option<Uuid>,
}

impl Passing {
    /// A mark that is owed to this person.
    pub fn mark(person: Uuid, chat: i64, message: i64) -> Self {
        Self { owed: Some(person), ..Self::new(chat, Outgoing::Mark { message }) }
    }

    fn new(chat: i64, outgoing: Outgoing) -> Self {
        Self { chat, outgoing, until: Instant::now() + PASSES, owed: None }
    }
}

/// One row of it.
#[derive(Clone, Debug)]
pub struct HandedRow {
    /// The row.
    pub item: Item,
    /// What it is.
    pub outgoing: Outgoing,
}

/// Where things come out.
#[derive(Debug)]
pub struct Handed {
    /// Answers to presses, and marks.
    pub passing: Receiver<Passing>,
    /// Bubbles.
    pub lines: Receiver<HandedLine>,
    /// Told when something is left in a line that was given back.
    pub left: Arc<Notify>,
}

impl fmt::Debug for Passing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Passing({:?})", self.outgoing)
    }
}

impl fmt::Debug for HandedLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandedLine").field("person", &self.person).field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// A line in which something is to stand. If it is new, it is handed over.
#[derive(Debug)]
pub(super) struct NewLine {
    /// When it may be looked at, if it is new.
    pub ready_at: DateTime<Utc>,
    pub handed: Option<(Room, HandedLine)>,
}

/// Puts a scripted bubble into the outbox, and hands it over if its line is new or was handed over by this same job. True if it was not, so that
/// delivery is to be told. (Gathered.)
pub fn put(group: &mut Group, new: NewOutgoing, chat: i64, outgoing: Outgoing) -> bool {
    let (person, class, at) = (new.person, new.class, new.at);
    // A coordinator's words have to be marked as on their way before they are (P31); what is not a bubble can wait its turn.
    if class != Class::Bubble || new.kind != Kind::Scripted {
        outbox::put(&mut group.main, new);
        return true;
    }
    let row = HandedRow { item: new.item(), outgoing };
    let work = &mut group.main;
    work.gathered.outgoing(new);
    // Its line may be gathered still, or have been written before the job asked for something.
    let own = match work.gathered.line_of(person, class) {
        Some(line) => line.handed.as_mut().map(|(_, line)| line),
        None => work.tray.own_line(person),
    };
    if let Some(line) = own {
        line.push(row);
        return false;
    }
    let lent = TimeDelta::from_std(LENT).unwrap_or(TimeDelta::MAX);
    let owner = work.tray.owner();
    let handed = work.tray.room().map(|room| {
        let lent_until = Instant::now() + LENT;
        (room, HandedLine { person, chat, rows: vec![row], lent_until, owner })
    });
    let waits = handed.is_none();
    work.gathered.line(person, class, NewLine { ready_at: if waits { at } else { at + lent }, handed });
    waits
}

impl HandedLine {
    /// Behind the rest, but for urgent help: the order that the outbox has.
    fn push(&mut self, row: HandedRow) {
        let urgent = self.rows.iter().take_while(|row| row.item.urgent).count();
        let place = if row.item.urgent { urgent } else { self.rows.len() };
        self.rows.insert(place, row);
    }
}

/// Where the groups of a writer hand things through, if anybody is behind it. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Hatch(Arc<Mutex<Behind>>);

/// Who is behind it.
#[derive(Clone, Debug, Default)]
struct Behind {
    ends: Option<Ends>,
    /// As which instance.
    owner: Option<Uuid>,
}

#[derive(Clone, Debug)]
struct Ends {
    passing: Sender<Passing>,
    lines: Sender<HandedLine>,
    left: Arc<Notify>,
}

impl fmt::Debug for Hatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hatch(..)")
    }
}

impl Hatch {
    /// From now on things come out here, `room` of each kind at most.
    pub fn open(&self, room: usize) -> Handed {
        let (passing, passing_out) = mpsc::channel(room.max(1));
        let (lines, lines_out) = mpsc::channel(room.max(1));
        let left = Arc::<Notify>::default();
        let ends = Ends { passing, lines, left: left.clone() };
        self.behind().ends = Some(ends);
        Handed { passing: passing_out, lines: lines_out, left }
    }

    /// From now on lines are lent to this instance.
    pub fn lend_to(&self, owner: Option<Uuid>) {
        self.behind().owner = owner;
    }

    /// A tray for a new group.
    pub fn tray(&self) -> Tray {
        Tray { behind: self.behind().clone(), ..Tray::default() }
    }

    fn behind(&self) -> MutexGuard<'_, Behind> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a group hands over if it is committed.
#[derive(Debug, Default)]
pub(super) struct Tray {
    behind: Behind,
    passing: Vec<Passing>,
    lines: Vec<(Room, HandedLine)>,
    /// How many of the lines are of earlier jobs.
    before: usize,
    /// Something is left in a line that was given back.
    left: bool,
}

/// Room for one line, kept free until its group is committed.
#[derive(Debug)]
pub(super) struct Room(OwnedPermit<HandedLine>);

impl Tray {
    /// A job begins.
    pub fn next_job(&mut self) {
        self.before = self.lines.len();
    }

    /// The group is committed.
    pub fn forward(self) {
        for (room, line) in self.lines {
            room.0.send(line);
        }
        let Some(ends) = self.behind.ends else { return };
        if self.left {
            ends.left.notify_one();
        }
        // A mark that is owed is looked for later.
        let lost = self.passing.into_iter().filter_map(|passing| ends.passing.try_send(passing).err()).count();
        if lost > 0 {
            tracing::debug!(lost, "answers to presses or marks were dropped: there was no room for them");
        }
    }

    /// Something that is never stored.
    pub fn pass(&mut self, chat: i64, outgoing: Outgoing) {
        self.put(Passing::new(chat, outgoing));
    }

    /// A mark that is stored as owed.
    pub fn mark(&mut self, person: Uuid, chat: i64, message: i64) {
        self.put(Passing::mark(person, chat, message));
    }

    /// To which instance lines are lent, if others may be at work beside it.
    pub fn owner(&self) -> Option<Uuid> {
        self.behind.owner
    }

    fn put(&mut self, passing: Passing) {
        if self.behind.ends.is_some() {
            self.passing.push(passing);
        }
    }

    /// Room for a line, if somebody is there to take it.
    pub fn room(&self) -> Option<Room> {
        self.behind.ends.as_ref()?.lines.clone().try_reserve_owned().ok().map(Room)
    }

    /// Something is left in a line that was given back: it is to be looked at.
    pub fn is_left(&mut self) {
        self.left = true;
    }

    /// A new line.
    pub fn hand(&mut self, room: Room, line: HandedLine) {
        self.lines.push((room, line));
    }

    /// A line of this person's that this same job has handed over.
    pub fn own_line(&mut self, person: Uuid) -> Option<&mut HandedLine> {
        let own = self.lines.iter_mut().skip(self.before);
        own.map(|(_, line)| line).find(|line| line.person == person)
    }

    /// What this job has handed over for this person is not to be sent after all.
    pub fn take_back(&mut self, person: Uuid) {
        let mut place = 0;
        let before = self.before;
        self.lines.retain(|(_, line)| {
            place += 1;
            place <= before || line.person != person
        });
    }
}
