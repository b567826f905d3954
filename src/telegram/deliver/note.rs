//! Each thing that delivery writes down, as one job of the writer's.
//!
//! Not here: trying until it is kept (`record`), what is written when (`hand`).

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::attempt::Outcome;
use super::lent::{Lent, Thing};
use crate::chance::Chance;
use crate::store::errands::{self, Orders};
use crate::store::outbox::{self, Class, Kind, NewOutgoing, OutboxRow};
use crate::store::outgoing::Outgoing;
use crate::store::{Group, StoreError, Work, places};
use crate::vault::{self, Key, Sealed};

/// How long it is worth trying to take the buttons off an earlier bubble.
const STRIP_LIVES: TimeDelta = TimeDelta::hours(24);

/// One thing to be written down.
pub(super) enum Note {
    /// What an earlier process had in hand is free.
    Wake(DateTime<Utc>),
    /// What became of a row.
    Settled(Box<Settled>),
    /// A line goes back as it is, to be looked at again then.
    PutBack(Uuid, Class, DateTime<Utc>),
    /// What is left of an errand, to be gone on with then.
    Errand(Uuid, Sealed<Orders>, DateTime<Utc>),
    /// An errand is over.
    ErrandOver(Uuid),
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
                Next::At(_) => Some(Thing::Line(settled.row.person, settled.row.class)),
                Next::Row => None,
            },
            Self::PutBack(person, class, _) => Some(Thing::Line(*person, *class)),
            Self::Wake(_) | Self::Errand(..) | Self::ErrandOver(_) => None,
        }
    }

    /// What the writer calls it.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Wake(_) => "wake the outbox",
            Self::Settled(_) => "note what was sent",
            Self::PutBack(..) => "put a line back",
            Self::Errand(..) => "save an errand",
            Self::ErrandOver(_) => "end an errand",
        }
    }

    /// Whom it is about.
    pub fn person(&self) -> Option<Uuid> {
        match self {
            Self::Settled(settled) => Some(settled.row.person),
            Self::PutBack(person, ..) => Some(*person),
            Self::Wake(_) | Self::Errand(..) | Self::ErrandOver(_) => None,
        }
    }

    /// Writes it, and lets go of the line that goes back with it.
    pub fn write(self: Arc<Self>, lent: Arc<Lent>, group: &mut Group) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            let work = &mut group.main;
            self.gives_back().into_iter().for_each(|thing| lent.release(thing));
            match &*self {
                Self::Wake(now) => outbox::wake_all(work, *now).await.map(drop),
                Self::Settled(settled) => settled.write(work).await,
                Self::PutBack(person, class, next) => outbox::done(work, *person, *class, *next).await,
                Self::Errand(errand, orders, next) => errands::save(work, *errand, orders, *next).await,
                Self::ErrandOver(errand) => errands::remove(work, *errand).await,
            }
        })
    }
}

/// What is written down for a row.
pub(super) struct Settled {
    pub row: OutboxRow,
    pub key: Key,
    pub what: What,
    pub next: Next,
    pub at: DateTime<Utc>,
    pub chance: Chance,
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
}

impl What {
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Sent(messages) => Self::Sent(messages.clone()),
            Outcome::Later { counts, .. } => Self::Again { counts: *counts },
            Outcome::GivenUp(_) => Self::GivenUp,
            Outcome::Unsure => Self::Unsure,
            Outcome::Unreachable => Self::Unreachable,
        }
    }
}

impl Settled {
    async fn write(&self, work: &mut Work) -> Result<(), StoreError> {
        let row = &self.row;
        match &self.what {
            What::Sent(messages) => {
                for message in outbox::sent(work, row, messages, self.at).await? {
                    self.strip(work, message).await?;
                }
            }
            // A coordinator's words are marked as on their way: that has to be taken back, or they would count as unsure.
            What::Again { counts } if *counts || row.kind == Kind::Coordinator => outbox::later(work, row).await?,
            What::Again { .. } => {}
            What::GivenUp => outbox::give_up(work, row).await?,
            What::Unsure => outbox::unsure(work, row).await?,
            What::Unreachable => outbox::unreachable(work, row.person).await?,
        }
        match self.next {
            Next::Row => Ok(()),
            Next::At(next) => outbox::done(work, row.person, row.class, next).await,
        }
    }

    /// The buttons of an earlier bubble are to go.
    async fn strip(&self, work: &mut Work, message: i64) -> Result<(), StoreError> {
        let (id, person) = (self.chance.uuid()?, self.row.person);
        let place = id.to_string();
        let outgoing = vault::seal(
            &self.key,
            &places::outgoing(person, &place),
            &Outgoing::Strip { message },
            self.chance.bytes()?,
        )?;
        let new = NewOutgoing {
            id,
            person,
            class: Class::Tidy,
            kind: Kind::Scripted,
            urgent: false,
            expires_at: Some(self.at + STRIP_LIVES),
            has_buttons: false,
            outgoing,
            at: self.at,
        };
        outbox::put(work, &new).await
    }
}
