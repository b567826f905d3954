//! A store with Telegram beside it, and delivery at work between the two: for tests of delivery.
//!
//! Not here: any test.

use std::sync::Arc;
use std::time::Duration;

use crate::support::telegram::{TOKEN, Telegram};
use ajar::buttons::{Button, Constant, Press};
use ajar::chance::Chance;
use ajar::clock::Clock;
use ajar::store::bubbles::{self, Bubble};
use ajar::store::handed;
use ajar::store::outbox::{self, Class, Kind, NewOutgoing};
use ajar::store::outgoing::Outgoing;
use ajar::store::people::{self, NewPerson};
use ajar::store::{self, GROUP, Keystore, Store, StoreError, Writer, places};
use ajar::telegram::client::{Client, Token};
use ajar::telegram::deliver::pace::Rates;
use ajar::telegram::deliver::{Deliver, Parts, Waits};
use ajar::vault::{self, Key};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// A store with Telegram beside it.
pub struct House {
    pub store: Store,
    pub keystore: Keystore,
    pub writer: Writer,
    pub clock: Clock,
    pub chance: Chance,
    pub telegram: Arc<Telegram>,
    pub grew: Arc<Notify>,
    pub rates: Rates,
    pub waits: Waits,
    folder: Arc<tempfile::TempDir>,
}

/// Delivery at work.
pub struct Work {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Work {
    pub async fn end(self) {
        self.stop.send(true).unwrap();
        tokio::time::timeout(Duration::from_secs(10), self.task).await.expect("it stops").unwrap();
    }

    /// It is gone from one moment to the next.
    pub async fn crash(self) {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
    }
}

/// Somebody with a chat.
#[derive(Clone)]
pub struct Person {
    pub id: Uuid,
    pub chat: i64,
    pub key: Key,
}

pub fn fast() -> Rates {
    Rates { total: 1_000, chat_every_ms: 1, chat_burst: 1_000, group_minute: 1_000 }
}

impl House {
    pub async fn new(rates: Rates) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let (data, keys) = (at("ajar.db"), at("keys.db"));
        Self::on(folder, (&data, &keys), rates).await
    }

    /// On these databases.
    pub async fn on(folder: tempfile::TempDir, (data, keys): (&str, &str), rates: Rates) -> Self {
        let chance = Chance::system();
        let store = Store::open(data).await.unwrap();
        let keystore = Keystore::open(keys, Key::new([7; 32]), &chance).await.unwrap();
        store::pair(&store, &keystore, &chance).await.unwrap();
        let writer = Writer::start(store.clone(), keystore.clone(), GROUP);
        let (clock, telegram, grew) = (Clock::system(), Arc::new(Telegram::start().await), Arc::default());
        let folder = Arc::new(folder);
        let waits = Waits::REAL;
        Self { store, keystore, writer, clock, chance, telegram, grew, rates, waits, folder }
    }

    /// Another instance, on the same databases and for the same bot.
    pub fn beside(&self) -> Self {
        let (store, keystore) = (self.store.clone(), self.keystore.clone());
        let writer = Writer::start(store.clone(), keystore.clone(), GROUP);
        let (clock, chance, telegram) = (self.clock.clone(), self.chance.clone(), self.telegram.clone());
        let (rates, waits, folder) = (self.rates.clone(), self.waits, self.folder.clone());
        Self { store, keystore, writer, clock, chance, telegram, grew: Arc::default(), rates, waits, folder }
    }

    pub fn deliver(&self) -> Work {
        let client = Client::new(self.telegram.address(), &Token::new(TOKEN).unwrap()).unwrap();
        let parts = Parts {
            client: client.with_time_out(Duration::from_millis(500)),
            store: self.store.clone(),
            keystore: self.keystore.clone(),
            writer: self.writer.clone(),
            clock: self.clock.clone(),
            chance: self.chance.clone(),
            rates: self.rates.clone(),
            calls: 16,
            grew: self.grew.clone(),
            waits: self.waits,
        };
        let (stop, stopped) = watch::channel(false);
        Work { stop, task: tokio::spawn(Deliver::new(parts).run(stopped)) }
    }

    /// The same, and turns can hand things over to it.
    pub async fn deliver_what_is_handed(&self) -> Work {
        let work = self.deliver();
        let answered = || self.telegram.made("answerCallbackQuery").len();
        let before = answered();
        while answered() == before {
            self.pass(0, Outgoing::Ack { query: "is anybody there?".into(), notice: None }).await;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        work
    }

    /// Hands over what is never stored, as a turn does.
    pub async fn pass(&self, chat: i64, outgoing: Outgoing) {
        let passed = self.writer.write("pass", move |group| {
            let outgoing = outgoing.clone();
            Box::pin(async move {
                group.pass(chat, outgoing);
                Ok::<_, StoreError>(())
            })
        });
        passed.await.unwrap();
    }

    /// They write something that is to be marked, and a turn of theirs does so. Gives the message's id.
    pub async fn mark(&self, person: &Person) -> i64 {
        let message = self.telegram.write(person.chat, "x");
        let (at, id, chat) = (self.clock.now(), person.id, person.chat);
        let put = self.writer.write("turn", move |group| {
            bubbles::put(&mut group.main, Bubble { person: id, message, from_us: false, at, live: true });
            group.mark(id, chat, message);
            Box::pin(async { Ok::<_, StoreError>(()) })
        });
        put.await.unwrap();
        message
    }

    /// The marks that are owed, by person and message.
    pub async fn owed(&self) -> Vec<(Uuid, i64)> {
        let ever = self.clock.now() + chrono::TimeDelta::days(1);
        let owed = bubbles::owed(&mut self.store.reading().await.unwrap(), ever, 1_000).await.unwrap();
        owed.into_iter().map(|owed| (owed.person, owed.message)).collect()
    }

    /// Says these as one turn does. True if delivery is to be told: it was not handed over.
    pub async fn turn(&self, person: &Person, bubbles: &[Outgoing]) -> bool {
        let all: Vec<_> = bubbles
            .iter()
            .map(|outgoing| (self.new_outgoing(person, Class::Bubble, outgoing), outgoing.clone()))
            .collect();
        let chat = person.chat;
        let put = self.writer.write("turn", move |group| {
            let all = all.clone();
            Box::pin(async move {
                let mut waits = false;
                for (new, outgoing) in &all {
                    waits |= handed::put(group, new.clone(), chat, outgoing.clone());
                }
                Ok::<_, StoreError>(waits)
            })
        });
        let waits = put.await.unwrap();
        if waits {
            self.grew.notify_one();
        }
        waits
    }

    pub async fn person(&self, chat: i64) -> Person {
        self.telegram.open(chat);
        let (chance, now) = (self.chance.clone(), self.clock.now());
        let made = self.writer.write("person", move |group| {
            let chance = chance.clone();
            Box::pin(async move {
                let (id, key) = group.make_key(chat, chance.uuid()?, &chance).await?;
                let new = NewPerson {
                    id,
                    chat: vault::seal(&key, &places::chat(id), &chat, chance.bytes()?)?,
                    state: vault::seal(&key, &places::state(id), &0_u8, chance.bytes()?)?,
                    keep_until: now,
                    created_at: now,
                };
                people::add(&mut group.main, new).await?;
                Ok::<_, StoreError>(Person { id, chat, key })
            })
        });
        made.await.unwrap()
    }

    fn new_outgoing(&self, person: &Person, class: Class, outgoing: &Outgoing) -> NewOutgoing {
        let id = self.chance.uuid().unwrap();
        let place = id.to_string();
        let sealed =
            vault::seal(&person.key, &places::outgoing(person.id, &place), outgoing, self.chance.bytes().unwrap());
        NewOutgoing {
            id,
            person: person.id,
            class,
            kind: Kind::Scripted,
            urgent: false,
            expires_at: None,
            has_buttons: matches!(outgoing, Outgoing::Bubble { rows, .. } if !rows.is_empty()),
            outgoing: sealed.unwrap(),
            at: self.clock.now(),
        }
    }

    pub async fn put(&self, person: &Person, class: Class, outgoing: &Outgoing, change: impl FnOnce(&mut NewOutgoing)) {
        let mut new = self.new_outgoing(person, class, outgoing);
        change(&mut new);
        let put = self.writer.write("put", move |group| {
            let new = new.clone();
            outbox::put(&mut group.main, new);
            Box::pin(async { Ok::<_, StoreError>(()) })
        });
        put.await.unwrap();
        self.grew.notify_one();
    }

    pub async fn say(&self, person: &Person, text: &str) {
        self.put(person, Class::Bubble, &bubble(text), |_| {}).await;
    }

    pub async fn waiting(&self) -> i64 {
        outbox::count(&mut self.store.reading().await.unwrap()).await.unwrap()
    }

    pub async fn emptied(&self) {
        for _ in 0..1_000 {
            if self.waiting().await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the outbox was never empty");
    }
}

pub fn bubble(text: &str) -> Outgoing {
    Outgoing::Bubble { text: text.to_owned(), rows: Vec::new() }
}

pub fn with_button(text: &str) -> Outgoing {
    let help = Button { label: "Urgent help".into(), press: Press::Constant(Constant::Help) };
    Outgoing::Bubble { text: text.to_owned(), rows: vec![vec![help]] }
}
