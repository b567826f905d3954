//! A house to try things in: the real turn, staff and store on a real database, with a phone for each person in place of Telegram.

use std::collections::BTreeMap;
use std::sync::Arc;

use ajar::assembly::{About, Over, assemble};
use ajar::buttons::{Button, Press};
use ajar::chance::Chance;
use ajar::clock::{Clock, Hand};
use ajar::content::Edition;
use ajar::dialogue::{Contact, Event, Facts};
use ajar::hours::Hours;
use ajar::referral::Queue;
use ajar::staff::Staff;
use ajar::store::handed::Handed;
use ajar::store::outbox::{self, Class, Item, Take};
use ajar::store::outgoing::Outgoing;
use ajar::store::{self, Keystore, Store, Work, Writer, archive, bubbles, places};
use ajar::story::{Content, FileRef, Words};
use ajar::turn::{Incoming, Turns};
use ajar::vault::{self, Key};
use chrono::{DateTime, TimeDelta, Utc};

/// Everything, wired as `serve` wires it.
pub struct House {
    pub turns: Turns,
    pub staff: Staff,
    pub store: Store,
    pub keystore: Keystore,
    pub clock: Clock,
    pub hand: Hand,
    pub phones: BTreeMap<i64, Phone>,
    /// What turns have handed over.
    pub handed: Handed,
    next_update: i64,
    next_message: i64,
}

/// What stands in one chat.
#[derive(Clone, Default)]
pub struct Phone {
    pub bubbles: Vec<Bubble>,
    pub marks: Vec<i64>,
    pub notices: Vec<String>,
    pub deleted: Vec<i64>,
    /// So many of the bubbles are of somebody whom the house has forgotten since: nobody knows their ids any more.
    pub forgotten: usize,
}

/// A message of the bot's.
#[derive(Clone)]
pub struct Bubble {
    pub message: i64,
    pub text: String,
    pub rows: Vec<Vec<Button>>,
}

impl Phone {
    /// The house has forgotten this person; what stands in the chat is theirs alone.
    pub fn is_forgotten(&mut self) {
        self.forgotten = self.bubbles.len();
    }

    /// Buttons stand under the newest message only, whatever has happened (P1).
    fn hold_to_one_keyboard(&self) {
        let there = self.bubbles.iter().skip(self.forgotten).filter(|bubble| !self.deleted.contains(&bubble.message));
        let earlier = there.rev().skip(1).filter(|bubble| !bubble.rows.is_empty());
        let texts: Vec<_> = earlier.map(|bubble| bubble.text.as_str()).collect();
        assert!(texts.is_empty(), "buttons stand under earlier messages: {texts:?}");
    }
}

pub fn root() -> Key {
    Key::new([7; 32])
}

/// Monday to Friday, 9:30 to 16:30.
fn support_hours() -> Hours {
    let hours = r#"h = { mon = "09:30-16:30", tue = "09:30-16:30", wed = "09:30-16:30", thu = "09:30-16:30", fri = "09:30-16:30" }"#;
    toml::from_str::<BTreeMap<String, Hours>>(hours).unwrap().remove("h").unwrap()
}

pub fn facts() -> Facts {
    Facts {
        name: "The Open Door".into(),
        phone: "01632 960 123".into(),
        email: None,
        address: None,
        link: None,
        nation: ajar::dialogue::Nation::England,
        website: None,
        hours: support_hours(),
        heard_within_days: None,
        keep_draft_days: 90,
        quiet_seconds: 20,
        young: None,
        complaints: Some(Contact { name: "Ann".into(), phone: None, email: None }),
        team: vec![],
    }
}

impl House {
    /// Builds it on the databases at these addresses.
    pub async fn at(data: &str, keys: &str) -> Self {
        let start = DateTime::parse_from_rfc3339("2026-11-22T01:40:00Z").unwrap().with_timezone(&Utc);
        let (clock, hand) = Clock::fixed(start);
        Self::with(data, keys, clock, hand).await
    }

    /// The same, for a service with other facts, and with queues that are for named people only.
    pub async fn of(data: &str, keys: &str, facts: Facts, named: Vec<(Queue, String)>) -> Self {
        let start = DateTime::parse_from_rfc3339("2026-11-22T01:40:00Z").unwrap().with_timezone(&Utc);
        let (clock, hand) = Clock::fixed(start);
        Self::wired(data, keys, (clock, hand), facts, named, Edition::load(None).unwrap()).await
    }

    /// The same, with a clock that goes on from before: the process was started again.
    pub async fn with(data: &str, keys: &str, clock: Clock, hand: Hand) -> Self {
        let named = vec![(Queue::Complaints, "Ann".into())];
        Self::wired(data, keys, (clock, hand), facts(), named, Edition::load(None).unwrap()).await
    }

    async fn wired(
        data: &str,
        keys: &str,
        (clock, hand): (Clock, Hand),
        facts: Facts,
        named: Vec<(Queue, String)>,
        edition: Edition,
    ) -> Self {
        let chance = Chance::system();
        let store = Store::open(data).await.unwrap();
        let keystore = Keystore::open(keys, root(), &chance).await.unwrap();
        store::pair(&store, &keystore, &chance).await.unwrap();
        let writer = Writer::start(store.clone(), keystore.clone(), store::GROUP);
        wake(&store, clock.now()).await;
        let handed = writer.hand_over(1_000);
        keep(&store, &edition).await;
        let over = Over { store: store.clone(), keystore: keystore.clone(), writer, clock: clock.clone(), chance };
        let (content, locales) = (edition.content, Arc::new(edition.locales));
        let (turns, staff) =
            assemble(over, About { content, locales, facts, lang: None, named, lead: Some("Lee".into()) }, None);
        Self {
            turns,
            staff,
            store,
            keystore,
            clock,
            hand,
            phones: BTreeMap::new(),
            handed,
            next_update: 1000,
            next_message: 5000,
        }
    }

    /// Stops and starts the process: only the databases and the phones stay.
    pub async fn restart(self, data: &str, keys: &str) -> Self {
        self.upgraded(data, keys, Edition::load(None).unwrap()).await
    }

    /// Stops the process, and starts it with other dialogues.
    pub async fn upgraded(self, data: &str, keys: &str, edition: Edition) -> Self {
        self.stopped().started(data, keys, edition).await
    }

    /// Stops the process.
    pub fn stopped(self) -> Stopped {
        let Self { clock, hand, phones, next_update, next_message, .. } = self;
        Stopped { clock, hand, phones, next_update, next_message }
    }

    /// A number that no update or message has had.
    pub fn fresh(&mut self) -> i64 {
        self.next_update += 1;
        self.next_message += 1;
        self.next_update.max(self.next_message)
    }

    pub async fn event(&mut self, chat: i64, message: Option<i64>, event: Event) {
        self.next_update += 1;
        let update = Some(self.next_update);
        let incoming = Incoming { update, chat, message, language: Some("en".into()), event };
        self.turns.take(incoming).await.unwrap();
        self.deliver().await;
    }

    fn message(&mut self) -> i64 {
        self.next_message += 1;
        self.next_message
    }

    pub async fn start(&mut self, chat: i64, code: Option<&str>) {
        let message = self.message();
        self.event(chat, Some(message), Event::Start { code: code.map(str::to_owned) }).await;
    }

    /// Somebody comes, says something, waits a moment and sends it.
    pub async fn sends(&mut self, chat: i64, text: &str) {
        self.start(chat, None).await;
        self.say(chat, text).await;
        self.quiet().await;
        self.tap(chat, "Send these words").await;
    }

    /// Says something, and gives the message's id.
    pub async fn say(&mut self, chat: i64, text: &str) -> i64 {
        self.send(chat, Content::Text(Words::new(text))).await
    }

    /// A long text, as the app cuts it: at the same second.
    pub async fn say_at_once(&mut self, chat: i64, pieces: &[&str]) {
        let sent_at = self.clock.now();
        for piece in pieces {
            let message = self.message();
            let content = Content::Text(Words::new(*piece));
            self.event(chat, Some(message), Event::Said { message, sent_at, content }).await;
        }
    }

    pub async fn voice(&mut self, chat: i64) -> i64 {
        self.send(chat, Content::Voice { file: FileRef("AgADvoice".into()), seconds: 12, caption: None }).await
    }

    async fn send(&mut self, chat: i64, content: Content) -> i64 {
        let message = self.message();
        self.hand.forward(1);
        let sent_at = self.clock.now();
        self.event(chat, Some(message), Event::Said { message, sent_at, content }).await;
        message
    }

    pub async fn edit(&mut self, chat: i64, message: i64, text: &str) {
        self.hand.forward(1);
        let edited_at = self.clock.now();
        self.event(chat, None, Event::Edited { message, edited_at, words: Words::new(text), kept: None }).await;
    }

    /// Presses the newest button whose label contains this.
    pub async fn tap(&mut self, chat: i64, label: &str) {
        let press = self.button(chat, label);
        self.event(chat, None, Event::Pressed { query: "q".into(), press }).await;
    }

    pub fn button(&self, chat: i64, label: &str) -> Press {
        let buttons =
            self.phones.get(&chat).unwrap().bubbles.iter().rev().flat_map(|bubble| bubble.rows.iter().flatten());
        let found = buttons.clone().find(|button| button.label.contains(label));
        let all: Vec<_> = buttons.map(|button| button.label.clone()).collect();
        found.unwrap_or_else(|| panic!("no button {label:?} among {all:?}")).press.clone()
    }

    /// Time passes, and what is due happens.
    pub async fn later(&mut self, by: TimeDelta) {
        self.hand.forward(by.num_seconds());
        while self.turns.due().await.unwrap() > 0 {}
        self.deliver().await;
    }

    pub async fn quiet(&mut self) {
        self.later(TimeDelta::seconds(21)).await;
    }

    /// The newest bubble's text.
    pub fn newest(&self, chat: i64) -> &str {
        &self.phones.get(&chat).unwrap().bubbles.last().unwrap().text
    }

    /// Brings what was handed over, and what waits in the outbox, to the phones, as Telegram would.
    pub async fn deliver(&mut self) {
        let mut marked = Vec::new();
        while let Ok(passing) = self.handed.passing.try_recv() {
            if let (Some(person), Outgoing::Mark { message }) = (passing.owed, &passing.outgoing) {
                marked.push((person, *message));
            }
            self.show(passing.chat, passing.outgoing);
        }
        let mut work = self.store.begin().await.unwrap();
        marked.into_iter().for_each(|(person, message)| bubbles::marked(&mut work, person, message));
        while let Ok(line) = self.handed.lines.try_recv() {
            for row in line.rows {
                self.send_out(&mut work, &row.item, line.chat, row.outgoing).await;
            }
            outbox::done(&mut work, line.person, Class::Bubble, self.clock.now());
        }
        while self.empty_outbox(&mut work).await {}
        work.commit().await.unwrap();
        self.phones.values().for_each(Phone::hold_to_one_keyboard);
    }

    /// Takes what waits, once. False: there was nothing.
    async fn empty_outbox(&mut self, work: &mut Work) -> bool {
        let now = self.clock.now();
        let lines = outbox::take(work, now, Take { lines: 100, rows: 100, until: now }).await.unwrap();
        for line in &lines {
            let key = self.keystore.key_of(line.person).await.unwrap().unwrap();
            for row in &line.rows {
                let chat: i64 = vault::open(&key, &places::chat(line.person), &row.chat).unwrap();
                let place = row.item.id.to_string();
                let outgoing = vault::open(&key, &places::outgoing(line.person, &place), &row.outgoing).unwrap();
                self.send_out(work, &row.item, chat, outgoing).await;
            }
            outbox::done(work, line.person, line.class, now);
        }
        !lines.is_empty()
    }

    async fn send_out(&mut self, work: &mut Work, item: &Item, chat: i64, outgoing: Outgoing) {
        let messages = self.show(chat, outgoing);
        for message in outbox::sent(work, item, &messages, self.clock.now()).await.unwrap() {
            self.strip(chat, message);
            bubbles::stripped(work, item.person, message);
        }
    }

    fn strip(&mut self, chat: i64, message: i64) {
        let bubbles = &mut self.phones.entry(chat).or_default().bubbles;
        bubbles.iter_mut().filter(|bubble| bubble.message == message).for_each(|bubble| bubble.rows.clear());
    }

    fn change(&mut self, chat: i64, message: i64, text: &str, rows: &[Vec<Button>]) {
        let bubbles = &mut self.phones.entry(chat).or_default().bubbles;
        for bubble in bubbles.iter_mut().filter(|bubble| bubble.message == message) {
            (bubble.text, bubble.rows) = (text.to_owned(), rows.to_vec());
        }
    }

    fn show(&mut self, chat: i64, outgoing: Outgoing) -> Vec<i64> {
        let message = self.message();
        let phone = self.phones.entry(chat).or_default();
        match outgoing {
            Outgoing::Bubble { text, rows } => {
                phone.bubbles.push(Bubble { message, text, rows });
                return vec![message];
            }
            Outgoing::Ack { notice, .. } => phone.notices.extend(notice),
            Outgoing::Mark { message } => phone.marks.push(message),
            Outgoing::Delete { messages } => phone.deleted.extend(messages),
            Outgoing::Strip { message } => self.strip(chat, message),
            Outgoing::Edit { message, text, rows } => self.change(chat, message, &text, &rows),
            Outgoing::Leave => {}
        }
        vec![]
    }
}

/// What is left beside the databases when the process is stopped.
#[derive(Clone)]
pub struct Stopped {
    clock: Clock,
    hand: Hand,
    phones: BTreeMap<i64, Phone>,
    next_update: i64,
    next_message: i64,
}

impl Stopped {
    /// Starts it again, perhaps on a copy of the databases, perhaps with other dialogues.
    pub async fn started(self, data: &str, keys: &str, edition: Edition) -> House {
        let named = vec![(Queue::Complaints, "Ann".into())];
        let house = House::wired(data, keys, (self.clock, self.hand), facts(), named, edition).await;
        House { phones: self.phones, next_update: self.next_update, next_message: self.next_message, ..house }
    }
}

/// Archives the edition, as at every start.
async fn keep(store: &Store, edition: &Edition) {
    let mut work = store.begin().await.unwrap();
    for (name, body) in edition.archived() {
        archive::put(&mut work, &edition.hash, name, body).await.unwrap();
    }
    work.commit().await.unwrap();
}

/// What an earlier process had in hand is free, as at the start of delivery.
async fn wake(store: &Store, now: DateTime<Utc>) {
    if !store.is_shared() {
        let mut work = store.begin().await.unwrap();
        outbox::wake_all(&mut work, now).await.unwrap();
        work.commit().await.unwrap();
    }
}
