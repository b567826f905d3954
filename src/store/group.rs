//! A group: the one transaction in which the writer runs several jobs, on the data and, once a job needs it, on the keystore.
//!
//! What its jobs will ask for is read for all of them at once before they run, and much of what they write is gathered (`ahead`, `gathered`).
//! The keystore's part is committed first: a key without rows does no harm, rows without a key would be a person half erased.
//!
//! Not here: the queue of jobs, and which of them make a group (`writer`).

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::gathered::Job;
use super::handed::Hatch;
use super::keystore::{Epoch, NewKey, keep};
use super::outgoing::Outgoing;
use super::work::run;
use super::{Keystore, Store, StoreError, Work, statements};
use crate::chance::Chance;
use crate::vault::Key;

/// What a job is about. It tells which jobs may stand beside each other, and what to read ahead for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// It may be about anybody, and nothing is read ahead.
    Anything,
    /// It writes down what became of something for this person; it reads nothing that a turn writes.
    Note(Uuid),
    /// The same, and it asks which messages of theirs have buttons that act.
    Sent(Uuid),
    /// It is about this person, and nobody else.
    Person(Uuid),
    /// It takes a turn of whoever is in this chat.
    Turn {
        /// Telegram's id of the chat.
        chat: i64,
        /// Telegram's id of the update, to be remembered as seen at that time.
        update: Option<(i64, DateTime<Utc>)>,
        /// Whether it is likely to ask for what they have written.
        draft: bool,
    },
}

/// What a job works on.
pub struct Group {
    /// The data.
    pub main: Work,
    keystore: Keystore,
    keys: Option<(Work, Epoch)>,
    /// Chats that were looked up ahead.
    found: HashMap<i64, Option<(Uuid, Key)>>,
    /// Those of them that had no key.
    unknown: HashSet<i64>,
    new: New,
}

/// Keys of new people, kept together at the end.
#[derive(Default)]
struct New {
    rows: Vec<NewKey>,
    of_chat: HashMap<i64, (Uuid, Key)>,
}

impl Group {
    /// The person of a chat, with their key, as this group sees it. `None`: nobody known.
    pub async fn find(&mut self, chat: i64) -> Result<Option<(Uuid, Key)>, StoreError> {
        if let Some(new) = self.new.of_chat.get(&chat) {
            return Ok(Some(new.clone()));
        }
        match (self.found.remove(&chat), &mut self.keys) {
            (Some(found), _) => Ok(found),
            (None, Some((keys, _))) => self.keystore.find_in(keys, chat).await,
            (None, None) => self.keystore.find(chat).await,
        }
    }

    /// A person's key. `None`: it was erased.
    pub async fn key_of(&mut self, person: Uuid) -> Result<Option<Key>, StoreError> {
        if let Some((_, key)) = self.new.of_chat.values().find(|(known, _)| *known == person) {
            return Ok(Some(key.clone()));
        }
        match &mut self.keys {
            Some((keys, _)) => self.keystore.key_of_in(keys, person).await,
            None => self.keystore.key_of(person).await,
        }
    }

    /// A key for the person of a new chat. The answer may name another person than was asked for: the chat was known after all (another
    /// instance was faster, or an earlier group could commit the key but not the data, so that the person may have no row yet).
    pub async fn make_key(&mut self, chat: i64, person: Uuid, chance: &Chance) -> Result<(Uuid, Key), StoreError> {
        let keystore = self.keystore.clone();
        let is_unknown = self.unknown.remove(&chat);
        let (keys, epoch) = self.change_keys().await?;
        if is_unknown {
            let (row, key) = keystore.draw(epoch, (chat, person), chance)?;
            self.new.rows.push(row);
            self.new.of_chat.insert(chat, (person, key.clone()));
            return Ok((person, key));
        }
        let made = keystore.make_in(keys, epoch, (chat, person), chance).await?;
        if made.0 != person {
            self.lock(made.0).await?;
        }
        Ok(made)
    }

    /// A key for an errand.
    pub async fn make_errand_key(
        &mut self,
        errand: Uuid,
        expires_at: DateTime<Utc>,
        chance: &Chance,
    ) -> Result<Key, StoreError> {
        let keystore = self.keystore.clone();
        let (keys, epoch) = self.change_keys().await?;
        keystore.make_errand_in(keys, epoch, errand, expires_at, chance).await
    }

    /// Locks a person against other instances until the group ends. People named with the job, or found ahead, are locked already, in the
    /// order of their ids; this is for one who was found on the way.
    pub async fn lock(&mut self, person: Uuid) -> Result<(), StoreError> {
        if !self.main.is_shared() {
            return Ok(());
        }
        let main = &mut self.main;
        run!(main, statements::LOCK_PERSON, lock_number(person)).map(drop)
    }

    /// Hands something to delivery once this is committed, without storing it: the answer to a press.
    pub fn pass(&mut self, chat: i64, outgoing: Outgoing) {
        self.main.tray.pass(chat, outgoing);
    }

    /// Hands over a mark that is owed: this message of the person's was put among the bubbles as live.
    pub fn mark(&mut self, person: Uuid, chat: i64, message: i64) {
        self.main.tray.mark(person, chat, message);
    }

    /// What this job has handed over for this person is not to be sent after all.
    pub fn take_back(&mut self, person: Uuid) {
        self.main.gathered.keep_back(person);
        self.main.tray.take_back(person);
    }

    /// Begins the transaction, locks everybody that the jobs are about, and finds who is in the chats of those that take turns.
    pub(super) async fn begin(
        store: &Store,
        keystore: &Keystore,
        hatch: &Hatch,
        jobs: &[About],
    ) -> Result<Self, StoreError> {
        let chats: BTreeSet<i64> = jobs.iter().filter_map(About::chat).collect();
        // Two databases, two threads: neither waits for the other.
        let (main, known) = tokio::join!(store.begin(), find(keystore, &chats));
        let (mut main, known) = (main?, known?);
        main.tray = hatch.tray();
        let unknown = chats.iter().copied().filter(|chat| !known.contains_key(chat)).collect();
        let found = chats.into_iter().map(|chat| (chat, known.get(&chat).cloned())).collect();
        let mut group = Self { main, keystore: keystore.clone(), keys: None, found, unknown, new: New::default() };
        for person in group.people(jobs) {
            group.lock(person).await?;
        }
        let sent: Vec<About> = jobs.iter().copied().filter(|about| matches!(about, About::Sent(_))).collect();
        let people = group.people(&sent);
        if !people.is_empty() {
            group.main.read_live_ahead(&people).await?;
        }
        Ok(group)
    }

    /// Reads what these jobs will ask for. (What notes have gathered by now does not matter to it.)
    pub(super) async fn read_ahead(&mut self, jobs: &[About]) -> Result<(), StoreError> {
        self.main.gathered.begin_job(Job::Ahead);
        let reading: Vec<About> = jobs.iter().copied().filter(|about| !about.is_note()).collect();
        let people = self.people(&reading);
        if !people.is_empty() {
            self.main.read_people_ahead(&people).await?;
        }
        let pressing: Vec<About> = jobs.iter().copied().filter(|about| about.wants_draft()).collect();
        let people = self.people(&pressing);
        if !people.is_empty() {
            self.main.read_drafts_ahead(&people).await?;
        }
        let updates: Vec<(i64, DateTime<Utc>)> = jobs.iter().filter_map(About::update).collect();
        if !updates.is_empty() {
            self.main.remember_ahead(&updates).await?;
        }
        Ok(())
    }

    /// The next job is about this. Whoever may change anything must not leave behind what was read before.
    pub(super) fn begin_job(&mut self, about: About) {
        let person = self.person(about);
        if matches!(about, About::Anything) {
            self.main.ahead = super::ahead::Ahead::default();
        }
        self.main.gathered.begin_job(person.map_or(Job::Anybody, Job::One));
        self.main.tray.next_job();
    }

    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        // Before the keys are: what is refused here leaves no key behind.
        self.main.write_gathered().await?;
        if let Some((mut keys, _)) = self.keys {
            // Another instance was faster with one of these chats: whoever it is finds the key when the jobs are tried alone.
            if keep(&mut keys, &self.new.rows).await? != self.new.rows.len() as u64 {
                return Err(StoreError::BrokeOff);
            }
            keys.commit().await?;
        }
        let tray = std::mem::take(&mut self.main.tray);
        self.main.commit().await?;
        tray.forward();
        Ok(())
    }

    /// Everybody that these jobs are about, in the order of their ids.
    fn people(&self, jobs: &[About]) -> Vec<Uuid> {
        let mut people: Vec<Uuid> = jobs.iter().filter_map(|about| self.person(*about)).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    fn person(&self, about: About) -> Option<Uuid> {
        match about {
            About::Anything => None,
            About::Note(person) | About::Sent(person) | About::Person(person) => Some(person),
            About::Turn { chat, .. } => {
                self.found.get(&chat).and_then(|found| found.as_ref().map(|(person, _)| *person))
            }
        }
    }

    async fn change_keys(&mut self) -> Result<(&mut Work, &Epoch), StoreError> {
        let keys = match self.keys.take() {
            Some(keys) => keys,
            None => {
                let mut keys = self.keystore.store().begin().await?;
                let epoch = self.keystore.hold_epoch(&mut keys).await?;
                (keys, epoch)
            }
        };
        let (keys, epoch) = self.keys.insert(keys);
        Ok((keys, epoch))
    }
}

impl About {
    /// Whether it writes down what became of something, and reads nothing that a turn writes.
    pub(super) fn is_note(self) -> bool {
        match self {
            Self::Note(_) | Self::Sent(_) => true,
            Self::Anything | Self::Person(_) | Self::Turn { .. } => false,
        }
    }

    fn chat(&self) -> Option<i64> {
        match self {
            Self::Turn { chat, .. } => Some(*chat),
            Self::Anything | Self::Note(_) | Self::Sent(_) | Self::Person(_) => None,
        }
    }

    fn wants_draft(&self) -> bool {
        match self {
            Self::Turn { draft, .. } => *draft,
            Self::Anything | Self::Note(_) | Self::Sent(_) | Self::Person(_) => false,
        }
    }

    fn update(&self) -> Option<(i64, DateTime<Utc>)> {
        match self {
            Self::Turn { update, .. } => *update,
            Self::Anything | Self::Note(_) | Self::Sent(_) | Self::Person(_) => None,
        }
    }
}

/// Who is in these chats.
async fn find(keystore: &Keystore, chats: &BTreeSet<i64>) -> Result<HashMap<i64, (Uuid, Key)>, StoreError> {
    if chats.is_empty() {
        return Ok(HashMap::new());
    }
    let chats: Vec<i64> = chats.iter().copied().collect();
    let found = keystore.find_many(&chats).await?;
    Ok(found.into_iter().map(|(chat, person, key)| (chat, (person, key))).collect())
}

/// The number that stands for a person among PostgreSQL's advisory locks. Two people may share one: they then wait for each other, no more.
pub(super) fn lock_number(person: Uuid) -> i64 {
    let (high, low) = person.as_u64_pair();
    (high ^ low) as i64
}
