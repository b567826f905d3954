//! Privacy, over the whole house: no words, names or chat ids in a log or a `Debug`, and nothing of them on a lock screen.

use std::io;
use std::sync::{Arc, Mutex};

use ajar::buttons::{Button, Press};
use ajar::dialogue::{Effect, Event};
use ajar::store::outgoing::Outgoing;
use ajar::story::{Content, Draft, FileRef, Fragment, Piece, Purpose, Section, Words};
use ajar::turn::Incoming;
use chrono::{DateTime, TimeDelta, Utc};

use crate::support::house::House;
use crate::support::places::sqlite;

const KATE: i64 = 7_654_321_098;
const WORDS: &str = "a heron by the weir";

/// Where a log is captured.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn p28_the_fullest_log_of_a_whole_run_holds_no_words_names_or_chat_ids() {
    let log = Captured::default();
    let writer = log.clone();
    let filter = tracing_subscriber::EnvFilter::new("ajar=trace,promises=trace");
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(move || writer.clone()).finish();
    let _here = tracing::subscriber::set_default(subscriber);
    tracing::trace!(target: "ajar::probe", "the log is captured");
    a_whole_run().await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("the log is captured"));
    assert!(log.contains("no reviewed message"), "what goes wrong is told: {log}");
    for secret in ["heron", "weir", "7654321098", "7_654", "Kate", "otter", "Marguerite"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

/// From the first word to forgetting, with a few things going wrong.
async fn a_whole_run() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.staff.add_coordinator("Marguerite").await.unwrap();
    house.start(KATE, Some("gp-seaton")).await;
    let message = house.say(KATE, WORDS).await;
    house.voice(KATE).await;
    house.edit(KATE, message, "a heron, and an otter").await;
    house.quiet().await;
    house.event(KATE, None, Event::Pressed { query: "q".into(), press: Press::Unknown }).await;
    house.tap(KATE, "Send these words").await;
    let reference = house.staff.list("Marguerite").await.unwrap()[0].reference.clone();
    assert!(house.staff.show("Kate", &reference).await.is_err());
    house.staff.show("Marguerite", &reference).await.unwrap();
    house.staff.reply("Marguerite", &reference, "Hello Kate, about the otter").await.unwrap();
    house.deliver().await;
    house.turns.set_aside(9, "message", 12, "hash").await.unwrap();
    house.turns.housekeeping().await.unwrap();
    house.say(KATE, "/forget").await;
    house.tap(KATE, "Forget me").await;
    ajar::content::Edition::load(None).unwrap().locales.text("en-GB", "no-such-key", &[]);
}

fn fragment() -> Fragment {
    Fragment {
        message: 1,
        sent_at: DateTime::<Utc>::UNIX_EPOCH,
        edited_at: None,
        content: Content::Text(Words::new(WORDS)),
    }
}

#[test]
fn p28_debug_of_everything_that_holds_words_prints_none() {
    let caption = Some(Words::new(WORDS));
    let section =
        Section { part: "story".into(), heading: "What".into(), pieces: vec![Piece::Words(Words::new(WORDS))] };
    let draft = Draft::new(Purpose::Story, 1, vec![section.clone()]);
    let approved = draft.clone().approve(&draft.show(), 1).unwrap();
    let said =
        Event::Said { message: 1, sent_at: DateTime::<Utc>::UNIX_EPOCH, content: Content::Text(Words::new(WORDS)) };
    let edited =
        Event::Edited { message: 1, edited_at: DateTime::<Utc>::UNIX_EPOCH, words: Words::new(WORDS), kept: None };
    let incoming = Incoming { update: None, chat: KATE, message: None, language: None, event: said.clone() };
    let button = Button { label: "Go back".into(), press: Press::Unknown };
    let printed = [
        format!("{:?}", Words::new(WORDS)),
        format!("{:?}", fragment()),
        format!("{:?}", Content::Voice { file: FileRef(WORDS.into()), seconds: 1, caption: caption.clone() }),
        format!("{:?}", Content::Picture { file: FileRef(WORDS.into()), caption }),
        format!("{section:?} {draft:?} {approved:?}"),
        format!("{said:?} {edited:?} {incoming:?}"),
        format!("{:?}", Effect::Keep { purpose: Purpose::Story, part: "story".into(), fragment: fragment() }),
        format!("{:?}", Effect::PassOn(fragment())),
        format!("{:?}", Outgoing::Bubble { text: WORDS.into(), rows: vec![vec![button]] }),
        format!("{:?}", Outgoing::Ack { query: "q".into(), notice: Some(WORDS.into()) }),
    ];
    for text in printed {
        assert!(!text.contains("heron") && !text.contains(&KATE.to_string()), "{text}");
        assert!(text.contains(".."), "{text}");
    }
}

#[tokio::test]
async fn p28_what_a_coordinator_opened_prints_no_words() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.staff.add_coordinator("Sam").await.unwrap();
    house.sends(KATE, WORDS).await;
    let reference = house.staff.list("Sam").await.unwrap()[0].reference.clone();
    house.staff.show("Sam", &reference).await.unwrap();
    house.staff.reply("Sam", &reference, WORDS).await.unwrap();
    let opened = house.staff.show("Sam", &reference).await.unwrap();
    assert_eq!((opened.sent.len(), opened.talk.len()), (1, 1));
    assert!(!format!("{opened:?}").contains("heron"));
}

#[tokio::test]
async fn p29_the_first_sixty_characters_of_every_message_hold_nobodys_own_words() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.staff.add_coordinator("Al").await.unwrap();
    house.start(KATE, None).await;
    house.say(KATE, WORDS).await;
    house.quiet().await;
    house.tap(KATE, "Look one by one").await;
    house.tap(KATE, "Leave out").await;
    house.tap(KATE, "Put back").await;
    house.tap(KATE, "Next").await;
    house.say(KATE, "/mywords").await;
    house.tap(KATE, "A person").await;
    house.tap(KATE, "Please write to me").await;
    house.tap(KATE, "Write more").await;
    house.say(KATE, WORDS).await;
    house.tap(KATE, "That is all for now").await;
    house.tap(KATE, "Send these words").await;
    let reference = house.staff.list("Al").await.unwrap()[0].reference.clone();
    house.staff.show("Al", &reference).await.unwrap();
    house.staff.reply("Al", &reference, WORDS).await.unwrap();
    house.later(TimeDelta::seconds(30)).await;
    let with_words = house.phones[&KATE].bubbles.iter().filter(|bubble| bubble.text.contains("heron")).count();
    assert!(with_words >= 7, "{with_words} bubbles show words");
    for bubble in &house.phones[&KATE].bubbles {
        let shown: String =
            bubble.text.chars().filter(|letter| !"\u{2068}\u{2069}".contains(*letter)).take(60).collect();
        assert!(!shown.contains("heron") && !shown.contains("a he"), "{shown}");
    }
}

#[tokio::test]
async fn p29_a_coordinators_words_begin_with_a_line_that_shows_nothing() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.staff.add_coordinator("Al").await.unwrap();
    house.sends(KATE, WORDS).await;
    let reference = house.staff.list("Al").await.unwrap()[0].reference.clone();
    house.staff.show("Al", &reference).await.unwrap();
    house.staff.reply("Al", &reference, "hello Kate").await.unwrap();
    house.later(TimeDelta::seconds(30)).await;
    let bubble = house.phones[&KATE].bubbles.iter().find(|bubble| bubble.text.contains("hello Kate")).unwrap();
    let shown: String = bubble.text.chars().take(60).collect();
    // Neither who writes, nor from where, nor that anybody does.
    for word in ["Al", "Open Door", "writ", "Kate"] {
        assert!(bubble.text.contains(word) && !shown.contains(word), "{shown}");
    }
}

#[tokio::test]
async fn p29_clearing_says_before_that_it_may_be_noticed_clears_two_days_and_forgets_nothing() {
    let place = sqlite();
    let mut house = House::at(&place.data, &place.keys).await;
    house.start(KATE, None).await;
    let old = house.say(KATE, WORDS).await;
    house.later(TimeDelta::hours(50)).await;
    let new = house.say(KATE, "another day").await;
    house.say(KATE, "/clear").await;
    for part in ["may notice that they are gone", "you have no record then", "Your words stay kept"] {
        assert!(house.newest(KATE).contains(part), "{part} in {}", house.newest(KATE));
    }
    assert!(house.phones[&KATE].deleted.is_empty());
    let newest = house.phones[&KATE].bubbles.last().unwrap().message;
    house.tap(KATE, "Clear this chat").await;
    let deleted = &house.phones[&KATE].deleted;
    assert!(deleted.contains(&new) && deleted.contains(&newest) && !deleted.contains(&old), "{deleted:?}");
    house.say(KATE, "/mywords").await;
    assert!(house.newest(KATE).contains(WORDS));
}
