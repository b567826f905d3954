//! Each thing that delivery writes down, as one job of the writer's.
//!
//! Not here: trying until it is kept (`record`), what is written when (`hand`).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::attempt::Outcome;
use super::lent::{Lent, Thing};
use super::owed::Marked;
use crate::store::errands::{self, Orders};
use crate::store::outbox::{self, Class, Item, Kind};
use crate::store::{About, Group, StoreError, Work, bubbles};
use crate::vault::Sealed;

/// One thing to be written down.
pub(super) enum Note {
    /// What an earlier process had in hand is free.
    Wake(DateTime<Utc>),
    /// What became of a row.
    Settled(Box<Settled>),
    /// A line goes back as it is, to be looked at again then.
    PutBack(Uuid, Class, DateTime<Utc>),
    /// The buttons of these messages are gone.
    Stripped(Uuid, Vec<i64>),
    /// These marks are done with.
    Marked(Vec<Marked>),
    /// What is left of an errand, to be gone on with then.
    Errand(Uuid, Sealed<Orders>, DateTime<Utc>),
    /// An errand is over.
    ErrandOver(Uuid),
}

/// What is known once it is written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The earlier messages whose buttons are to go now.
    pub live: Vec<i64>,
}

/// What happens to the line after a row.
#[derive(Clone, Copy)]
pub(super) enum Next {
    /// It stays in hand.
    Row,
    /// It goes back, to be looked at again then.
    At(DateTime<Utc>),
}

impl Note {
    /// The line that goes back with this.
    pub fn gives_back(&self) -> Option<Thing> {
        match self {
            Self::Settled(settled) => match settled.next {
                Next::At(_) => Some(Thing::Line(settled.item.person, settled.item.class)),
                Next::Row => None,
            },
            Self::PutBack(person, class, _) => Some(Thing::Line(*person, *class)),
            Self::Wake(_) | Self::Stripped(..) | Self::Marked(_) | Self::Errand(..) | Self::ErrandOver(_) => None,
        }
    }

    /// What the writer calls it.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Wake(_) => "wake the outbox",
            Self::Settled(_) => "note what was sent",
            Self::PutBack(..) => "put a line back",
            Self::Stripped(..) => "note what was stripped",
            Self::Marked(_) => "note what was marked",
            Self::Errand(..) => "save an errand",
            Self::ErrandOver(_) => "end an errand",
        }
    }

    /// What it is about.
    pub fn about(&self) -> About {
        match self {
            Self::Settled(settled) => match (&settled.what, settled.item.has_buttons) {
                (What::Sent(_), true) => About::Sent(settled.item.person),
                (What::Unreachable, _) => About::Person(settled.item.person),
                (What::Sent(_) | What::Again { .. } | What::GivenUp | What::Unsure | What::NotOurs, _) => {
                    About::Note(settled.item.person)
                }
            },
            Self::PutBack(person, ..) | Self::Stripped(person, _) => About::Note(*person),
            Self::Wake(_) | Self::Marked(_) | Self::Errand(..) | Self::ErrandOver(_) => About::Anything,
        }
    }

    /// Writes it, and lets go of the line that goes back with it.
    pub fn write(self: Arc<Self>, lent: Arc<Lent>, group: &mut Group) -> BoxFuture<'_, Result<Written, StoreError>> {
        Box::pin(async move {
            let work = &mut group.main;
            self.gives_back().into_iter().for_each(|thing| lent.release(thing));
            match &*self {
                Self::Settled(settled) => return settled.write(work).await,
                Self::PutBack(person, class, next) => {
                    outbox::done(work, *person, *class, *next);
                }
                Self::Wake(now) => outbox::wake_all(work, *now).await.map(drop)?,
                Self::Stripped(person, messages) => {
                    for message in messages {
                        bubbles::stripped(work, *person, *message);
                    }
                }
                Self::Marked(marked) => {
                    marked.iter().for_each(|(person, message)| bubbles::marked(work, *person, *message))
                }
                Self::Errand(errand, orders, next) => errands::save(work, *errand, orders, *next).await?,
                Self::ErrandOver(errand) => errands::remove(work, *errand).await?,
            }
            Ok(Written::default())
        })
    }
}

/// What is written down for a row.
pub(super) struct Settled {
    pub item: Item,
    pub what: What,
    pub next: Next,
    pub at: DateTime<Utc>,
}

/// What became of a row.
pub(super) enum What {
    Sent(Vec<i64>),
    /// It stays as it is, or goes back to it.
    Again {
        counts: bool,
    },
    GivenUp,
    Unsure,
    Unreachable,
    /// Somebody else has it by now: nothing is known of it here.
    NotOurs,
}

impl What {
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Sent(messages) => Self::Sent(messages.clone()),
            Outcome::Later { counts, .. } => Self::Again { counts: *counts },
            Outcome::GivenUp(_) => Self::GivenUp,
            Outcome::Unsure => Self::Unsure,
            Outcome::Unreachable => Self::Unreachable,
            Outcome::NotOurs => Self::NotOurs,
        }
    }
}

impl Settled {
    async fn write(&self, work: &mut Work) -> Result<Written, StoreError> {
        let item = &self.item;
        let mut written = Written::default();
        match &self.what {
            What::Sent(messages) => written.live = outbox::sent(work, item, messages, self.at).await?,
            // A coordinator's words are marked as on their way: that has to be taken back, or they would count as unsure.
            What::Again { counts } if *counts || item.kind == Kind::Coordinator => outbox::later(work, item).await?,
            What::Again { .. } | What::NotOurs => {}
            What::GivenUp => outbox::give_up(work, item).await?,
            What::Unsure => outbox::unsure(work, item).await?,
            What::Unreachable => outbox::unreachable(work, item.person).await?,
        }
        if let Next::At(next) = self.next {
            outbox::done(work, item.person, item.class, next);
        }
        Ok(written)
    }
}
