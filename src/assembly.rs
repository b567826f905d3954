//! The two ways to act, put together over one writer: a person's (`turn`) and a coordinator's (`staff`). Production, rehearsals and tests are
//! wired here, so what is tried is what runs.
//!
//! Not here: opening what is kept, and reading what is said (`cli`, `rehearsal`).

use std::sync::Arc;

use crate::chance::Chance;
use crate::clock::Clock;
use crate::dialogue::{Content, Facts};
use crate::locale::Locales;
use crate::referral::Queue;
use crate::staff::{self, Staff};
use crate::store::{Keystore, Store, Writer};
use crate::turn::{self, Turns, Witness};

/// What lasts, the way to write into it, and where time and randomness come from.
#[derive(Clone)]
pub struct Over {
    /// The data.
    pub store: Store,
    /// The keys.
    pub keystore: Keystore,
    /// The one writer.
    pub writer: Writer,
    /// What time it is.
    pub clock: Clock,
    /// Randomness.
    pub chance: Chance,
}

/// What is said, by whom, and who reads it.
#[derive(Clone)]
pub struct About {
    /// The reviewed content.
    pub content: Content,
    /// The reviewed words.
    pub locales: Arc<Locales>,
    /// Facts of the service.
    pub facts: Facts,
    /// The language that people are written to in where theirs is not known; `None`: the content's first.
    pub lang: Option<String>,
    /// Who alone opens which queue.
    pub named: Vec<(Queue, String)>,
    /// Who alone opens what a colleague wrote before they were one.
    pub lead: Option<String>,
}

/// Puts them together. A rehearsal has a witness.
pub fn assemble(over: Over, about: About, witness: Option<Witness>) -> (Turns, Staff) {
    let Over { store, keystore, writer, clock, chance } = over.clone();
    let About { content, locales, facts, lang, named, lead } = about;
    let first = || content.locales.first().map(|(code, _)| code.clone());
    let lang = lang.or_else(first).unwrap_or_default();
    let (service, keep_days, hours) = (facts.name.clone(), facts.keep_draft_days, facts.hours.clone());
    let parts = turn::Parts { content, locales: locales.clone(), facts, store, keystore, writer, clock, chance };
    let turns = Turns::witnessed(parts, witness);
    let Over { store, keystore, writer, clock, chance } = over;
    let outbox_grew = turns.outbox_grew();
    let staff = Staff::new(staff::Parts {
        store,
        keystore,
        writer,
        clock,
        chance,
        locales,
        lang,
        service,
        keep_days,
        named,
        lead,
        hours,
        outbox_grew,
    });
    (turns, staff)
}
