//! A phone on a page, for `ajar try`: beside the coordinators' desk, with a clock that can be moved on. A thin shell over a rehearsal's sitting;
//! what is done here is taken by the real turn, as on Telegram.
//!
//! In reading order: `acts` (what can be done), `table` (the phone, and what it lies on), `view` (how it looks), `routes`, `guard` (who may call
//! it). Not here: the desk (`desk`), putting both together (`cli`).

mod acts;
mod guard;
mod routes;
mod table;
mod view;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, watch};

use crate::locale::Locales;
use crate::rehearsal::{RehearsalError, Sitting};

pub use routes::router;

use acts::Act;
use table::Table;

/// How often it is looked whether a stored time has come, or something waits to be sent.
const LOOK: Duration = Duration::from_millis(500);

/// What the phone is made from.
pub struct Parts {
    /// The sitting.
    pub sitting: Sitting,
    /// The words of the page: those of the desk.
    pub locales: Arc<Locales>,
    /// The language of the page.
    pub lang: String,
    /// The service's name.
    pub service: String,
    /// What stands on the phone before Start is pressed.
    pub description: String,
    /// Where the desk is entered, a path of the same address.
    pub desk: String,
    /// The address that the page is called at, as `127.0.0.1:8088`.
    pub address: String,
}

/// The phone. Cheap to clone.
#[derive(Clone)]
pub struct Handset(Arc<Inner>);

struct Inner {
    table: Mutex<Table>,
    changed: watch::Sender<u64>,
    locales: Arc<Locales>,
    lang: String,
    service: String,
    description: String,
    desk: String,
    address: String,
}

impl Handset {
    /// A phone on which nothing has happened yet.
    pub fn new(parts: Parts) -> Self {
        let Parts { sitting, locales, lang, service, description, desk, address } = parts;
        let (table, changed) = (Mutex::new(Table::of(sitting)), watch::Sender::new(0));
        Self(Arc::new(Inner { table, changed, locales, lang, service, description, desk, address }))
    }

    /// Lets time pass on it by itself, until `stop` becomes true.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) -> Result<(), RehearsalError> {
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                // An error means that nobody is left who could say stop.
                _ = stop.wait_for(|stop| *stop) => return Ok(()),
            }
            if self.0.table.lock().await.tick().await? {
                self.told();
            }
        }
    }

    /// Something is done on the phone, or with its clock.
    async fn done(&self, act: Act) -> Result<(), RehearsalError> {
        self.0.table.lock().await.act(act).await?;
        self.told();
        Ok(())
    }

    /// Whoever looks at the page is told that something is new.
    fn told(&self) {
        self.0.changed.send_modify(|version| *version += 1);
    }

    fn words(&self, key: &str) -> String {
        self.0.locales.text(&self.0.lang, key, &[])
    }
}
