//! Writes that are gathered while jobs run and made together, each kind by one call for many rows: before the commit, or before anything is
//! asked of the database that they may matter to.
//!
//! Whoever gathers a write does not learn from the database what came of it. What must hold is checked when it is made, and if it does not, the
//! whole group is undone and its jobs are tried one by one.
//!
//! Not here: the texts (`statements::many`), what each row means (the file of each thing kept).

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::bubbles::Bubble;
use super::fragments::FragmentRow;
use super::people::{NewPerson, Save};
use super::statements::many;
use super::work::many;
use super::{StoreError, Work};

/// What is gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// About whom there is something.
    about: HashSet<Uuid>,
    /// Whom the job that runs now is about. `None`: it may ask about anybody.
    job: Option<Uuid>,
    people: Vec<NewPerson<()>>,
    saves: BTreeMap<Uuid, Save>,
    fragments: Vec<FragmentRow>,
    bubbles: Vec<Bubble>,
    dues: BTreeMap<(Uuid, String), Option<(DateTime<Utc>, i64)>>,
}

/// A stored time, or that there is to be none, as its text wants it.
struct Due<'a> {
    person: Uuid,
    what: &'a str,
    at: DateTime<Utc>,
    mark: i64,
}

impl Gathered {
    /// The next job is about this person, and nobody else.
    pub fn begin_job(&mut self, person: Option<Uuid>) {
        self.job = person;
    }

    /// Whether what the job asks next may depend on something gathered.
    pub fn matters(&self) -> bool {
        match self.job {
            Some(person) => self.about.contains(&person),
            None => !self.about.is_empty(),
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

    pub fn bubble(&mut self, bubble: Bubble) {
        self.about.insert(bubble.person);
        self.bubbles.push(bubble);
    }

    /// A stored time, or none; the last one counts.
    pub fn due(&mut self, person: Uuid, what: &str, due: Option<(DateTime<Utc>, i64)>) {
        self.about.insert(person);
        self.dues.insert((person, what.to_owned()), due);
    }

    async fn write(self, work: &mut Work) -> Result<(), StoreError> {
        many!(work, many::PEOPLE_PUT, &self.people, [id, chat, state, keep_until, created_at])?;
        let saves: Vec<Save> = self.saves.into_values().collect();
        let saved = many!(work, many::PEOPLE_SAVE, &saves, [person, state, keep_until, turns])?;
        // Another turn came between: people are locked, so this is a fault.
        if saved != saves.len() as u64 {
            return Err(StoreError::BrokeOff);
        }
        let columns = &self.fragments;
        many!(work, many::FRAGMENTS_PUT, columns, [person, message, purpose, part, position, fragment, edited_at])?;
        many!(work, many::BUBBLES_PUT, &self.bubbles, [person, message, from_us, at, live])?;
        write_dues(work, &self.dues).await
    }
}

async fn write_dues(
    work: &mut Work,
    dues: &BTreeMap<(Uuid, String), Option<(DateTime<Utc>, i64)>>,
) -> Result<(), StoreError> {
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
