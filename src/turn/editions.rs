//! Earlier editions: the version of the dialogues that a conversation still stands in, and the words that its parts were asked for in, out of
//! the archive (P32). Each is read once in a process.
//!
//! Not here: what becomes of the conversation (`dialogue`), keeping an edition when it is deployed (`cli`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::person::Person;
use super::{Inner, TurnError};
use crate::content::Edition;
use crate::dialogue::{self, Content, Event, State, Turn};
use crate::locale::Locales;
use crate::store::{Group, archive, fragments};

/// An edition that was deployed before.
pub(super) struct Former {
    /// Its dialogues; rules, registers, languages and typed words are today's.
    pub content: Content,
    /// Its words, for what today's do not have any more.
    pub locales: Locales,
}

/// The editions that were needed so far, by their hash; nothing for one that cannot be read.
#[derive(Default)]
pub(super) struct Editions(Mutex<BTreeMap<String, Option<Arc<Former>>>>);

impl Inner {
    /// The editions that this conversation needs beside today's. One that is not in the archive, or that this version of the program cannot
    /// read, is left out: nobody is locked out for it.
    async fn former(&self, group: &mut Group, state: &State) -> Result<Vec<Arc<Former>>, TurnError> {
        let today = &self.parts.content.hash;
        let named = state.former.values().map(|part| &part.content).chain([&state.content]);
        let wanted: BTreeSet<&String> = named.filter(|hash| *hash != today).collect();
        let mut found = Vec::with_capacity(wanted.len());
        for hash in wanted {
            found.extend(self.edition(group, hash).await?);
        }
        Ok(found)
    }

    async fn edition(&self, group: &mut Group, hash: &str) -> Result<Option<Arc<Former>>, TurnError> {
        if let Some(known) = self.editions.known(hash) {
            return Ok(known);
        }
        let files = archive::get(&mut group.main, hash).await?;
        let files = files.into_iter().map(|file| (file.name, file.body)).collect::<BTreeMap<_, _>>();
        if files.is_empty() {
            return Ok(None);
        }
        let former = match Edition::of(files) {
            Ok(edition) => Some(Arc::new(Former::of(edition, hash, &self.parts.content))),
            Err(error) => {
                tracing::error!(edition = hash, %error, "an archived edition cannot be read; who stands in it goes on in today's, with all their words");
                None
            }
        };
        self.editions.keep(hash, former.clone());
        Ok(former)
    }

    /// Lets a conversation meet today's dialogues, before anything else is done with it.
    pub(super) async fn settle(&self, group: &mut Group, person: &mut Person) -> Result<(), TurnError> {
        let today = &self.parts.content;
        if person.state.content == today.hash && person.state.former.is_empty() {
            return Ok(());
        }
        person.former = self.former(group, &person.state).await?;
        let settled = dialogue::settle(today, person.stands_in(), person.state.clone());
        for renamed in &settled.renamed {
            fragments::rename_part(&mut group.main, person.id, renamed.purpose, (&renamed.from, &renamed.to)).await?;
        }
        person.state = settled.state;
        Ok(())
    }

    /// One step of the conversation, in the version that it stands in.
    pub(super) fn step(&self, person: &Person, event: Event) -> Turn {
        let parts = &self.parts;
        let now = parts.clock.now();
        let situation = person.situation(&parts.facts, now);
        dialogue::step_on(&parts.content, person.stands_in(), &situation, person.state.clone(), event, now)
    }
}

impl Person {
    /// The version that the conversation stands in, if it is not today's.
    fn stands_in(&self) -> Option<&Content> {
        let former = self.former.iter().find(|former| former.content.hash == self.state.content);
        former.map(|former| &former.content)
    }

    /// What the conversation is moved by: the version that it stands in.
    pub(super) fn content<'a>(&'a self, today: &'a Content) -> &'a Content {
        self.stands_in().unwrap_or(today)
    }

    /// Earlier words, for what today's do not have any more: those of the version that the conversation stands in first.
    pub(super) fn former_words(&self) -> Vec<&Locales> {
        let (here, elsewhere): (Vec<&Former>, Vec<&Former>) =
            self.former.iter().map(AsRef::as_ref).partition(|former| former.content.hash == self.state.content);
        here.into_iter().chain(elsewhere).map(|former| &former.locales).collect()
    }
}

impl Former {
    fn of(edition: Edition, hash: &str, today: &Content) -> Self {
        let content = Content { hash: hash.to_owned(), dialogues: edition.content.dialogues, ..today.clone() };
        Self { content, locales: edition.locales }
    }
}

impl Editions {
    /// What is known of it; `None` where it was not asked for yet.
    fn known(&self, hash: &str) -> Option<Option<Arc<Former>>> {
        self.lock().get(hash).cloned()
    }

    fn keep(&self, hash: &str, former: Option<Arc<Former>>) {
        self.lock().insert(hash.to_owned(), former);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Option<Arc<Former>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
